"""The days that an ISO 8601 value covers."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_ISO_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def day_range(value: str | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that an ISO value of a :class:`Date` covers; None where it names no calendar days.

    >>> day_range("2019-04")
    (datetime.date(2019, 4, 1), datetime.date(2019, 4, 30))
    """
    if value is None:
        return None
    try:
        if match := _ISO_WEEK.fullmatch(value):
            monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday, monday + dt.timedelta(days=6)
        if match := _ISO.fullmatch(value):
            year, month, day = (int(g) if g else None for g in match.groups())
            if month is None:
                return dt.date(year, 1, 1), dt.date(year, 12, 31)
            if day is None:
                return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
            return dt.date(year, month, day), dt.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return None
