"""Cues that are no verb with a subject: "according to X", "quoted X as saying", "X: ..." in headlines, "... ― X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import MEDIA
from geo.extract.draft import Draft
from geo.extract.sources import Source, source_of, trimmed
from geo.extract.told import clipped
from geo.extract.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.cues import Found
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Span

_ACCORDING = re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE)
_END = re.compile(
    r",(?! (?:(?:the|an?|who|whose|which|his|her|its|their|chief|head|director|president|former)\b))|"
    r"[.;:“„«\"\n](?!\w)|\s[-–—]\s"
)
_AS_SAYING = re.compile(r"\bas (?:saying|telling|warning|having said|describing|calling|confirming|denying)\b")
_BY = re.compile(r"\bby\s+(?P<medium>(?:the\s+)?[A-Z][^,.;:“”\"]*?)(?=\s+on\s+[A-Z]\w+day\b|[,.;]|$)")
_DASH = re.compile(
    r"(?P<close>[”\"’])[ \t]*\n?[ \t]*(?P<dash>[―—–]|--)\s*(?P<name>[A-Z][^\n“”\"]{3,80}?)[ \t]*(?=\n|$)"
)
_HEADLINE = re.compile(r"(?P<name>[A-Z][^:\n“”\"]{1,60})(?P<cue>:)\s+(?P<content>[^\n:]{8,160}[^\s.:])[ \t]*(?=\n|$)")
_LABELS = re.compile(
    r"(?:update|analysis|opinion|editorial|watch|video|photos?|live|breaking|exclusive|read more|fact ?check|"
    r"factbox|explainer|interview|review|note|correction|part)\b",
    re.IGNORECASE,
)


def phrases(reading: Reading, found: Sequence[Found], people: People) -> tuple[list[Draft], set[int]]:
    """Return the statements of phrases, and the tokens of cues that are thereby told."""
    spoken = list(turns(reading, people))
    told = {f.token.i for f in found if any(a <= f.start < b for d in spoken for a, b in d.content)}
    out = [*_headline(reading, people), *_signed(reading), *spoken]
    for match in _ACCORDING.finditer(reading.text):
        if not reading.quoted(match.start()) and (made := _according(reading, match)) is not None:
            source, content = made
            out.append(Draft(source, [match.span()], content, "say"))
    for f in found:
        if "cite" in f.cue.frames and f.token.i not in told and (draft := _as_saying(reading, f)):
            out.append(draft)
            told.add(f.token.i)
            told.update(g.token.i for g in found if any(a <= g.start < b for a, b in draft.cue))
    return out, told


_CITING = re.compile(r",\s+(?P<cue>citing|quoting)\s+(?P<source>[^,.;:“”\"\n]{3,80})")
_AGENT = re.compile(
    r"\b(?:\w*spokes\w+|officials?|sources?|ministers?|ministry|police|witness(?:es)?|prosecutors?|diplomats?|"
    r"relatives|agency|office|lawyers?|doctors?|residents|commanders?)\b",
    re.IGNORECASE,
)


def cited(reading: Reading, drafts: list[Draft], people: People) -> list[Draft]:
    """Lay what a medium reports to those whom it cites ("..., Tass reported, citing the ministry")."""
    out = list(drafts)
    for match in _CITING.finditer(reading.text):
        span = trimmed(reading.text, match.span("source"))
        sentence = reading.sentence_at(match.start())
        if span is None or not (_AGENT.search(reading.text, *span) or people.persons_in(span)):
            continue
        told = [
            d
            for d in out
            if d.source
            and sentence[0] <= d.cue[0][0] < match.start()
            and MEDIA.search(reading.text, *d.source.span)
            and d.found
        ]
        if not told:
            continue
        draft = told[-1]
        lead = trimmed(reading.text, (sentence[0], draft.source.span[0])) if draft.source else None
        if lead is not None and not any(b <= match.start() and b - a > 12 for a, b in draft.content):
            draft.content = [lead]
        draft.medium, draft.source, draft.cue = (
            draft.source.span if draft.source else None,
            Source(span, None),
            [match.span("cue")],
        )
        out = [d for d in out if d is draft or not any(a <= match.start("cue") < b for a, b in d.cue)]
    return out


def _headline(reading: Reading, people: People) -> Iterator[Draft]:
    """``Minister: Bread price will not rise`` in the first line."""
    match = _HEADLINE.match(reading.text.lstrip("\n\r "))
    if match is None or _LABELS.match(match["name"]):
        return
    shift = len(reading.text) - len(reading.text.lstrip("\n\r "))
    span = (match.start("name") + shift, match.end("name") + shift)
    speaker = people.speaker(span, reading.sentence_at(span[0]))
    says = speaker is not None and (
        not speaker.startswith("organisation:") or re.match(r"(?:No|Not|We|I)\b", match["content"])
    )
    if says and not re.match(r"(?:an? )?(?:interview|profile|life|portrait|the)\b", match["content"], re.IGNORECASE):
        content = (match.start("content") + shift, match.end("content") + shift)
        yield Draft(Source(span, None), [(match.start("cue") + shift, match.end("cue") + shift)], [content], "say")


def _signed(reading: Reading) -> Iterator[Draft]:
    """``"..." ― Name`` at the end of a paragraph."""
    for match in _DASH.finditer(reading.text):
        quote = next((q for q in reading.quotes if q[1] == match.end("close")), None)
        if quote is not None and not reading.text[: quote[0]].rpartition("\n")[2].strip():
            yield Draft(Source(match.span("name"), None), [match.span("dash")], [quote], "say")


def _as_saying(reading: Reading, f: Found) -> Draft | None:
    """``M quoted X as saying ...``, ``X was quoted as saying ... by M``."""
    text = reading.text
    sentence = reading.sentence_at(f.start)
    match = _AS_SAYING.search(text, f.end, sentence[1])
    if match is None or reading.quoted(match.start()):
        return None
    subject = source_of(reading, f)
    if not text[f.end : match.start()].strip():
        medium = _BY.search(text, match.end(), sentence[1])
        before = next((q for q in reversed(reading.quotes) if sentence[0] <= q[0] and q[1] <= f.start), None)
        lead = (before[1] if before else sentence[0], f.start)
        span = trimmed(text, lead)
        rest = clipped(reading, (match.end(), medium.start() if medium else sentence[1]))
        content = [before] if before else [rest] if rest else []
        if span is None or not content or len(text[slice(*span)].split()) > 20:
            return None
        return Draft(
            Source(span, None), [(f.start, match.end())], content, "say", medium.span("medium") if medium else None, f
        )
    span = trimmed(text, (f.end, match.start()))
    content = clipped(reading, (match.end(), sentence[1]))
    if span is None or content is None:
        return None
    return Draft(Source(span, None), [*f.spans(), match.span()], [content], "say", subject.span if subject else None, f)


def _according(reading: Reading, match: re.Match[str]) -> tuple[Source, list[Span]] | None:
    """The rest of the sentence around ``according to X``: before it, behind it, or both where it is inserted."""
    text = reading.text
    sentence = reading.sentence_at(match.start())
    span = trimmed(text, (match.end(), _source_end(reading, match, sentence)))
    if span is None:
        return None
    before = clipped(reading, (sentence[0], match.start()))
    behind = clipped(reading, (span[1], sentence[1]))
    lead = text[sentence[0] : match.start()].strip(" ,–—-")
    tail = text[span[1] : sentence[1]].strip(' ,.–—-”"')
    if len(lead.split()) < 3:
        content = [behind] if behind and tail else []
    elif not tail or not text[span[1] :].lstrip().startswith((",", "—", "–")):
        content = [before] if before else []
    else:
        first = reading.token_starts.get(sentence[0], 0)
        last = reading.token_starts.get(match.start(), first)
        finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in reading.doc[first:last])
        ends = finite and re.match(r", (?:and|but|while|who|which)\b", text[span[1] : sentence[1]])
        content = [s for s in ([before] if ends else [before, behind]) if s]
    return (Source(span, None), content) if content else None


def _source_end(reading: Reading, match: re.Match[str], sentence: Span) -> int:
    """Where the noun phrase behind a phrase ends: its subtree, or the next mark, whichever comes first."""
    first = next(
        (reading.token_starts[n] for n in range(match.end(), match.end() + 3) if n in reading.token_starts), None
    )
    end = sentence[1]
    if first is not None:
        token = reading.doc[first]
        for _ in range(12):
            if token.dep_ in ("obl", "nmod", "advcl") or token.head.i == token.i or token.head.idx < match.start():
                break
            token = token.head
        if token.idx >= match.end():
            end = token.right_edge.idx + len(token.right_edge.text)
    stop = _END.search(reading.text, match.end(), sentence[1])
    apposed = re.match(r"[^,]{3,60}, who [^,]{3,80}(?=,)", reading.text[match.end() : sentence[1]])
    if apposed:
        return match.end() + apposed.end()
    return min(end, sentence[1]) if stop is None or end <= stop.start() else stop.start()
