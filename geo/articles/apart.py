"""Files of others are read in processes of limited time and memory: what hangs or swells ends one of those, no more."""

from __future__ import annotations

import atexit
import threading
from concurrent.futures import TimeoutError as TookTooLongError
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from geo.errors import InputError
from geo.processes import Context, end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

    from pebble import ProcessFuture

MAX_SECONDS = 30.0
MAX_MEMORY = 1_500_000_000
_PROCESSES = 2
"""One that hangs does not keep everybody waiting."""
_lock = threading.Lock()
_pool: ProcessPool | None = None


def apart(read: Callable[..., Any], *arguments: object, seconds: float, what: str) -> Any:  # noqa: ANN401 - as `read`
    """Return what a function of a module returns, called in another process; the processes stay for the next call.

    Parameters
    ----------
    read
        The function; it is found by name, and its errors are raised here.
    arguments
        What it is called with.
    seconds
        How long it may take.
    what
        What is read, such as “page”, for the message.

    Raises
    ------
    InputError
        If it takes too much time or memory.
    """
    try:
        return _schedule(read, arguments, seconds).result()
    except (TookTooLongError, MemoryError, ProcessExpired, BrokenProcessPool) as error:
        raise InputError(
            f"The {what} takes too much time or memory to read. Give the text of the article alone, as .txt."
        ) from error


def _schedule(read: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> ProcessFuture[Any]:
    global _pool
    with _lock:
        if _pool is None or not _pool.active:
            _pool = ProcessPool(_PROCESSES, initializer=_begin, context=Context())
        return _pool.schedule(read, args=arguments, timeout=seconds)


def _begin() -> None:
    end_with_parent()
    try:
        import resource
    except ImportError:  # Windows: the time alone is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def close() -> None:
    """End the processes; the next call starts new ones."""
    global _pool
    with _lock:
        if _pool is not None:
            _pool.stop()
            _pool.join()
        _pool = None


atexit.register(close)
