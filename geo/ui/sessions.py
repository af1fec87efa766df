"""Stores of visitors: in memory, one a browser session, few, small, and gone with it."""

from __future__ import annotations

import threading
import time
import weakref
from typing import TYPE_CHECKING

from geo.store import open_store
from geo.store.engine import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Store

MOST_STORES = 40
IDLE_S = 3600.0
MOST_PAGES = 8192
"""Size of one store in pages of SQLite, 4 kB each: 32 MB, a hundred long articles."""


class Visit:
    """A visitor's own store, None once it was given up; it is closed when nobody uses it any more."""

    def __init__(self, store: Store, *, now: float) -> None:
        self.store: Store | None = store
        self.used_at = now
        weakref.finalize(store, store.engine.dispose)


class Visits:
    """All visits of a server.

    Parameters
    ----------
    most
        How many stores there are at most; one more gives up the one that was not used for longest.
    idle_s
        Seconds after which an unused store is given up.
    clock
        Tells the time in seconds.
    """

    def __init__(
        self, *, most: int = MOST_STORES, idle_s: float = IDLE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._idle, self._clock = most, idle_s, clock
        self._visits: weakref.WeakSet[Visit] = weakref.WeakSet()
        self._lock = threading.Lock()

    def begin(self) -> Visit:
        """Return a new visit with an empty store."""
        with self._lock:
            self._tidy(room_for=1)
            store = open_store(MEMORY)
            with store.engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {MOST_PAGES}")
            visit = Visit(store, now=self._clock())
            self._visits.add(visit)
            return visit

    def use(self, visit: Visit) -> Store | None:
        """Return the visit's store; None where it was given up meanwhile."""
        with self._lock:
            self._tidy()
            visit.used_at = self._clock()
            return visit.store

    def __len__(self) -> int:
        return sum(visit.store is not None for visit in self._visits)

    def _tidy(self, *, room_for: int = 0) -> None:
        held = sorted((v for v in self._visits if v.store is not None), key=lambda visit: visit.used_at)
        since = self._clock() - self._idle
        surplus = len(held) + room_for - self._most
        for n, visit in enumerate(held):
            if n < surplus or visit.used_at <= since:
                visit.store = None
