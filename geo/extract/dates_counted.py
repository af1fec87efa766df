"""Counted and relative time: durations, sets, years, decades, clock times, "two weeks ago"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.dates_setting import DIRECTION, PRECISIONS, days_from, shifted, unit_of, year_text
from geo.extract.dates_words import MONTHS, NUMBERS, ORDINALS, PARTS_OF_DAY, SEASONS, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.extract.dates_setting import Parts, Setting, Value


def _relative_unit(parts: Parts, setting: Setting) -> Value:
    unit = unit_of(parts["unit"])
    value = None if setting.published is None else shifted(setting.published, unit, DIRECTION[parts["which"]])
    if value and parts["unit"] == "weekend":
        value += "-WE"
    return "DATE", value, PRECISIONS[unit]


def _anchored_count(parts: Parts, setting: Setting) -> Value:
    direction = parts["direction"]
    count, unit = _count(parts), unit_of(parts["unit"])
    start = setting.published if direction in ("ago", "back", "from now", "hence") else setting.anchor
    if start is None or count is None or unit in "SH":
        return "DATE", None, PRECISIONS[unit]
    if parts["unit"].startswith(("minute", "second")):
        return "DATE", start.isoformat(), "day"
    count += 0.5 * ("half" in parts)
    if count % 1 and unit == "Y":
        unit, count = "M", count * 12
    back = direction in ("ago", "back", "earlier", "before", "prior")
    return "DATE", shifted(start, unit, -count if back else count), PRECISIONS[unit]


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
    unit = unit_of(word)
    shown = "X" if count is None else f"{count:g}"
    if word.startswith("fortnight"):
        shown = "X" if count is None else f"{count * 2:g}"
    if count is not None and unit in "QEC":
        return "DURATION", f"P{count * {'Q': 3, 'E': 10, 'C': 100}[unit]:g}{'M' if unit == 'Q' else 'Y'}", None
    clock = word.startswith(("second", "minute", "hour"))
    if clock and count is not None and count % 1 == 0.5 and unit == "H":
        return "DURATION", f"PT{count // 1:g}H30M" if count > 1 else "PT30M", None
    return "DURATION", f"P{'T' if clock else ''}{shown}{unit.replace('E', 'DE').replace('C', 'CE')}", None


def _recent(_: Parts, __: Setting) -> Value:
    return "DATE", "PAST_REF", None


def _ahead(_: Parts, __: Setting) -> Value:
    return "DATE", "FUTURE_REF", None


def _present(_: Parts, __: Setting) -> Value:
    return "DATE", "PRESENT_REF", None


def _anchored(parts: Parts, setting: Setting) -> Value:
    unit = unit_of(parts.get("unit") or parts.get("unit2") or parts["unit3"])
    back = parts.get("step") == "previous" or parts.get("side") == "before"
    step = 0 if "same" in parts else -1 if back else 1
    word = parts.get("unit") or parts.get("unit2") or ""
    if word in PARTS_OF_DAY:
        return days_from(step if word != "night" or "same" in parts else 0, setting.anchor, word)
    return "DATE", None if setting.anchor is None else shifted(setting.anchor, unit, step), PRECISIONS[unit]


def _each(parts: Parts, setting: Setting) -> Value:
    if "season" in parts:
        return "SET", f"XXXX-{SEASONS[parts['season']]}", None
    if "month" in parts:
        return "SET", f"XXXX-{MONTHS[parts['month']]:02}", None
    if parts["unit"] in PARTS_OF_DAY and not {"other", "count"} & parts.keys():
        return "SET", f"XXXX-XX-XX{PARTS_OF_DAY[parts['unit']]}", None
    count = "2" if "other" in parts else parts.get("count", "1")
    value = _duration({"count": count, "unit": re.sub("morning|evening|afternoon", "day", parts["unit"])}, setting)[1]
    return "SET", value, None


def _decade(parts: Parts, _: Setting) -> Value:
    return "DATE", parts["decade"][:3] + "X", "decade"


def _named_decade(parts: Parts, _: Setting) -> Value:
    names = dict(
        zip(
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
            "23456789",
            strict=True,
        )
    )
    return "DATE", "19" + (names.get(parts["tens"]) or re.sub(r"\D", "", parts["tens"])[0]) + "X", "decade"


def _century(parts: Parts, _: Setting) -> Value:
    nth = ORDINALS.get(parts["century"]) or int(parts["century"][:-2])
    return "DATE", None if parts.get("era", "").startswith("b") else f"{nth - 1:02}XX", "century"


def _era(parts: Parts, _: Setting) -> Value:
    year = int(parts.get("old") or parts["after_ad"])
    return "DATE", year_text(-year if parts.get("era", "").startswith("b") else year), "year"


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


COUNTED: dict[str, Callable[[Parts, Setting], Value | None]] = {
    "times_each": lambda p, _: ("SET", "P1" + unit_of(p["unit"]), None),
    "unit": _relative_unit,
    "anchored_count": _anchored_count,
    "from_now": _from_now,
    "span": _duration,
    "recent": _recent,
    "ahead": _ahead,
    "anchored": _anchored,
    "each": _each,
    "duration": _duration,
    "hyphen_duration": _duration,
    "plural_duration": _duration,
    "decade": _decade,
    "named_decade": _named_decade,
    "century": _century,
    "era": _era,
    "early_year": _plain_year,
    "year": _plain_year,
    "to_year": _to_year,
    "short_year": _plain_year,
    "time": _time,
    "clock": _time,
    "oclock": _time,
    "noon": _time,
    "past_ref": _recent,
    "present_ref": _present,
    "future_ref": _ahead,
}
"""Readers by the name of the pattern."""
