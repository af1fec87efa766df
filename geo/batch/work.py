"""What a worker does: one partition in, one partition out."""

from __future__ import annotations

import datetime as dt
import io
import json
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from geo.articles import InputProblem
from geo.batch.files import Folder
from geo.batch.inputs import Partition, articles
from geo.batch.reader import Reader
from geo.errors import BatchError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMATS = ("jsonl", "parquet")
_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Work:
    """A partition, and what is to become of it."""

    partition: Partition
    out: str
    format: str
    published: str | None
    extractor: dict[str, Any]

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Self:
        """Return what `dataclasses.asdict` made plain."""
        return cls(**fields | {"partition": Partition(**fields["partition"])})


def records_name(number: int, form: str) -> str:
    """Return the name of the file that holds the records of a partition; when it is there the partition is finished."""
    return f"records-{number:05d}.{form}"


def errors_name(number: int) -> str:
    """Return the name of the file that says which articles of a partition could not be read."""
    return f"errors-{number:05d}.jsonl"


def read_partition(work: Work, *, reader: Reader | None = None) -> tuple[int, int]:
    """Read the articles of a partition and write its records and its errors.

    Parameters
    ----------
    work
        What to do.
    reader
        The process that reads; by default that of this thread, which is kept for the next partition.

    Returns
    -------
    tuple of int
        The numbers of records and of errors.

    Raises
    ------
    BatchError
        If this worker's Dateline is another than the one that the result is made with, or the result cannot be written.
    DataError
        If the language model or the gazetteer is missing or broken.
    """
    reader = reader or _reader()
    reader.start()
    if reader.extractor != work.extractor:
        raise BatchError(
            f"A worker has another extractor than the command ({_told(reader.extractor)}, here "
            f"{_told(work.extractor)}). Install the same Dateline and model on all workers."
        )
    records: list[str] = []
    errors: list[dict[str, Any]] = []
    published = dt.date.fromisoformat(work.published) if work.published else None
    for item in articles(work.partition, published=published):
        if isinstance(item, InputProblem):
            errors.append({"file": item.file, "line": item.line, "id": None, "message": item.message})
            continue
        try:
            records.append(reader.read(item))
        except InputError as error:
            errors.append({"file": item.file, "line": item.line, "id": item.id, "message": str(error)})
    folder, number = Folder(work.out), work.partition.number
    if errors:
        folder.write(errors_name(number), _lines(json.dumps(error, ensure_ascii=False) for error in errors))
    else:
        folder.remove([errors_name(number)])  # a run that was killed may have left one
    # The records come last: their name says that the partition is finished.
    folder.write(records_name(number, work.format), _table(records) if work.format == "parquet" else _lines(records))
    return len(records), len(errors)


def dask_setup(_: object) -> None:
    """Leave Ctrl-C to the command: Dask calls this in each process of a local cluster when it starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _reader() -> Reader:
    if not hasattr(_thread, "reader"):
        _thread.reader = Reader()
    return _thread.reader


def _told(extractor: dict[str, Any]) -> str:
    return ", ".join(str(value) for value in extractor.values())


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(line.encode() + b"\n" for line in lines)


def _table(records: Sequence[str]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    heads = [json.loads(record) for record in records]
    extractors = [" ".join(str(v) for v in head["extractor"].values() if v) for head in heads]
    columns = {
        "id": [head["id"] for head in heads],
        "published": [head["published"] for head in heads],
        "extractor": extractors,
        "record": list(records),
    }
    schema = pa.schema([(name, pa.string()) for name in columns])
    content = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), content, compression="zstd")
    return content.getvalue()
