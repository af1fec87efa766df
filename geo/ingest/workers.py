"""Processes that read articles: each can be killed, and none takes the others or its parent with it."""

from __future__ import annotations

import functools
import importlib
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as TookTooLongError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from geo.errors import GeoError
from geo.processes import Context, end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pebble import ProcessFuture

    from geo.articles import Article
    from geo.gazetteer import OnlineGeocoder
    from geo.ingest.lookup import Lookup
    from geo.record import Record

TIMEOUT_S = 30.0
EXTRACTOR = "geo.ingest.workers:read_article"
"""What a worker calls with each article, as ``module:function``."""
_reader: Callable[[Article], Any]


def as_it_is(_: Article, record: Record) -> Record:
    """Return the record of an article as it was read."""
    return record


def read_article(article: Article, geocoder: OnlineGeocoder | None = None) -> Record:
    """Return the record of an article in English.

    Raises
    ------
    geo.errors.InputError
        If it is not in English or no text.
    """
    from geo.extract.article import extract_article

    return extract_article(article, geocoder=geocoder)


def _begin(extractor: str, prepare: Callable[[Article, Record], Any], lookup: Lookup | None) -> None:
    """Make a new process ready: it ends with its parent, and has its model before the first article's time runs."""
    end_with_parent()
    global _reader
    module, _, name = extractor.partition(":")
    try:
        read = getattr(importlib.import_module(module), name)
        if lookup is not None and extractor == EXTRACTOR:
            read = functools.partial(read, geocoder=lookup.geocoder())
        _reader = functools.partial(_prepared, read, prepare)
        if prepare is not as_it_is:
            from geo.articles import signature

            signature("")  # what it needs is slow to import: not in the first article's time
        if extractor == EXTRACTOR:
            from geo.language.pipeline import load

            load()
    except GeoError as error:
        # A worker that fails to start would be started for ever: it tells each article's reader instead.
        _reader = functools.partial(_refuse, error)


def _prepared(read: Callable[[Article], Record], prepare: Callable[[Article, Record], Any], article: Article) -> Any:  # noqa: ANN401
    return prepare(article, read(article))


def _refuse(error: GeoError, _: Article) -> Record:
    raise error


def _read(article: Article) -> Any:  # noqa: ANN401 - what `prepare` makes
    return _reader(article)


class Workers:
    """Worker processes that read articles; used as a context, which kills them at its end.

    Parameters
    ----------
    number
        How many processes.
    timeout_s
        Seconds after which the process that reads an article is killed.
    extractor
        What reads an article, as ``module:function``.
    prepare
        What makes of an article and its record what :meth:`read` answers with; called in the process that read it.
    lookup
        How names that the gazetteer lacks are looked up.

    Raises
    ------
    ValueError
        If ``number`` or ``timeout_s`` is not positive.
    """

    def __init__(
        self,
        number: int,
        *,
        timeout_s: float,
        extractor: str = EXTRACTOR,
        prepare: Callable[[Article, Record], Any] = as_it_is,
        lookup: Lookup | None = None,
    ) -> None:
        if number < 1 or timeout_s <= 0:
            raise ValueError("the number of processes and timeout_s must be positive")
        self.number = number
        self._timeout = timeout_s
        self._initargs = (extractor, prepare, lookup)
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(self.number, initializer=_begin, initargs=self._initargs, context=Context())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
        self._pool.join()

    def read(self, article: Article) -> ProcessFuture[Any]:
        """Have an article read."""
        try:
            return self._pool.schedule(_read, args=(article,), timeout=self._timeout)
        except RuntimeError:
            # All processes went down at once, as by the system for want of memory.
            self.__exit__()
            self._pool = self._new_pool()
            return self._pool.schedule(_read, args=(article,), timeout=self._timeout)

    def failure(self, error: BaseException) -> str:
        """Return the sentence for what went wrong with an article."""
        if isinstance(error, GeoError):
            return str(error)
        if isinstance(error, TookTooLongError):
            return (
                f"Reading this article took longer than {self._timeout:g} seconds and was stopped. "
                "Split it into shorter articles, and report it if it is a short one."
            )
        if isinstance(error, (ProcessExpired, BrokenProcessPool)):
            return "The process that read this article ended unexpectedly, perhaps for want of memory. Try it again."
        return f"This article cannot be read because of a fault in Dateline ({type(error).__name__}). Please report it."


def first_done(futures: Collection[ProcessFuture[Any]], *, timeout_s: float) -> set[ProcessFuture[Any]]:
    """Return those that are done, at the latest after `timeout_s` seconds."""
    return wait(futures, timeout=timeout_s, return_when=FIRST_COMPLETED).done
