"""What is told: the words that a cue lays to its source, by the frames that the cue has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.clauses import clause, in_order, of_noun, of_passive, wh
from geo.extract.frames import FRAMES, NOMINAL
from geo.extract.syntax import is_passive
from geo.extract.told import Content, clipped

if TYPE_CHECKING:
    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.extract.sources import Source
    from geo.record import Span


_IN_ORDER = {"clause": clause, "wh": wh, **FRAMES}


def content_of(reading: Reading, found: Found) -> Content | None:
    """Return the content of a verb by the first of its frames that fits."""
    if found.cue.kind == "noun":
        return of_noun(reading, found)
    if found.cue.kind == "verb" and is_passive(found.token):
        return of_passive(reading, found)
    frames = found.cue.frames
    for frame, read in _IN_ORDER.items():
        if frame in frames and (content := read(reading, found, frame)):
            return content
    return in_order(reading, found) if found.cue.kind == "verb" else None


_NEW_START = re.compile(
    r"\s*[,—–]\s*(?:(?:and|but)\s+(?:he|she|they|it|the|[A-Z])|\w+ing\b|while\b|when\b|as\b|who\b|which\b|citing\b|according\b)"
)


def of_relative(reading: Reading, found: Found, source: Source) -> list[Span] | None:
    """``a charge that X denied``: the noun is what is denied."""
    noun = found.token.head
    if (
        found.token.dep_ != "acl:relcl"
        or not found.cue.frames & {"object", "object-pron"}
        or noun.i >= found.token.i
        or noun.pos_ not in NOMINAL
    ):
        return None
    span = clipped(reading, (reading.doc[noun.left_edge.i].idx, min(source.span[0], found.start)))
    return [span] if span else None


def between_commas(reading: Reading, found: Found, source: Source) -> list[Span] | None:
    """Return both halves of what is told around a cue that commas enclose (``The road, X said, would close``)."""
    text = reading.text
    start, end = min(source.span[0], found.start), max(source.span[1], found.end)
    beside = text[source.span[1] : found.start] if source.span[1] <= found.start else text[found.end : source.span[0]]
    if (
        found.token.tag_ not in ("VBD", "VBZ", "VBP")
        or "quote" not in found.cue.frames
        or len(beside.split()) > 1
        or text[end : end + 2] != ", "
        or not text[:start].endswith(", ")
    ):
        return None
    told = around(reading, found, source)
    return told if told and len(told) > 1 else None


def around(reading: Reading, found: Found, source: Source) -> list[Span] | None:
    """Return the content of a cue that stands behind or between its words without marks (``..., X said``)."""
    text, token = reading.text, found.token
    sentence = reading.sentence_at(found.start)
    start, end = min(source.span[0], found.start), max(source.span[1], found.end)
    lead, tail = text[sentence[0] : start], text[end : sentence[1]]
    goes_on = tail.lstrip().startswith((",", "—", "–")) and len(tail.split()) > 2
    if (
        found.token.dep_ in ("acl:relcl", "acl")
        or not lead.rstrip().endswith((",", "—", "–"))
        or len(lead.split()) < 1 + (not goes_on)
        or reading.quoted(start)
    ):
        return None
    before = clipped(reading, (sentence[0], start))
    if before is None:
        return None
    told = reading.doc[reading.token_starts[sentence[0]] : token.i] if sentence[0] in reading.token_starts else []
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in told if t.idx < start)
    whole = finite and not _SUBORDINATE.match(lead)
    if goes_on and not (whole and _NEW_START.match(tail)) and (after := clipped(reading, (end, sentence[1]))):
        return [before, after]
    if finite:
        return [before]
    return (
        [before]
        if token.dep_ == "parataxis" or (not tail.strip(" .") and len(lead.split()) > 3 and not _ADVERBIAL.match(lead))
        else None
    )


_SUBORDINATE = re.compile(
    r"\s*(?:but |and )?(?:even )?(?:though|although|if|unless|because|since|while|once|until|to|when|as)\b",
    re.IGNORECASE,
)
"""What opens a clause that needs another one."""
_ADVERBIAL = re.compile(
    r"\s*(?:in|on|at|after|when|while|as|asked|before|during|for|by|if|with|without|since|until|under|despite|but|and|speaking|writing)\b",
    re.IGNORECASE,
)
