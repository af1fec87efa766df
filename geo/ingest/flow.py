"""Articles through the workers and into the store, few at a time; told one by one once they are safe."""

from __future__ import annotations

import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from geo.articles import Article, InputProblem, body_start
from geo.errors import InputError, StoreError
from geo.ingest.outcome import Outcome
from geo.ingest.workers import first_done

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from pebble import ProcessFuture

    from geo.ingest.outcome import Status
    from geo.ingest.workers import Workers

_AHEAD = 2
"""Articles held for each process: one that is read, and one that waits for that or to be stored."""
_HOLD_S = 0.3
"""The longest that what has been read waits for others to be stored with."""
_TRIES = 2
"""How often an article is read when the processes go down before it is its turn."""
_LOOK_S = 0.25
"""How often is asked whether somebody cancels."""
_TITLE = 80


class Desk(Protocol):
    """What happens to articles before and after they are read."""

    def keys(self, article: Article) -> frozenset[str]:
        """Return what an article is known by; of two that share a key the second waits until the first is stored."""

    def accept(self, article: Article, *, taken: Collection[str]) -> Article | Outcome:
        """Return the article as it is to be read, or its outcome where it need not; ``taken`` holds ids in flight."""

    def store(self, read: Sequence[tuple[Article, Any]]) -> list[Outcome | Article]:
        """Store what workers made of articles, all or none; an article in the place of an outcome is to be read again.

        Raises
        ------
        StoreError
            If nothing was stored.
        """


@dataclass(slots=True)
class _Flight:
    article: Article
    keys: frozenset[str]
    tries: int = 1


class Flow:
    """One run: what is in flight, and what comes of it."""

    def __init__(self, desk: Desk, workers: Workers) -> None:
        self._desk = desk
        self._workers = workers
        self._flying: dict[ProcessFuture[Any], _Flight] = {}
        self._read: list[tuple[_Flight, Any]] = []
        self._since = 0.0

    def outcomes(self, items: Iterable[Article | InputProblem], cancelled: Callable[[], bool]) -> Iterator[Outcome]:
        """Yield the outcome of each item until there are no more, or somebody cancels; what is read then is stored."""
        most = _AHEAD * self._workers.number
        for item in items:
            # The next item may have been long in coming.
            yield from self._land(wait_s=0)
            if cancelled():
                break
            if isinstance(item, InputProblem):
                yield Outcome("refused", None, item.file, item.message, source=source(item))
                continue
            keys = self._desk.keys(item)
            while any(keys & flight.keys for flight in self._under_way()) and not cancelled():
                yield from self._land(now=True)
            try:
                answer = self._desk.accept(item, taken={flight.article.id for flight in self._under_way()})
            except (InputError, StoreError) as error:
                answer = outcome(_status(error), item, str(error))
            if isinstance(answer, Outcome):
                yield answer
                continue
            self._start(_Flight(answer, keys))
            while len(self._under_way()) >= most and not cancelled():
                yield from self._land()
        while (self._flying or self._read) and not cancelled():
            yield from self._land()
        yield from self._land(wait_s=0, now=True)

    def _under_way(self) -> list[_Flight]:
        return [*self._flying.values(), *(flight for flight, _ in self._read)]

    def _start(self, flight: _Flight) -> None:
        self._flying[self._workers.read(flight.article)] = flight

    def _land(self, wait_s: float = _LOOK_S, *, now: bool = False) -> Iterator[Outcome]:
        """Take in what has been read by now; store and tell it once it is enough for a transaction, or ``now``."""
        done = first_done(self._flying, timeout_s=wait_s)
        for future in [future for future in self._flying if future in done]:
            flight = self._flying.pop(future)
            error = future.exception()
            if error is None:
                self._since = self._since if self._read else time.monotonic()
                self._read.append((flight, future.result()))
            elif isinstance(error, BrokenProcessPool) and flight.tries < _TRIES:
                flight.tries += 1
                self._start(flight)
            else:
                yield outcome(_status(error), flight.article, self._workers.failure(error))
        # One for each process together: a transaction for each article takes a third more processor time.
        enough = len(self._read) >= self._workers.number or not self._flying
        if self._read and (now or enough or time.monotonic() - self._since >= _HOLD_S):
            read, self._read = self._read, []
            yield from self._stored(read)

    def _stored(self, read: Sequence[tuple[_Flight, Any]]) -> Iterator[Outcome]:
        try:
            answers = self._desk.store([(flight.article, made) for flight, made in read])
        except StoreError as error:
            if len(read) == 1:
                yield outcome("failed", read[0][0].article, str(error))
                return
            # One of them may be at fault, and must not take the others with it.
            for one in read:
                yield from self._stored([one])
            return
        for (flight, _), answer in zip(read, answers, strict=True):
            if isinstance(answer, Outcome):
                yield answer
            elif flight.tries < _TRIES:
                self._start(_Flight(answer, flight.keys, flight.tries + 1))
            else:
                yield outcome("failed", answer, "Others are storing articles of the same name. Try it again.")


def _status(error: BaseException) -> Status:
    return "refused" if isinstance(error, InputError) else "failed"


def outcome(status: Status, article: Article, message: str = "", **more: object) -> Outcome:
    """Return the outcome of an article."""
    more.setdefault("article_id", None)
    return Outcome(status, title=title(article), message=message, source=source(article), **more)


def title(article: Article) -> str:
    """Return what to call an article: its title, or its first words."""
    if article.title:
        return article.title
    start = body_start(article.text)
    words = " ".join(article.text[start : start + 4 * _TITLE].split())
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def source(item: Article | InputProblem) -> str:
    """Return where an article came from, as ``file`` or ``file:line``."""
    return item.file if item.line is None else f"{item.file}:{item.line}"
