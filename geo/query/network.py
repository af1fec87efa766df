"""Who spoke about whom, and who travelled to whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, both, fetch, frame, of_kinds, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

MOST_LINKS = 2_000
_MADE = ("completed", "under_way")


def network(store: Store, filters: Filters = EVERYTHING, *, limit: int = MOST_LINKS) -> pd.DataFrame:
    """Return the links between actors, the heaviest first.

    Returns
    -------
    pandas.DataFrame
        ``source_id, source_name, source_kind``, the same of ``target``; ``link``: ``spoke`` (source spoke about
        target) or ``travelled`` (source went to, or was at, a place in the state ``target``, which is not its own;
        journeys that were made or are under way only);
        ``events``: how many times.
    """
    spoke, travelled = both(partial(_spoke, store, filters, limit), partial(_travelled, store, filters, limit))
    rows = sorted((*spoke, *travelled), key=lambda row: -row["events"])
    ends = [f"{end}_{part}" for end in ("source", "target") for part in ("id", "name", "kind")]
    return frame(rows[:limit], dict.fromkeys((*ends, "link")) | {"events": int})


def _columns(source: sa.FromClause, target: sa.FromClause, link: str) -> list[sa.ColumnElement]:
    ends = ((source, "source"), (target, "target"))
    columns = [of.c[part].label(f"{end}_{part}") for of, end in ends for part in ("id", "name", "kind")]
    return [*columns, sa.literal(link).label("link")]


def _spoke(store: Store, filters: Filters, limit: int) -> list[dict]:
    said, about = t.event_actor.alias("said"), t.event_actor.alias("about")
    tally = (
        sa.select(said.c.actor_key.label("source"), about.c.actor_key.label("target"), sa.func.count().label("events"))
        .join(about, about.c.event_key == said.c.event_key)
        .where(said.c.role == "speaker", about.c.role == "about", *wanted(store, filters, of=said))
        .group_by(said.c.actor_key, about.c.actor_key)
        .order_by(sa.desc("events"), "source", "target")
        .limit(limit)
        .subquery()
    )
    return _named(store, tally, "spoke")


def _travelled(store: Store, filters: Filters, limit: int) -> list[dict]:
    who, where, event = t.event_actor.c, t.event_place.c, t.event.c
    # Counted by place before anything is joined: no database guesses how few places and travellers are left.
    trips = (
        sa.select(who.actor_key, where.place_key, sa.func.count().label("events"))
        .join(t.event_place, where.event_key == who.event_key)
        .join(t.event, event.key == who.event_key)
        .where(who.role == "traveller", where.role == "destination")
        .where(event.telling == 0, event.status.in_(_MADE), *wanted(store, of_kinds(filters, MOVES)))
        .group_by(who.actor_key, where.place_key)
        .cte("trips")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    traveller, state = t.actor.alias("traveller"), t.actor.alias("state")
    country = sa.and_(state.c.kind == "state", state.c.country == t.place.c.country)
    tally = (
        sa.select(trips.c.actor_key.label("source"), state.c.key.label("target"))
        .add_columns(sa.func.sum(trips.c.events).label("events"))
        .join(t.place, t.place.c.key == trips.c.place_key)
        .join(state, country)
        .join(traveller, traveller.c.key == trips.c.actor_key)
        .where(sa.or_(traveller.c.country.is_(None), traveller.c.country != state.c.country))
        .group_by(trips.c.actor_key, state.c.key)
        .order_by(sa.desc("events"), "source", "target")
        .limit(limit)
        .subquery()
    )
    return _named(store, tally, "travelled")


def _named(store: Store, tally: sa.Subquery, link: str) -> list[dict]:
    """Return the links with the names of both ends."""
    source, target = t.actor.alias("source"), t.actor.alias("target")
    query = sa.select(*_columns(source, target, link), tally.c.events)
    query = query.join(source, source.c.key == tally.c.source).join(target, target.c.key == tally.c.target)
    return fetch(store, query.order_by(tally.c.events.desc(), source.c.id, target.c.id))
