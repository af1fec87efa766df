"""Statements: who said, reported, confirmed or promised what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.drafting import drafts
from geo.extract.reading import overlaps
from geo.extract.syntax import RELATIVE, antecedent
from geo.identity import stable_id
from geo.language import statement_kind
from geo.record import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geo.extract.draft import Draft
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Date, Span, Toponym


def statements(
    reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date]
) -> tuple[Statement, ...]:
    """Return the statements of a text, in order of their first words."""
    found = sorted(drafts(reading, people), key=lambda d: d.cue[0])
    made = [_statement(reading, people, toponyms, dates, draft) for draft in found]
    unique = {s.id: s for s in made}
    return tuple(sorted(unique.values(), key=lambda s: min(x for x, _ in (*s.source, *s.cue, *s.content))))


def _statement(
    reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date], draft: Draft
) -> Statement:
    text = reading.text
    source = (draft.source.span,) if draft.source else ()
    content, cue = tuple(draft.content), tuple(draft.cue)
    around_cue = reading.sentence_at(cue[0][0])
    outside = [
        d
        for d in dates
        if around_cue[0] <= d.start < around_cue[1]
        and not any(overlaps((d.start, d.end), c) for c in (*content, *source))
    ]
    about = [a for span in content for a in people.named_in(span)]
    known = [t for t in toponyms if t.place and t.status == "resolved"]
    places = [t.place for t in known if t.place and any(overlaps((t.start, t.end), c) for c in content)]
    speaker = people.speaker(source[0], around_cue, antecedent=_antecedent(draft)) if source else None
    people.heard(speaker, cue[0][0])
    sentences = sorted({reading.sentence_at(s) for s, _ in (*source, *cue, *content)})
    return Statement(
        id=stable_id("statement", people.article, (text[s:e] for s, e in (*source, *content))),
        speaker=speaker,
        via=people.speaker(draft.medium, around_cue) if draft.medium else None,
        source=source,
        cue=cue,
        content=content,
        kind=statement_kind(text, content, reading.quotes),
        act=draft.act,
        date=outside[0] if outside else None,
        venue=_venue(known, around_cue, cue, (*content, *source)),
        places=tuple(dict.fromkeys(places)),
        actors=tuple(dict.fromkeys(about)),
        sentences=tuple(sentences),
    )


def _venue(known: Sequence[Toponym], sentence: Span, cue: Sequence[Span], told: Sequence[Span]) -> str | None:
    """Return where the words were spoken: a place of the cue's sentence, behind the cue and outside of what is told."""
    for toponym in known:
        here = sentence[0] <= toponym.start < sentence[1] and not any(
            overlaps((toponym.start, toponym.end), c) for c in told
        )
        if here and (toponym.role == "venue" or (toponym.role == "site" and toponym.start > cue[0][0])):
            return toponym.place
    return None


def _antecedent(draft: Draft) -> Span | None:
    head = draft.source.head if draft.source else None
    noun = antecedent(head) if head is not None and head.lower_ in RELATIVE else None
    return (
        (noun.doc[noun.left_edge.i].idx, max(noun.idx + len(noun.text), _flat_end(noun))) if noun is not None else None
    )


def _flat_end(noun: Token) -> int:
    return max(
        (c.idx + len(c.text) for c in noun.children if c.dep_ in ("flat", "flat:name", "compound", "appos")), default=0
    )
