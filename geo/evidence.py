"""An article with its marks: what was read in it, laid over its own words.

Pure functions: text stays text here and is set as text in the browser.  All offsets are code points of the article.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.articles import body_start
from geo.record import RING_ROLES, SCENE_ROLES
from geo.words import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.record import Journey, Place, Record, Span, Statement, Toponym

Layer = Literal["place", "actor", "statement", "journey", "date", "doubt"]
LAYERS: tuple[Layer, ...] = ("place", "actor", "statement", "journey", "date", "doubt")
Target = tuple[Literal["place", "actor", "statement", "journey"], str]

_ROLES = {
    "origin": "a journey starts here",
    "destination": "a journey ends here",
    "via": "a journey passes here",
    "site": "something happens here",
    "venue": "something is said here",
    "dateline": "the report was filed here",
    "reference": "only a point of reference",
    "container": "says where another place lies",
    "actor": "stands for who acts there, no scene",
    "modifier": "only describes something, no scene",
    "embedded": "part of another name, no scene",
}
_STATUS = {"not_found": "not in the gazetteer", "ambiguous": "may be one of several places"}
_GAP = " […] "


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words and what was read in them.

    ``style`` tells marks of a layer apart (``scene``, ``ring``, ``plain`` for places; ``content``, ``cue``, ``source``
    for statements); ``target`` is what a click selects, None where there is nothing to select.
    """

    layer: Layer
    start: int
    end: int
    style: str
    label: str
    target: Target | None = None


def marks(record: Record) -> list[Mark]:
    """Return the marks of a record, in order of the text, longer ones first."""
    found = [
        *_places(record),
        *_actors(record),
        *(mark for statement in record.statements for mark in _statement(statement, record)),
        *(mark for journey in record.journeys for mark in _journey(journey, record)),
        *(Mark("date", d.start, d.end, d.type.lower(), d.value or "no certain day") for d in record.dates),
        *(Mark("doubt", *w.span, w.code, w.message) for w in record.warnings if w.span),
    ]
    return sorted((m for m in found if m.start < m.end), key=lambda m: (m.start, -m.end))


def _places(record: Record) -> Iterable[Mark]:
    known = {place.id: place for place in record.places}
    for toponym in record.toponyms:
        place = known.get(toponym.place) if toponym.place else None
        scene = toponym.role in SCENE_ROLES and toponym.status == "resolved"
        style = "scene" if scene else "ring" if toponym.role in RING_ROLES else "plain"
        drawn = toponym.status == "resolved" and place and toponym.role in SCENE_ROLES | RING_ROLES
        yield Mark(
            "place",
            toponym.start,
            toponym.end,
            style,
            _about_place(toponym, place),
            ("place", place.id) if drawn else None,
        )


def _about_place(toponym: Toponym, place: Place | None) -> str:
    country = country_name(place.country) if place and place.kind != "country" else ""
    where = ", ".join(filter(None, [place.name, country])) if place else toponym.text
    doubt = _STATUS.get(toponym.status)
    return " · ".join(filter(None, [where, doubt, _ROLES[toponym.role]]))


def _actors(record: Record) -> Iterable[Mark]:
    for actor in record.actors:
        about = " · ".join(filter(None, [actor.name, actor.position]))
        for mention in actor.mentions:
            yield Mark("actor", mention.start, mention.end, actor.kind, about, ("actor", actor.id))


def _statement(statement: Statement, record: Record) -> Iterable[Mark]:
    names = {actor.id: actor.name for actor in record.actors}
    speaker = names.get(statement.speaker or "", "an unnamed source")
    label = f"{_ACTS[statement.act]} {speaker}"
    if statement.via in names:
        label += f", passed on by {names[statement.via]}"
    target: Target = ("statement", statement.id)
    for style, spans in (("content", statement.content), ("cue", statement.cue), ("source", statement.source)):
        for start, end in spans:
            yield Mark("statement", start, end, f"{style} {statement.act}", label, target)


_ACTS = {
    "say": "said by",
    "report": "reported by",
    "confirm": "confirmed by",
    "deny": "denied by",
    "promise": "promised by",
    "threaten": "threatened by",
    "demand": "demanded by",
    "ask": "asked by",
    "warn": "warned by",
    "believe": "view of",
}


def _journey(journey: Journey, record: Record) -> Iterable[Mark]:
    """Yield one mark a sentence that tells the journey: from the first to the last of the words it rests on there."""
    names = {place.id: place.name for place in record.places}
    ends = [end for end in (journey.origin, *journey.via, journey.destination) if end]
    words = [(end.start, end.end) for end in ends]
    words += [span for traveller in journey.travellers for span in traveller.spans]
    if journey.date:
        words.append((journey.date.start, journey.date.end))
    who = ", ".join(traveller.name or "unnamed travellers" for traveller in journey.travellers) or "unnamed travellers"
    route = " → ".join(names.get(end.place or "", "a place not resolved") for end in ends) or "no place told"
    label = f"{who}: {route} · {journey.status.replace('_', ' ')}"
    for start, end in journey.evidence:
        inside = [span for span in words if start <= span[0] and span[1] <= end]
        first, last = (min(s for s, _ in inside), max(e for _, e in inside)) if inside else (start, end)
        yield Mark("journey", first, last, journey.status, label, ("journey", journey.id))


def paragraphs(text: str, found: Sequence[Mark], *, only: Sequence[Span] | None = None) -> list[dict[str, Any]]:
    """Return the paragraphs of an article, cut where a mark starts or ends.

    Parameters
    ----------
    text
        The article; its front matter is left out.
    found
        The marks.
    only
        Show these sentences alone, with a sign where words are left out: for texts that may not be shown in full.

    Returns
    -------
    list of dict
        ``start`` (code points) and ``segments``: ``[words, [indices of marks], start]``.  Joined, the words of a
        paragraph are its text.
    """
    out = []
    start = body_start(text)
    spans = sorted(only) if only is not None else [(start, len(text))]
    for line in text[start:].splitlines(keepends=True):
        end = start + len(line)
        segments: list[list[Any]] = []
        reached = start
        for a, b in spans:
            a, b = max(a, reached), min(b, end)
            if not text[a:b].strip():
                continue
            if text[reached:a].strip():
                segments.append([_GAP, [], a])
            segments += _segments(text, a, b, found)
            reached = b
        if segments:
            if only is not None and text[reached:end].strip():
                segments.append([_GAP, [], end])
            out.append({"start": start, "segments": segments})
        start = end
    return out


def _segments(text: str, start: int, end: int, found: Sequence[Mark]) -> list[list[Any]]:
    here = [(n, m) for n, m in enumerate(found) if m.start < end and m.end > start]
    cuts = sorted({start, end, *(min(max(c, start), end) for _, m in here for c in (m.start, m.end))})
    return [[text[a:b], [n for n, m in here if m.start <= a and b <= m.end], a] for a, b in itertools.pairwise(cuts)]


def payload(
    text: str, record: Record, *, span: Span | None = None, excerpts: bool = False, editable: bool = False
) -> dict[str, Any]:
    """Return what the evidence view draws.

    Parameters
    ----------
    text, record
        The article and what was read in it.
    span
        The sentence that was asked for (code points); marked and scrolled to.
    excerpts
        Show the sentences that tell something, not the whole text.
    editable
        Every mark can be picked, and words can be chosen.

    Returns
    -------
    dict
        ``paragraphs`` as in :func:`paragraphs`; ``marks``: ``[layer, style, label, target kind, target id, length]``;
        ``counts`` of marks by layer; ``doubts``: messages with their span or None; ``span``; ``excerpts``.
    """
    found = marks(record)
    return {
        "paragraphs": paragraphs(text, found, only=_evidence(record, span) if excerpts else None),
        "marks": [[m.layer, m.style, m.label, *(m.target or (None, None)), m.end - m.start] for m in found],
        "counts": {layer: sum(m.layer == layer for m in found) for layer in LAYERS},
        "doubts": [[w.message, list(w.span) if w.span else None] for w in record.warnings],
        "span": list(span) if span else None,
        "excerpts": excerpts,
        "editable": editable,
    }


def _evidence(record: Record, span: Span | None) -> list[Span]:
    """Return the sentences of the statements and journeys of a record, and the one asked for if a place rests on it.

    What is asked for comes from a browser: whatever else it asks for is not shown.
    """
    spans = {tuple(s) for statement in record.statements for s in statement.sentences}
    spans |= {tuple(s) for journey in record.journeys for s in journey.evidence}
    drawn = [t for t in record.toponyms if t.status == "resolved" and t.role in SCENE_ROLES | RING_ROLES]
    scenes = {(a, b) for a, b in record.sentences if any(a <= t.start and t.end <= b for t in drawn)}
    return sorted(spans | {s for s in scenes if span and s[0] <= span[0] <= span[1] <= s[1]})
