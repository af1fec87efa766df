"""Days, months, seasons and feasts by their names."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from geo.extract.dates_setting import DIRECTION, PRECISIONS, days_from, month_of, shifted, unit_of
from geo.extract.dates_words import DAYS, EASTER, FEASTS, ORDINALS, SEASONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.extract.dates_setting import Parts, Setting, Value


def _iso(parts: Parts, _: Setting) -> Value:
    return "DATE", dt.date.fromisoformat(parts["iso"]).isoformat(), "day"


def _numeric(parts: Parts, _: Setting) -> Value:
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    if a > 12 or a == b:
        return "DATE", dt.date(year, b, a).isoformat(), "day"
    return "DATE", dt.date(year, a, b).isoformat() if b > 12 else str(year), "day" if b > 12 else "year"


def _full(parts: Parts, setting: Setting) -> Value:
    month = month_of(parts)
    days = [int(parts[k]) for k in ("day", "to_day") if k in parts]
    for day in days:
        dt.date(2024, month, day)
    year = int(parts["year"]) if "year" in parts else _year_of(month, days[0], setting)
    if year is None:
        return "DATE", None, "day"
    return "DATE", "/".join(dt.date(year, month, day).isoformat() for day in days), "day"


def _year_of(month: int, day: int | None, setting: Setting) -> int | None:
    """The year of a day or month without one: that of the story told just before, else the nearest to publication."""
    published = setting.published
    if (
        setting.anchor is not None
        and (published is None or setting.anchor.year != published.year)
        and not _is_near(month, day, published)
    ):
        return setting.anchor.year
    if setting.published is None:
        return None
    years = (setting.published.year + n for n in (0, -1, 1))
    known = [y for y in years if (day or 1) <= calendar.monthrange(y, month)[1]]
    if not known:
        raise ValueError(day)
    if day is None:
        ahead = (month - setting.published.month) % 12
        back = setting.future is False or (setting.future is None and ahead > 6)
        return setting.published.year + (setting.published.month + ahead > 12) - (back and ahead > 0)
    nearest = min(known, key=lambda y: abs(dt.date(y, month, day) - setting.published))  # type: ignore[operator]
    return nearest


def _is_near(month: int, day: int | None, published: dt.date | None) -> bool:
    """Tell whether a day of the year was or will be within a month of publication."""
    return (
        published is not None
        and day is not None
        and min(
            abs((dt.date(2023, month, min(day, 28)) - published.replace(year=2023, day=min(published.day, 28))).days),
            365,
        )
        < 31
    )


def _ordinal_day(parts: Parts, setting: Setting) -> Value:
    word = parts["ordinal"]
    return _full(parts | {"day": str(ORDINALS.get(word) or int(word[:-2]))}, setting)


def _month_year(parts: Parts, _: Setting) -> Value:
    return "DATE", f"{parts['year']}-{month_of(parts):02}", "month"


def _relative_month(parts: Parts, setting: Setting) -> Value:
    month, published = month_of(parts), setting.published
    if published is None:
        return "DATE", None, "month"
    step = DIRECTION[parts["which"]]
    year = published.year - (step < 0 and month >= published.month) + (step > 0 and month <= published.month)
    return "DATE", f"{year}-{month:02}", "month"


def _month(parts: Parts, setting: Setting) -> Value:
    month = month_of(parts)
    year = _year_of(month, None, setting)
    return "DATE", None if year is None else f"{year}-{month:02}", "month"


def _weekdays(parts: Parts, _: Setting) -> Value:
    name = (parts.get("each") or parts["plural"]).removesuffix("s")
    return "SET", f"XXXX-WXX-{DAYS[name] + 1}", None


def _weekday(parts: Parts, setting: Setting) -> Value:
    day = DAYS[parts["weekday"].rstrip(".")]
    which = parts.get("which", "")
    start = setting.anchor if which == "that" and setting.anchor else setting.published
    if start is None:
        return "DATE", None, "day"
    if "week" in parts:
        return days_from(day - start.weekday() + 7 * DIRECTION[parts["week"]], start)
    ahead = (day - start.weekday()) % 7
    if which == "this" and setting.future is not False:
        ahead = day - start.weekday()
    elif which == "next":
        ahead = ahead or 7
    elif which in ("last", "this past") or (
        which not in ("coming", "this coming") and ahead and (which == "that" or not setting.future)
    ):
        ahead -= 7
    return days_from(ahead, start, parts.get("part"))


def _word(parts: Parts, setting: Setting) -> Value:
    part = "tonight" if parts["word"] == "tonight" else parts.get("part")
    return days_from({"yesterday": -1, "tomorrow": 1}.get(parts["word"], 0), setting.published, part)


def _overnight(_: Parts, setting: Setting) -> Value:
    return days_from(-1, setting.published, "night")


def _weekend(parts: Parts, setting: Setting) -> Value:
    start = setting.published
    unit = unit_of(parts.get("weekend", "").removeprefix("the ") or parts.get("later") or parts["end"])
    if start is None:
        return "DATE", None, PRECISIONS[unit]
    if "weekend" in parts:
        step = -1 if start.weekday() < 5 and not setting.future else 0
        return "DATE", shifted(start, "W", step) + "-WE", "week"
    return "DATE", shifted(start, unit, 0), PRECISIONS[unit]


def _beside(parts: Parts, setting: Setting) -> Value:
    return days_from(-2 if parts["beside"].startswith("before") else 2, setting.published)


def _part(parts: Parts, setting: Setting) -> Value:
    return days_from(-1 if "last" in parts else 0, setting.published, "night" if "last" in parts else parts["part"])


def _season(parts: Parts, setting: Setting) -> Value:
    code = SEASONS[parts["season"]]
    if "year" in parts:
        return "DATE", f"{parts['year']}-{code}", "season"
    if "which" not in parts or setting.published is None:
        return "DATE", None, "season"
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    step, month = DIRECTION[parts["which"]], setting.published.month
    year = setting.published.year - (step < 0 and month < first + 3) + (step > 0 and month >= first)
    return "DATE", f"{year}-{code}", "season"


def _quarter(parts: Parts, setting: Setting) -> Value:
    quarter = int(parts["q"]) if "q" in parts else ORDINALS[parts["ordinal"]]
    year = int(parts["year"]) if "year" in parts else None
    if year is None and setting.published:
        year = setting.published.year + DIRECTION[parts.get("which", "this")]
    return "DATE", None if year is None else f"{year}-Q{quarter}", "quarter"


def _feast(parts: Parts, setting: Setting) -> Value:
    name = parts["feast"].replace("’", "'")
    year = int(parts["year"]) if "year" in parts else None
    if year is None and setting.published is not None:
        near = [_feast_day(name, setting.published.year + n) for n in (-1, 0, 1)]
        before, after = [d for d in near if d <= setting.published], [d for d in near if d >= setting.published]
        which = parts.get("which")
        if which == "last" or (which is None and setting.future is False):
            return "DATE", before[-1].isoformat(), "day"
        if which == "next" or setting.future:
            return "DATE", after[0].isoformat(), "day"
        return "DATE", min(near, key=lambda d: abs(d - setting.published)).isoformat(), "day"  # type: ignore[operator]
    return "DATE", None if year is None else _feast_day(name, year).isoformat(), "day"


def _feast_day(name: str, year: int) -> dt.date:
    if name in FEASTS:
        return dt.date(year, *FEASTS[name])
    from dateutil.easter import easter

    return easter(year) + dt.timedelta(days=EASTER[name])


NAMED: dict[str, Callable[[Parts, Setting], Value | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "attack": lambda _, __: ("DATE", "2001-09-11", "day"),
    "full": _full,
    "ordinal_day": _ordinal_day,
    "month_year": _month_year,
    "relative_month": _relative_month,
    "month": _month,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "word": _word,
    "beside": _beside,
    "weekend": _weekend,
    "overnight": _overnight,
    "part": _part,
    "season": _season,
    "quarter": _quarter,
    "feast": _feast,
}
"""Readers by the name of the pattern."""
