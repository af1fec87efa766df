"""CSV to articles: one row at a time, the header names the columns."""

from __future__ import annotations

import csv
import io
import itertools
from typing import IO, TYPE_CHECKING

from geo.articles.article import MAX_BYTES, Article, InputProblem, from_fields
from geo.articles.decode import UTF16
from geo.errors import EmptyTextError, InputError, NotTextError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

COLUMNS = ("text", "id", "title", "published", "url", "publisher")
_DELIMITERS = ",;\t|"
_WITHOUT_TEXT = (
    "The first line names no column “text”. Write the columns' names there: text, and if known id, title, published, "
    "url, publisher."
)


def csv_articles(
    handle: IO[bytes], *, file: str, stem: str | None, published: dt.date | None
) -> Iterator[Article | InputProblem]:
    """Yield the articles of a CSV file, and a problem with its line (from 1) in the place of each row that is none.

    The delimiter (comma, semicolon, tab or bar) is the one that finds a column ``text`` in the header; other columns
    than `COLUMNS` are passed over.

    Raises
    ------
    InputError
        If there is no such header.
    NotTextError
        If the bytes are not in UTF-8, or UTF-16 with its mark.
    """
    start = handle.read(2)
    handle.seek(0)
    lines = io.TextIOWrapper(handle, "utf-16" if start in UTF16 else "utf-8-sig", newline="")
    csv.field_size_limit(8 * MAX_BYTES)
    try:
        yield from _rows(lines, file, stem, published)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"The file is not in UTF-8 (byte 0x{error.object[error.start]:02x}). In Excel, save it as “CSV UTF-8”."
        ) from error
    finally:
        lines.detach()


def _rows(lines: IO[str], file: str, stem: str | None, published: dt.date | None) -> Iterator[Article | InputProblem]:
    first = lines.readline(MAX_BYTES)
    skipped = 0
    if first.lower().startswith("sep="):  # Excel's way to name the delimiter
        first, skipped = lines.readline(MAX_BYTES), 1
    columns, delimiter = _header(first)
    rows = csv.reader(itertools.chain([first], lines), delimiter=delimiter, strict=True)
    next(rows)
    empty = True
    while True:
        line = rows.line_num + skipped + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            empty = False
            yield InputProblem(file, line, f"This row is broken ({error}). Check its quotation marks.")
            continue
        if not any(cell.strip() for cell in row):
            continue
        empty = False
        try:
            fields = _fields(columns, row)
            if not fields.get("id"):
                fields["id"], stem = stem, None
            yield from_fields(fields, published=published, file=file, line=line, derived=True)
        except InputError as error:
            yield InputProblem(file, line, str(error))
    if empty:
        raise EmptyTextError("The file is empty: it has no rows below the names of its columns. Give an article a row.")


def _fields(columns: list[str], row: list[str]) -> dict[str, str | None]:
    if len(row) > len(columns):
        raise InputError(
            f"This row has {len(row)} fields, the first line {len(columns)}. Put the text in quotation marks."
        )
    return {name: cell for name, cell in zip(columns, row, strict=False) if name in COLUMNS}


def _header(line: str) -> tuple[list[str], str]:
    for delimiter in _DELIMITERS:
        try:
            names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if "text" in names:
            return names, delimiter
    raise InputError(_WITHOUT_TEXT)
