"""A PDF with a text layer to paragraphs, by pdfminer.six, whose layout analysis knows columns and paragraphs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from typing import IO, Any

from geo.articles import pdf_pages
from geo.errors import EmptyTextError, InputError, TextTooLongError

MAX_SECONDS = 30
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": None, "\0": None}
)
_HYPHEN = re.compile(r"(\w+)[-‐]\n(\w+)")
_NUMBER = re.compile(r"\d+")
_OPEN_END = re.compile(r"[\w,;–—-]\Z")
_FILE_NAME = re.compile(r"\.\w{2,5}\Z|^\(?(?:Microsoft Word|untitled|anonymous)\b", re.IGNORECASE)
_HEAVY = "The PDF takes too much time or memory to read. Give the pages of the article alone, or its text as .txt."
_PROBLEMS = {
    "locked": InputError("The PDF is locked with a password. Save a copy without one."),
    "pages": InputError(f"The PDF has more than {pdf_pages.MAX_PAGES} pages. Give the pages of one article."),
    "long": TextTooLongError("The text of the PDF is too long (the limit is 2 MB). Give the pages of one article."),
    "heavy": InputError(_HEAVY),
    "broken": InputError("The PDF is broken and cannot be read. Save it again, or give its text as .txt."),
}


def pdf_fields(handle: IO[bytes], *, seconds: int = MAX_SECONDS) -> dict[str, Any]:
    """Return ``text`` and ``title`` of a PDF, paragraphs separated by an empty line.

    Its date is not asked: that is the day when the file was made, often years after the article.

    Parameters
    ----------
    handle
        The file, open for reading.
    seconds
        How long reading may take.

    Raises
    ------
    EmptyTextError
        If it has no text layer.
    InputError
        If it is encrypted, broken, too long, or takes too much time or memory.
    """
    told = _read(handle.read(), seconds)
    if "problem" in told:
        error = _PROBLEMS[told["problem"]]
        raise type(error)(str(error))
    text = "\n\n".join(_paragraphs([[box.translate(_LIGATURES) for box in page] for page in told["pages"]]))
    if not text:
        raise EmptyTextError(
            "The PDF has no text layer: it holds pictures of pages. Run text recognition (OCR) over it, or give its "
            "text as .txt."
        )
    title = " ".join(told["title"].replace("\0", "").split())
    return {"text": text, "title": None if _FILE_NAME.search(title) else title or None}


def _read(raw: bytes, seconds: int) -> dict[str, Any]:
    program = [sys.executable, "-P", pdf_pages.__file__, str(seconds)]
    try:
        run = subprocess.run(program, input=raw, capture_output=True, timeout=seconds, check=True)  # noqa: S603 - own file
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise InputError(_HEAVY) from error
    return json.loads(run.stdout)


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Join the lines of each box, and what a page or column breaks; leave out the running heads."""
    heads = Counter(head for page in pages for head in {_bare(box) for box in page if _is_one_line(box)})
    repeated = {head for head, times in heads.items() if times > 1 and 2 * times > len(pages)}
    boxes = [box for page in pages for box in page if not (_is_one_line(box) and _bare(box) in repeated)]
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(boxes)))
    found: list[str] = []
    for box in boxes:
        text = " ".join(_HYPHEN.sub(lambda cut: _joined(cut, words), box).split())
        if found and _OPEN_END.search(found[-1]) and text[:1].islower():
            found[-1] += f" {text}"
        else:
            found.append(text)
    return [text for text in found if text]


def _joined(cut: re.Match[str], words: Counter[str]) -> str:
    """Join a word cut at the end of a line; the hyphen stays where the text has it elsewhere, or a capital follows."""
    with_hyphen = f"{cut[1]}-{cut[2]}"
    without = cut[1] + cut[2]
    keeps = not cut[2][0].islower() or cut[1][-1].isdigit() or words[with_hyphen] > words[without]
    return with_hyphen if keeps else without


def _is_one_line(box: str) -> bool:
    return "\n" not in box.strip()


def _bare(box: str) -> str:
    return _NUMBER.sub("#", " ".join(box.split()))
