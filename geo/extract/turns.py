"""Turns of a transcript: ``SMITH: I will not go.``, a paragraph a speaker, with the speaker's name before a colon."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.extract.draft import Draft
from geo.extract.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Span

_LABEL = re.compile(
    r"[ \t]*(?P<mark>[“\"„«]?)(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?: ?\([^()\n]{1,40}\))?(?P<cue>:)[ \t]+"
    r"(?=[^\s:])"
)
_PARAGRAPH = re.compile(r"[^\n\r]+")
_ASIDE = re.compile(r"[ \t“\"]*[(\[][^()\[\]\n]*[)\]][ \t”\"]*$")
"""``(CROSSTALK)``, ``[applause]``: nobody's words."""
_EDGES = ' \t“”"„«»'
_LEAST = 3
"""So many turns make a transcript; fewer may be a list, a headline or a caption."""


def turns(reading: Reading, people: People) -> Iterator[Draft]:
    """Yield the turns of a transcript, none where the text is no transcript.

    A label is somebody's only if it comes back and is a person's or written in capitals.  Paragraphs without a label go
    on with the turn before them where all of them open with a quotation mark.
    """
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(reading.text) if not m[0].isspace()]
    labels = {span: m for span in paragraphs if (m := _LABEL.match(reading.text, *span))}
    often = Counter(m["name"] for m in labels.values())
    labels = {s: m for s, m in labels.items() if often[m["name"]] > 1 and _somebody(m, reading, people)}
    if len(labels) < _LEAST or len({m["name"] for m in labels.values()}) < 2:
        return
    for n, span in enumerate(paragraphs):
        if span not in labels:
            continue
        label, content = labels[span], [(labels[span].end(), span[1])]
        for later in paragraphs[n + 1 :]:
            marked = label["mark"] and reading.text[slice(*later)].lstrip().startswith(label["mark"])
            if later in labels or not marked or _ASIDE.match(reading.text, *later):
                break
            content.append(later)
        told = [s for s in (_bare(reading.text, c) for c in content) if s]
        if told:
            yield Draft(Source(label.span("name"), None), [label.span("cue")], told, "say")


def _somebody(label: re.Match[str], reading: Reading, people: People) -> bool:
    span = label.span("name")
    return label["name"].isupper() or people.speaker(span, reading.sentence_at(span[0])) is not None


def _bare(text: str, span: Span) -> Span | None:
    """Cut the marks and spaces off that belong to the page and not to the turn."""
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None
