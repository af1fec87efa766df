"""A partition of a batch's result: its records read and made ready for the store.  Runs in other processes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter, ValidationError

from geo.articles import Article
from geo.errors import InputError, StoreError
from geo.ingest.outcome import warned
from geo.record import Record
from geo.store.loading import Ready, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.record import Warning


class Row(NamedTuple):
    """A record of a partition: ``item`` is ready for the store, or None where ``problem`` says what is wrong."""

    name: str
    source: str
    item: Ready | None = None
    problem: str = ""
    warnings: tuple[Warning, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What tells whether a record is in the store already."""

    id: str
    text_sha256: str
    title: str | None = None


@functools.cache
def _head() -> TypeAdapter[Head]:
    return TypeAdapter(Head)


def heads(path: Path) -> list[Head] | None:
    """Return the heads of all records of a partition; None where some row is no record."""
    try:
        return [_head().validate_json(line) for line in _lines(path)]
    except (ValidationError, InputError):
        return None


def read(path: str) -> list[Row]:
    """Read a partition and make its records ready for the store.

    Returns
    -------
    list of Row
        One a line, in their order.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    return [_row(line, f"{Path(path).name}:{number}") for number, line in enumerate(_lines(Path(path)), 1)]


def _row(line: str | bytes, source: str) -> Row:
    try:
        record = Record.from_json(line)
    except ValidationError:
        return Row(source, source, problem="This row is no extraction record: extract its partition again.")
    name = record.title or record.id
    if record.text is None:
        return Row(name, source, problem="The record has no text: only the result of a batch can be loaded.")
    article = Article(
        record.id, record.text, title=record.title, url=record.url, publisher=record.publisher, derived=True
    )
    try:
        return Row(name, source, ready(article, record), "", record.warnings, warned(article.text, record))
    except StoreError as error:
        return Row(name, source, problem=str(error))


def _lines(path: Path) -> Iterator[str | bytes]:
    if path.suffix == ".jsonl":
        try:
            with path.open("rb") as handle:
                yield from (line for line in handle if line.strip())
        except OSError as error:
            raise InputError(f"{path} cannot be read ({error.strerror}).") from error
        return
    import pandas as pd

    try:
        table = pd.read_parquet(path, columns=["record"])
    except ImportError as error:
        raise InputError("Parquet needs more libraries: pip install -r requirements-scale.txt.") from error
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path} is no Parquet file of records: extract its partition again.") from error
    yield from table["record"]
