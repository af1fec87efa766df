"""Actors by what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import fetch, frame
from geo.store import tables as t
from geo.store.names import called, plain

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

_MOST_WORDS = 8
_ACTOR = ("id", "name", "kind", "country", "position")


def actors_called(store: Store, name: str, *, limit: int = 20) -> pd.DataFrame:
    """Return the actors of all articles whose names begin, word by word, as the name does; best matches first.

    Each word must be the beginning of a word in one of the actor's names; case, accents, hyphens and order do not
    matter.  Who is called exactly so comes first, then whose name begins so; then who is in most events.  An actor who
    is in no event is not found.

    Parameters
    ----------
    store
        Where to look; hidden articles have no events and are left out.
    name
        What is looked for; without a letter or figure, nobody is found.
    limit
        How many at most; ``attrs["total"]`` is how many there are.

    Returns
    -------
    pandas.DataFrame
        ``id, name, kind, country, position``; ``events`` in whatever part.
    """
    asked = plain(name)
    words = [word for word in dict.fromkeys(asked.split()) if any(map(str.isalnum, word))][:_MOST_WORDS]
    columns = dict.fromkeys(_ACTOR) | {"events": int}
    if not words:
        nobody = frame([], columns)
        nobody.attrs["total"] = 0
        return nobody
    names = sa.select(*(t.actor.c[field] for field in ("key", *_ACTOR)), called(store.engine.dialect).label("called"))
    named = names.cte("names").prefix_with("MATERIALIZED").c  # or SQLite folds a name again for each condition
    events = sa.select(sa.func.count()).where(t.event_actor.c.actor_key == named.key).scalar_subquery()
    here = "@"  # in the id of whom one article alone knows, by one word
    rank = sa.case(
        (named.called.startswith(f"| {asked} |", autoescape=True) & ~named.id.contains(here), 0),
        (named.called.contains(f"| {asked} |", autoescape=True) & ~named.id.contains(here), 1),
        (named.called.contains(f"| {asked} |", autoescape=True), 2),
        (named.called.startswith(f"| {asked}", autoescape=True), 3),
        else_=4,
    )
    query = sa.select(*(named[field] for field in _ACTOR), events.label("events"), rank.label("rank"))
    query = query.where(*(named.called.contains(f" {word}", autoescape=True) for word in words))
    found = query.subquery().c
    every = sa.func.count().over().label("total")
    best = sa.select(*(found[field] for field in columns), every).where(found.events > 0)
    rows = fetch(store, best.order_by(found.rank, found.events.desc(), found.id).limit(limit))
    shown = frame(rows, columns)
    shown.attrs["total"] = rows[0]["total"] if rows else 0
    return shown
