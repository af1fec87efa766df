"""The progress bar of the command line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress

LONG_BYTES = 50_000
"""An input of this size keeps one waiting: it gets a bar even when it is a single article."""


@contextmanager
def progress_bar(inputs: Sequence[str], *, piped: bool, long: bool = False) -> Iterator[Progress]:
    """Show a bar on standard error, on a terminal, where there is something to wait for.

    Parameters
    ----------
    inputs
        Files, or ``-`` for standard input.
    piped
        Whether results go to standard output: on the same terminal they would run through the bar.
    long
        Whether it takes long, whatever the inputs.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    shown = console.is_terminal and not (piped and sys.stdout.isatty()) and (long or _is_long(inputs))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True, disable=not shown) as progress:
        yield progress


def count_articles(inputs: Sequence[str]) -> int | None:
    """Return about how many articles there are: one a file, one a line of JSON Lines; None with standard input."""
    if "-" in inputs:
        return None
    return sum(_lines(path) if path.suffix == ".jsonl" else 1 for path in map(Path, inputs))


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as handle:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: handle.read(1 << 20), b""))
    except OSError:
        return 1


def _is_long(inputs: Sequence[str]) -> bool:
    files = [path for path in map(Path, inputs) if path.is_file()]
    return len(inputs) > 1 or "-" in inputs or sum(path.stat().st_size for path in files) > LONG_BYTES
