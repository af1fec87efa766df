"""Time expressions and their ISO values, at the precision that the text gives."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from geo.record import Date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.extract.reading import Reading

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTH = r"(?P<month>(?:" + "|".join(sorted((m for m in _MONTHS if m != "may"), key=len, reverse=True)) + r"|May)\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"

# In order: the first pattern that matches at an offset wins.
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"\b(?P<iso>(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d)\b",
        rf"\b(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?(?i:{_MONTH})(?:,?\s+{_YEAR})?\b",
        rf"\b(?:{_WEEKDAY},?\s+)?(?i:{_MONTH})\s+{_DAY}\b(?:,?\s+{_YEAR})?(?!\d)",
        rf"\b(?i:{_MONTH}),?\s+(?:of\s+)?{_YEAR}\b",
        rf"\b(?:(?P<next>next|last|this)\s+)?{_WEEKDAY}",
        r"\b(?i:(?P<word>today|tonight|yesterday|tomorrow))\b",
        r"\b(?i:(?P<which>last|this|next)\s+(?P<unit>week|month|year))\b",
        rf"(?<=\b[Ii]n )(?P<bare>{'|'.join(m.title() for m in calendar.month_name if m)})\b",
        rf"(?<=\b[Ii]n ){_YEAR}\b(?!\s*(?:km|kilomet|mile|people|per))",
        rf"(?<=\b[Ss]ince ){_YEAR}\b",
    )
)


def dates(reading: Reading) -> tuple[Date, ...]:
    """Return the time expressions of a text, in order and without overlap.

    Relative words resolve against the day of publication; without one their value stays null.
    """
    return tuple(_scan(reading))


def _scan(reading: Reading) -> Iterator[Date]:
    found = sorted(
        ((m.start(), -m.end(), n, m) for n, p in enumerate(_PATTERNS) for m in p.finditer(reading.text)),
        key=lambda hit: hit[:3],
    )
    covered = -1
    for start, _, _, match in found:
        if start < covered or not (date := _date(match, reading)):
            continue
        covered = match.end()
        yield date


def _date(match: re.Match[str], reading: Reading) -> Date | None:
    parts = {k: v for k, v in match.groupdict().items() if v}
    published = reading.published
    value: str | None
    try:
        value, precision = _value(parts, published, future=_is_future(match, reading))
    except ValueError:  # 31 February, day 0
        return None
    return Date(match.start(), match.end(), match[0], "DATE", value, precision)


def _value(parts: dict[str, str], published: dt.date | None, *, future: bool) -> tuple[str | None, str]:
    if iso := parts.get("iso"):
        return dt.date.fromisoformat(iso).isoformat(), "day"
    month = _MONTHS[parts["month"].lower().rstrip(".")] if "month" in parts else None
    if month and "day" in parts:
        year = int(parts["year"]) if "year" in parts else None
        if year is None and published is None:
            return None, "day"
        if year is None:
            near = (dt.date(published.year + n, month, int(parts["day"])) for n in (0, -1, 1))
            return min(near, key=lambda d: abs(d - published)).isoformat(), "day"
        return dt.date(year, month, int(parts["day"])).isoformat(), "day"
    if month:
        return f"{parts['year']}-{month:02}", "month"
    if "bare" in parts:
        month = _MONTHS[parts["bare"].lower()]
        if published is None:
            return None, "month"
        return f"{published.year - (not future and month > published.month)}-{month:02}", "month"
    if "year" in parts:
        return parts["year"], "year"
    precision = "day" if parts.keys() & {"weekday", "word"} else parts["unit"].lower()
    return (None if published is None else _relative(parts, published, future=future)), precision


def _relative(parts: dict[str, str], published: dt.date, *, future: bool) -> str:
    if word := parts.get("word"):
        shift = {"yesterday": -1, "tomorrow": 1}.get(word.lower(), 0)
        return (published + dt.timedelta(days=shift)).isoformat()
    if weekday := parts.get("weekday"):
        ahead = (_DAYS[weekday.lower()] - published.weekday()) % 7
        named = (parts.get("next") or "").lower()
        if named == "next" or (future and named != "last"):
            return (published + dt.timedelta(days=ahead or 7 * (named == "next"))).isoformat()
        back = (7 - ahead) % 7
        return (published - dt.timedelta(days=back or 7 * (named == "last"))).isoformat()
    step = {"last": -1, "this": 0, "next": 1}[parts["which"].lower()]
    unit = parts["unit"].lower()
    if unit == "week":
        year, week, _ = (published + dt.timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(published.year + step)


_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) (?:to|due|expected|scheduled|set)|plans? to|until|going to|ahead of)\b|[’']ll\b"
)
_CLAUSE = re.compile(r"[,;:]|\bthat\b|\band\b")


def _is_future(match: re.Match[str], reading: Reading) -> bool:
    """Tell whether the words of the same clause before the date look ahead."""
    start = reading.sentence_at(match.start())[0]
    return bool(_FUTURE.search(_CLAUSE.split(reading.text[start : match.start()])[-1]))
