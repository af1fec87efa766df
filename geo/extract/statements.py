"""Statements: who said, reported, confirmed or promised what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.reading import overlaps, words
from geo.identity import stable_id
from geo.record import Statement
from geo.tables import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Act, Date, Span, StatementKind, Toponym

_AUXILIARY = r"(?:(?:has|have|had|is|are|was|were|also|later|only|did|does|not|never|further|earlier|repeatedly|would|will|again)\s+){0,3}"
_VERB = r"(?P<verb>" + words(cues()) + r")"
_CUE = re.compile(rf"\b(?P<cue>{_AUXILIARY}{_VERB})")
_ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to)\s+")
_MEDIUM = re.compile(r"\s+(?:on|to|in|at|during|before|after|by)\b[^,;:“”\"]{0,60}?(?=\s+that\b|,?\s+[“\"])|\s+(?:on\s+)?\w+day\b|\s+(?:on|in|at)\s+[^,;:“”\"]{1,40}?(?=\s+that\b)")
_CLAUSE_START = re.compile(r"(?:^|[;:]\s|,\s(?:and|but|while)\s|,\s)")
_LEADING = re.compile(r"^(?:(?:[Aa]nd|[Bb]ut|[Ss]o|[Yy]et|[Ll]ater|[Ee]arlier|[Mm]eanwhile|[Aa]lso|[Ff]inally|[Tt]hen|[Ii]n turn|[Hh]owever),?\s+)+")
_SUBJECT_OF_TWO = re.compile(r"((?:[A-Z][\w’'-]*|[Hh]e|[Ss]he|[Tt]hey)(?: [A-Z][\w-]*)*) [a-z]\w+.*\b(?:and|but)$")


@dataclass(frozen=True, slots=True)
class _Draft:
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    act: Act


def statements(reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date]) -> tuple[Statement, ...]:
    """Return the statements of a text, in order; overlapping readings of the same words are told once."""
    out: list[Statement] = []
    for sentence in reading.sentences:
        told: list[Span] = []
        for draft in _drafts(reading, sentence):
            if any(overlaps(c, t) for c in draft.content for t in told):
                continue
            told.extend(draft.content)
            out.append(_statement(reading, people, toponyms, dates, sentence, draft))
    return tuple(out)


def _drafts(reading: Reading, sentence: Span) -> Iterator[_Draft]:
    text = reading.text
    for match in _CUE.finditer(text, *sentence):
        if reading.quoted(match.start("verb")):
            continue
        cue = cues()[match["verb"]]
        span = (match.start("cue"), match.end("cue"))
        draft = _after_quote(reading, sentence, span, cue.act) or _before_content(reading, sentence, span, cue.link, cue.act)
        if draft:
            yield draft
    for match in _ACCORDING.finditer(text, *sentence):
        if not reading.quoted(match.start()) and (draft := _according(reading, sentence, match)):
            yield draft


def _after_quote(reading: Reading, sentence: Span, cue: Span, act: Act) -> _Draft | None:
    """``"..." said X`` and ``"..." X said``, with the rest of a split quotation; also ``..., X said.`` without marks."""
    text = reading.text
    head = [q for q in reading.quotes if sentence[0] <= q[0] and q[1] <= cue[0]]
    lead = text[head[-1][1] if head else sentence[0] : cue[0]]
    if head and text[sentence[0] : head[0][0]].strip() == "" and len(lead) < 90 and "," not in lead.strip(" ,"):
        source = _trim(text, (head[-1][1], cue[0]))
        tail = [q for q in reading.quotes if cue[1] <= q[0] and q[1] <= sentence[1]]
        if source is None:
            end = min([sentence[1], *(q[0] for q in tail)])
            source = _trim(text, (cue[1], _first(text, cue[1], end, ",;:")))
        return _Draft(source, cue, (*head, *tail), act) if source else None
    comma = text.rfind(",", sentence[0], cue[0])
    rest = text[cue[1] : sentence[1]].strip(" .")
    if comma > sentence[0] + 20 and not head and len(rest) < 12 and (source := _trim(text, (comma + 1, cue[0]))):
        return _Draft(source, cue, ((sentence[0], comma + 1),), act)
    return None


def _before_content(reading: Reading, sentence: Span, cue: Span, link: str, act: Act) -> _Draft | None:
    """``X said (on Monday) (that) ...``: the content runs to the end of the sentence."""
    text = reading.text
    start = cue[1]
    if link == "told":
        hearer = re.compile(r"\s+(?:the |a |an )?[\w’' .-]{2,40}?(?=\s+that\b|,?\s+[“\"]|\s+(?:he|she|they|it|his|her)\b)").match(text, start, sentence[1])
        if not hearer:
            return None
        start = hearer.end()
    elif (medium := _MEDIUM.match(text, start, sentence[1])) and re.match(r"\s+that\b|,?\s+[“\"]|\s+\w+ (?:was|is|had|has|would|will)\b", text[medium.end() : sentence[1]]):
        start = medium.end()
    rest = text[start : sentence[1]]
    that = re.match(r"[,:]?\s+(?=that\b)", rest)
    quote = re.match(r"[,:]?\s+(?=[“\"„«])", rest)
    clause = re.match(r"\s+(?=(?:the|a|an|it|he|she|they|there|its|his|her|their|this|no|all|both|two|[A-Z][\w-]*)\b)", rest)
    to = re.match(r"\s+(?=to\b|not to\b|[A-Z][\w-]* )", rest)
    lead = that or quote or (link == "any" and clause) or (link == "to" and to)
    if not lead or (source := _source_before(text, sentence, cue)) is None:
        return None
    content = _trim(text, (start + lead.end(), sentence[1]), marks=" ")
    if content is None or content[1] - content[0] < 4:
        return None
    end = content[1] - (text[content[1] - 1] in ".!?" and text[content[0]] not in "“\"")
    return _Draft(source, cue, ((content[0], end),), act)


def _according(reading: Reading, sentence: Span, match: re.Match[str]) -> _Draft | None:
    text = reading.text
    end = _first(text, match.end(), sentence[1], ",;.")
    source = _trim(text, (match.end(), end))
    if match.start() == sentence[0]:
        content = _trim(text, (end, sentence[1]))
    else:
        content = _trim(text, (sentence[0], match.start()))
    return _Draft(source, match.span("cue"), (content,), "say") if source and content else None


def _source_before(text: str, sentence: Span, cue: Span) -> Span | None:
    """The words between the start of the clause and the cue; an apposition between commas goes with its head."""
    lead = text[sentence[0] : cue[0]]
    starts = [m.end() for m in _CLAUSE_START.finditer(lead)]
    if lead.rstrip().endswith(","):
        starts = [n for n in starts if lead.count(",", n) != 1]
    for start in reversed(starts):
        span = _trim(text, (sentence[0] + start, cue[0]))
        if span and len(text[span[0] : span[1]].split()) <= 14:
            opening = _LEADING.match(text[span[0] : span[1]])
            span = (span[0] + opening.end(), span[1]) if opening else span
            # "Putin blamed the West and said": the subject alone
            if (joined := _SUBJECT_OF_TWO.match(text, *span)) and joined.end(1) > span[0]:
                span = (span[0], joined.end(1))
            return span if span[1] > span[0] else None
    return None


def _first(text: str, start: int, end: int, marks: str) -> int:
    return min([end, *(n for m in marks if (n := text.find(m, start, end)) >= 0)])


def _trim(text: str, span: Span, *, marks: str = " ,;:.–-") -> Span | None:
    words_ = text[span[0] : span[1]]
    start = span[0] + len(words_) - len(words_.lstrip(marks + "\t\n"))
    end = span[0] + len(words_.rstrip(marks + "\t\n"))
    return (start, end) if end > start else None


def _statement(
    reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date], sentence: Span, draft: _Draft
) -> Statement:
    text = reading.text
    source = (draft.source,) if draft.source else ()
    about = [a for span in draft.content for a in people.named_in(span)]
    places = [t.place for t in toponyms if t.place and t.status == "resolved" and any(overlaps((t.start, t.end), c) for c in draft.content)]
    said = [d for d in dates if sentence[0] <= d.start < sentence[1] and not any(overlaps((d.start, d.end), c) for c in draft.content)]
    content = tuple(sorted(draft.content))
    return Statement(
        id=stable_id("statement", people.article, (text[s:e] for s, e in (*source, *content))),
        speaker=people.speaker(draft.source, sentence) if draft.source else None,
        via=None,
        source=source,
        cue=(draft.cue,),
        content=content,
        kind=_kind(reading, content),
        act=draft.act,
        date=said[0] if said else None,
        venue=None,
        places=tuple(dict.fromkeys(places)),
        actors=tuple(dict.fromkeys(about)),
        sentences=(sentence,),
    )


def _kind(reading: Reading, content: Sequence[Span]) -> StatementKind:
    quoted = sum(min(e, q[1]) - max(s, q[0]) for s, e in content for q in reading.quotes if overlaps((s, e), q))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= sum(len(reading.text[s:e].strip(" .,")) for s, e in content) else "mixed"
