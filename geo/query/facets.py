"""What there is to filter by, and how much each value would show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
from geo.store import tables as t

if TYPE_CHECKING:
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
    rows = [row for name in DIMENSIONS for row in _dimension(store, filters, name)]
    return frame(rows, {"dimension": None, "value": None, "label": None, "events": int})


def _dimension(store: Store, filters: Filters, name: str) -> list[dict[str, Any]]:
    field = DIMENSIONS[name]
    others = replace(filters, **{field: ()})
    found = {row["value"]: row for row in fetch(store, _query(store, name, others)) if row["value"] is not None}
    for value in getattr(filters, field):
        found.setdefault(value, {"value": value, "label": value, "events": 0})
    ordered = sorted(found.values(), key=lambda row: (-row["events"], t.fold(row["label"]), row["value"]))
    return [{"dimension": name} | row for row in ordered]


def _query(store: Store, name: str, others: Filters) -> sa.Select[Any]:
    event, number = t.event.c, sa.func.count().label("events")
    if name == "country":
        found = wanted(store, others, of=t.event_place)
        pairs = (
            sa.select(t.place.c.country, t.event_place.c.event_key).join(t.place).where(*found).distinct().subquery()
        )
        value = pairs.c.country
        return sa.select(value.label("value"), value.label("label"), number).group_by(value)
    found = wanted(store, others)
    if name in ("publisher", "collection"):
        key = event.article_key if name == "publisher" else event.collection_key
        tally = sa.select(key.label("key"), number).where(*found).group_by(key).subquery()
        of = t.article if name == "publisher" else t.collection
        value, label = (of.c.publisher, of.c.publisher) if name == "publisher" else (of.c.id, of.c.name)
        query = sa.select(value.label("value"), label.label("label"), sa.func.sum(tally.c.events).label("events"))
        return query.join(tally, tally.c.key == of.c.key).group_by(value, label)
    value = event[name]
    return sa.select(value.label("value"), value.label("label"), number).where(*found).group_by(value)
