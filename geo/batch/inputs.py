"""JSON Lines and Parquet: cut into partitions by whoever plans, read by whoever has one to read."""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from geo.articles import InputProblem
from geo.articles.article import from_fields
from geo.articles.rows import numbered_lines, row_articles
from geo.batch.files import opened
from geo.errors import EmptyTextError, InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from geo.articles import Article

COLUMNS = ("id", "text", "title", "published", "url", "publisher")
_CHUNK = 1 << 20
_ROWS = re.compile(r"\.(jsonl|ndjson)(\.(gz|bz2|xz|zst))?\Z", re.IGNORECASE)
_PARQUET = re.compile(r"\.(parquet|pq)\Z", re.IGNORECASE)
_ROWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Partition:
    """Some rows of a file, in their order.

    ``number`` counts from 1 over all files.  ``first`` is the number of its first row in the file, from 1; ``start``
    the byte at which that row begins, after unpacking (0 for Parquet, which is read by row).
    """

    number: int
    file: str
    start: int
    first: int
    rows: int


@dataclass(frozen=True, slots=True)
class Input:
    """A file with what tells it from another: its size in bytes (unpacked), its rows and its SHA-256."""

    file: str
    bytes: int
    rows: int
    sha256: str


def cut(file: str, *, size: int, after: int = 0) -> tuple[Input, list[Partition]]:
    """Read a file once and cut it into partitions.

    Parameters
    ----------
    file
        JSON Lines or Parquet, by path or URL.
    size
        Bytes of a partition: it ends with the row that reaches them.
    after
        The number of partitions before.

    Raises
    ------
    InputError
        If the file cannot be read or is of another kind.
    """
    kind = _cut_rows if _ROWS.search(file) else _cut_table if _PARQUET.search(file) else None
    if kind is None:
        raise InputError(f"{file} is neither JSON Lines nor Parquet. Give .jsonl or .parquet to --engine dask.")
    try:
        with opened(file) as handle:
            digest = _Digest(handle)
            pieces = list(kind(digest, size))
            digest.finish()
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    except Exception as error:  # each file system and format has errors of its own
        raise InputError(f"{file} cannot be read ({error}). Check the file and your rights to it.") from error
    partitions, first = [], 1
    for number, (start, rows) in enumerate(pieces, after + 1):
        partitions.append(Partition(number, file, start, first, rows))
        first += rows
    return Input(file, digest.size, first - 1, digest.hash.hexdigest()), partitions


class _Digest:
    """A file whose content is hashed: in passing, or whole with `finish`."""

    def __init__(self, handle: IO[bytes]) -> None:
        self.handle = handle
        self.hash = hashlib.sha256()
        self.size = 0

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.handle.read(_CHUNK):
            self.hash.update(chunk)
            self.size += len(chunk)
            yield chunk

    def finish(self) -> None:
        if not self.size:
            self.handle.seek(0)
            for _ in self.chunks():
                pass


def _cut_rows(digest: _Digest, size: int) -> Iterator[tuple[int, int]]:
    start = at = rows = 0
    blank = True
    last = b"\n"
    for chunk in digest.chunks():
        here = 0
        while here < len(chunk):
            end = chunk.find(b"\n", max(start + size - 1 - at, here)) + 1
            piece = chunk[here : end or None]
            rows += piece.count(b"\n")
            blank = blank and piece.isspace()
            here += len(piece)
            # Blank lines go with the rows after them: alone they would pass for an empty file.
            if end and not blank:
                yield start, rows
                start, rows, blank = at + here, 0, True
        at += len(chunk)
        last = chunk[-1:]
    if at > start or not at:
        yield start, rows + (last != b"\n")


def _cut_table(digest: _Digest, size: int) -> Iterator[tuple[int, int]]:
    import pyarrow.parquet as pq

    about = pq.ParquetFile(digest.handle)
    if "text" not in about.schema_arrow.names:
        raise InputError(f"There is no column “text” (there are: {', '.join(about.schema_arrow.names)}).")
    meta = about.metadata
    groups = [meta.row_group(n) for n in range(meta.num_row_groups)]
    weight = sum(group.total_byte_size for group in groups) / max(1, meta.num_rows)
    step = max(1, round(size / max(1, weight)))
    # A partition lies within a row group, which is the least that can be read.
    for group in groups:
        for begin in range(0, group.num_rows, step):
            yield 0, min(step, group.num_rows - begin)
    if not meta.num_rows:
        yield 0, 0


def articles(partition: Partition, *, published: dt.date | None) -> Iterator[Article | InputProblem]:
    """Yield the articles of a partition, and a problem in the place of each row that is none.

    The text is exactly as given.  A row without an id takes the first 12 digits of the SHA-256 of its text.
    """
    read = _row_articles if _ROWS.search(partition.file) else _table_articles
    try:
        yield from read(partition, published)
    except EmptyTextError as error:
        if partition.first == 1:  # else only blank lines, in a file that has others
            yield InputProblem(partition.file, None, str(error))


def _row_articles(partition: Partition, published: dt.date | None) -> Iterator[Article | InputProblem]:
    with opened(partition.file) as handle:
        handle.seek(partition.start)
        lines = itertools.islice(numbered_lines(handle), partition.rows)
        numbered = ((number + partition.first - 1, line) for number, line in lines)
        yield from row_articles(numbered, file=partition.file, stem=None, published=published)


def _table_articles(partition: Partition, published: dt.date | None) -> Iterator[Article | InputProblem]:
    if not partition.rows:
        raise EmptyTextError("The file is empty: it has no rows.")
    for line, row in enumerate(_table_rows(partition), partition.first):
        try:
            yield from_fields(row, published=published, file=partition.file, line=line)
        except InputError as error:
            yield InputProblem(partition.file, line, str(error))


def _table_rows(partition: Partition) -> Iterator[dict[str, object]]:
    import pyarrow.parquet as pq

    skip = partition.first - 1
    with opened(partition.file) as handle:
        about = pq.ParquetFile(handle)
        columns = [name for name in COLUMNS if name in about.schema_arrow.names]
        group = 0
        while skip >= about.metadata.row_group(group).num_rows:
            skip -= about.metadata.row_group(group).num_rows
            group += 1
        batches = about.iter_batches(batch_size=_ROWS_AT_ONCE, row_groups=[group], columns=columns)
        rows = (row for batch in batches for row in batch.to_pylist())
        yield from itertools.islice(rows, skip, skip + partition.rows)
