"""New articles into the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.articles import check_text, same_url
from geo.identity import text_hash
from geo.ingest.flow import Flow, outcome
from geo.ingest.workers import EXTRACTOR, TIMEOUT_S, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from geo.articles import Article, InputProblem
    from geo.ingest.outcome import Outcome
    from geo.record import Record
    from geo.store import Store
    from geo.store.store import Added


def never() -> bool:
    """Return false: nobody cancels."""
    return False


def ingest(
    store: Store,
    items: Iterable[Article | InputProblem],
    *,
    collection: str,
    by: str | None = None,
    processes: int = 1,
    timeout_s: float = TIMEOUT_S,
    cancelled: Callable[[], bool] = never,
    extractor: str = EXTRACTOR,
) -> Iterator[Outcome]:
    """Read articles in worker processes and store them; yield what became of each.

    An outcome is yielded once its article is committed: whatever happens then, it is there.  To resume, give the same
    articles again: those that are there are ``present``, without being read again.

    Parameters
    ----------
    store
        Where the articles go.  Other processes may write to it at the same time.
    items
        The articles, and the inputs that are none.  They are taken as they are needed: for each process no more than
        two are read at a time, and two stored.
    collection
        Id or name of the collection that new articles go to; it is made if there is none.
    by
        Who adds them.
    processes
        How many processes read.  Even one is a process of its own, so that it can be killed.
    timeout_s
        Seconds after which the reading of an article is ended.
    cancelled
        Asked several times a second; once it is true, what has been read is stored and told, and the rest is left.
    extractor
        What reads an article, as ``module:function``; for experiments and tests.

    Yields
    ------
    Outcome
        In order of completion.

    Raises
    ------
    ValueError
        If ``processes`` or ``timeout_s`` is not positive.
    """
    with Workers(processes, timeout_s=timeout_s, extractor=extractor) as workers:
        yield from Flow(_Newcomers(store, collection, by), workers).outcomes(items, cancelled)


class _Newcomers:
    """The desk for articles that may be new."""

    def __init__(self, store: Store, collection: str, by: str | None) -> None:
        self._store = store
        self._collection = collection
        self._by = by

    def keys(self, article: Article) -> frozenset[str]:
        keys = {text_hash(article.text)}
        if article.url:
            keys.add(same_url(article.url))
        return frozenset(keys)

    def accept(self, article: Article, *, taken: Collection[str]) -> Article | Outcome:
        check_text(article.text)
        found = self._store.find(article)
        if found is not None:
            return _present(article, found)
        # Two files may have one name: the one that comes second must not take the other's place.
        if article.id in taken or self._store.record(article.id) is not None:
            return _renamed(article)
        return article

    def store(self, read: Sequence[tuple[Article, Record]]) -> list[Outcome | Article]:
        answers = self._store.add_many(read, collection=self._collection, replace=False, by=self._by)
        return [self._answer(article, record, added) for (article, record), added in zip(read, answers, strict=True)]

    def _answer(self, article: Article, record: Record, added: Added) -> Outcome | Article:
        if added.status == "present":
            # Another process may have taken the id for another article after `accept` looked.
            if added.id == article.id and self._store.find(article) is None:
                return _renamed(article)
            return _present(article, added.id)
        if added.status == "copy":
            message = "Nearly the same text is already there: this article counts as another report of it."
            return outcome("copy", article, message, article_id=added.id, warnings=record.warnings)
        return outcome("added", article, article_id=added.id, warnings=record.warnings)


def _renamed(article: Article) -> Article:
    return replace(article, id=f"{article.id}-{text_hash(article.text)[:8]}")


def _present(article: Article, found: str) -> Outcome:
    return outcome("present", article, "This article is already there.", article_id=found)
