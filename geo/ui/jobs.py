"""An ingest that goes on in the background while the page is drawn again and again."""

from __future__ import annotations

import logging
import threading
import weakref
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import GeoError
from geo.ingest import ingest
from geo.ingest.workers import EXTRACTOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.articles import Article, InputProblem
    from geo.ingest import Outcome
    from geo.store import Store

MOST_OUTCOMES = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Parameters
    ----------
    counts
        How many articles came to each status of `geo.ingest.Outcome`.
    total
        How many there are; None where that is not known.
    outcomes
        The latest outcomes, the newest last, at most `MOST_OUTCOMES`.
    waiting
        Whether others are before it.
    running
        Whether it goes on.
    cancelled
        Whether somebody stopped it.
    problem
        The sentence about what ended it too early.
    """

    counts: Mapping[str, int]
    total: int | None
    outcomes: tuple[Outcome, ...]
    waiting: bool
    running: bool
    cancelled: bool
    problem: str | None

    @property
    def done(self) -> int:
        """How many articles have an outcome."""
        return sum(self.counts.values())


class Turns:
    """Lets few jobs run at a time, and of one visitor's only one, whatever number of sessions they open."""

    def __init__(self, most: int) -> None:
        self._all = threading.Semaphore(most)
        self._own: weakref.WeakValueDictionary[str, threading.Semaphore] = weakref.WeakValueDictionary()
        self._lock = threading.Lock()

    def of(self, key: str) -> Turn:
        """Return what a job of the visitor with this key waits for."""
        with self._lock:
            own = self._own.get(key) or threading.Semaphore(1)
            self._own[key] = own
        return Turn(own, self._all)


class Turn:
    """A visitor's own turn and one of all, taken together."""

    def __init__(self, own: threading.Semaphore, shared: threading.Semaphore) -> None:
        self._own, self._shared = own, shared

    def acquire(self, *, timeout_s: float) -> bool:
        """Wait for it; return whether it came."""
        if not self._own.acquire(timeout=timeout_s):
            return False
        if self._shared.acquire(timeout=timeout_s):
            return True
        self._own.release()
        return False

    def release(self) -> None:
        """Let the next one in."""
        self._shared.release()
        self._own.release()


class _Work:
    """What the thread and the page share."""

    def __init__(self, total: int | None) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[str] = Counter()
        self.outcomes: deque[Outcome] = deque(maxlen=MOST_OUTCOMES)
        self.total = total
        self.cancelled = threading.Event()
        self.waiting = False
        self.problem: str | None = None

    def run(self, outcomes: Iterator[Outcome], turn: Turn | None) -> None:
        try:
            if self._wait(turn):
                try:
                    for outcome in outcomes:
                        with self.lock:
                            self.counts[outcome.status] += 1
                            self.outcomes.append(outcome)
                finally:
                    if turn is not None:
                        turn.release()
        except GeoError as error:
            self.problem = str(error)
        except Exception:  # noqa: BLE001 - nobody else is there to catch it, and the page must not wait for ever
            _log.exception("an ingest ended with a fault")
            self.problem = "Adding articles ended because of a fault in Dateline. What is listed is stored."

    def _wait(self, turn: Turn | None) -> bool:
        """Wait for one's turn; return false if somebody cancels first."""
        self.waiting = turn is not None
        while turn is not None and not turn.acquire(timeout_s=0.2):
            if self.cancelled.is_set():
                return False
        self.waiting = False
        return True


class Job:
    """Articles on their way into a store; cancelled when it is no longer held, as when the browser session ends.

    Parameters
    ----------
    store, items, collection, by, processes, timeout_s, extractor
        As in `geo.ingest.ingest`.
    total
        How many items there are, where that is known.
    turn
        Taken while it runs, so that few jobs run at a time.
    """

    def __init__(
        self,
        store: Store,
        items: Iterable[Article | InputProblem],
        *,
        collection: str,
        by: str | None = None,
        total: int | None = None,
        processes: int = 1,
        timeout_s: float = 30.0,
        turn: Turn | None = None,
        extractor: str = EXTRACTOR,
    ) -> None:
        work = self._work = _Work(total)
        outcomes = ingest(
            store,
            items,
            collection=collection,
            by=by,
            processes=processes,
            timeout_s=timeout_s,
            cancelled=work.cancelled.is_set,
            extractor=extractor,
        )
        # The thread must not hold the job itself: letting go of the job is what ends it.
        self._thread = threading.Thread(target=work.run, args=(outcomes, turn), name="dateline-ingest", daemon=True)
        weakref.finalize(self, work.cancelled.set)
        self._thread.start()

    def cancel(self) -> None:
        """Stop it; what is stored stays."""
        self._work.cancelled.set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; return whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def progress(self) -> Progress:
        """Return how far it is."""
        work, running = self._work, self._thread.is_alive()
        with work.lock:
            return Progress(
                counts=dict(work.counts),
                total=work.total,
                outcomes=tuple(work.outcomes),
                waiting=work.waiting and running,
                running=running,
                cancelled=work.cancelled.is_set(),
                problem=work.problem,
            )
