"""Stored articles read again, so that a new version of the extractor serves old articles too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from geo.articles import Article
from geo.errors import StoreError
from geo.ingest.flow import Flow, outcome
from geo.ingest.lookup import PROCESSES, lookup
from geo.ingest.outcome import warned
from geo.ingest.pipeline import never
from geo.ingest.workers import EXTRACTOR, TIMEOUT_S, Workers
from geo.store import tables as t
from geo.store.collections import SAMPLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Sequence

    from geo.ingest.outcome import Outcome
    from geo.record import Record
    from geo.store import Store


class Details(NamedTuple):
    """What is told of an article beside its text; what “on Monday” means hangs on the day it was published."""

    title: str | None
    published: dt.date | None
    publisher: str | None


def reextract(
    store: Store,
    article_id: str,
    *,
    details: Details | None = None,
    timeout_s: float = TIMEOUT_S,
    extractor: str = EXTRACTOR,
) -> Outcome:
    """Read a stored article again, in a process that is killed after ``timeout_s`` seconds; corrections are kept.

    Places that were looked up online are known again; nothing is asked anew.

    Parameters
    ----------
    store, timeout_s, extractor
        As in `geo.ingest.ingest`.
    article_id
        The article.
    details
        What is told of it from now on; by default what is stored.

    Returns
    -------
    Outcome
        ``replaced``, or ``failed`` with the reason; the article is then as it was.

    Raises
    ------
    StoreError
        If there is no such article.
    """
    article = _stored(store, article_id)
    if article is None:
        raise StoreError(f"There is no article with the id {article_id!r} (any more).")
    if details is not None:
        article = replace(article, **details._asdict())
    options = {"timeout_s": timeout_s, "extractor": extractor}
    with Workers(1, lookup=lookup(store, online=False), **options) as workers:
        (answer,) = Flow(_Known(store), workers).outcomes([article], never)
    return answer


def reextract_all(
    store: Store,
    *,
    collection: str | None = None,
    processes: int = 1,
    timeout_s: float = TIMEOUT_S,
    cancelled: Callable[[], bool] = never,
    extractor: str = EXTRACTOR,
    online: bool = False,
) -> Iterator[Outcome]:
    """Read all stored articles again, hidden ones and copies too; corrections are kept.

    Parameters
    ----------
    store, processes, timeout_s, cancelled, extractor
        As in `geo.ingest.ingest`.
    collection
        Id or name of a collection.  By default all but the samples, whose records come with Dateline.
    online
        As in `geo.ingest.ingest`; without it, what was once looked up is known again.

    Yields
    ------
    Outcome
        ``replaced`` once the new record is committed, or ``failed`` where the old one stays.

    Raises
    ------
    StoreError
        If there is no such collection.
    """
    ids = article_ids(store, collection=collection)
    articles = (article for id_ in ids if (article := _stored(store, id_)) is not None)
    options = {"timeout_s": timeout_s, "extractor": extractor}
    with Workers(PROCESSES if online else processes, lookup=lookup(store, online=online), **options) as workers:
        yield from Flow(_Known(store), workers).outcomes(articles, cancelled)


def article_ids(store: Store, *, collection: str | None = None) -> list[str]:
    """Return the ids of the articles that `reextract_all` reads, in the order in which they were added.

    Raises
    ------
    StoreError
        If there is no such collection.
    """
    column = t.collection.c
    asked = column.id != SAMPLES if collection is None else sa.or_(column.id == collection, column.name == collection)
    query = sa.select(t.article.c.id).join(t.collection).where(asked).order_by(t.article.c.key)
    with store.engine.connect() as connection:
        if collection is not None and connection.scalar(sa.select(column.key).where(asked)) is None:
            raise StoreError(f"There is no collection named “{collection}”.")
        return list(connection.scalars(query))


def _stored(store: Store, article_id: str) -> Article | None:
    c = t.article.c
    query = sa.select(c.text, c.title, c.published, c.url, c.publisher).where(c.id == article_id)
    with store.engine.connect() as connection:
        row = connection.execute(query).first()
    record = store.extracted(article_id)
    if row is None or record is None:
        return None
    return Article(article_id, **row._mapping, derived=record.text is not None)


class _Known:
    """The desk for articles that are there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keys(self, article: Article) -> frozenset[str]:
        return frozenset({article.id})

    def accept(self, article: Article, *, taken: Collection[str]) -> Article | Outcome:
        del taken
        return article

    def store(self, read: Sequence[tuple[Article, Record]]) -> list[Outcome | Article]:
        # What was deleted while it was read stays deleted.
        there = {article.id for article, _ in read if self._store.record(article.id) is not None}
        kept = [(article, record) for article, record in read if article.id in there]
        self._store.add_many(kept, collection=SAMPLES, replace=True)
        gone = "This article was deleted meanwhile."
        return [
            _again(article, record) if article.id in there else outcome("failed", article, gone)
            for article, record in read
        ]


def _again(article: Article, record: Record) -> Outcome:
    told = {"warnings": record.warnings, "sentences": warned(article.text, record)}
    return outcome("replaced", article, article_id=article.id, **told)
