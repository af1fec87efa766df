"""JSON Lines to articles: one row at a time, so that a long file is never held and a broken row stops nothing."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from geo.articles.article import MAX_BYTES, Article, InputProblem, from_fields, too_long
from geo.errors import EmptyTextError, InputError, NotTextError

if TYPE_CHECKING:
    import datetime as dt

MAX_ROW_BYTES = 8 * MAX_BYTES
"""The longest row of JSON Lines: a text whose every character is escaped is six times as long."""

Lines = Iterable[tuple[int, bytes | None]]
"""Numbered lines (from 1) with their ends; None stands for a line that is too long to read."""


def numbered_lines(handle: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines of a file with their numbers, None for one that is longer than `MAX_ROW_BYTES`."""
    number = 0
    while line := handle.readline(MAX_ROW_BYTES):
        number += 1
        whole = line.endswith(b"\n") or len(line) < MAX_ROW_BYTES
        rest = line
        while rest and not (rest.endswith(b"\n") or whole):
            rest = handle.readline(MAX_ROW_BYTES)
        yield number, line if whole else None


def row_articles(
    lines: Lines, *, file: str, stem: str | None, published: dt.date | None
) -> Iterator[Article | InputProblem]:
    """Yield the articles of JSON Lines, and a problem in the place of each row that is none.

    The first row without an id takes the file's stem, further ones the hash of their text: no two share one.

    Raises
    ------
    EmptyTextError
        If there are no rows at all.
    """
    empty = True
    for number, line in lines:
        if line is not None and not line.removeprefix(codecs.BOM_UTF8).strip():
            continue
        empty = False
        try:
            row = _row(line)
            if row.get("id") in (None, ""):
                row["id"], stem = stem, None
            yield from_fields(row, published=published, file=file, line=number)
        except InputError as error:
            yield InputProblem(file, number, str(error))
    if empty:
        raise EmptyTextError(
            "The file is empty: it has no rows. Give one JSON object a line, with the fields id and text."
        )


def is_row(line: bytes) -> bool:
    """Whether a line is a JSON object."""
    try:
        _row(line)
    except InputError:
        return False
    return True


def _row(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise too_long(MAX_ROW_BYTES)
    try:
        row = json.loads(line.decode("utf-8-sig").strip(" \t\r\n"))
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"This row is not in UTF-8 (byte 0x{line[error.start]:02x}). Save the file as UTF-8."
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"This row is no valid JSON ({error.msg}, column {error.colno}). Correct or remove it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("This row is no JSON that can be read. Correct or remove it.") from error
    if not isinstance(row, dict):
        raise InputError('This row is no JSON object. Write {"id": ..., "text": ...}.')
    return row
