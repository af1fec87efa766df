"""Whose words they are by the order of words alone, where the tree has no subject: beside a quotation or a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.sources import Source, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span

_INVERTED_END = re.compile(
    r"[.;:“„«\"\n]|,(?! (?:(?:the|an?|who|whose|which|his|her|its|their|chief|head|director|president|former|"
    r"[A-Z]\w+|\d\d)\b))|\s[-–—]\s|"
    r"\s(?:that|in an?|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w*|during|after|before|when|while|as)\b"
)


def beside_quote(reading: Reading, found: Found, *, after: int | None, before: int | None) -> Source | None:
    """Return the source beside a quotation by the order of words: between mark and cue, else behind the cue.

    ``after`` is the end of the quotation before the cue, ``before`` the start of the one behind it.
    """
    text = reading.text
    sentence = reading.sentence_at(found.start)
    if after is not None and (span := trimmed(text, (after, found.start))) and len(text[slice(*span)].split()) < 30:
        return Source(span, _head_in(reading, span))
    if after is not None:
        end = max(sentence[1], found.end) if before is None else before
        stop = _INVERTED_END.search(text, found.end, end)
        span = trimmed(text, (found.end, stop.start() if stop else end))
        if span and len(text[slice(*span)].split()) < 25:
            return Source(span, _head_in(reading, span))
    return None


def behind_comma(reading: Reading, found: Found) -> Source | None:
    """Return the source of ``..., says X`` where the tree has lost it: the verb stands behind a comma."""
    text = reading.text
    if (
        found.token.tag_ not in ("VBD", "VBZ", "VBP")
        or text[: found.start].rstrip()[-1:] not in (",", "”", '"')
        or text[found.end : found.end + 1] == ","
    ):
        return None
    sentence = reading.sentence_at(found.start)
    stop = _INVERTED_END.search(text, found.end, sentence[1])
    span = trimmed(text, (found.end, stop.start() if stop else sentence[1]))
    head = _head_in(reading, span) if span else None
    named = head is not None and head.pos_ in ("NOUN", "PROPN", "PRON")
    return Source(span, head) if span and named and len(text[slice(*span)].split()) < 15 else None


def _head_in(reading: Reading, span: Span) -> Token | None:
    """The token of a span whose head lies outside it."""
    tokens = [reading.doc[i] for i in _indices(reading, span)]
    return next(
        (t for t in tokens if not span[0] <= t.head.idx < span[1] or t.head.i == t.i), tokens[0] if tokens else None
    )


def _indices(reading: Reading, span: Span) -> list[int]:
    first = reading.token_starts.get(span[0])
    if first is None:
        return []
    out = []
    while first < len(reading.doc) and reading.doc[first].idx < span[1]:
        out.append(first)
        first += 1
    return out


def before_plural(reading: Reading, found: Found) -> Source | None:
    """Return the source of ``Video shows that ...``, where the verb was taken for a plural and so has no subject."""
    if found.token.tag_ != "NNS":
        return None
    sentence = reading.sentence_at(found.start)
    span = trimmed(reading.text, (sentence[0], found.start))
    tokens = [reading.doc[i] for i in _indices(reading, span)] if span else []
    plain = len(tokens) in range(1, 9) and all(t.pos_ != "VERB" and t.text not in ",;:" for t in tokens)
    return Source(span, tokens[-1]) if span and plain else None
