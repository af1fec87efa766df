"""A PDF with a text layer to paragraphs, by pdfminer.six, whose layout analysis knows columns and paragraphs."""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import IO, TYPE_CHECKING, Any

from geo.articles.article import MAX_BYTES, too_long
from geo.errors import EmptyTextError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_PAGES = 200
MAX_SECONDS = 60.0
_CHAR_MARGIN = 3.0
"""Gaps of a justified line are wider than the library expects, and would break it in two."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": None, "\0": None}
)
_HYPHEN = re.compile(r"(\w+)[-‐]\n(\w+)")
_NUMBER = re.compile(r"\d+")
_OPEN_END = re.compile(r"[\w,;–—-]\Z")
_FILE_NAME = re.compile(r"\.\w{2,5}\Z|^(?:Microsoft Word|untitled)\b", re.IGNORECASE)
_BROKEN = "The PDF is broken and cannot be read. Save it again from its program, or give the text as .txt."


def pdf_fields(handle: IO[bytes], *, seconds: float = MAX_SECONDS) -> dict[str, Any]:
    """Return ``text`` and ``title`` of a PDF, paragraphs separated by an empty line.

    Its date is not asked: that is the day when the file was made, often years after the article.

    Parameters
    ----------
    handle
        The file, open for reading and seeking.
    seconds
        How long reading may take.

    Raises
    ------
    EmptyTextError
        If it has no text layer.
    InputError
        If it is encrypted, broken, too long, or takes too long.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    try:
        pages, title = _pages(handle, time.monotonic() + seconds)
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise InputError("The PDF is locked with a password. Save a copy without one.") from error
    except InputError:
        raise
    except Exception as error:  # of broken files the library raises whatever it stumbles over
        raise InputError(_BROKEN) from error
    text = "\n\n".join(_paragraphs(pages))
    if not text:
        raise EmptyTextError(
            "The PDF has no text layer: it holds pictures of pages. "
            "Run text recognition (OCR) over it, or give its text."
        )
    return {"text": text, "title": None if _FILE_NAME.search(title) else title or None}


def _pages(handle: IO[bytes], end: float) -> tuple[list[list[str]], str]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    document = PDFDocument(PDFParser(handle))
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(char_margin=_CHAR_MARGIN))
    interpreter = PDFPageInterpreter(resources, device)
    pages: list[list[str]] = []
    size = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MAX_PAGES:
            raise InputError(f"The PDF has more than {MAX_PAGES} pages. Give the pages of one article.")
        if time.monotonic() > end:
            raise InputError(f"The PDF takes too long to read (page {number + 1}). Give its text as .txt.")
        interpreter.process_page(page)
        boxes = [
            box.get_text().translate(_LIGATURES) for box in device.get_result() if isinstance(box, LTTextContainer)
        ]
        size += sum(map(len, boxes))
        if size > MAX_BYTES:
            raise too_long(size)
        pages.append([box for box in boxes if box.strip()])
    titles = [info["Title"] for info in document.info if isinstance(info.get("Title"), bytes)]
    return pages, " ".join(decode_text(titles[0]).split()) if titles else ""


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


def _bare(box: Iterable[str]) -> str:
    return _NUMBER.sub("#", " ".join("".join(box).split()))
