"""What is asked of the store: one frozen value, and what it means in SQL."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import sqlalchemy as sa

from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
        Words that must all occur in one of the event's sentences or in its article's title, whatever their case,
        accents and order.
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


A, B = TypeVar("A"), TypeVar("B")
EVERYTHING = Filters()
MOVES = ("journey", "presence")


def of_kinds(filters: Filters, kinds: Sequence[str]) -> Filters:
    """Return the filters for events of some kinds alone; where they ask for none of these, for what no event is.

    Asked for twice, a database takes a kind for much rarer than it is.
    """
    return replace(filters, kinds=tuple(kind for kind in kinds if not filters.kinds or kind in filters.kinds) or ("",))


class Keys(NamedTuple):
    """The keys of what filters name by id: of all collections, of the actors and places asked for; and the hidden."""

    collections: dict[str, int]
    actors: dict[str, int]
    places: dict[str, int]
    hidden: list[int]


def wanted(store: Store, filters: Filters, *, of: sa.Table = t.event) -> list[ColumnElement[bool]]:
    """Return what must hold of a row of ``event``, or of a link table; hidden collections are left out."""
    keys = keys_of(store, filters)
    found = conditions(filters, keys, of=of)
    if keys.hidden:
        found.append(of.c.collection_key.not_in(keys.hidden))
    return found


def keys_of(store: Store, filters: Filters) -> Keys:
    """Look the ids up: told the keys themselves, a database knows how many events an actor or a place has."""
    collection = t.collection.c
    rows = fetch(store, sa.select(collection.key, collection.id, collection.hidden))
    named = []
    for field, table in (("actors", t.actor), ("places", t.place)):
        ids = {id_ for level in levels(filters) for id_ in getattr(level, field)}
        query = sa.select(table.c.id, table.c.key).where(table.c.id.in_(ids))
        named.append({row["id"]: row["key"] for row in fetch(store, query)} if ids else {})
    return Keys({row["id"]: row["key"] for row in rows}, *named, [row["key"] for row in rows if row["hidden"]])


def levels(filters: Filters | None) -> Iterator[Filters]:
    """Yield the filters and those within them."""
    while filters:
        yield filters
        filters = filters.within


def link_of(link: sa.Table, field: str, level: Filters, keys: Keys) -> list[ColumnElement[bool]]:
    """Return what must hold of the links of the actors, places or countries asked for."""
    if field == "countries":
        return [link.c.place_key.in_(sa.select(t.place.c.key).where(t.place.c.country.in_(level.countries)))]
    known = keys.actors if field == "actors" else keys.places
    asked = [known[id_] for id_ in getattr(level, field) if id_ in known]
    if field == "places":
        return [link.c.place_key.in_(asked)]
    return [link.c.actor_key.in_(asked), *([link.c.role.in_(level.roles)] if level.roles else [])]


def conditions(filters: Filters, keys: Keys, *, of: sa.Table = t.event) -> list[ColumnElement[bool]]:
    """Return what the filters mean for a row of ``event``, of a link table or of ``tally``; each is written once.

    Parameters
    ----------
    filters
        What is asked.
    keys
        Of what the filters name.
    of
        The table; a tally is not asked what only single events tell.
    """
    key = of.c.key if of is t.event else of.c.get("event_key", sa.null())
    found = conditions(filters.within, keys, of=of) if filters.within else []
    found += _when_and_what(filters, of)
    if filters.events:
        found.append(key.in_(sa.select(t.event.c.key).where(t.event.c.id.in_(filters.events))))
    if filters.articles:
        told = sa.select(t.article.c.key).where(t.article.c.id.in_(filters.articles))
        found.append(of.c.article_key.in_(told))
    if filters.acts:
        found += _told(of, key, t.event.c.act.in_(filters.acts), ("statement",))
    if filters.statuses:
        found += _told(of, key, t.event.c.status.in_(filters.statuses), MOVES)
    for field, link in (("actors", t.event_actor), ("places", t.event_place), ("countries", t.event_place)):
        if getattr(filters, field):
            linked = sa.select(link.c.event_key).where(
                *link_of(link, field, filters, keys), *_when_and_what(filters, link)
            )
            found.append(key.in_(linked.correlate(None)))
    if filters.collections:
        found.append(
            of.c.collection_key.in_([keys.collections[id_] for id_ in filters.collections if id_ in keys.collections])
        )
    if filters.publishers:
        articles = sa.select(t.article.c.key).where(t.article.c.publisher.in_(filters.publishers))
        found.append(of.c.article_key.in_(articles.correlate(None)))
    if words := dict.fromkeys(t.fold(filters.text).split()):
        said = (t.event_sentence.c.folded.contains(word, autoescape=True) for word in words)
        found.append(key.in_(sa.select(t.event_sentence.c.event_key).where(*said).correlate(None)))
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


def _told(
    of: sa.Table, key: sa.ColumnElement[int], holds: ColumnElement[bool], kinds: tuple[str, ...]
) -> list[ColumnElement[bool]]:
    """Return what only rows of ``event`` tell, of the kinds that tell it at all."""
    if of is t.event:
        return [holds]
    told = sa.select(t.event.c.key).where(t.event.c.kind.in_(kinds), holds)
    return [of.c.kind.in_(kinds), key.in_(told.correlate(None))]


def fetch(store: Store, query: sa.Select[Any] | sa.CompoundSelect[Any]) -> list[dict[str, Any]]:
    """Return the rows of a query as mappings."""
    with store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def both(first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
    """Return what two calls return; they ask the store at the same time, each over a connection of its own."""
    with ThreadPoolExecutor(1) as beside:
        other = beside.submit(second)
        return first(), other.result()


def frame(rows: list[dict[str, Any]], columns: dict[str, type | None]) -> pd.DataFrame:
    """Return rows as a frame with exactly these columns, in this order.

    A column with the type None keeps Python's own values, so that None (not told) stays None and is no NaN.
    """
    import pandas as pd

    data = {name: pd.Series([row[name] for row in rows], dtype=of or object) for name, of in columns.items()}
    return pd.DataFrame(data)
