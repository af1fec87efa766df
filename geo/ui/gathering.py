"""Pages, feeds and files read in the background while the page is drawn again and again; what has come is kept."""

from __future__ import annotations

import logging
import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.articles import InputProblem
from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.articles import Article

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What has come, in its order; whether more is coming; whether somebody stopped it."""

    items: tuple[Article | InputProblem, ...]
    running: bool
    stopped: bool


class _Work:
    """What the thread and the page share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.items: list[Article | InputProblem] = []
        self.stopped = threading.Event()

    def run(self, items: Iterable[Article | InputProblem], name: str) -> None:
        try:
            for item in items:
                if not self._keep(item):
                    return
        except GeoError as error:
            self._keep(InputProblem(name, None, str(error)))
        except Exception:  # noqa: BLE001 - nobody else is there to catch it, and the page must not wait for ever
            _log.exception("reading articles to be added ended with a fault")
            self._keep(InputProblem(name, None, "Reading this ended because of a fault in Dateline. Please report it."))

    def _keep(self, item: Article | InputProblem) -> bool:
        """Keep an item, unless somebody has stopped it: what they were told then is all there is."""
        with self.lock:
            if self.stopped.is_set():
                return False
            self.items.append(item)
            return True


class Gathering:
    """Items on their way; they end when it is no longer held, as when the browser session ends.

    Parameters
    ----------
    items
        The articles, and the inputs that are none; taken in another thread.
    name
        What to call the whole where it cannot be read.
    """

    def __init__(self, items: Iterable[Article | InputProblem], *, name: str) -> None:
        self.name = name
        work = self._work = _Work()
        # The thread must not hold the gathering itself: letting go of it is what ends it.
        self._thread = threading.Thread(target=work.run, args=(items, name), name="dateline-gather", daemon=True)
        weakref.finalize(self, work.stopped.set)
        self._thread.start()

    def stop(self) -> None:
        """Take no more: what is under way is left, what has come is kept."""
        with self._work.lock:
            self._work.stopped.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; return whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def progress(self) -> Gathered:
        """Return what has come by now."""
        running = self._thread.is_alive()  # before the items: the last one must not be missed
        with self._work.lock:
            stopped = self._work.stopped.is_set()
            return Gathered(tuple(self._work.items), running and not stopped, stopped)
