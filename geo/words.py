"""Dates, lengths and countries as people write them."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import itertools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K")
KM_PER_MILE = 1.609344
ACTS = {
    "say": "Said",
    "report": "Reported",
    "confirm": "Confirmed",
    "deny": "Denied",
    "promise": "Promised",
    "threaten": "Threatened",
    "demand": "Demanded",
    "ask": "Asked",
    "warn": "Warned",
    "believe": "Believed",
}
"""What is done in a statement, by its act in the record."""
ROLES = {
    "traveller": "as travellers",
    "speaker": "as speakers",
    "about": "as spoken about",
    "via": "as passing on",
    "mentioned": "as mentioned",
}
"""The part that actors have in an event."""


def distance_text(km: float, *, miles: bool = False) -> str:
    """Return a length (km) as people write it, in whole units.

    >>> distance_text(684.475), distance_text(8280, miles=True)
    ('684 km', '5,145 mi')
    """
    return f"{km / KM_PER_MILE:,.0f} mi" if miles else f"{km:,.0f} km"


def date_text(first: dt.date | None, last: dt.date | None) -> str:
    """Return a span of days at the precision it has: a day, a month, a year or a range; empty without a day.

    >>> date_text(dt.date(2019, 4, 1), dt.date(2019, 4, 30)), date_text(dt.date(2023, 9, 9), dt.date(2023, 9, 10))
    ('April 2019', '9 – 10 Sep 2023')
    """
    if first is None:
        return ""
    if last is None or first == last:
        return f"{first.day} {first:%b %Y}"
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if whole_months and (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {last.day} {last:%b %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"


def count_text(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count_text(1, "journey"), count_text(1200, "journey")
    ('1 journey', '1,200 journeys')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def apart(labels: Mapping[K, str]) -> dict[K, str]:
    """Return labels of which no two are equal, as a list to choose from needs them: the later ones are numbered.

    >>> apart({1: "Sunday", 2: "Monday", 3: "Sunday"})
    {1: 'Sunday', 2: 'Monday', 3: 'Sunday (2)'}
    """
    found: dict[K, str] = {}
    taken: set[str] = set()
    for key, label in labels.items():
        numbered = (label if n == 1 else f"{label} ({n})" for n in itertools.count(1))
        found[key] = next(one for one in numbered if one not in taken)
        taken.add(found[key])
    return found


@functools.cache
def _territories() -> dict[str, str]:
    from babel import Locale

    return dict(Locale("en").territories)


def country_name(code: str | None) -> str:
    """Return the English name of a country by its ISO 3166-1 alpha-2 code; empty for None (CLDR, by Babel)."""
    return _territories().get(code, code) if code else ""
