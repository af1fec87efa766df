"""So many an hour, for each visitor: a sliding window in bounded memory."""

from __future__ import annotations

import ipaddress
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

HOUR_S = 3600.0
_LEAST_WAIT_S = 0.001


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not granted: wait this many seconds; ``crowded`` where it is others who took all there is."""

    wait_s: float
    crowded: bool = False


class Quota:
    """Counts what is granted to each key within a window of time; safe to share between threads.

    Parameters
    ----------
    limit
        How many are granted to one key in a window.
    window_s
        The length of the window in seconds.
    most_keys
        How many keys are remembered.  When all of them are in use, new ones are refused: forgetting one would let its
        owner start again.
    """

    def __init__(self, limit: int, *, window_s: float = HOUR_S, most_keys: int = 10_000) -> None:
        self.limit = limit
        self.window_s = window_s
        self._most = most_keys
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, keys: Collection[str], *, now: float) -> Refusal | None:
        """Take one for all of the keys, or for none of them.

        Parameters
        ----------
        keys
            What one visitor is known by; the strictest decides.
        now
            Seconds of a clock that does not run backwards.

        Returns
        -------
        Refusal or None
            None where it is granted.
        """
        with self._lock:
            if (refusal := self._refusal(keys, now)) is not None:
                return refusal
            for key in keys:
                self._times.setdefault(key, deque()).append(now)
            return None

    def refusal(self, keys: Collection[str], *, now: float) -> Refusal | None:
        """Return what `take` would, and take nothing."""
        with self._lock:
            return self._refusal(keys, now)

    def left(self, keys: Collection[str], *, now: float) -> int:
        """Return how many `take` would still grant to the keys together."""
        with self._lock:
            self._forget(now)
            return self.limit - max((len(self._times.get(key, ())) for key in keys), default=0)

    def give_back(self, keys: Collection[str]) -> None:
        """Undo the last `take` of these keys: what was granted was not used."""
        with self._lock:
            for key in keys:
                if times := self._times.get(key):
                    times.pop()
                    if not times:
                        del self._times[key]

    def __len__(self) -> int:
        return len(self._times)

    def _refusal(self, keys: Collection[str], now: float) -> Refusal | None:
        self._forget(now)
        waits = [self._wait(times[0], now) for key in keys if len(times := self._times.get(key, ())) >= self.limit]
        if waits:
            return Refusal(max(waits))
        if len(self._times.keys() | set(keys)) > self._most:
            first = min((times[-1] for times in self._times.values()), default=now)
            return Refusal(self._wait(first, now), crowded=True)
        return None

    def _wait(self, taken_at: float, now: float) -> float:
        # Sums of such numbers are rounded: a wait is longer than nothing and no longer than the window all the same.
        return min(self.window_s, max(_LEAST_WAIT_S, taken_at + self.window_s - now))

    def _forget(self, now: float) -> None:
        """Drop what has left the window."""
        since = now - self.window_s
        for times in self._times.values():
            while times and times[0] <= since:
                times.popleft()
        for key in [key for key, times in self._times.items() if not times]:
            del self._times[key]


def visitor_keys(session: str, address: str | None) -> tuple[str, ...]:
    """Return what a visitor's quota is counted by: the browser session, and where it comes from.

    Of an IPv6 address the first 64 bits count: one subscriber has all addresses behind them.  Visitors without an
    address share one key, so that none escapes by hiding it.

    >>> visitor_keys("a1", "2001:db8:1:2:3:4:5:6")
    ('session:a1', 'address:2001:db8:1:2::/64')
    """
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return (f"session:{session}", "address:unknown")
    if mapped := getattr(ip, "ipv4_mapped", None):
        ip = mapped
    if ip.version == 6:
        return (f"session:{session}", f"address:{ipaddress.ip_network((ip, 64), strict=False)}")
    return (f"session:{session}", f"address:{ip}")
