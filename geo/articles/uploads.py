"""What is uploaded, and folders: many files to articles within bounds."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles.article import Article, InputProblem
from geo.articles.language_check import require_english
from geo.articles.readers import SUFFIXES, read, read_handle
from geo.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

MAX_ARTICLES = 200
"""How many articles one request brings at most."""
MAX_UPLOAD_BYTES = 20_000_000
_NAMED_ENDINGS = 5


def read_upload(
    name: str, data: bytes, *, published: dt.date | None = None, limit: int | None = MAX_ARTICLES
) -> Iterator[Article | InputProblem]:
    """Yield the articles in English of one uploaded file, and a problem in the place of each that cannot be read.

    Parameters
    ----------
    name
        The file's name; its ending tells what it is: ``.txt``, ``.md``, ``.html``, ``.pdf``, ``.docx``, ``.csv`` or
        ``.jsonl``.  Folders in it are left out.
    data
        Its bytes, at most `MAX_UPLOAD_BYTES`.
    published
        The date of articles that bring none.
    limit
        The most articles that are given, None for any number; what is left is told as a problem.
    """
    yield from read_uploads([(name, data)], published=published, limit=limit)


def read_uploads(
    files: Iterable[tuple[str, bytes]], *, published: dt.date | None = None, limit: int | None = MAX_ARTICLES
) -> Iterator[Article | InputProblem]:
    """Yield the articles of several uploaded files (names and bytes), as `read_upload`; `limit` is for all together."""
    yield from at_most(limit, (item for name, data in files for item in _upload(name, data, published)))


def read_folder(
    folder: str | Path, *, published: dt.date | None = None, limit: int | None = None
) -> Iterator[Article | InputProblem]:
    """Yield the articles in English of a folder and the folders in it, by name; hidden files are passed over.

    Parameters
    ----------
    folder
        The folder.  Files of other kinds are counted in one problem at the end.  Links to other folders are not
        followed.
    published, limit
        As in `read_upload`.
    """
    yield from at_most(limit, _folder(Path(folder), published))


def at_most(limit: int | None, items: Iterable[Article | InputProblem]) -> Iterator[Article | InputProblem]:
    """Yield items until `limit` articles have been given; where more follow, a problem ends them."""
    given = 0
    for item in items:
        if isinstance(item, Article):
            if given == limit:
                yield InputProblem(
                    item.file, item.line, f"More than {limit} articles: the others are left out. Give them next time."
                )
                return
            given += 1
        yield item


def english(items: Iterable[Article | InputProblem]) -> Iterator[Article | InputProblem]:
    """Yield items, with a problem in the place of each article that is not in English."""
    for item in items:
        if isinstance(item, Article):
            try:
                require_english(item.text)
            except InputError as error:
                yield InputProblem(item.file, item.line, str(error))
                continue
        yield item


def _upload(name: str, data: bytes, published: dt.date | None) -> Iterator[Article | InputProblem]:
    name = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "") or "upload"
    if len(data) > MAX_UPLOAD_BYTES:
        size = f"{len(data) / 1e6:.1f} MB; the limit is {MAX_UPLOAD_BYTES / 1e6:.0f} MB"
        yield InputProblem(name, None, f"The file is too large ({size}). Split it, or give its text alone.")
        return
    try:
        yield from english(read_handle(io.BytesIO(data), name=name, published=published))
    except InputError as error:
        yield InputProblem(name, None, str(error))


def _folder(folder: Path, published: dt.date | None) -> Iterator[Article | InputProblem]:
    if not folder.is_dir():
        yield InputProblem(str(folder), None, "There is no such folder. Check the path.")
        return
    others: Counter[str] = Counter()
    found = False
    try:
        paths = sorted(folder.rglob("*"))
    except OSError as error:
        yield InputProblem(str(folder), None, f"The folder cannot be read ({error.strerror}). Check your rights to it.")
        return
    for path in paths:
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
            continue
        if path.suffix.lower() in SUFFIXES:
            found = True
            yield from english(read(path, published=published))
        else:
            others[path.suffix.lower() or path.name] += 1
    if others:
        endings = ", ".join(ending for ending, _ in others.most_common(_NAMED_ENDINGS))
        number = sum(others.values())
        files = "1 file of another kind is" if number == 1 else f"{number} files of other kinds are"
        yield InputProblem(str(folder), None, f"{files} left out ({endings}).")
    if not found:
        kinds = ", ".join(sorted(SUFFIXES - {".markdown", ".htm", ".ndjson"}))
        yield InputProblem(str(folder), None, f"The folder has no articles. Put files in it that end in {kinds}.")
