"""Processes that need nothing of the program that starts them, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTING = threading.Lock()
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class _Process(SpawnProcess):
    """A process that needs nothing of the program that starts it, and that Ctrl-C does not reach."""

    def start(self) -> None:
        with _STARTING, _nobody_s_main(), _one_thread():
            # The mask is inherited: a worker must not die of Ctrl-C with a traceback before its parent says so.
            old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                super().start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, old)


class Context(SpawnContext):
    """Starts such processes."""

    Process = _Process


@contextmanager
def _nobody_s_main() -> Iterator[None]:
    """Keep the main module out of a new process, which else runs it again: under Streamlit that is the app's script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = blank = ModuleType("__main__")
    try:
        yield
    finally:
        if sys.modules["__main__"] is blank:
            sys.modules["__main__"] = main


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let a new process start with one thread for linear algebra: its siblings have the other cores."""
    old = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in old.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def end_with_parent() -> None:
    """Have this process end when the one that started it does, however that ends."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
