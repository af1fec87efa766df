"""Files and standard input to articles, one at a time, offsets as in the input."""

from __future__ import annotations

import codecs
import itertools
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from geo.articles.article import MAX_BYTES, Article, InputProblem, from_fields, front_matter, too_long
from geo.articles.decode import UTF16, decode_text
from geo.articles.page import page_fields
from geo.articles.pdf import pdf_fields
from geo.articles.rows import MAX_ROW_BYTES, is_row, numbered_lines, row_articles
from geo.articles.tables import csv_articles
from geo.articles.word import docx_fields
from geo.errors import InputError, NotTextError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

STDIN = "<stdin>"
MAX_HTML_BYTES = 8 * MAX_BYTES
MAX_FILE_BYTES = 20_000_000
"""The longest PDF or Word document, with its pictures."""

_TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm"})
_ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = frozenset({*_TEXT_SUFFIXES, *_HTML_SUFFIXES, *_ROW_SUFFIXES, ".csv", ".pdf", ".docx"})


def read(source: str | Path, *, published: dt.date | None = None) -> Iterator[Article | InputProblem]:
    """Yield the articles of one input, and a problem in the place of each that cannot be read.

    Parameters
    ----------
    source
        A ``.txt``, ``.md``, ``.html``, ``.pdf``, ``.docx``, ``.csv`` or ``.jsonl`` file, or ``-`` for standard input
        (JSON Lines or plain text).
    published
        The date of articles that bring none.

    Yields
    ------
    Article or InputProblem
        In the order of the input.  The text of ``.txt``, ``.md`` and ``.jsonl`` is exactly as given, but for a byte
        order mark; that of the others is the main text that was found.
    """
    name = STDIN if str(source) == "-" else str(source)
    try:
        yield from _stdin(published) if name == STDIN else _file(Path(source), name, published)
    except InputError as error:
        yield InputProblem(name, None, str(error))
    except OSError as error:
        yield InputProblem(name, None, f"This cannot be read ({error.strerror}). Check the path and your rights to it.")


def _file(path: Path, name: str, published: dt.date | None) -> Iterator[Article | InputProblem]:
    if path.is_dir():
        raise InputError(f"This is a directory. Give the files in it, for example {path / '*.txt'}.")
    if not path.exists():
        raise InputError("There is no such file. Check the path.")
    with path.open("rb") as handle:
        yield from read_handle(handle, name=name, published=published)


def read_handle(handle: IO[bytes], *, name: str, published: dt.date | None) -> Iterator[Article | InputProblem]:
    """Yield the articles of an open file whose ``name`` tells by its ending what it is; as `read`.

    Raises
    ------
    InputError
        If nothing of it can be read.
    """
    path = Path(name)
    suffix = path.suffix.lower()
    stem = path.stem.encode("utf-8", "replace").decode()
    if suffix in _ROW_SUFFIXES:
        yield from row_articles(numbered_lines(handle), file=name, stem=stem, published=published)
    elif suffix == ".csv":
        yield from csv_articles(handle, file=name, stem=stem, published=published)
    elif suffix in _TEXT_SUFFIXES:
        text = decode_text(_read_up_to(handle, 2 * MAX_BYTES + 4))
        told = _front_matter_fields(text) if suffix != ".txt" else {}
        yield from_fields({"id": stem, "text": text} | told, published=published, file=name)
    elif suffix in SUFFIXES:
        fields = {"id": stem} | _derived_fields(handle, suffix, published)
        yield from_fields(fields, published=published, file=name, derived=True)
    else:
        raise InputError(
            f"Files of the kind “{suffix or path.name}” are not read. "
            "Give .txt, .md, .html, .pdf, .docx, .csv or .jsonl, or - for standard input."
        )


def _derived_fields(handle: IO[bytes], suffix: str, published: dt.date | None) -> dict[str, Any]:
    if suffix in _HTML_SUFFIXES:
        raw = _read_up_to(handle, MAX_HTML_BYTES)
        if b"\0" in raw and not raw.startswith(UTF16):
            raise NotTextError("This is binary data, no web page (it has NUL bytes). Give the page as HTML.")
        return page_fields(raw)
    if handle.seek(0, 2) > MAX_FILE_BYTES:
        raise InputError(
            f"The file is too large ({handle.tell() / 1e6:.1f} MB; the limit is {MAX_FILE_BYTES / 1e6:.0f} MB). "
            "Take its pictures out, or give its text as .txt."
        )
    handle.seek(0)
    if suffix == ".pdf":
        return pdf_fields(handle)
    fields = docx_fields(handle)
    # The day of the last change is a guess at best: a day that is given counts more.
    return fields | {"published": published or fields.get("published")}


def _stdin(published: dt.date | None) -> Iterator[Article | InputProblem]:
    handle = sys.stdin.buffer
    lines = numbered_lines(handle)
    held: list[tuple[int, bytes | None]] = []
    size = 0
    # A broken first row must not turn the rows after it into prose: look on while lines look like rows.
    for number, line in lines:
        held.append((number, line))
        size += len(line or b"")
        start = (line or b"").removeprefix(codecs.BOM_UTF8).strip()
        if not start:
            continue
        if start.startswith(b"{") and is_row(start):
            yield from row_articles(itertools.chain(held, lines), file=STDIN, stem=None, published=published)
            return
        if not start.startswith(b"{") or size > 2 * MAX_BYTES:
            break
    if any(line is None for _, line in held):
        raise too_long(MAX_ROW_BYTES)
    raw = b"".join(line or b"" for _, line in held)
    text = decode_text(raw + handle.read(2 * MAX_BYTES + 4))
    yield from_fields({"text": text}, published=published, file=STDIN)


def _read_up_to(handle: IO[bytes], limit: int) -> bytes:
    raw = handle.read(limit)
    if handle.read(1):
        raise too_long(handle.seek(0, 2))
    return raw


def _front_matter_fields(text: str) -> dict[str, Any]:
    import yaml

    block = front_matter(text)
    if block is None:
        return {}
    # The base loader leaves every value a string: dates are judged in one place, and nothing is constructed.
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        fields = yaml.load(block["yaml"], Loader=loader) or {}  # noqa: S506 - see above
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise InputError(
            f"The front matter is no valid YAML{where}. Put values that have a colon in quotes."
        ) from error
    if not isinstance(fields, dict):
        raise InputError(
            "The front matter is no list of keys and values. Write lines such as “title: Talks in Geneva”."
        )
    told = {"title": "title", "published": "date", "publisher": "publisher", "url": "url"}
    return {field: fields[key] for field, key in told.items() if fields.get(key) not in (None, "null", "~")}
