"""What there is to filter by, and how much each value would show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, both, conditions, fetch, frame, keys_of, wanted
from geo.query.shown import shown
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
    if filters.text or filters.acts or filters.events:
        # Looked for once: to find words takes longer than to count.
        cells = _of_events(store, filters, moves=bool(filters.statuses))
    else:
        moved, others = both(
            partial(_of_events, store, filters, moves=True),
            # Only journeys and presences have a status.
            lambda: [] if filters.statuses else [*_of_articles(store, filters), *_by_country(store, filters)],
        )
        cells = moved + others
    counted = _counted(cells, filters, names)
    rows = []
    for name, field in DIMENSIONS.items():
        rows += _rows(name, getattr(filters, field), counted[name], names)
    return frame(rows, {"dimension": None, "value": None, "label": None, "events": int})


_ONE = ("kind", "status", "publisher", "collection")
"""Dimensions of which an event has one value at most; it may lie in several countries."""
_EACH = tuple(kind for kind in t.EVENT_KINDS if kind not in MOVES)
"""Kinds of events of which each counts; several journeys or presences may tell one story."""

Row = dict[str, Any]


def _rows(
    name: str, chosen: Sequence[str], found: Counter[Any], names: dict[int, tuple[str, str]]
) -> list[dict[str, Any]]:
    pairs = {names[key] if name == "collection" else (key, key): n for key, n in found.items()}
    here = {value for value, _ in pairs}
    pairs |= {(value, value): 0 for value in chosen if value not in here}
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], t.fold(pair[0][1]), pair[0][0]))
    return [{"dimension": name, "value": value, "label": label, "events": n} for (value, label), n in ordered]


def _counted(cells: Iterable[Row], filters: Filters, names: dict[int, tuple[str, str]]) -> dict[str, Counter[Any]]:
    """Add up cells by each dimension.

    A cell has ``number`` events of the same values, or is one telling of a ``story``; with a ``country`` it counts for
    that alone.
    """
    counted: dict[str, Counter[Any]] = {name: Counter() for name in DIMENSIONS}
    chosen: dict[str, Collection[Any]] = {name: getattr(filters, DIMENSIONS[name]) for name in _ONE}
    chosen["collection"] = [key for key, (id_, _) in names.items() if id_ in filters.collections]
    narrowed = [name for name in _ONE if getattr(filters, DIMENSIONS[name])]
    seen = set()
    for cell in cells:
        if (country := cell.get("country")) is not None:
            counted["country"][country] += int(cell["number"])
            continue
        failed = [name for name in narrowed if cell.get(name) not in chosen[name]]
        for name in _ONE:
            value, story = cell.get(name), cell.get("story")
            if value is None or failed not in ([], [name]) or (name, value, story) in seen:
                continue
            counted[name][value] += int(cell["number"]) if story is None else 1
            if story is not None:
                seen.add((name, value, story))
    return counted


def _of_articles(store: Store, filters: Filters) -> list[Row]:
    """Return cells of statements, scenes and names of places, where the tallies or the links tell them."""
    rows = shown(store, replace(filters, kinds=_EACH, publishers=(), collections=())).subquery().c
    by = (rows.kind, rows.collection_key.label("collection"), t.article.c.publisher)
    query = sa.select(*by, sa.func.sum(rows.number).label("number"))
    return fetch(store, query.join(t.article, t.article.c.key == rows.article_key).group_by(*by))


def _by_country(store: Store, filters: Filters) -> list[Row]:
    """Return cells of statements, scenes and names of places by the countries that they lie in."""
    kinds = tuple(kind for kind in _EACH if not filters.kinds or kind in filters.kinds)
    if not kinds:
        return []
    link, number = t.event_place.c, sa.func.count().label("number")
    found = wanted(store, replace(filters, kinds=kinds, countries=()), of=t.event_place)
    once = sa.select(link.place_key, number).where(link.alone, *found).group_by(link.place_key).subquery()
    of = t.place.c.country
    alone = sa.select(of, sa.func.sum(once.c.number).label("number")).join(once, once.c.place_key == t.place.c.key)
    # Of several places of an event some may lie in the same country.
    pairs = sa.select(of, link.event_key).join_from(t.event_place, t.place).where(~link.alone, *found).distinct()
    pairs = pairs.subquery()
    return [
        *fetch(store, alone.where(of.is_not(None)).group_by(of)),
        *fetch(store, sa.select(pairs.c.country, number).where(pairs.c.country.is_not(None)).group_by(pairs.c.country)),
    ]


def _of_events(store: Store, filters: Filters, *, moves: bool) -> list[Row]:
    """Return cells of events, or of journeys and presences alone, and of the countries that they lie in."""
    rows = _found(store, filters, moves=moves)
    holds = {name: rows.c[f"holds_{name}"] for name in DIMENSIONS if f"holds_{name}" in rows.c}
    one = (rows.c.kind, rows.c.status, rows.c.collection, t.article.c.publisher, rows.c.story)
    cells = sa.select(*one, sa.null().label("country"), sa.func.count().label("number")).group_by(*one)
    cells = cells.join(t.article, t.article.c.key == rows.c.article_key).where(holds.pop("country", sa.true()))
    own = sa.case((rows.c.story.is_(None), rows.c.key), else_=sa.null()).label("own")
    country = t.place.c.country
    pairs = sa.select(rows.c.story, own, country).join(t.event_place, t.event_place.c.event_key == rows.c.key)
    pairs = pairs.join(t.place).where(country.is_not(None), *holds.values()).distinct().subquery()
    countries = sa.select(*(sa.null() for _ in one), pairs.c.country, sa.func.count()).group_by(pairs.c.country)
    return fetch(store, cells.union_all(countries))


def _found(store: Store, filters: Filters, *, moves: bool) -> sa.CTE:
    """Return what the filters show but for those of dimensions; ``holds_`` and a dimension: whether its filter does.

    ``story`` is there for stories that are told more than once: the events of all others count each.
    """
    event, keys = t.event.c, keys_of(store, filters)
    again = event.story.in_(sa.select(event.story).where(event.telling > 0).correlate(None))
    story = sa.case((again, event.story), else_=sa.null()).label("story")
    columns = [event.key, event.kind, event.status, event.collection_key.label("collection"), event.article_key, story]
    rest, kinds = filters, Filters(kinds=MOVES if moves else ())
    for name, field in DIMENSIONS.items():
        if chosen := getattr(filters, field):
            rest = replace(rest, **{field: ()})
            own = conditions(replace(kinds, **{field: chosen}), keys)
            columns.append(sa.and_(*own).label(f"holds_{name}"))
    found = [*wanted(store, rest), *([event.story.is_not(None)] if moves else [])]
    return sa.select(*columns).where(*found).cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
