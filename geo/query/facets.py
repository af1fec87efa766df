"""What there is to filter by, and how much each value would show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, fetch, frame, wanted
from geo.query.shown import shown
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
    together = [name for name in _OF_ARTICLES if not getattr(filters, DIMENSIONS[name])]
    counted = _counted(store, filters, together)
    moved = _stories(store, filters, [name for name, field in DIMENSIONS.items() if not getattr(filters, field)])
    rows = []
    for name, field in DIMENSIONS.items():
        others = replace(filters, **{field: ()})
        if name in _OF_ARTICLES:
            found = counted[name] if name in together else _counted(store, others, [name])[name]
        else:
            found = _by_country(store, others) if name == "country" else Counter()
        found += moved[name] if name in moved else _stories(store, others, [name])[name]
        rows += _rows(name, getattr(filters, field), found, names)
    return frame(rows, {"dimension": None, "value": None, "label": None, "events": int})


_OF_ARTICLES = ("kind", "publisher", "collection")
"""Dimensions that the tallies of articles tell: those without a filter of their own are counted at once."""


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


def _counted(store: Store, filters: Filters, names: Sequence[str]) -> dict[str, Counter[Any]]:
    """Count statements, scenes and names of places by each of the dimensions, in one pass."""
    counted: dict[str, Counter[Any]] = {name: Counter() for name in names}
    if not names:
        return counted
    rows = shown(store, filters).subquery().c
    number = sa.func.sum(rows.number).label("events")
    by = [rows.kind.label("kind"), rows.collection_key.label("collection")]
    query = sa.select(number)
    if "publisher" in names:
        by.append(t.article.c.publisher.label("publisher"))
        query = query.join(t.article, t.article.c.key == rows.article_key)
    query = query.add_columns(*by).where(rows.kind.not_in(MOVES)).group_by(*by)
    for row in fetch(store, query):
        for name in names:
            counted[name][row[name]] += int(row["events"])
    return counted


def _by_country(store: Store, filters: Filters) -> Counter[Any]:
    """Count statements, scenes and names of places by the countries that they lie in."""
    link, number = t.event_place.c, sa.func.count().label("number")
    found = [link.kind.not_in(MOVES), *wanted(store, filters, of=t.event_place)]
    once = sa.select(link.place_key, number).where(link.alone, *found).group_by(link.place_key).subquery()
    of = t.place.c.country
    alone = sa.select(of, sa.func.sum(once.c.number)).join(once, once.c.place_key == t.place.c.key).group_by(of)
    counted = Counter({country: int(n) for country, n in _pairs(store, alone)})
    # Of several places of an event some may lie in the same country.
    pairs = sa.select(of, link.event_key).join_from(t.event_place, t.place).where(~link.alone, *found).distinct()
    pairs = pairs.subquery()
    counted.update(dict(_pairs(store, sa.select(pairs.c.country, number).group_by(pairs.c.country))))
    return counted


def _stories(store: Store, filters: Filters, names: Sequence[str]) -> dict[str, Counter[Any]]:
    """Count journeys and presences by each of the dimensions: one that several articles tell counts once."""
    counted: dict[str, Counter[Any]] = {name: Counter() for name in names}
    if not names or (filters.kinds and not set(filters.kinds) & set(MOVES)):
        return counted
    found = wanted(store, filters if filters.kinds else replace(filters, kinds=MOVES))
    event = t.event.c
    columns = (event.key, event.story, event.kind, event.status, event.collection_key.label("collection"))
    query = sa.select(*columns, event.article_key).where(event.kind.in_(MOVES), *found)
    moves = query.cte("moves").prefix_with("MATERIALIZED", dialect="postgresql")
    parts = []
    for name in names:
        value, told = moves.c.get(name), sa.select(moves.c.story)
        if name == "country":
            value = t.place.c.country
            told = told.join(t.event_place, t.event_place.c.event_key == moves.c.key).join(t.place)
        elif name == "publisher":
            value = t.article.c.publisher
            told = told.join(t.article, t.article.c.key == moves.c.article_key)
        pairs = told.add_columns(sa.cast(value, sa.Text).label("value")).distinct().subquery()
        number = sa.func.count().label("number")
        parts.append(sa.select(sa.literal(name).label("dimension"), pairs.c.value, number).group_by(pairs.c.value))
    for row in fetch(store, sa.union_all(*parts)):
        value = row["value"]
        counted[row["dimension"]][int(value) if row["dimension"] == "collection" else value] += row["number"]
    return counted
