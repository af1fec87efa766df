"""The days that a time value covers (ISO 8601, with TIMEX3's seasons, weekends and parts of the day)."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_SPAN_OF_YEARS = re.compile(r"(\d{2,3})(X{1,2})")
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

DayRange = tuple[dt.date, dt.date]


def day_range(value: str | None) -> DayRange | None:
    """Return the first and last day of a value of :class:`geo.record.Date`; None where it names no calendar days.

    >>> day_range("2019-04")
    (datetime.date(2019, 4, 1), datetime.date(2019, 4, 30))
    >>> day_range("2023-09-10/2023-09-13")
    (datetime.date(2023, 9, 10), datetime.date(2023, 9, 13))
    """
    if value is None:
        return None
    first, _, last = value.partition("/")
    try:
        start = _one(first)
        end = _one(last) if last else start
    except (ValueError, OverflowError):
        return None
    if start is None or end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def _one(value: str) -> DayRange | None:
    if match := _WEEK.fullmatch(value):
        first = dt.date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + dt.timedelta(days=1 if match[3] else 6)
    if match := _QUARTER.fullmatch(value):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3)
    if match := _SEASON.fullmatch(value):
        return _months(int(match[1]), _FIRST_MONTH[match[2]], 3)
    if match := _SPAN_OF_YEARS.fullmatch(value):
        years = 10 ** len(match[2])
        first = int(match[1]) * years
        return dt.date(first, 1, 1), dt.date(first + years - 1, 12, 31)
    if match := _DAY.fullmatch(value):
        year, month, day = (int(part) if part else None for part in match.groups())
        if month is None:
            return _months(year, 1, 12)
        return _months(year, month, 1) if day is None else (dt.date(year, month, day),) * 2
    return None


def _months(year: int, first: int, many: int) -> DayRange:
    start = dt.date(year, first, 1)
    total = year * 12 + first - 1 + many - 1
    year, month = total // 12, total % 12 + 1
    return start, dt.date(year, month, calendar.monthrange(year, month)[1])
