"""Ctrl-C as a wish: what is under way is brought to an end; a second one, or one while nothing is, ends at once."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_T = TypeVar("_T")


class Stop:
    """Remembers that Ctrl-C was pressed; used as a context, outside of which Ctrl-C does what it did."""

    def __init__(self) -> None:
        self._asked = False
        self._waiting = False
        self._old: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._old = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self._old is not None:
            signal.signal(signal.SIGINT, self._old)

    def asked(self) -> bool:
        """Tell whether to stop."""
        return self._asked

    def pulling(self, items: Iterable[_T]) -> Iterator[_T]:
        """Yield the items; while one is waited for, as from standard input or a server, Ctrl-C ends them."""
        iterator = iter(items)
        while not self._asked:
            self._waiting = True
            try:
                item = next(iterator)
            except (StopIteration, KeyboardInterrupt):
                return
            finally:
                self._waiting = False
            yield item

    def _on_signal(self, *_: object) -> None:
        again, self._asked = self._asked, True
        if again or self._waiting:
            raise KeyboardInterrupt
