"""The result of a batch into the store: records that are read already, a partition at a time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from pydantic import ValidationError

from geo.articles import Article
from geo.errors import GeoError, InputError
from geo.ingest.outcome import Outcome
from geo.record import Record
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.store import Store

MANIFEST = "manifest.json"
_RECORDS = re.compile(r"records-\d{5,}\.(?:jsonl|parquet)")
_CHUNK = 500


def is_result(folder: str | Path) -> bool:
    """Tell whether a folder holds the result of ``python -m geo extract --engine dask``."""
    return (Path(folder) / MANIFEST).is_file()


def load(
    store: Store,
    folder: str | Path,
    *,
    collection: str,
    by: str | None = None,
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
    cancelled
        Asked between partitions.

    Yields
    ------
    Outcome
        One an article once its partition is committed; ``failed`` for a record that cannot be stored, such as one whose
        id another text has.

    Raises
    ------
    InputError
        If the folder is no result, or not a whole one.
    """
    folder = Path(folder)
    for path in _partitions(folder):
        if cancelled():
            return
        yield from _stored(store, path, collection=collection, by=by)


def _partitions(folder: Path) -> list[Path]:
    try:
        expected = int(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["partitions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder / MANIFEST} cannot be read: {folder} is no result of a batch.") from error
    found = sorted(path for path in folder.iterdir() if _RECORDS.fullmatch(path.name))
    if len(found) < expected:
        raise InputError(
            f"{folder} has {len(found):,} of {expected:,} partitions: the batch is not finished. Start the same "
            "extract command again, then load."
        )
    return found


def _stored(store: Store, path: Path, *, collection: str, by: str | None) -> list[Outcome]:
    """Store a partition and return what became of each record, in their order."""
    records: list[Record] = []
    failed: list[Outcome] = []
    for number, line in enumerate(_lines(path), 1):
        source = f"{path.name}:{number}"
        try:
            record = Record.from_json(line)
        except ValidationError:
            failed.append(Outcome("failed", None, source, "This row is no extraction record.", source=source))
            continue
        if record.text is None:
            failed.append(Outcome("failed", None, _name(record), "The record has no text.", source=source))
        else:
            records.append(record)
    there = _there(store, [record.id for record in records])
    taken = "Another article has this id: nothing was changed."
    items: dict[str, tuple[Article, Record]] = {}
    outcomes = []
    for record in records:
        known = there.get(record.id) or (record.id in items and items[record.id][1].text_sha256)
        if known and known != record.text_sha256:
            failed.append(Outcome("failed", None, _name(record), taken, source=path.name))
        elif known:
            outcomes.append(Outcome("present", record.id, _name(record)))
        else:
            items[record.id] = (_article(record), record)
    try:
        added = store.add_many(items.values(), collection=collection, by=by, replace=False)
    except GeoError as error:
        return [*outcomes, *failed, *_each(items.values(), path, error)]
    for (_, record), now in zip(items.values(), added, strict=True):
        message = f"A further report of {now.copy_of}." if now.status == "copy" else ""
        outcomes.append(Outcome(now.status, now.id, _name(record), message, record.warnings))
    return [*outcomes, *failed]


def _each(items: Iterable[tuple[Article, Record]], path: Path, error: GeoError) -> list[Outcome]:
    why = f"{error} Nothing of {path.name} was stored."
    return [Outcome("failed", None, _name(record), why, source=path.name) for _, record in items]


def _lines(path: Path) -> Iterator[str | bytes]:
    if path.suffix == ".jsonl":
        with path.open("rb") as handle:
            yield from (line for line in handle if line.strip())
        return
    import pandas as pd

    try:
        yield from pd.read_parquet(path, columns=["record"])["record"]
    except ImportError as error:
        raise InputError("Parquet needs more libraries: pip install -r requirements-scale.txt.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is no Parquet file of records: extract its partition again.") from error


def _article(record: Record) -> Article:
    return Article(
        record.id,
        record.text or "",
        title=record.title,
        published=None,
        url=record.url,
        publisher=record.publisher,
        derived=True,
    )


def _there(store: Store, ids: list[str]) -> dict[str, str]:
    """Return the fingerprint of the text of each of these articles that is in the store."""
    found: dict[str, str] = {}
    with store.engine.connect() as connection:
        for at in range(0, len(ids), _CHUNK):
            query = sa.select(t.article.c.id, t.article.c.sha256).where(t.article.c.id.in_(ids[at : at + _CHUNK]))
            found |= {row.id: row.sha256 for row in connection.execute(query)}
    return found


def _name(record: Record) -> str:
    return record.title or record.id
