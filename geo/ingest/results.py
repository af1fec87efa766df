"""The result of a batch into the store: records that are read already, a partition at a time."""

from __future__ import annotations

import json
import re
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool
from sqlalchemy.exc import DBAPIError

from geo.errors import InputError, StoreError
from geo.ingest.outcome import Outcome
from geo.ingest.partition import heads, read
from geo.processes import Context, end_with_parent
from geo.store import loading
from geo.store.bulk import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.ingest.partition import Row
    from geo.store import Store

MANIFEST = "manifest.json"
_RECORDS = re.compile(r"records-\d{5,}\.(?:jsonl|parquet)")
_TIDY = 500
"""So many new articles change what PostgreSQL should plan for; then it is told again whenever they double."""
_TAKEN = "Another article has this id: nothing was changed. Give each article an id that is its own."


def is_result(folder: str | Path) -> bool:
    """Tell whether a folder holds what ``python -m geo extract --engine dask`` wrote, be it whole or not."""
    folder = Path(folder)
    return (folder / MANIFEST).is_file() or (folder.is_dir() and any(_partitions(folder)))


def load(
    store: Store,
    folder: str | Path,
    *,
    collection: str,
    by: str | None = None,
    processes: int = 1,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Store the records of a result, one transaction a partition; nothing is extracted again.

    What is there already stays as it is: loaded twice, or stopped in any way and loaded again, a result makes the same
    store.

    Parameters
    ----------
    store
        Where the articles go.
    folder
        The result: ``records-*.jsonl`` or ``records-*.parquet`` beside ``manifest.json``.
    collection
        Id or name of the collection of new articles.
    by
        Who adds them.
    processes
        How many processes make records ready; with 1 this one does, else it only writes.
    cancelled
        Asked between partitions.

    Yields
    ------
    Outcome
        One an article once its partition is committed; ``failed`` for a record that cannot be stored, such as one whose
        id another text has, and for a partition that cannot be read.

    Raises
    ------
    InputError
        If the folder is no result, or not a whole one.
    StoreError
        If the store cannot be written (any more).
    """
    paths = _whole(Path(folder))
    new, told = 0, _TIDY
    with ExitStack() as stack:
        pool = stack.enter_context(_pool(processes)) if processes > 1 else None
        for path, rows in _ahead(store, paths, pool, ahead=processes + 1):
            if cancelled():
                break
            if isinstance(rows, list):
                yield from rows
                continue
            outcomes = list(_stored(store, path, rows, collection=collection, by=by))
            new += sum(outcome.status in ("added", "copy") for outcome in outcomes)
            yield from outcomes
            if new >= told:
                tidy(store.engine)
                told = 2 * new
        if pool is not None:
            pool.stop()
    if new:
        tidy(store.engine)


def _partitions(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if _RECORDS.fullmatch(path.name))


def _whole(folder: Path) -> list[Path]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise InputError(
            f"{folder} holds records of a batch, but no {MANIFEST}: copy the whole folder that extract wrote, or start "
            "the same extract command again."
        )
    try:
        expected = int(json.loads(manifest.read_text(encoding="utf-8"))["partitions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{manifest} cannot be read: {folder} is no result of a batch.") from error
    found = sorted(_partitions(folder))
    if len(found) < expected:
        raise InputError(
            f"{folder} has {len(found):,} of {expected:,} partitions: the batch is not finished. Start the same "
            "extract command again, then load."
        )
    return found


def _pool(processes: int) -> ProcessPool:
    return ProcessPool(processes, initializer=end_with_parent, context=Context())


def _ahead(
    store: Store, paths: Sequence[Path], pool: ProcessPool | None, *, ahead: int
) -> Iterator[tuple[Path, list[Outcome] | Callable[[], list[Row]]]]:
    """Yield each partition with its outcomes, where all of it is there, or with what waits for its records.

    No more than ``ahead`` partitions are in memory at a time.
    """
    waiting: deque[tuple[Path, list[Outcome] | Callable[[], list[Row]]]] = deque()
    for path in paths:
        present = _present(store, path)
        if present is not None:
            waiting.append((path, present))
        elif pool is None:
            waiting.append((path, lambda path=path: read(str(path))))
        else:
            waiting.append((path, pool.schedule(read, args=(str(path),)).result))
        while len(waiting) >= (ahead if pool else 1):
            yield waiting.popleft()
    yield from waiting


def _present(store: Store, path: Path) -> list[Outcome] | None:
    """Return the outcomes of a partition that is in the store already; None where anything of it is not."""
    found = heads(path)
    if found is None:
        return None
    with store.engine.connect() as connection:
        texts = loading.there(connection, (head.id for head in found))
    if any(texts.get(head.id) != head.text_sha256 for head in found):
        return None
    return [Outcome("present", head.id, head.title or head.id) for head in found]


def _stored(
    store: Store, path: Path, rows: Callable[[], list[Row]], *, collection: str, by: str | None
) -> Iterator[Outcome]:
    """Store a partition; yield what became of each record, then what cannot be stored."""
    try:
        found = rows()
    except InputError as error:
        yield Outcome("failed", None, path.name, str(error), source=path.name)
        return
    except (ProcessExpired, BrokenProcessPool):
        message = "The process that read it ended unexpectedly, perhaps for want of memory. Load the result again."
        yield Outcome("failed", None, path.name, message, source=path.name)
        return
    good = [row for row in found if row.item is not None]
    yield from _kept(store, good, collection=collection, by=by)
    for row in found:
        if row.item is None:
            yield Outcome("failed", None, row.name, row.problem, source=row.source)


def _kept(store: Store, rows: Sequence[Row], *, collection: str, by: str | None) -> Iterator[Outcome]:
    try:
        answers = loading.load(store, [row.item for row in rows if row.item], collection=collection, by=by)
    except StoreError as error:
        if not _answers(store):
            raise
        if len(rows) == 1:
            yield Outcome("failed", None, rows[0].name, str(error), source=rows[0].source)
            return
        # One of them may be at fault, and must not take the others with it.
        for row in rows:
            yield from _kept(store, [row], collection=collection, by=by)
        return
    for row, answer in zip(rows, answers, strict=True):
        if answer is None:
            yield Outcome("failed", None, row.name, _TAKEN, source=row.source)
        else:
            message = f"A further report of {answer.copy_of}." if answer.status == "copy" else ""
            doubts = () if answer.status == "present" else (row.warnings, row.sentences)
            yield Outcome(answer.status, answer.id, row.name, message, *doubts)


def _answers(store: Store) -> bool:
    try:
        store.version()
    except DBAPIError:
        return False
    return True
