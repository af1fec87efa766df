"""What is asked of the store: one frozen value, and what it means in SQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy.sql import ColumnElement

    from geo.store import Store


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are shown.  Fields narrow together; within a field any of the values will do; empty means all.

    Attributes
    ----------
    actors
        Ids of actors; an event matches in whatever part the actor has in it (traveller, speaker, spoken about, named).
    date_from, date_to
        First and last day; an event matches if its days touch the period.  Events without a day then do not match.
    kinds
        Of ``journey``, ``presence``, ``statement``, ``scene``, ``named``.
    places
        Ids of places; an event matches in whatever part the place has in it.
    collections
        Ids of collections.
    statuses
        Of journeys and presences, as in the record; other events have none and do not match.
    text
        Words that must all occur in the event's sentences or in its article's title, whatever their case, accents and
        order.
    events
        Ids of events.
    articles
        Ids of articles.
    roles
        Parts that the ``actors`` must have: ``traveller``, ``speaker``, ``about``, ``via``, ``mentioned``.
    acts
        Of statements, as in the record; other events have none and do not match.
    within
        Further filters that must hold as well: what a selection links is asked for within what is shown.
    countries
        ISO 3166-1 alpha-2 codes; an event matches if one of its places lies there or is the country.
    publishers
        Names of publishers, as the articles have them.
    """

    actors: tuple[str, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: str = ""
    events: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    within: Filters | None = None
    countries: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()


EVERYTHING = Filters()
MOVES = ("journey", "presence")


def wanted(store: Store, filters: Filters, *, of: sa.Table = t.event) -> list[ColumnElement[bool]]:
    """Return what must hold of a row of ``event``, or of a link table; hidden collections are left out."""
    collection = t.collection.c
    rows = fetch(store, sa.select(collection.key, collection.id, collection.hidden))
    found = conditions(filters, {row["id"]: row["key"] for row in rows}, of=of)
    if hidden := [row["key"] for row in rows if row["hidden"]]:
        found.append(of.c.collection_key.not_in(hidden))
    return found


def conditions(filters: Filters, collections: dict[str, int], *, of: sa.Table = t.event) -> list[ColumnElement[bool]]:
    """Return what the filters mean for a row of ``event``, ``event_actor`` or ``event_place``; each is written once.

    Parameters
    ----------
    filters
        What is asked.
    collections
        The keys of all collections by their ids.
    of
        The table.
    """
    key = of.c.key if of is t.event else of.c.event_key
    found = conditions(filters.within, collections, of=of) if filters.within else []
    found += _when_and_what(filters, of)
    if filters.events:
        found.append(key.in_(sa.select(t.event.c.key).where(t.event.c.id.in_(filters.events))))
    if filters.articles:
        told = sa.select(t.article.c.key).where(t.article.c.id.in_(filters.articles))
        found.append(of.c.article_key.in_(told))
    if filters.acts:
        found.append(key.in_(sa.select(t.event.c.key).where(t.event.c.act.in_(filters.acts))))
    if filters.statuses:
        found.append(_status(filters.statuses, of, key))
    if filters.actors:
        linked = _linked(filters, t.event_actor, t.actor.c.id.in_(filters.actors))
        if filters.roles:
            linked = linked.where(t.event_actor.c.role.in_(filters.roles))
        found.append(key.in_(linked.correlate(None)))
    if filters.places:
        linked = _linked(filters, t.event_place, t.place.c.id.in_(filters.places))
        found.append(key.in_(linked.correlate(None)))
    if filters.countries:
        linked = _linked(filters, t.event_place, t.place.c.country.in_(filters.countries))
        found.append(key.in_(linked.correlate(None)))
    if filters.collections:
        found.append(of.c.collection_key.in_([collections[id_] for id_ in filters.collections if id_ in collections]))
    if filters.publishers:
        articles = sa.select(t.article.c.key).where(t.article.c.publisher.in_(filters.publishers))
        found.append(of.c.article_key.in_(articles.correlate(None)))
    if words := dict.fromkeys(t.fold(filters.text).split()):
        said = (t.event_text.c.folded.contains(word, autoescape=True) for word in words)
        found.append(key.in_(sa.select(t.event_text.c.event_key).where(*said).correlate(None)))
    return found


def _when_and_what(filters: Filters, of: sa.Table) -> list[ColumnElement[bool]]:
    found = []
    if filters.kinds:
        found.append(of.c.kind.in_(filters.kinds))
    if filters.date_from is not None:
        found.append(of.c.date_to >= filters.date_from)
    if filters.date_to is not None:
        found.append(of.c.date_from <= filters.date_to)
    return found


def _linked(filters: Filters, link: sa.Table, end: ColumnElement[bool]) -> sa.Select[tuple[int]]:
    """Return the events with such an actor or place; days and kinds cut the list short where it is made."""
    other = t.actor if link is t.event_actor else t.place
    return sa.select(link.c.event_key).join(other).where(end, *_when_and_what(filters, link))


def _status(statuses: tuple[str, ...], of: sa.Table, key: sa.ColumnElement[int]) -> ColumnElement[bool]:
    holds = t.event.c.status.in_(statuses)
    return holds if of is t.event else key.in_(sa.select(t.event.c.key).where(holds).correlate(None))


def fetch(store: Store, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """Return the rows of a query as mappings."""
    with store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def frame(rows: list[dict[str, Any]], columns: dict[str, type | None]) -> pd.DataFrame:
    """Return rows as a frame with exactly these columns, in this order.

    A column with the type None keeps Python's own values, so that None (not told) stays None and is no NaN.
    """
    import pandas as pd

    data = {name: pd.Series([row[name] for row in rows], dtype=of or object) for name, of in columns.items()}
    return pd.DataFrame(data)
