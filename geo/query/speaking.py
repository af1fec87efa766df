"""Who says how much, in what manner, and of which places: what the statements shown can be narrowed by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, of_kinds, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store


def acts(store: Store, filters: Filters = EVERYTHING) -> pd.DataFrame:
    """Return what is done in the statements: ``act, statements``, most first.

    The filter on acts itself does not count, all others do.
    """
    said, number = _said(replace(filters, acts=())), sa.func.count().label("statements")
    query = sa.select(t.event.c.act, number).where(*wanted(store, said)).group_by(t.event.c.act)
    rows = fetch(store, query.order_by(sa.desc("statements"), t.event.c.act))
    return frame(rows, {"act": None, "statements": int})


def speakers(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = 50) -> pd.DataFrame:
    """Return who speaks, most first: ``id, name, position, country, kind, statements``.

    A filter that asks for what actors say themselves does not count, all others do.
    """
    if filters.roles == ("speaker",):
        filters = replace(filters, actors=(), roles=())
    link, number = t.event_actor.c, sa.func.count().label("statements")
    found = wanted(store, _said(filters), of=t.event_actor)
    tally = sa.select(link.actor_key, number).where(link.role == "speaker", *found).group_by(link.actor_key)
    return _named(store, t.actor, tally, ("id", "name", "position", "country", "kind"), limit)


def spoken_places(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = 50) -> pd.DataFrame:
    """Return the places that statements speak of or are made at, most first: ``id, name, country, kind, statements``.

    The filter on places itself does not count, all others do.
    """
    link, number = t.event_place.c, sa.func.count().label("statements")
    found = wanted(store, _said(replace(filters, places=())), of=t.event_place)
    tally = sa.select(link.place_key, number).where(*found).group_by(link.place_key)
    return _named(store, t.place, tally, ("id", "name", "country", "kind"), limit)


def _said(filters: Filters) -> Filters:
    return of_kinds(filters, ("statement",))


def _named(store: Store, table: sa.Table, tally: sa.Select, names: tuple[str, ...], limit: int | None) -> pd.DataFrame:
    key = next(iter(tally.selected_columns))
    top = tally.order_by(sa.desc("statements"), key).limit(limit).subquery()
    query = sa.select(*(table.c[name] for name in names), top.c.statements)
    query = query.join(top, top.c[key.name] == table.c.key)
    rows = fetch(store, query.order_by(top.c.statements.desc(), table.c.name, table.c.id))
    return frame(rows, dict.fromkeys(names) | {"statements": int})
