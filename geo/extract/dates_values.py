"""From the parts of a time expression to its type, its ISO 8601 (or TIMEX3) value and its precision."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.dates_words import DAYS, EASTER, FEASTS, MONTHS, NUMBERS, ORDINALS, SEASONS, UNITS, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.record import DateType, Precision

Parts = dict[str, str]
Value = tuple["DateType", "str | None", "Precision | None"]
_PRECISIONS: dict[str, Precision] = {"S": "time", "M": "month", "H": "time", "D": "day", "W": "week", "Q": "quarter", "Y": "year", "E": "decade", "C": "century"}
_DIRECTION = {"last": -1, "past": -1, "previous": -1, "this past": -1, "this last": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
              "this coming": 1, "following": 1}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is read against: the day of publication, the last day told, and whether its clause looks ahead."""

    published: dt.date | None
    told: str | None = None
    future: bool | None = None
    parts: Parts = field(default_factory=dict)

    @property
    def anchor(self) -> dt.date | None:
        """The first day of the last date told."""
        days = day_range(self.told)
        return days[0] if days else None


def value_of(name: str, parts: Parts, setting: Setting) -> Value | None:
    """Return type, value and precision; None where the words are no date after all (31 February).

    Parameters
    ----------
    name
        The pattern's name in :data:`geo.extract.dates_words.PATTERNS`.
    parts
        Its named groups that matched.
    setting
        What it is read against.
    """
    plain = {k: re.sub(r"\s+", " ", v.lower()) for k, v in parts.items()}
    try:
        return _READERS[name.lstrip("_")](plain, setting)
    except (ValueError, OverflowError):
        return None


def _shift(day: dt.date, unit: str, count: float) -> str:
    """Move a day by weeks, months ... and say it in that unit: "two months ago" is a month, not a day."""
    if unit == "D":
        return (day + dt.timedelta(days=round(count))).isoformat()
    if unit == "W":
        year, week, _ = (day + dt.timedelta(weeks=round(count))).isocalendar()
        return f"{year}-W{week:02}"
    if unit in "MQ":
        months = day.year * 12 + day.month - 1 + round(count * (3 if unit == "Q" else 1))
        year, month = months // 12, months % 12
        return f"{_year(year)}-Q{month // 3 + 1}" if unit == "Q" else f"{_year(year)}-{month + 1:02}"
    year = day.year + round(count * {"Y": 1, "E": 10, "C": 100}[unit])
    return {"Y": _year(year), "E": _year(year)[:3] + "X", "C": _year(year)[:2] + "XX"}[unit]


def _year(year: int) -> str:
    if not -9999 <= year <= 9999:
        raise ValueError(year)
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def _unit(word: str) -> str:
    singular = "century" if word.startswith("centur") else word.rstrip("s")
    return "D" if singular in ("morning", "evening", "afternoon") else UNITS[singular]


def _month_of(parts: Parts) -> int:
    return MONTHS[parts["month"].rstrip(".")]


def _iso(parts: Parts, _: Setting) -> Value:
    return "DATE", dt.date.fromisoformat(parts["iso"]).isoformat(), "day"


def _numeric(parts: Parts, _: Setting) -> Value:
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    if a > 12 or a == b:
        return "DATE", dt.date(year, b, a).isoformat(), "day"
    return "DATE", dt.date(year, a, b).isoformat() if b > 12 else str(year), "day" if b > 12 else "year"


def _full(parts: Parts, setting: Setting) -> Value:
    month = _month_of(parts)
    days = [int(parts[k]) for k in ("day", "to_day") if k in parts]
    for day in days:
        dt.date(2024, month, day)
    year = int(parts["year"]) if "year" in parts else _year_of(month, days[0], setting)
    if year is None:
        return "DATE", None, "day"
    return "DATE", "/".join(dt.date(year, month, day).isoformat() for day in days), "day"


def _year_of(month: int, day: int | None, setting: Setting) -> int | None:
    """The year of a day or month without one: that of the story told just before, else the nearest to publication."""
    if setting.anchor is not None and (setting.published is None or setting.anchor.year != setting.published.year):
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


def _ordinal_day(parts: Parts, setting: Setting) -> Value:
    word = parts["ordinal"]
    return _full(parts | {"day": str(ORDINALS.get(word) or int(word[:-2]))}, setting)


def _month_year(parts: Parts, _: Setting) -> Value:
    return "DATE", f"{parts['year']}-{_month_of(parts):02}", "month"


def _relative_month(parts: Parts, setting: Setting) -> Value:
    month, published = _month_of(parts), setting.published
    if published is None:
        return "DATE", None, "month"
    step = _DIRECTION[parts["which"]]
    year = published.year - (step < 0 and month >= published.month) + (step > 0 and month <= published.month)
    return "DATE", f"{year}-{month:02}", "month"


def _month(parts: Parts, setting: Setting) -> Value:
    month = _month_of(parts)
    year = _year_of(month, None, setting)
    return "DATE", None if year is None else f"{year}-{month:02}", "month"


def _weekdays(parts: Parts, _: Setting) -> Value:
    name = parts.get("weekday", "")
    return "SET", f"XXXX-WXX-{DAYS[name.rstrip('.')] + 1}" if name else "P1W", "week"


def _weekday(parts: Parts, setting: Setting) -> Value:
    day = DAYS[parts["weekday"].rstrip(".")]
    which = parts.get("which", "")
    start = setting.anchor if which == "that" and setting.anchor else setting.published
    if start is None:
        return "DATE", None, "day"
    ahead = (day - start.weekday()) % 7
    if which == "this" and setting.future is not False:
        ahead = day - start.weekday()
    elif which == "next":
        ahead = ahead or 7
    elif which in ("last", "this past"):
        ahead -= 7
    elif which not in ("coming", "this coming") and ahead and (which == "that" or not setting.future):
        ahead -= 7
    return "DATE", (start + dt.timedelta(days=ahead)).isoformat(), "day"


def _word(parts: Parts, setting: Setting) -> Value:
    return _days({"yesterday": -1, "tomorrow": 1}.get(parts["word"], 0), setting.published)


def _beside(parts: Parts, setting: Setting) -> Value:
    return _days(-2 if parts["beside"].startswith("before") else 2, setting.published)


def _part(parts: Parts, setting: Setting) -> Value:
    return _days(-1 if "last" in parts else 0, setting.published)


def _days(step: int, start: dt.date | None) -> Value:
    return "DATE", None if start is None else (start + dt.timedelta(days=step)).isoformat(), "day"


def _relative_unit(parts: Parts, setting: Setting) -> Value:
    unit = _unit(parts["unit"])
    value = None if setting.published is None else _shift(setting.published, unit, _DIRECTION[parts["which"]])
    if value and parts["unit"] == "weekend":
        value += "-WE"
    return "DATE", value, _PRECISIONS[unit]


def _season(parts: Parts, setting: Setting) -> Value:
    code = SEASONS[parts["season"]]
    if "year" in parts:
        return "DATE", f"{parts['year']}-{code}", "season"
    if "which" not in parts or setting.published is None:
        return "DATE", None, "season"
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    step, month = _DIRECTION[parts["which"]], setting.published.month
    year = setting.published.year - (step < 0 and month < first + 3) + (step > 0 and month >= first)
    return "DATE", f"{year}-{code}", "season"


def _quarter(parts: Parts, setting: Setting) -> Value:
    quarter = int(parts["q"]) if "q" in parts else ORDINALS[parts["ordinal"]]
    year = int(parts["year"]) if "year" in parts else None
    if year is None and setting.published:
        year = setting.published.year + _DIRECTION[parts.get("which", "this")]
    return "DATE", None if year is None else f"{year}-Q{quarter}", "quarter"


def _anchored_count(parts: Parts, setting: Setting) -> Value:
    direction = parts["direction"]
    count, unit = _count(parts), _unit(parts["unit"])
    start = setting.published if direction in ("ago", "back", "from now", "hence") else setting.anchor
    if start is None or count is None or unit in "SH":
        return "DATE", None, _PRECISIONS[unit]
    if parts["unit"].startswith(("minute", "second")):
        return "DATE", start.isoformat(), "day"
    count += 0.5 * ("half" in parts)
    if count % 1 and unit == "Y":
        unit, count = "M", count * 12
    back = direction in ("ago", "back", "earlier", "before", "prior")
    return "DATE", _shift(start, unit, -count if back else count), _PRECISIONS[unit]


def _from_now(parts: Parts, setting: Setting) -> Value | None:
    if not setting.future or parts["unit"].startswith("second"):
        return _duration(parts, setting)
    return _anchored_count(parts | {"direction": "from now"}, setting)


def _count(parts: Parts) -> float | None:
    count = number(parts["count"]) if "count" in parts else None
    scale = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
    return None if count is None else count * scale.get(parts.get("more", "").strip(), 1)


def _duration(parts: Parts, _: Setting) -> Value:
    count, word = _count(parts), parts["unit"]
    unit = _unit(word)
    shown = "X" if count is None else f"{count:g}"
    if word.startswith("fortnight"):
        shown = "X" if count is None else f"{count * 2:g}"
    if count is not None and unit in "QEC":
        return "DURATION", f"P{count * {'Q': 3, 'E': 10, 'C': 100}[unit]:g}{'M' if unit == 'Q' else 'Y'}", None
    clock = word.startswith(("second", "minute", "hour"))
    return "DURATION", f"P{'T' if clock else ''}{shown}{unit.replace('E', 'DE').replace('C', 'CE')}", None


def _recent(_: Parts, __: Setting) -> Value:
    return "DATE", "PAST_REF", None


def _ahead(_: Parts, __: Setting) -> Value:
    return "DATE", "FUTURE_REF", None


def _present(_: Parts, __: Setting) -> Value:
    return "DATE", "PRESENT_REF", None


def _anchored(parts: Parts, setting: Setting) -> Value:
    unit = _unit(parts.get("unit") or parts.get("unit2") or parts["unit3"])
    back = parts.get("step") == "previous" or parts.get("side") == "before"
    step = 0 if "same" in parts else -1 if back else 1
    return "DATE", None if setting.anchor is None else _shift(setting.anchor, unit, step), _PRECISIONS[unit]


def _each(parts: Parts, setting: Setting) -> Value:
    count = "2" if "other" in parts else parts.get("count", "1")
    value = _duration({"count": count, "unit": re.sub("morning|evening|afternoon", "day", parts["unit"])}, setting)[1]
    return "SET", value, None


def _decade(parts: Parts, _: Setting) -> Value:
    return "DATE", parts["decade"][:3] + "X", "decade"


def _named_decade(parts: Parts, _: Setting) -> Value:
    names = dict(zip("twenties thirties forties fifties sixties seventies eighties nineties".split(), "23456789", strict=True))
    return "DATE", "19" + (names.get(parts["tens"]) or re.sub(r"\D", "", parts["tens"])[0]) + "X", "decade"


def _century(parts: Parts, _: Setting) -> Value:
    nth = ORDINALS.get(parts["century"]) or int(parts["century"][:-2])
    return "DATE", None if parts.get("era", "").startswith("b") else f"{nth - 1:02}XX", "century"


def _era(parts: Parts, _: Setting) -> Value:
    year = int(parts.get("old") or parts["after_ad"])
    return "DATE", _year(-year if parts.get("era", "").startswith("b") else year), "year"


def _plain_year(parts: Parts, setting: Setting) -> Value | None:
    if "yy" not in parts:
        return "DATE", parts.get("year") or f"{int(parts['old']):04}", "year"
    now = setting.published.year if setting.published else 2000
    centuries = (now // 100 * 100 + n for n in (0, -100))
    return "DATE", str(next(c + int(parts["yy"]) for c in centuries if c + int(parts["yy"]) <= now + 10)), "year"


def _to_year(parts: Parts, setting: Setting) -> Value | None:
    if "yy" not in parts:
        return _plain_year(parts, setting)
    if setting.told is None or int(parts["yy"]) <= int(setting.told[2:4]):
        return None
    return "DATE", setting.told[:2] + parts["yy"], "year"


def _time(parts: Parts, _: Setting) -> Value:
    if "noon" in parts:
        return "TIME", "T00:00" if parts["noon"] == "midnight" else "T12:00", "time"
    hour = int(parts["hour"]) if parts["hour"].isdigit() else int(NUMBERS[parts["hour"]])
    half = parts.get("half")
    if hour > (12 if half else 24):
        raise ValueError(hour)
    hour = hour % 12 + 12 * (half == "p") if half else hour
    rest = [parts[k] for k in ("minute", "second") if k in parts]
    return "TIME", "T" + ":".join([f"{hour:02}", *(rest or ["00"])]), "time"


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


_READERS: dict[str, Callable[[Parts, Setting], Value | None]] = {
    "iso": _iso, "numeric": _numeric, "attack": lambda _, __: ("DATE", "2001-09-11", "day"), "full": _full, "ordinal_day": _ordinal_day,
    "month_year": _month_year, "relative_month": _relative_month, "month": _month, "weekdays": _weekdays, "weekday": _weekday, "word": _word,
    "beside": _beside, "part": _part, "unit": _relative_unit, "season": _season, "quarter": _quarter, "anchored_count": _anchored_count,
    "from_now": _from_now, "span": _duration, "recent": _recent, "ahead": _ahead, "anchored": _anchored, "each": _each, "duration": _duration,
    "hyphen_duration": _duration, "plural_duration": _duration, "decade": _decade, "named_decade": _named_decade, "century": _century,
    "era": _era, "early_year": _plain_year, "year": _plain_year, "to_year": _to_year, "short_year": _plain_year, "time": _time, "clock": _time,
    "oclock": _time, "noon": _time, "feast": _feast, "past_ref": _recent, "present_ref": _present, "future_ref": _ahead,
}  # fmt: skip
