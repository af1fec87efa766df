"""The store: articles with their records, and the events that everything drawn is read from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.record import Record
from geo.store import applied, collections, copies, derive, events, known, rows, stories
from geo.store import tables as t
from geo.store.bulk import tidy
from geo.store.flatten import flatten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy.engine import Connection, Engine

    from geo.articles import Article
    from geo.record import Span
    from geo.store.flatten import Event

_MANY = 100


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article: ``present`` was there and stays, a ``copy`` counts with the one it is a copy of."""

    status: Literal["added", "replaced", "present", "copy"]
    id: str
    copy_of: str | None = None


class _Item(NamedTuple):
    article: Article
    record: Record
    events: Sequence[Event]


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
        collection: str = collections.SAMPLES,
        replace: bool = True,
        by: str | None = None,
    ) -> Added:
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
            Id or name of the collection that a new article goes to; it is made if there is none.  An article that is
            replaced stays where it is.
        replace
            Whether an article of the same id is replaced; the ids of its events live on.  If not, an article of the
            same id, URL or text (see :meth:`find`) is left as it is.
        by
            Who adds it.

        Raises
        ------
        StoreError
            If the record is of another text or names what it does not hold, or if the database refuses.
        """
        item = _Item(article, record, flatten(record, article.text, sentences=sentences))
        return self._add([item], collection, replace=replace, by=by)[0]

    def add_many(
        self,
        items: Iterable[tuple[Article, Record]],
        *,
        collection: str,
        replace: bool = True,
        by: str | None = None,
    ) -> list[Added]:
        """Store articles with their records as :meth:`add` does, all of them or, if one is refused, none."""
        flat = [_Item(article, record, flatten(record, article.text)) for article, record in items]
        return self._add(flat, collection, replace=replace, by=by)

    def _add(self, items: Sequence[_Item], collection: str, *, replace: bool, by: str | None) -> list[Added]:
        for item in items:
            rows.check(*item)
        with self.writing() as connection:
            batch = _Batch(connection, collections.key_of(connection, collection) if items else 0, by, replace=replace)
            added = [batch.add(item) for item in items]
            leads = batch.close()
        added = [Added("copy", a.id, leads[a.id]) if a.status == "added" and a.id in leads else a for a in added]
        if len(added) >= _MANY:
            tidy(self.engine)
        return added

    def find(self, article: Article) -> str | None:
        """Return the id of an article of the same URL, else of the same text, that is there already."""
        with self.engine.connect() as connection:
            return known.find(connection, article)

    def remove(self, article_id: str) -> bool:
        """Take an article out with all that rests on it; return whether it was there."""
        with self.writing() as connection:
            there = rows.stored(connection, article_id)
            if there is not None:
                derive.delete(connection, [there.key])
        return there is not None

    def record(self, article_id: str) -> Record | None:
        """Return the record of an article as it is shown, corrections applied; None where there is no such article."""
        return self._record(article_id, t.record.c.json)

    def extracted(self, article_id: str) -> Record | None:
        """Return the record of an article as it was extracted; None where there is no such article."""
        return self._record(article_id, sa.func.coalesce(t.record.c.extracted, t.record.c.json))

    def _record(self, article_id: str, column: sa.ColumnElement[str]) -> Record | None:
        query = sa.select(column).join_from(t.record, t.article).where(t.article.c.id == article_id)
        with self.engine.connect() as connection:
            line = connection.scalar(query)
        return None if line is None else Record.from_json(line)

    def is_current(self, article: Article, record: Record) -> bool:
        """Tell whether the store holds the article exactly as it is here."""
        query = sa.select(t.record.c.digest).join(t.article).where(t.article.c.id == record.id)
        with self.engine.connect() as connection:
            return connection.scalar(query) == rows.digest(article, record)

    def known(self, kind: str, ids: Collection[str], *, hidden: bool = False) -> frozenset[str]:
        """Return which of the ids can be shown, see :meth:`current`."""
        return frozenset(self.current(kind, ids, hidden=hidden))

    def current(self, kind: str, ids: Collection[str], *, hidden: bool = False) -> dict[str, str]:
        """Return those of the ids that can be shown, each with the id it goes by now.

        Parameters
        ----------
        kind
            ``actor``, ``place``, ``country`` (code), ``journey`` (presences too), ``statement``, ``article``,
            ``publisher`` or ``collection``.
        ids
            What to look for; this costs the same in a store of any size.  An actor that was merged into another is
            found as that one, a collection by a name that it had when ids were names.
        hidden
            Whether hidden articles and their publishers are found as well, as editors may see them.
        """
        with self.engine.connect() as connection:
            return known.current(connection, kind, ids, hidden=hidden)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction; writers go one after the other, readers are not kept waiting.

        Raises
        ------
        StoreError
            If the database refuses; nothing is then changed.
        """
        writes = sa.cast(sa.cast(t.meta.c.value, sa.Integer) + 1, sa.Text)
        try:
            with self.engine.connect().execution_options(dateline_writes=True) as connection, connection.begin():
                # First, not last: the lock on this row is what makes other writers wait in PostgreSQL.
                connection.execute(t.meta.update().where(t.meta.c.name == "writes").values(value=writes))
                yield connection
        except DBAPIError as error:
            raise StoreError(f"The store refused to write ({error.orig}); nothing was changed.") from error


class _Batch:
    """Articles on their way into the store within one transaction; events are written at the end, all at once."""

    def __init__(self, connection: Connection, collection_key: int, by: str | None, *, replace: bool) -> None:
        self.connection, self.collection_key = connection, collection_key
        self.by, self.replace = by, replace
        self.ready: dict[int, events.Reading] = {}
        self.old: set[int] = set()
        self.left: set[int] = set()
        self.copies: dict[int, int] = {}

    def add(self, item: _Item) -> Added:
        article, record, _ = item
        there = rows.stored(self.connection, record.id)
        if not self.replace and (present := there.id if there else known.find(self.connection, article)):
            return Added("present", present)
        status, url_key = "replaced" if there else "added", known.url_key(article.url or record.url)
        same_text = there is not None and there.sha256 == record.text_sha256
        if there is None:
            options = {"collection_key": self.collection_key, "by": self.by}
            there = rows.insert(self.connection, article, record, url_key=url_key, **options)
        else:
            self.old.add(there.key)
            there = rows.update(self.connection, there, article, record, url_key=url_key)
        if not same_text:
            there = self._match(there, article.text)
        shown = applied.shown(self.connection, there.key, record, article.text)
        digest = rows.digest(article, record)
        rows.write_record(self.connection, there.key, shown, extracted=record, digest=digest)
        if there.hidden or there.copy_of is not None:
            self.ready.pop(there.key, None)
        else:
            flat = item.events if shown is record else flatten(shown, article.text)
            own = (there.key, there.collection_key)
            self.ready[there.key] = events.Reading(*own, shown, article.text, flat, rows.title(article, record))
        if there.copy_of is not None:
            self.copies[there.key] = there.copy_of
        return Added(status, record.id)

    def _match(self, there: rows.Stored, text: str) -> rows.Stored:
        """Find what the article is a copy of; copies of what it was before its text changed go on without it."""
        if there.key in self.old:
            self.left |= copies.free(self.connection, {there.key})
        return there._replace(copy_of=copies.match(self.connection, there.key, text, there.sha256))

    def close(self) -> dict[str, str]:
        """Write what is derived; return the ids of what the articles are copies of, by theirs."""
        connection = self.connection
        touched = stories.buckets(connection, self.old)
        events.clear(connection, self.old)
        events.write(connection, list(self.ready.values()))
        stories.regroup(connection, touched | stories.buckets(connection, self.ready))
        copies.settle(connection, self.left)
        derive.refresh(connection, self.left - set(self.ready))
        return derive.relead(connection, self.copies)
