"""The store: articles with their records, and the events that everything drawn is read from."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.record import Record
from geo.store import rows
from geo.store import tables as t
from geo.store.engine import VARIABLE, connect, database_url
from geo.store.flatten import flatten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

    from geo.articles import Article
    from geo.record import Span

_KNOWN = {
    "actor": t.actor.c.id,
    "place": t.place.c.id,
    "article": t.article.c.id,
    "collection": t.article.c.collection,
    "journey": t.event.c.id,
    "statement": t.event.c.id,
}
_SHOWN = {
    "actor": sa.exists().where(t.event_actor.c.actor_key == t.actor.c.key),
    "place": sa.exists().where(t.event_place.c.place_key == t.place.c.key),
    "journey": t.event.c.kind.in_(("journey", "presence")),
    "statement": t.event.c.kind == "statement",
}


def open_store(url: str | Path | None = None) -> Store:
    """Open the store, and make it on first use.

    Parameters
    ----------
    url
        A file, a database URL or ``:memory:``; by default what :func:`geo.store.engine.database_url` finds.

    Raises
    ------
    StoreError
        If the store cannot be opened, or was written by another version of Dateline.
    """
    address = database_url(url)
    engine = connect(address)
    try:
        with engine.connect().execution_options(dateline_writes=True) as connection, connection.begin():
            t.meta.create(connection, checkfirst=True)
            fresh = {"schema": t.SCHEMA, "store": uuid.uuid4().hex, "writes": "0"}
            insert = rows.inserter(connection)(t.meta).on_conflict_do_nothing()
            connection.execute(insert, [{"name": name, "value": value} for name, value in fresh.items()])
            found = connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == "schema"))
            if found == t.SCHEMA:
                t.metadata.create_all(connection)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(
            f"The store at {address.render_as_string(hide_password=True)} cannot be opened ({error.orig}): move the "
            f"file away if it is broken, or set {VARIABLE} to another place."
        ) from error
    if found != t.SCHEMA:
        engine.dispose()
        raise StoreError(
            f"The store at {address.render_as_string(hide_password=True)} was written by another version of Dateline "
            f"(tables {found}, here {t.SCHEMA}): move it away to start a new one, or set {VARIABLE}."
        )
    return Store(engine)


class Store:
    """Articles and their events in one database; made by :func:`open_store`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def version(self) -> str:
        """Return a word that changes with each write, whoever writes: the key of whatever is cached."""
        with self.engine.connect() as connection:
            values = {row.name: row.value for row in connection.execute(sa.select(t.meta))}
        return f"{values['store']}-{values['writes']}"

    def add(
        self,
        article: Article,
        record: Record,
        *,
        sentences: Sequence[Span] | None = None,
        collection: str = "Samples",
        replace: bool = True,
    ) -> None:
        """Store an article with its record, in one transaction.

        Parameters
        ----------
        article
            The article; its id is the record's.
        record
            What was read in this very text.
        sentences
            Spans of the sentences, in code points; by default those of the record.
        collection
            Where the article belongs.
        replace
            Whether an article of the same id is replaced; the ids of its events live on.

        Raises
        ------
        StoreError
            If the record is of another text or names what it does not hold, if the id is taken and ``replace`` is
            false, or if the database refuses.
        """
        events = flatten(record, article.text, sentences=sentences)
        rows.check(article, record, events)
        with self._writing() as connection:
            if rows.delete(connection, record.id) and not replace:
                raise StoreError(f"An article with the id {record.id!r} is already in the store.")
            rows.insert(connection, article, record, events, collection=collection)

    def remove(self, article_id: str) -> bool:
        """Take an article out with all that rests on it; return whether it was there."""
        with self._writing() as connection:
            return rows.delete(connection, article_id)

    def record(self, article_id: str) -> Record | None:
        """Return the record of an article; None where there is no such article."""
        with self.engine.connect() as connection:
            line = connection.scalar(sa.select(t.record.c.json).join(t.article).where(t.article.c.id == article_id))
        return None if line is None else Record.from_json(line)

    def is_current(self, article: Article, record: Record) -> bool:
        """Tell whether the store holds the article exactly as it is here."""
        query = sa.select(t.record.c.digest).join(t.article).where(t.article.c.id == record.id)
        with self.engine.connect() as connection:
            return connection.scalar(query) == rows.digest(article, record)

    def known(self, kind: str, ids: Collection[str]) -> frozenset[str]:
        """Return which of the ids exist.

        Parameters
        ----------
        kind
            ``actor``, ``place``, ``journey`` (presences too), ``statement``, ``article`` or ``collection``.
        ids
            What to look for; this costs the same in a store of any size.
        """
        column = _KNOWN[kind]
        query = sa.select(column).distinct().where(column.in_(ids), _SHOWN.get(kind, sa.true()))
        with self.engine.connect() as connection:
            return frozenset(connection.scalars(query)) if ids else frozenset()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self.engine.connect().execution_options(dateline_writes=True) as connection, connection.begin():
                yield connection
                writes = sa.cast(sa.cast(t.meta.c.value, sa.Integer) + 1, sa.Text)
                connection.execute(t.meta.update().where(t.meta.c.name == "writes").values(value=writes))
        except DBAPIError as error:
            raise StoreError(f"The store refused to write ({error.orig}); nothing was changed.") from error
