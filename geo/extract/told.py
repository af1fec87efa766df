"""The words that a cue lays to its source: spans with clean edges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.syntax import char_span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span


_CUT = re.compile(
    r",?\s+according to\b|,\s+(?:adding|citing|quoting|noting|saying)\b|,\s+(?:and|but)\s+(?:said|says|added|warned|"
    r"urged|called|asked|vowed|promised|told)\b"
)


@dataclass(frozen=True, slots=True)
class Content:
    """Spans of what is told, and a preposition that belongs to the cue ("called for")."""

    spans: list[Span]
    preposition: Token | None = None


def span_of(reading: Reading, found: Found, first: Token, last: Token) -> Span | None:
    """The words from the subtree of ``first`` to that of ``last``, behind the cue and cut at the next source."""
    start = max(reading.doc[first.left_edge.i].idx, found.end)
    end = char_span(reading.doc, last.i, last.right_edge.i)[1]
    return clipped(reading, (start, min(end, reading.sentence_at(found.start)[1])))


def clipped(reading: Reading, span: Span) -> Span | None:
    """Cut the edges and what follows from another source; a full stop stays only in a quotation."""
    text = reading.text
    start, end = span
    for match in _CUT.finditer(text, start, end):
        if not reading.quoted(match.start()) and match.start() - start > 8:
            end = match.start()
            break
    end = next((q[1] for q in reading.quotes if start <= q[0] < end < q[1]), end)
    while start < end and text[start] in " \t\n\r,;:–—-":
        start += 1
    while end > start and text[end - 1] in " \t\n\r,;:–—-":
        end -= 1
    while (
        end > start
        and text[end - 1] == "."
        and not reading.quoted(end - 1)
        and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.$", text[start:end])
    ):
        end -= 1
    return (start, end) if end - start > 0 else None


def one(reading: Reading, found: Found, first: Token, last: Token, preposition: Token | None = None) -> Content | None:
    """Return the words from one subtree to another as content, or None where nothing is left of them."""
    span = span_of(reading, found, first, last)
    return Content([span], preposition) if span else None


def first_object(found: Found) -> Token | None:
    """Return the first object behind a cue, direct or indirect."""
    return next((c for c in found.token.children if c.dep_ in ("obj", "iobj") and c.i > found.token.i), None)
