"""What time expressions are read against, and the arithmetic of calendar units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.dates_words import MONTHS, PARTS_OF_DAY, UNITS

if TYPE_CHECKING:
    from geo.record import DateType, Precision

Parts = dict[str, str]
"""The named groups of a pattern that matched, in lower case."""
Value = tuple["DateType", "str | None", "Precision | None"]
PRECISIONS: dict[str, Precision] = {
    "S": "time", "H": "time", "D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "E": "decade",
    "C": "century",
}  # fmt: skip
DIRECTION = {
    "last": -1, "past": -1, "previous": -1, "this past": -1, "this last": -1, "this": 0, "current": 0,
    "next": 1, "coming": 1, "this coming": 1, "following": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is read against: publication, the last date told, whether its clause looks ahead."""

    published: dt.date | None
    told: str | None = None
    future: bool | None = None

    @property
    def anchor(self) -> dt.date | None:
        """The first day of the last date told."""
        days = day_range(self.told)
        return days[0] if days else None


def shifted(day: dt.date, unit: str, count: float) -> str:
    """Move a day by weeks, months ... and say it in that unit: "two months ago" is a month, not a day."""
    if unit == "D":
        return (day + dt.timedelta(days=round(count))).isoformat()
    if unit == "W":
        year, week, _ = (day + dt.timedelta(weeks=round(count))).isocalendar()
        return f"{year}-W{week:02}"
    if unit in "MQ":
        months = day.year * 12 + day.month - 1 + round(count * (3 if unit == "Q" else 1))
        year, month = months // 12, months % 12
        return f"{year_text(year)}-Q{month // 3 + 1}" if unit == "Q" else f"{year_text(year)}-{month + 1:02}"
    year = day.year + round(count * {"Y": 1, "E": 10, "C": 100}[unit])
    return {"Y": year_text(year), "E": year_text(year)[:3] + "X", "C": year_text(year)[:2] + "XX"}[unit]


def year_text(year: int) -> str:
    """Return a year in four digits, before the common era with a minus."""
    if not -9999 <= year <= 9999:
        raise ValueError(year)
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def unit_of(word: str) -> str:
    """Return the letter of a calendar unit: D, W, M, Q, Y, E (decade), C (century), H, S."""
    singular = "century" if word.startswith("centur") else word.rstrip("s")
    return "D" if singular in ("morning", "evening", "afternoon") else UNITS[singular]


def month_of(parts: Parts) -> int:
    """Return the number of the month that the parts name."""
    return MONTHS[parts["month"].rstrip(".")]


def days_from(step: int, start: dt.date | None, part: str | None = None) -> Value:
    """Return a day (or a part of it) so many days from another."""
    day = None if start is None else (start + dt.timedelta(days=step)).isoformat()
    if part:
        return "TIME", day and day + PARTS_OF_DAY[part], "time"
    return "DATE", day, "day"
