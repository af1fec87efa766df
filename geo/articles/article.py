"""One article, and what a text must be to become one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from geo.errors import DateError, EmptyTextError, InputError, NotTextError, TextTooLongError
from geo.identity import text_hash

MAX_BYTES = 2_000_000
"""The longest article that is read, in bytes of UTF-8: ten times the longest magazine story."""

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_YAML_START = re.compile(r"\s*(?:\Z|#|['\"]?\w[\w -]*['\"]?[ \t]*:(?:\s|\Z))")
_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what its source says about it.

    ``derived`` is true where ``text`` is not the input as given (HTML); the record must then carry it.  ``file`` and
    ``line`` (from 1, rows of JSON Lines only) tell where it came from.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    url: str | None = None
    publisher: str | None = None
    derived: bool = False
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class InputProblem:
    """An input that could not be read; ``line`` (from 1) only where the input has rows."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.message}"


def front_matter(text: str) -> re.Match[str] | None:
    """Return the YAML front matter at the very top of a text, its content as the group ``yaml``; None without one.

    A first paragraph between two horizontal rules is no front matter: the block must begin with a key.
    """
    match = _FRONT_MATTER.match(text)
    return match if match and _YAML_START.match(match["yaml"]) else None


def body_start(text: str) -> int:
    r"""Return the offset (code points) at which the article begins, after a front matter block; else 0.

    >>> body_start("---\ntitle: Talks\n---\nA train left.")
    21
    """
    match = front_matter(text)
    return match.end() if match else 0


def check_text(text: str) -> None:
    """Refuse what is no article.

    Raises
    ------
    EmptyTextError
        If there is no word after the front matter.
    TextTooLongError
        If the text is longer than `MAX_BYTES`.
    NotTextError
        If it has NUL characters or halves of surrogate pairs, which no file or database can hold.
    """
    if (size := len(text.encode("utf-8", "surrogatepass"))) > MAX_BYTES:
        raise too_long(size)
    if (nul := text.find("\0")) >= 0:
        raise NotTextError(
            f"The text has a NUL byte at character {nul}: it is binary data. Give the article as plain text."
        )
    if half := _SURROGATE.search(text):
        raise NotTextError(
            f"The text has half a character (U+{ord(half[0]):04X}) at character {half.start()}: it was cut or encoded "
            "wrongly. Export it again as UTF-8."
        )
    if not _LETTER.search(text, body_start(text)):
        raise EmptyTextError("The text is empty: it has no words. Give an article in English.")


def too_long(size: int) -> TextTooLongError:
    """Return the error for an input of `size` bytes."""
    return TextTooLongError(
        f"The text is too long ({size / 1e6:.1f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB). "
        "Split it into its articles, for example as the rows of a .jsonl file."
    )


def parse_date(value: object) -> dt.date | None:
    """Return the day of an ISO 8601 date or date and time, as written (no change of time zone).

    Parameters
    ----------
    value
        A string, ``datetime.date`` or ``datetime.datetime``; None and the empty string mean "not told".

    Raises
    ------
    DateError
        If it is anything else.

    Examples
    --------
    >>> parse_date("2023-09-11T23:30:00+09:00")
    datetime.date(2023, 9, 11)
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
            try:
                day = read(value.strip())
            except ValueError:
                continue
            return day.date() if isinstance(day, dt.datetime) else day
    shown = value if isinstance(value, str) and value.isprintable() else ascii(value)
    raise DateError(f"“{shown[:40]}” is no date. Write it as year-month-day, for example 2023-09-11.")


def from_fields(
    fields: dict[str, Any], *, published: dt.date | None, file: str, line: int | None = None, derived: bool = False
) -> Article:
    """Return the article that some untrusted fields make: ``text`` and optionally the others of a row.

    Parameters
    ----------
    fields
        What the source says, of any type.
    published
        The date where the fields have none.
    file, line, derived
        As in `Article`.

    Raises
    ------
    InputError
        If the text is no article or a field is not what it must be.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise InputError("The field “text” is missing or no string. Give the article's text in it.")
    check_text(text)
    return Article(
        id=_word(fields, "id") or text_hash(text)[:12],
        text=text,
        title=_word(fields, "title"),
        published=parse_date(fields.get("published")) or published,
        url=_word(fields, "url"),
        publisher=_word(fields, "publisher"),
        derived=derived,
        file=file,
        line=line,
    )


def _word(fields: dict[str, Any], field: str) -> str | None:
    value = fields.get(field)
    if field == "id" and type(value) is int:
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f"The field “{field}” is no string. Put its value in quotes, or leave it out.")
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in value):
        raise NotTextError(f"The field “{field}” has a character that no text can hold. Export it again as UTF-8.")
    return value
