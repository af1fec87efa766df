"""Files and standard input to articles, one at a time, offsets as in the input."""

from __future__ import annotations

import codecs
import itertools
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from geo.articles.article import MAX_BYTES, Article, InputProblem, from_fields, front_matter, parse_date, too_long
from geo.articles.rows import MAX_ROW_BYTES, is_row, numbered_lines, row_articles
from geo.errors import DateError, EmptyTextError, InputError, NotTextError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

STDIN = "<stdin>"
MAX_HTML_BYTES = 8 * MAX_BYTES

_TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm"})
_ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(source: str | Path, *, published: dt.date | None = None) -> Iterator[Article | InputProblem]:
    """Yield the articles of one input, and a problem in the place of each that cannot be read.

    Parameters
    ----------
    source
        A ``.txt``, ``.md``, ``.html`` or ``.jsonl`` file, or ``-`` for standard input (JSON Lines or plain text).
    published
        The date of articles that bring none.

    Yields
    ------
    Article or InputProblem
        In the order of the input.  The text of ``.txt``, ``.md`` and ``.jsonl`` is exactly as given, but for a byte
        order mark; that of ``.html`` is the main text of the page.
    """
    name = STDIN if str(source) == "-" else str(source)
    try:
        yield from _stdin(published) if name == STDIN else _file(Path(source), name, published)
    except InputError as error:
        yield InputProblem(name, None, str(error))
    except OSError as error:
        yield InputProblem(name, None, f"This cannot be read ({error.strerror}). Check the path and your rights to it.")


def _file(path: Path, name: str, published: dt.date | None) -> Iterator[Article | InputProblem]:
    suffix = path.suffix.lower()
    if path.is_dir():
        raise InputError(f"This is a directory. Give the files in it, for example {path / '*.txt'}.")
    if not path.exists():
        raise InputError("There is no such file. Check the path.")
    stem = path.stem.encode("utf-8", "replace").decode()
    with path.open("rb") as handle:
        if suffix in _ROW_SUFFIXES:
            yield from row_articles(numbered_lines(handle), file=name, stem=stem, published=published)
        elif suffix in _TEXT_SUFFIXES:
            text = _decode(_read_up_to(handle, 2 * MAX_BYTES + 4))
            told = _front_matter_fields(text) if suffix != ".txt" else {}
            yield from_fields({"id": stem, "text": text} | told, published=published, file=name)
        elif suffix in _HTML_SUFFIXES:
            yield _html_article(_read_up_to(handle, MAX_HTML_BYTES), stem, published, name)
        else:
            raise InputError(
                f"Files of the kind “{suffix or path.name}” are not read. "
                "Give .txt, .md, .html or .jsonl, or - for standard input."
            )


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
    text = _decode(raw + handle.read(2 * MAX_BYTES + 4))
    yield from_fields({"text": text}, published=published, file=STDIN)


def _read_up_to(handle: IO[bytes], limit: int) -> bytes:
    raw = handle.read(limit)
    if handle.read(1):
        raise too_long(handle.seek(0, 2))
    return raw


def _decode(raw: bytes) -> str:
    """Decode UTF-8 or, with its byte order mark, UTF-16; line ends stay as they are."""
    utf16 = raw.startswith(_UTF16)
    if len(raw) > (2 * MAX_BYTES if utf16 else MAX_BYTES) + 3:
        raise too_long(len(raw))
    if b"\0" in raw and not utf16:
        raise NotTextError("This is binary data, no text (it has NUL bytes). Give the article as plain text in UTF-8.")
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotTextError(
            f"This is no text in UTF-8 (byte 0x{raw[error.start]:02x} in line {line}). Save it as UTF-8 and try again."
        ) from error


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


def _html_article(raw: bytes, stem: str, published: dt.date | None, name: str) -> Article:
    if b"\0" in raw and not raw.startswith(_UTF16):
        raise NotTextError("This is binary data, no web page (it has NUL bytes). Give the page as HTML.")

    from trafilatura import bare_extraction, load_html

    nothing = EmptyTextError("The page has no main text. Give the article as .txt, or another page.")
    try:
        tree = load_html(raw)
        if tree is None:
            raise nothing
        # A copyright line is no date of publication, and would shift every "on Monday" of the article.
        for footer in tree.xpath("//footer | //*[@id='footer' or @class='footer']"):
            footer.drop_tree()
        declared = {"original_date": True, "extensive_search": False}
        page = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=declared)
    except RecursionError as error:
        raise InputError("The page is nested too deeply to be read. Give its main text as .txt.") from error
    if page is None or not page.text:
        raise nothing
    try:
        day = parse_date(page.date)
    except DateError:
        day = None
    fields = {"id": stem, "text": page.text, "published": day}
    about = {"title": page.title, "url": page.url, "publisher": page.sitename}
    return from_fields(fields | about, published=published, file=name, derived=True)
