"""Reads the text boxes of a PDF's pages, as a program of its own: the PDF comes in, JSON goes out.

A PDF can be made to unpack to gigabytes or to keep its reader busy for hours, and no reader bounds that.  So this runs
in a process of limited memory and time (`geo.articles.pdf` starts it) and imports nothing of Dateline.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from typing import Any

MAX_PAGES = 200
MAX_LETTERS = 2_000_000
MAX_MEMORY = 1_500_000_000
SAME_SIZE = 0.2
CHAR_MARGIN = 3.0
"""Gaps of a justified line are wider than the library expects, and would break it in two."""


def pages(raw: bytes) -> dict[str, object]:
    """Return ``pages`` (lists of text boxes) and ``title`` of a PDF, or ``problem``, a word for what is wrong."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    try:
        document = PDFDocument(PDFParser(io.BytesIO(raw)))
    except PDFPasswordIncorrect:
        return {"problem": "locked"}
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    found: list[list[str]] = []
    letters = 0
    for page in PDFPage.create_pages(document):
        if len(found) == MAX_PAGES:
            return {"problem": "pages"}
        interpreter.process_page(page)
        boxes = [text for box in _in_order(device.get_result()) for text in _blocks(box)]
        letters += sum(map(len, boxes))
        if letters > MAX_LETTERS:
            return {"problem": "long"}
        found.append([box for box in boxes if box.strip()])
    titles = [info["Title"] for info in document.info if isinstance(info.get("Title"), bytes)]
    return {"pages": found, "title": decode_text(titles[0]) if titles else ""}


def _in_order(page: Any) -> list[Any]:  # noqa: ANN401 - pdfminer's page
    """Return the boxes of a page in the order in which they were written, which is that of reading in most programs."""
    from pdfminer.layout import LAParams, LTTextBox

    written = {id(item): place for place, item in enumerate(page)}
    page.analyze(LAParams(char_margin=CHAR_MARGIN))
    boxes = [item for item in page if isinstance(item, LTTextBox)]
    return sorted(
        boxes,
        key=lambda box: min(
            (written[id(letter)] for line in box for letter in line if id(letter) in written), default=0
        ),
    )


def _blocks(box: Iterable[Any]) -> list[str]:
    """Split a box where the size of the letters changes: a headline is no part of the paragraph below it."""
    blocks: list[str] = []
    height = 0.0
    for line in box:
        if blocks and abs(line.height - height) <= SAME_SIZE * height:
            blocks[-1] += line.get_text()
        else:
            blocks.append(line.get_text())
        height = line.height
    return blocks


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the time is limited by whoever started this
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> None:
    """Read standard input, write standard output; the argument is the time limit (seconds)."""
    _limit(int(sys.argv[1]))
    try:
        told = pages(sys.stdin.buffer.read())
    except MemoryError:
        told = {"problem": "heavy"}
    except Exception:  # noqa: BLE001 - of broken files the library raises whatever it stumbles over
        told = {"problem": "broken"}
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main()
