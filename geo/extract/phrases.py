"""Cues that are no verb with a subject: "according to X", "citing X", "quoted X as saying", "X: ..." in headlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.content import clipped
from geo.extract.sources import Source, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span
    from geo.extract.statements import Draft


_ACCORDING = re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE)
_END = re.compile(r",(?! (?:(?:the|an?|who|whose|which|his|her|its|their|chief|head|director|president|former)\b))|[.;:“„«\"\n]|\s[-–—]\s")


def phrases(reading: Reading, found: Sequence[Found], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the statements of phrases."""
    from geo.extract.statements import Draft

    for match in _ACCORDING.finditer(reading.text):
        if reading.quoted(match.start()):
            continue
        if (made := _according(reading, match)) is not None:
            source, content = made
            yield Draft(source, [match.span()], content, "say")


def _according(reading: Reading, match: re.Match[str]) -> tuple[Source, list[Span]] | None:
    text = reading.text
    sentence = reading.sentence_at(match.start())
    end = _source_end(reading, match, sentence)
    span = trimmed(text, (match.end(), end))
    if span is None:
        return None
    token = reading.doc[reading.token_starts[match.start()]] if match.start() in reading.token_starts else None
    before = clipped(reading, (sentence[0], match.start()))
    behind = clipped(reading, (span[1], sentence[1]))
    lead = text[sentence[0] : match.start()].strip(" ,–—-")
    tail = text[span[1] : sentence[1]].strip(" ,.–—-”\"")
    content: list[Span] = []
    if not lead or len(lead.split()) < 3:
        content = [behind] if behind and tail else []
    elif not tail or not text[span[1] :].lstrip().startswith((",", "—", "–")):
        content = [before] if before else []
    else:
        finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in reading.doc[reading.token_starts.get(sentence[0], token.i if token else 0) : token.i if token else 0])
        content = [s for s in ([before] if finite and re.match(r", (?:and|but|while|who|which)\b", text[span[1] :]) else [before, behind]) if s]
    return (Source(span, None), content) if content else None


def _source_end(reading: Reading, match: re.Match[str], sentence: Span) -> int:
    first = next((reading.token_starts[n] for n in range(match.end(), min(match.end() + 3, len(reading.text))) if n in reading.token_starts), None)
    end = sentence[1]
    if first is not None:
        token = reading.doc[first]
        for _ in range(12):
            if token.dep_ in ("obl", "nmod", "advcl") or token.head.i == token.i or token.head.idx < match.start():
                break
            token = token.head
        if token.idx >= match.end():
            edge = token.right_edge
            end = edge.idx + len(edge.text)
    stop = _END.search(reading.text, match.end(), sentence[1])
    return min(end, sentence[1]) if stop is None or end <= stop.start() else stop.start()
