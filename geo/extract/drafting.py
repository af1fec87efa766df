"""From cues to statements under construction: each cue with its source and its content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.beside import before_plural, behind_comma, beside_quote
from geo.extract.content import around, between_commas, content_of, of_relative
from geo.extract.cues import find_cues
from geo.extract.descriptions import MEDIA
from geo.extract.draft import Draft
from geo.extract.joins import cut, joined_cues
from geo.extract.phrases import cited, phrases
from geo.extract.quoting import attach, chain_back, follow, is_utterance, joined, opens_sentence
from geo.extract.reading import overlaps
from geo.extract.sources import Source, of_participle, source_of, source_of_noun
from geo.extract.syntax import is_passive, own_subject
from geo.extract.told import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.cues import Found
    from geo.extract.people import People
    from geo.extract.quoting import Quoted
    from geo.extract.reading import Reading
    from geo.record import Span


def drafts(reading: Reading, people: People) -> list[Draft]:
    """Return the statements of a text as spans: quotations first, then what the tree says."""
    found = find_cues(reading)
    quoted = attach(reading, found)
    claimed = {q for x in quoted.values() for q in (x.before, *x.behind) if q}
    made, told = phrases(reading, found, people)
    claimed.update(q for d in made for c in d.content for q in reading.quotes if overlaps(q, c))
    joints = joined_cues(reading, found)
    ends: dict[int, int] = {}
    for earlier, end in joints.values():
        ends[earlier.token.i] = min(end, ends.get(earlier.token.i, end))
    for f in found:
        if f.token.i in told:
            continue
        earlier = _source_before(reading, f, made)
        draft = _of_quotation(reading, f, quoted[f.token.i], claimed, earlier) if f.token.i in quoted else None
        if draft := draft or _of_words(reading, f, joints, earlier):
            if f.token.i in ends and draft.content and draft.content[0][0] < ends[f.token.i]:
                draft.content = [
                    s for a, b in cut(draft.content, ends[f.token.i]) if (s := trimmed_end(reading.text, (a, b)))
                ]
            made.append(draft)
    for draft in made:
        draft.content = _into_quotation(reading, _told(reading.text, draft), claimed)
    made = sorted((d for d in made if d.content), key=lambda d: d.content[0])
    for draft in made:
        _continue(reading, draft, claimed)
    return _without_doubles(cited(reading, _passed_on(reading, made), people))


def _source_before(reading: Reading, f: Found, made: Sequence[Draft]) -> Source | None:
    """Return the source of the last statement before a cue, where it is of the same sentence."""
    start = reading.sentence_at(f.start)[0]
    return next((d.source for d in reversed(made) if d.found and start <= d.found.start < f.start), None)


def _of_quotation(
    reading: Reading, f: Found, quoted: Quoted, claimed: set[Span], earlier: Source | None
) -> Draft | None:
    """``"...", X said.  "..."`` and ``X said: "..."``."""
    text = reading.text
    before, medium = quoted.before, None
    source = source_of(reading, f)
    if before:
        if source is None or not (before[1] <= source.span[0]):
            nearest = next((q[0] for q in quoted.behind if q[0] > f.end), None)
            source = beside_quote(reading, f, after=before[1], before=nearest)
        chain = chain_back(reading, before, claimed - {before})
        claimed.update(chain)
        start = chain[0][0]
        if not opens_sentence(reading, chain[0]) and not text[:start].rstrip().endswith((":", "”", "—")):
            start = reading.sentence_at(start)[0]
            chain[0] = (start, chain[0][1])
        content = [*chain, *quoted.behind]
        if f.cue.lemma == "quote" and source is not None and (split := _MEDIUM_FIRST.fullmatch(text, *source.span)):
            medium = split.span("medium")
            source = Source(split.span("source"), None)
    else:
        source = source or of_participle(reading, f, earlier)
        if source is None:
            return None
        content = list(quoted.behind)
        first = content[0]
        lead = text[f.end : first[0]]
        if lead.strip() == "that":
            first = (first[0] - len(lead.lstrip()), first[1])
        sentence = reading.sentence_at(f.start)
        rest = text[first[1] : sentence[1]].lstrip()
        if (
            rest
            and rest[0] not in ",.;:"
            and text[first[1] - 1] in "”\"'’»«“"
            and not is_utterance(text, content[0])
            and first[1] < sentence[1]
        ):
            wider = clipped(reading, (first[0], sentence[1]))
            first = wider or first
        content[0] = first
    return Draft(source, f.spans(), content, f.cue.act, medium, f)


_MEDIUM_FIRST = re.compile(r"(?P<medium>[A-Z][\w.]*(?: [A-Z][\w.]*)*) (?P<source>(?:an?|one|the) .+)", re.DOTALL)
"""Who passes the words on, right before whose they are (``"...", quoted Yonhap a government official``)."""


def _of_words(reading: Reading, f: Found, joints: dict[int, tuple[Found, int]], earlier: Source | None) -> Draft | None:
    source = source_of(reading, f) if f.cue.kind != "noun" else source_of_noun(reading, f)
    if f.token.i in joints and own_subject(f.token) is None:
        source = source_of(reading, joints[f.token.i][0])
    cue = f.spans()
    if source is not None and f.cue.kind == "verb" and (halves := between_commas(reading, f, source)):
        return Draft(source, cue, halves, f.cue.act, found=f)
    content = content_of(reading, f)
    if source is None and f.cue.kind == "verb" and not is_passive(f.token):
        source = behind_comma(reading, f) or of_participle(reading, f, earlier) or before_plural(reading, f)
    if content is None:
        if source is not None and (spans := of_relative(reading, f, source)):
            return Draft(source, cue, spans, f.cue.act, found=f)
        if "quote" not in f.cue.frames:
            return None
        for told_by in (source, behind_comma(reading, f)):
            if told_by is not None and (spans := around(reading, f, told_by)):
                return Draft(told_by, cue, spans, f.cue.act, found=f)
        return None
    if source is None and not (is_passive(f.token) or (f.cue.kind == "noun" and f.cue.lemma in _ANONYMOUS)):
        return None
    if content.preposition is not None:
        end = content.preposition.idx + len(content.preposition.text)
        cue[-1] = (cue[-1][0], end)
    return Draft(source, cue, content.spans, f.cue.act, found=f)


_ANONYMOUS = frozenset(
    "rumour rumor speculation fear hope concern suspicion claim allegation report suggestion accusation".split()
)
"""Nouns that tell something even where nobody is named who said it."""


def trimmed_end(text: str, span: Span) -> Span | None:
    """Cut spaces and marks off the end of a span."""
    end = span[0] + len(text[slice(*span)].rstrip(" \t\r\n,;:–—-"))
    return (span[0], end) if end > span[0] else None


def _told(text: str, draft: Draft) -> list[Span]:
    """The content without the words of its own cue and source."""
    out = []
    for start, end in sorted(draft.content):
        pieces = [(start, end)]
        for own in (*([draft.source.span] if draft.source else []), *draft.cue):
            pieces = [
                p
                for s, e in pieces
                for p in ([(s, e)] if not overlaps((s, e), own) else [(s, own[0]), (own[1], e)])
                if p[0] < p[1]
            ]
        for s, e in pieces:
            words = text[s:e]
            s += len(words) - len(words.lstrip(" \t\r\n,;:–—"))
            e -= len(words) - len(words.rstrip(" \t\r\n;:–—"))
            if s < e and any(c.isalnum() for c in text[s:e]):
                out.append((s, e))
    return joined(text, out) if out else []


def _into_quotation(reading: Reading, content: list[Span], claimed: set[Span]) -> list[Span]:
    """Let what is told run on into the quotation that it stops at (``that it is “a danger”``), with what follows."""
    if not content:
        return content
    text, (start, end) = reading.text, content[-1]
    stop = reading.sentence_at(max(start, end - 1))[1]
    while quote := next((q for q in reading.quotes if end <= q[0] < stop and q not in claimed), None):
        if not _RUNS_ON.fullmatch(text, end, quote[0]):
            break
        claimed.add(quote)
        end = quote[1]
    return [*content[:-1], (start, end)]


_RUNS_ON = re.compile(r"\s*(?:(?:[—–]|--?)\s*|(?:and|or|but|an?|the|and an?|or an?)\s+)?")


def _continue(reading: Reading, draft: Draft, claimed: set[Span]) -> None:
    """Take the quotations along that follow the statement's sentence and that nobody else claims."""
    if draft.source is None or (draft.found and draft.found.cue.kind != "verb"):
        return
    if draft.found is None and not any(c.isalpha() for c in reading.text[slice(*draft.cue[0])]):
        return  # signed: "..." ― X
    last = max(e for _, e in (*draft.content, *draft.cue, draft.source.span))
    end = max(last, reading.sentence_at(last - 1)[1])
    more = follow(reading, end, claimed)
    if more:
        claimed.update(more)
        draft.content = joined(reading.text, [*draft.content, *more])


def _passed_on(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Where a medium tells only what somebody said, the statement is that one's and the medium passed it on."""
    out = []
    for outer in drafts:
        if outer.source is not None and outer.medium is None and MEDIA.search(reading.text, *outer.source.span):
            inner = next((d for d in drafts if d is not outer and d.source is not None and _holds(outer, d)), None)
            if inner is not None:
                inner.medium = inner.medium or outer.source.span
                continue
        out.append(outer)
    return out


def _holds(outer: Draft, inner: Draft) -> bool:
    spans = [inner.source.span, *inner.cue, *inner.content] if inner.source else []
    return _shared(spans, outer.content) > 0.9 * _length(spans) and _length(spans) > 0.8 * _length(outer.content)


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """Of statements that tell the same words keep the one with a source and a verb."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.source is None, d.found is not None and d.found.cue.kind != "verb")):
        mine = _length(draft.content)
        same = (k for k in kept if _shared(k.content, draft.content) > 0.8 * max(mine, _length(k.content)))
        if next(same, None) is None:
            kept.append(draft)
    return kept


def _length(spans: Sequence[Span]) -> int:
    return sum(e - s for s, e in spans)


def _shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
