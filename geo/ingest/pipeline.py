"""New articles into the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geo.articles import check_text, same_url
from geo.identity import text_hash
from geo.ingest.flow import Flow, outcome
from geo.ingest.lookup import PROCESSES, lookup
from geo.ingest.outcome import warned
from geo.ingest.workers import EXTRACTOR, TIMEOUT_S, Workers
from geo.store.loading import Ready, load, ready

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from geo.articles import Article, InputProblem
    from geo.ingest.outcome import Outcome
    from geo.record import Record, Warning
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
    online: bool = False,
) -> Iterator[Outcome]:
    """Read articles in worker processes and store them; yield what became of each.

    An outcome is yielded once its article is committed: whatever happens then, it is there.  To resume, give the same
    articles again: those that are there are ``present``, without being read again.

    Parameters
    ----------
    store
        Where the articles go.  Other processes may write to it at the same time.
    items
        The articles, and the inputs that are none.  They are taken as they are needed: no more than two for
        each process are held at a time.
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
    online
        Whether places that the gazetteer lacks are asked of the Nominatim that the environment names; the answers are
        kept in the store.  One process reads then.

    Yields
    ------
    Outcome
        In order of completion.

    Raises
    ------
    ValueError
        If ``processes`` or ``timeout_s`` is not positive.
    """
    options = {"timeout_s": timeout_s, "extractor": extractor, "prepare": _made}
    names = lookup(store, online=True) if online else None
    with Workers(PROCESSES if names else processes, lookup=names, **options) as workers:
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

    def store(self, read: Sequence[tuple[Article, _Made]]) -> list[Outcome | Article]:
        items = [made.ready for _, made in read]
        answers = load(self._store, items, collection=self._collection, by=self._by)
        return [_answer(article, made, added) for (article, made), added in zip(read, answers, strict=True)]


class _Made(NamedTuple):
    """What a worker makes of an article, so that the process that stores has little left to do."""

    ready: Ready
    warnings: tuple[Warning, ...]
    sentences: tuple[str, ...]


def _made(article: Article, record: Record) -> _Made:
    return _Made(ready(article, record), record.warnings, warned(article.text, record))


def _answer(article: Article, made: _Made, added: Added | None) -> Outcome | Article:
    if added is None:
        # Another process has taken the id for another article after `accept` looked.
        return _renamed(article)
    if added.status == "present":
        return _present(article, added.id)
    message = ""
    if added.status == "copy":
        message = "Nearly the same text is already there: this article counts as another report of it."
    told = {"warnings": made.warnings, "sentences": made.sentences}
    return outcome(added.status, article, message, article_id=added.id, **told)


def _renamed(article: Article) -> Article:
    return replace(article, id=f"{article.id}-{text_hash(article.text)[:8]}")


def _present(article: Article, found: str) -> Outcome:
    return outcome("present", article, "This article is already there.", article_id=found)
