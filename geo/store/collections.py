"""Collections: every article is in one.  They can be made, renamed, hidden and deleted, and articles be moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import derive
from geo.store import tables as t

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from geo.store.store import Store

SAMPLES, MY_READING = "samples", "my-reading"
FIRST = {SAMPLES: "Samples", MY_READING: "My reading"}
"""The collections of a new store, id to name."""
MOST_CHARACTERS = 80
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; ``articles`` is how many it holds, hidden ones and copies too."""

    id: str
    name: str
    hidden: bool
    articles: int


def listed(store: Store) -> list[Collection]:
    """Return all collections, in order of their names."""
    collection = t.collection.c
    query = sa.select(collection.id, collection.name, collection.hidden, sa.func.count(t.article.c.key))
    query = query.join(t.article, isouter=True).group_by(collection.key)
    with store.engine.connect() as connection:
        found = [Collection(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (t.fold(one.name), one.id))


def visible(article: sa.FromClause = t.article) -> sa.ColumnElement[bool]:
    """Return what holds of an article (the table, or an alias) that is not hidden, nor its collection."""
    hidden = sa.select(t.collection.c.key).where(t.collection.c.hidden).correlate(None)
    return ~article.c.hidden & article.c.collection_key.not_in(hidden)


def create(store: Store, name: str) -> str:
    """Make a collection and return its id; raise StoreError if the name is taken, empty or too long."""
    with store.writing() as connection:
        return _insert(connection, _free_name(connection, name)).id


def rename(store: Store, collection_id: str, name: str) -> None:
    """Give a collection another name; its id stays, so that links still find it.

    Raises
    ------
    StoreError
        If there is no such collection, or the name is taken, empty or too long.
    """
    with store.writing() as connection:
        key = _key(connection, collection_id)
        name = _free_name(connection, name, but=key)
        connection.execute(t.collection.update().where(t.collection.c.key == key).values(name=name))


def hide(store: Store, collection_id: str, hidden: bool = True) -> None:
    """Hide a collection with all its articles from every view, or show it again."""
    with store.writing() as connection:
        key = _key(connection, collection_id)
        held = _articles(connection, key)
        with derive.regrouped(connection, held):
            connection.execute(t.collection.update().where(t.collection.c.key == key).values(hidden=hidden))


def delete(store: Store, collection_id: str) -> int:
    """Delete a collection with all its articles, for good; return how many articles it held."""
    with store.writing() as connection:
        key = _key(connection, collection_id)
        held = _articles(connection, key)
        derive.delete(connection, held)
        connection.execute(t.collection.delete().where(t.collection.c.key == key))
        return len(held)


def hide_article(store: Store, article_id: str, hidden: bool = True) -> None:
    """Hide an article from every view, or show it again; of copies another takes the lead."""
    with store.writing() as connection:
        key = _article(connection, article_id)
        with derive.regrouped(connection, [key]):
            connection.execute(t.article.update().where(t.article.c.key == key).values(hidden=hidden))


def move_article(store: Store, article_id: str, collection_id: str) -> None:
    """Move an article to another collection."""
    with store.writing() as connection:
        article, key = _article(connection, article_id), _key(connection, collection_id)
        with derive.regrouped(connection, [article]):
            connection.execute(t.article.update().where(t.article.c.key == article).values(collection_key=key))
            own = sa.select(t.event.c.key).where(t.event.c.article_key == article)
            for table in (t.event_actor, t.event_place):
                connection.execute(table.update().where(table.c.event_key.in_(own)).values(collection_key=key))
            for table in (t.event, t.tally):
                connection.execute(table.update().where(table.c.article_key == article).values(collection_key=key))


def key_of(connection: Connection, name: str) -> int:
    """Return the key of the collection of this id or name; it is made if there is none."""
    collection = t.collection.c
    either = sa.or_(collection.id == name, collection.name == name)
    query = sa.select(collection.key).where(either).order_by(sa.desc(collection.id == name)).limit(1)
    found = connection.scalar(query)
    return found if found is not None else _insert(connection, _checked(FIRST.get(name, name))).key


def slug(name: str) -> str:
    """Return the name as an id.

    >>> slug("My reading"), slug("Мир")
    ('my-reading', 'collection')
    """
    return _NOT_IN_SLUG.sub("-", t.fold(name)).strip("-") or "collection"


def _insert(connection: Connection, name: str) -> sa.Row[tuple[str, int]]:
    taken = set(connection.scalars(sa.select(t.collection.c.id)))
    id_ = base = slug(name)
    number = 1
    while id_ in taken:
        number += 1
        id_ = f"{base}-{number}"
    insert = t.collection.insert().values(id=id_, name=name, hidden=False)
    return connection.execute(insert.returning(t.collection.c.id, t.collection.c.key)).one()


def _checked(name: str) -> str:
    name = " ".join(t.storable(name).split())
    if not name:
        raise StoreError("A collection needs a name.")
    if len(name) > MOST_CHARACTERS:
        raise StoreError(f"The name has {len(name)} characters; a collection's name has {MOST_CHARACTERS} at most.")
    return name


def _free_name(connection: Connection, name: str, *, but: int | None = None) -> str:
    name = _checked(name)
    others = connection.execute(sa.select(t.collection.c.key, t.collection.c.name))
    if any(t.fold(row.name) == t.fold(name) and row.key != but for row in others):
        raise StoreError(f"There is a collection named “{name}” already: choose another name.")
    return name


def _key(connection: Connection, collection_id: str) -> int:
    key = connection.scalar(sa.select(t.collection.c.key).where(t.collection.c.id == collection_id))
    if key is None:
        raise StoreError(f"There is no collection with the id {collection_id!r} (any more).")
    return key


def _article(connection: Connection, article_id: str) -> int:
    key = connection.scalar(sa.select(t.article.c.key).where(t.article.c.id == article_id))
    if key is None:
        raise StoreError(f"There is no article with the id {article_id!r} (any more).")
    return key


def _articles(connection: Connection, key: int) -> list[int]:
    return list(connection.scalars(sa.select(t.article.c.key).where(t.article.c.collection_key == key)))
