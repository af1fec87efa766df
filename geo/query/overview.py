"""What is where, who is in it, when, and how much of it is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, both, fetch, frame, of_kinds, wanted
from geo.query.shown import shown
from geo.record import AREA_KINDS
from geo.store import tables as t

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    import pandas as pd

    from geo.store import Store

MOST_PLACES = 400
"""More marks than this neither a reader nor a browser takes in."""

_PLACE = ("id", "name", "kind", "country", "lat", "lon", "extent_km")


def places(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    limit: int | None = MOST_PLACES,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the places to draw, those with most events first; ``only`` those of some ids.

    Returns
    -------
    pandas.DataFrame
        ``id, name, kind, country``; ``lat, lon`` (degrees); ``extent_km`` (km, NaN unknown); ``draw``: ``disc`` where
        something happens at a city or site, ``ring`` where it is only named, ``area`` for countries, regions and
        waters; ``scene``: whether something happens there; ``events``: journeys, presences, scenes and statements
        made there; ``mentions``: events of any kind that name the place.
        ``attrs["total"]`` is how many places there are.
    """
    link = t.event_place.c
    happens = sa.func.sum(sa.case((link.scene, 1), else_=0))
    every = sa.func.count().over().label("total")
    tally = sa.select(link.place_key, happens.label("events"), sa.func.count().label("mentions"), every)
    tally = tally.where(*wanted(store, filters, of=t.event_place), *_among(link.place_key, t.place, only))
    tally = tally.group_by(link.place_key).having(sa.func.max(sa.case((link.drawn, 1), else_=0)) == 1)
    top = tally.order_by(sa.desc("events"), sa.desc("mentions"), link.place_key).limit(limit).subquery()
    query = sa.select(*(t.place.c[name] for name in _PLACE), top.c.events, top.c.mentions, top.c.total)
    query = query.join(top, top.c.place_key == t.place.c.key)
    rows = fetch(store, query.order_by(top.c.events.desc(), top.c.mentions.desc(), t.place.c.id))
    for row in rows:
        row["scene"] = row["events"] > 0
        row["draw"] = "area" if row["kind"] in AREA_KINDS else "disc" if row["scene"] else "ring"
    columns = dict.fromkeys(_PLACE) | {"lat": float, "lon": float, "extent_km": float}
    found = frame(rows, columns | {"draw": None, "scene": bool, "events": int, "mentions": int})
    found.attrs["total"] = rows[0]["total"] if rows else 0
    return found


def actors(
    store: Store, filters: Filters = EVERYTHING, *, limit: int | None = None, only: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the actors of the events shown, most linked first; ``only`` those of some ids.

    Returns
    -------
    pandas.DataFrame
        ``id, name, kind, country, position``; ``journeys`` and presences as a traveller; ``statements`` as the
        speaker; ``events`` in whatever part.  ``attrs["total"]`` is how many actors there are.
    """
    link = t.event_actor.c

    def number(role: str) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((link.role == role, 1), else_=0))

    tally = sa.select(
        link.actor_key,
        number("traveller").label("journeys"),
        number("speaker").label("statements"),
        sa.func.count().label("events"),
        sa.func.count().over().label("total"),
    )
    tally = tally.where(*wanted(store, filters, of=t.event_actor), *_among(link.actor_key, t.actor, only))
    top = tally.group_by(link.actor_key).order_by(sa.desc("events"), link.actor_key).limit(limit).subquery()
    person = ("id", "name", "kind", "country", "position")
    query = sa.select(*(t.actor.c[name] for name in person), *top.c)
    query = query.join(top, top.c.actor_key == t.actor.c.key).order_by(top.c.events.desc(), t.actor.c.id)
    rows = fetch(store, query)
    found = frame(rows, dict.fromkeys(person) | dict.fromkeys(("journeys", "statements", "events"), int))
    found.attrs["total"] = rows[0]["total"] if rows else 0
    return found


def _among(key: sa.ColumnElement[int], table: sa.Table, ids: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if ids is None else [key.in_(sa.select(table.c.key).where(table.c.id.in_(ids)))]


def counts(store: Store, filters: Filters = EVERYTHING) -> pd.DataFrame:
    """Return how much of each kind there is and how much is shown: ``kind, total, shown``, one row a kind.

    A journey that several articles tell counts once.
    """
    total, shown = both(partial(_tally, store, EVERYTHING), partial(_tally, store, filters))
    every = [{"kind": k, "total": total.get(k, 0), "shown": shown.get(k, 0)} for k in t.EVENT_KINDS]
    return frame(every, {"kind": None, "total": int, "shown": int})


def _tally(store: Store, filters: Filters) -> dict[str, int]:
    rows = shown(store, filters).subquery().c
    query = sa.select(rows.kind, sa.func.sum(rows.number).label("events")).group_by(rows.kind)
    tally = {row["kind"]: int(row["events"]) for row in fetch(store, query)}
    if not any(kind in tally for kind in MOVES):
        return tally
    found = wanted(store, of_kinds(filters, MOVES))
    stories = sa.select(t.event.c.kind, t.event.c.story).distinct().where(*found).subquery()
    query = sa.select(stories.c.kind, sa.func.count().label("stories")).group_by(stories.c.kind)
    return tally | {row["kind"]: row["stories"] for row in fetch(store, query)}


def date_span(store: Store) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of all events; None where no event has one."""
    days = sa.func.min(t.event.c.date_from).label("first"), sa.func.max(t.event.c.date_to).label("last")
    query = sa.select(*days).where(*wanted(store, EVERYTHING))
    span = fetch(store, query)[0]
    return (span["first"], span["last"]) if span["first"] else None


def histogram(store: Store, filters: Filters = EVERYTHING) -> pd.DataFrame:
    """Return the number of events by day and kind, in order of days.

    Returns
    -------
    pandas.DataFrame
        ``day, last_day`` (dates; they differ where the text tells only a week, a month or a year), ``kind, events``.
        Events without a day are left out.
    """
    rows = shown(store, filters).subquery().c
    by = (rows.date_from, rows.date_to, rows.kind)
    days = rows.date_from.label("day"), rows.date_to.label("last_day")
    query = sa.select(*days, rows.kind, sa.func.sum(rows.number).label("events")).where(rows.date_from.is_not(None))
    return frame(
        fetch(store, query.group_by(*by).order_by(*by)), {"day": None, "last_day": None, "kind": None, "events": int}
    )
