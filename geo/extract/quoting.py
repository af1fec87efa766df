"""Quotations laid to the cues beside them, by the order of the words; the tree is not asked, as quotations break it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span

_CLOSING = "”“\"’'»«›‹"
_BETWEEN = re.compile(r"[^“”\"„«»\n;]{0,160}?[,:]\s*|\s*(?:that\s+)?|\s*[—–-]+\s*")
_COLON = re.compile(r"[^“”\"„«»\n]{0,160}:\s*")
_RESUMED = re.compile(r"(?:[,:;.—–-]|\b(?:that|and|but))\s*$")
"""What stands before the second half of a split quotation; ``went on about "..."`` is no half."""


@dataclass(slots=True)
class Quoted:
    """The quotations of a cue: one before it, and those behind it."""

    before: Span | None = None
    behind: list[Span] = field(default_factory=list)


def is_utterance(text: str, quote: Span) -> bool:
    """Tell whether a quotation ends like speech: with a mark, or with a comma behind it."""
    inner = text[quote[0] + 1 : quote[1]].rstrip(_CLOSING + " \u2009\u202f")
    return (
        inner.endswith((",", ".", "?", "!", "…", "—", "–", "-"))
        or text[quote[1] : quote[1] + 1] in (",", ".")
        or text[quote[1] - 1] not in _CLOSING
    )


def opens_sentence(reading: Reading, quote: Span) -> bool:
    """Tell whether nothing of its sentence stands before a quotation."""
    return not reading.text[reading.sentence_at(quote[0])[0] : quote[0]].strip()


def attach(reading: Reading, found: Sequence[Found]) -> dict[int, Quoted]:
    """Return the quotations of each cue that has one, by the index of its token.

    First every quotation is laid to the cue behind it (``"...", X said``), then the rest to the cue before
    (``X said: "..."``); the second half of a split quotation goes with the first.
    """
    text, quotes = reading.text, reading.quotes
    speech = [f for f in found if "quote" in f.cue.frames]
    out: dict[int, Quoted] = {}
    claimed: set[Span] = set()
    for f in speech:
        sentence = reading.sentence_at(f.start)
        quote = next((q for q in reversed(quotes) if sentence[0] < q[1] <= f.start), None) or _question_before(
            reading, sentence, f
        )
        if (
            quote is None
            or (f.token.dep_ in ("acl:relcl", "acl") and not _tags(reading, quote, f))
            or quote in claimed
            or not is_utterance(text, quote)
            or not _beside(reading, found, quote, f)
        ):
            continue
        if not opens_sentence(reading, quote) and any(c.dep_ == "ccomp" and c.i > f.token.i for c in f.token.children):
            continue  # "In an interview with “The Hour,” X said that ..."
        out[f.token.i] = Quoted(before=quote)
        claimed.add(quote)
    for n, f in enumerate(speech):
        end = max(f.end, out[f.token.i].before[1]) if f.token.i in out and out[f.token.i].before else f.end
        quote = next((q for q in quotes if q[0] >= end), None)
        if quote is None or quote in claimed:
            continue
        between = text[f.end : quote[0]]
        rival = any(
            g.token.i != f.token.i and f.end <= g.start < quote[0] and g.cue.kind == "verb" and "quote" in g.cue.frames
            for g in speech[n + 1 : n + 6]
        )
        if rival:
            continue
        sentence = reading.sentence_at(f.start)
        here = quote[0] < sentence[1]
        split = f.token.i in out
        if (here and ((split and len(between) < 200 and _RESUMED.search(between)) or _BETWEEN.fullmatch(between))) or (
            _COLON.fullmatch(between.rstrip() + (" " if here else "")) and len(between.split("\n")) < 4
        ):
            out.setdefault(f.token.i, Quoted()).behind.append(quote)
            claimed.add(quote)
        elif (
            split
            and not here
            and opens_sentence(reading, quote)
            and not text[sentence[1] : quote[0]].strip()
            and "\n" not in text[sentence[1] : quote[0]]
        ):
            out[f.token.i].behind.append(quote)
            claimed.add(quote)
    return out


def _tags(reading: Reading, quote: Span, f: Found) -> bool:
    """``"...", said X``: a finite verb right behind the mark belongs to no noun, whatever the tree says."""
    return f.token.tag_ in ("VBD", "VBZ", "VBP") and not reading.text[quote[1] : f.start].strip(" ,")


def _question_before(reading: Reading, sentence: Span, f: Found) -> Span | None:
    """``"Where are they?" X asked.``: the mark ends the sentence, and nothing but the source is left for the next."""
    if any(c.dep_ in ("ccomp", "obj", "xcomp") and c.i > f.token.i for c in f.token.children) or reading.text[
        f.end : sentence[1]
    ].strip()[:1] in (":", ","):
        return None
    for quote in reversed(reading.quotes):
        if quote[1] <= sentence[0]:
            near = not reading.text[quote[1] : sentence[0]].strip() and "\n" not in reading.text[quote[1] : sentence[0]]
            return (
                quote
                if near and reading.text[quote[0] : quote[1]].rstrip(_CLOSING).endswith(("?", "!", "…", "..."))
                else None
            )
    return None


def _beside(reading: Reading, found: Sequence[Found], quote: Span, f: Found) -> bool:
    """Tell whether only a source stands between a quotation and the cue behind it."""
    between = reading.text[quote[1] : f.start]
    if len(between.split()) > 30 or re.search(
        r"[.;:]\s+[A-Z“\"]", re.sub(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Sen|Rep|Gov|Lt|Col)\.", "", between)
    ):
        return False
    return not any(
        quote[1] <= g.start < f.start
        and g.cue.kind == "verb"
        and g.token.dep_ not in ("acl:relcl", "acl")
        and g.token.tag_ in ("VBD", "VBZ", "VBP")
        for g in found
    )


def chain_back(reading: Reading, quote: Span, claimed: set[Span]) -> list[Span]:
    """Return a quotation with those right before it that nobody else claims: sentences, and paragraphs left open."""
    quotes, text = reading.quotes, reading.text
    at = quotes.index(quote)
    out = [quote]
    while at > 0:
        previous = quotes[at - 1]
        between = text[previous[1] : out[0][0]]
        left_open = text[previous[1] - 1] not in _CLOSING
        if previous in claimed or between.strip() or ("\n" in between and not left_open):
            break
        out.insert(0, previous)
        at -= 1
    return out


def follow(reading: Reading, end: int, claimed: set[Span]) -> list[Span]:
    """Return the free quotations that go on where a statement's sentence ends."""
    quotes, text = reading.quotes, reading.text
    out: list[Span] = []
    for quote in quotes:
        if quote[0] < end:
            continue
        between = text[end : quote[0]]
        if between.strip() or quote in claimed or not opens_sentence(reading, quote):
            break
        if not is_utterance(text, quote):
            break
        out.append(quote)
        end = quote[1]
    return out


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join spans between which only spaces and full stops stand, within a paragraph."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif out and re.fullmatch(r"[ .\u00a0]*", text[out[-1][1] : start]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
