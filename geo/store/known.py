"""Which ids and articles are in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.articles import same_url
from geo.identity import text_hash
from geo.store import tables as t
from geo.store.collections import slug, visible

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

    from geo.articles import Article

_EVENT = t.event.c
_HIDDEN = sa.select(t.collection.c.key).where(t.collection.c.hidden).correlate(None)
_VISIBLE, _ACTS, _LIES = (of.c.collection_key.not_in(_HIDDEN) for of in (t.event, t.event_actor, t.event_place))
_KNOWN = {
    "actor": (t.actor.c.id, sa.exists().where(t.event_actor.c.actor_key == t.actor.c.key, _ACTS)),
    "place": (t.place.c.id, sa.exists().where(t.event_place.c.place_key == t.place.c.key, _LIES)),
    "country": (t.place.c.country, sa.true()),
    "article": (t.article.c.id, visible()),
    "publisher": (t.article.c.publisher, visible()),
    "collection": (t.collection.c.id, ~t.collection.c.hidden),
    "journey": (_EVENT.id, _EVENT.kind.in_(("journey", "presence")) & _VISIBLE),
    "statement": (_EVENT.id, (_EVENT.kind == "statement") & _VISIBLE),
}


def current(connection: Connection, kind: str, ids: Collection[str], *, hidden: bool = False) -> dict[str, str]:
    """Return those of the ids that can be shown, each with the id it goes by now; see `Store.current`."""
    wanted = {id_: id_ for id_ in ids}
    if not wanted:
        return {}
    if kind == "actor":
        redirect = t.redirect.c
        query = sa.select(redirect.from_id, redirect.to_id).where(redirect.from_id.in_(list(wanted)))
        wanted |= {row.from_id: row.to_id for row in connection.execute(query)}
    column, shown = _KNOWN[kind]
    if hidden and column.table is t.article:
        shown = sa.true()
    found = _shown(connection, column, shown, set(wanted.values()))
    if kind == "collection":
        # Before collections had ids, links named them; and people do.
        others = [id_ for id_ in wanted if id_ not in found]
        query = sa.select(t.collection.c.name, t.collection.c.id).where(t.collection.c.name.in_(others))
        named = {id_: slug(id_) for id_ in others} | {row.name: row.id for row in connection.execute(query)}
        wanted |= named
        found |= _shown(connection, column, shown, set(named.values()))
    return {id_: now for id_, now in wanted.items() if now in found}


def find(connection: Connection, article: Article) -> str | None:
    """Return the id of an article of the same URL, else of the same text; see `Store.find`."""
    stored = t.article.c
    query = sa.select(stored.id).order_by(stored.key).limit(1)
    address = url_key(article.url)
    found = connection.scalar(query.where(stored.url_key == address)) if address else None
    return found or connection.scalar(query.where(stored.sha256 == text_hash(article.text)))


def url_key(url: str | None) -> str | None:
    """Return what an address is recognised by; None where there is none."""
    return same_url(url) if url else None


def _shown(
    connection: Connection, column: sa.ColumnElement[str], shown: sa.ColumnElement[bool], ids: Collection[str]
) -> set[str]:
    return set(connection.scalars(sa.select(column).distinct().where(column.in_(list(ids)), shown))) if ids else set()
