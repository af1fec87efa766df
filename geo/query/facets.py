"""What there is to filter by, and how much each value would show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
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
    together = [name for name in _OF_EVENTS if not getattr(filters, DIMENSIONS[name])]
    counted = _by_event(store, filters, together) if together else {}
    rows = [row for name in DIMENSIONS for row in _dimension(store, filters, name, counted.get(name))]
    return frame(rows, {"dimension": None, "value": None, "label": None, "events": int})


_OF_EVENTS = ("kind", "status", "collection")
"""Dimensions with few values that stand in the row of an event: those without a filter of their own count at once."""


def _by_event(store: Store, filters: Filters, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    event = t.event.c
    columns = [(event.collection_key if name == "collection" else event[name]).label(name) for name in names]
    query = sa.select(*columns, sa.func.count().label("events")).where(*wanted(store, filters)).group_by(*columns)
    counted: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for row in fetch(store, query):
        for name in names:
            counted[name][row[name]] += row["events"]
    collection = t.collection.c
    named = {
        row["key"]: (row["id"], row["name"])
        for row in fetch(store, sa.select(collection.key, collection.id, collection.name))
    }
    return {
        name: [
            dict(zip(("value", "label"), named[value] if name == "collection" else (value, value), strict=True))
            | {"events": events}
            for value, events in values.items()
        ]
        for name, values in counted.items()
    }


def _dimension(store: Store, filters: Filters, name: str, counted: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    field = DIMENSIONS[name]
    others = replace(filters, **{field: ()})
    if counted is None:
        few = name in _OF_EVENTS
        counted = _by_event(store, others, [name])[name] if few else fetch(store, _query(store, name, others))
    found = {row["value"]: row for row in counted if row["value"] is not None}
    for value in getattr(filters, field):
        found.setdefault(value, {"value": value, "label": value, "events": 0})
    ordered = sorted(found.values(), key=lambda row: (-row["events"], t.fold(row["label"]), row["value"]))
    return [{"dimension": name} | row for row in ordered]


def _query(store: Store, name: str, others: Filters) -> sa.Select[Any]:
    """Return what counts the events of each country or publisher."""
    number = sa.func.count().label("events")
    if name == "country":
        found = wanted(store, others, of=t.event_place)
        pairs = sa.select(t.place.c.country, t.event_place.c.event_key).join(t.place).where(*found)
        pairs = pairs.distinct().subquery()
        value = pairs.c.country
        return sa.select(value.label("value"), value.label("label"), number).group_by(value)
    key = t.event.c.article_key
    tally = sa.select(key.label("key"), number).where(*wanted(store, others)).group_by(key).subquery()
    value = t.article.c.publisher
    query = sa.select(value.label("value"), value.label("label"), sa.func.sum(tally.c.events).label("events"))
    return query.join(tally, tally.c.key == t.article.c.key).group_by(value)
