"""What there is to filter by, and how much each value would show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, fetch, frame, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.store import Store

DIMENSIONS = {
    "kind": "kinds",
    "status": "statuses",
    "country": "countries",
    "publisher": "publishers",
    "collection": "collections",
}
"""What can be chosen from, with the field of `Filters` that a choice goes into."""


def facets(store: Store, filters: Filters = EVERYTHING) -> pd.DataFrame:
    """Return the values of each dimension of `DIMENSIONS` with what choosing it would show.

    A dimension's own filter does not count for it, all the others do.

    Returns
    -------
    pandas.DataFrame
        ``dimension, value`` (as `Filters` takes it), ``label`` (the name of a collection, else the value), ``events``;
        most events first within a dimension.  Values that are chosen are there even without events.
    """
    names = {row["key"]: (row["id"], row["name"]) for row in fetch(store, sa.select(t.collection))}
    together = [name for name in _FEW if not getattr(filters, DIMENSIONS[name])]
    counted = _by_event(store, filters, together)
    rows = []
    for name, field in DIMENSIONS.items():
        others = replace(filters, **{field: ()})
        found = counted.get(name) or _counted(store, others, name)
        for key, number in _pairs(store, _stories(store, others, name)):
            found[key] += number
        rows += _rows(name, getattr(filters, field), found, names)
    return frame(rows, {"dimension": None, "value": None, "label": None, "events": int})


_FEW = ("kind", "status", "collection")
"""Dimensions with few values that stand in the row of an event: those without a filter of their own count at once."""


def _pairs(store: Store, query: sa.Select[Any]) -> list[tuple[Any, int]]:
    """Return the rows of a query for values and numbers."""
    with store.engine.connect() as connection:
        return [(value, number) for value, number in connection.execute(query)]


def _rows(
    name: str, chosen: Sequence[str], found: Counter[Any], names: dict[int, tuple[str, str]]
) -> list[dict[str, Any]]:
    pairs = {names[key] if name == "collection" else (key, key): n for key, n in found.items() if key is not None}
    here = {value for value, _ in pairs}
    pairs |= {(value, value): 0 for value in chosen if value not in here}
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], t.fold(pair[0][1]), pair[0][0]))
    return [{"dimension": name, "value": value, "label": label, "events": n} for (value, label), n in ordered]


def _by_event(store: Store, filters: Filters, names: Sequence[str]) -> dict[str, Counter[Any]]:
    """Count statements, scenes and names of places by each of the dimensions, in one pass."""
    counted: dict[str, Counter[Any]] = {name: Counter() for name in names}
    columns = [_column(name).label(name) for name in names]
    query = sa.select(*columns, sa.func.count().label("events")).group_by(*columns)
    found = wanted(store, filters)
    for row in fetch(store, query.where(t.event.c.kind.not_in(MOVES), *found)) if names else ():
        for name in names:
            counted[name][row[name]] += row["events"]
    return counted


def _counted(store: Store, others: Filters, name: str) -> Counter[Any]:
    """Count statements, scenes and names of places by one dimension."""
    if name in _FEW:
        return _by_event(store, others, [name])[name]
    number, of = sa.func.count(), t.event_place if name == "country" else t.event
    found = [of.c.kind.not_in(MOVES), *wanted(store, others, of=of)]
    if name == "country":
        pairs = sa.select(t.place.c.country, of.c.event_key).join(t.place).where(*found).distinct().subquery()
        query = sa.select(pairs.c.country, number).group_by(pairs.c.country)
    else:
        tally = sa.select(of.c.article_key.label("key"), number.label("n")).where(*found).group_by("key").subquery()
        query = sa.select(t.article.c.publisher, sa.func.sum(tally.c.n)).join(tally, tally.c.key == t.article.c.key)
        query = query.group_by(t.article.c.publisher)
    return Counter(dict(_pairs(store, query)))


def _stories(store: Store, others: Filters, name: str) -> sa.Select[Any]:
    """Count journeys and presences: one that several articles tell counts once."""
    asked = others if others.kinds else replace(others, kinds=MOVES)
    found = [t.event.c.kind.in_(MOVES), *wanted(store, asked)]
    value = {"country": t.place.c.country, "publisher": t.article.c.publisher}.get(name)
    pairs = sa.select(_column(name) if value is None else value, t.event.c.story)
    if name == "country":
        pairs = pairs.join(t.event_place, t.event_place.c.event_key == t.event.c.key)
        pairs = pairs.join(t.place, t.place.c.key == t.event_place.c.place_key)
    elif name == "publisher":
        pairs = pairs.join(t.article, t.article.c.key == t.event.c.article_key)
    told = pairs.where(*found).distinct().subquery()
    value = next(iter(told.c))
    return sa.select(value, sa.func.count()).group_by(value)


def _column(name: str) -> sa.ColumnElement[Any]:
    return t.event.c.collection_key if name == "collection" else t.event.c[name]
