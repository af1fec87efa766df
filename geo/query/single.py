"""One article, or one event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import fetch
from geo.query.told import evidence
from geo.record import Record
from geo.store import tables as t
from geo.store.collections import visible

if TYPE_CHECKING:
    from geo.store import Store


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store holds it; all spans of ``record`` are code points of ``text``.

    ``collection`` is a name, ``collection_id`` its id, ``collection_hidden`` whether it is hidden with all its
    articles; ``copy_of`` the id of the article that this is a copy of.
    """

    id: str
    title: str | None
    published: dt.date | None
    publisher: str | None
    url: str | None
    text: str
    collection: str
    record: Record
    collection_id: str = ""
    hidden: bool = False
    copy_of: str | None = None
    collection_hidden: bool = False

    @property
    def shown(self) -> bool:
        """Whether it is hidden neither itself nor with its collection."""
        return not (self.hidden or self.collection_hidden)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """The part that a place has in an event; ``scene`` where the event happens there."""

    id: str
    name: str
    lat: float
    lon: float
    role: str
    scene: bool


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its sentences (start, end, text), its actors (id, name, role) and its places."""

    id: str
    kind: str
    article_id: str
    date_from: dt.date | None
    date_to: dt.date | None
    dated: bool
    status: str | None
    evidence: tuple[tuple[int, int, str], ...]
    actors: tuple[tuple[str, str, str], ...]
    places: tuple[EventPlace, ...]


def article(store: Store, article_id: str) -> StoredArticle | None:
    """Return an article with its record, also a hidden one; None where there is none of this id."""
    names = ("id", "title", "published", "publisher", "url", "text", "hidden")
    lead = t.article.alias()
    query = (
        sa.select(
            *(t.article.c[name] for name in names),
            t.collection.c.name.label("collection"),
            t.collection.c.id.label("collection_id"),
            t.collection.c.hidden.label("collection_hidden"),
            lead.c.id.label("copy_of"),
            t.record.c.json,
        )
        .join(t.record, t.record.c.article_key == t.article.c.key)
        .join(t.collection, t.collection.c.key == t.article.c.collection_key)
        .join(lead, lead.c.key == t.article.c.copy_of, isouter=True)
    )
    rows = fetch(store, query.where(t.article.c.id == article_id))
    if not rows:
        return None
    line = rows[0].pop("json")
    return StoredArticle(**rows[0], record=Record.from_json(line))


def event(store: Store, event_id: str) -> StoredEvent | None:
    """Return an event; None where nothing of this id is shown."""
    query = sa.select(t.event, t.article.c.id.label("article_id")).join(t.article)
    rows = fetch(store, query.where(t.event.c.id == event_id, visible()).order_by(t.event.c.key).limit(1))
    if not rows:
        return None
    row = rows[0]
    key, link = row["key"], t.event_actor.c
    query = sa.select(t.actor.c.id, t.actor.c.name, link.role).join(t.event_actor).where(link.event_key == key)
    actors = fetch(store, query.order_by(link.role, t.actor.c.id))
    link = t.event_place.c
    columns = (t.place.c.id, t.place.c.name, t.place.c.lat, t.place.c.lon, link.role, link.scene)
    query = sa.select(*columns).join(t.event_place).where(link.event_key == key)
    places = fetch(store, query.order_by(link.role, t.place.c.id))
    names = ("id", "kind", "article_id", "date_from", "date_to", "dated", "status")
    return StoredEvent(
        **{name: row[name] for name in names},
        evidence=tuple(evidence(store, [key])[key]),
        actors=tuple(tuple(actor.values()) for actor in actors),
        places=tuple(EventPlace(**place) for place in places),
    )
