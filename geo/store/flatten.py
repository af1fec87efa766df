"""From a record to events: what the map, the panels and the filters are made of.  Pure functions, no database."""

from __future__ import annotations

import bisect
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.days import day_range
from geo.identity import stable_id
from geo.language.quotations import quotations
from geo.record import RING_ROLES, SCENE_ROLES
from geo.store.quoted import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.record import Date, End, Journey, Record, Span, Statement, Toponym

_Days = tuple[dt.date, dt.date]


class Part(NamedTuple):
    """What a place is to an event.

    ``scene`` where the event happens there, ``drawn`` where the article names the place in a way that a map may show.
    """

    role: str
    scene: bool
    drawn: bool


@dataclass(slots=True)
class Event:
    """One row of the star: ``row`` holds the columns of ``event``, ``detail`` those of ``journey`` or ``statement``.

    ``actors`` (roles) and ``places`` go by id; where one has two parts in an event the one that counts most is kept.
    ``evidence`` are the sentences that tell the event, in code points.
    """

    row: dict[str, Any]
    evidence: tuple[Span, ...]
    actors: dict[str, str] = field(default_factory=dict)
    places: dict[str, Part] = field(default_factory=dict)
    detail: dict[str, Any] | None = None


def flatten(record: Record, text: str, *, sentences: Sequence[Span] | None = None) -> list[Event]:
    """Return the events of an article.

    Parameters
    ----------
    record
        What was read in the article.
    text
        The article's text, on which all spans rest.
    sentences
        The spans of its sentences, in code points; by default those of the record.  A place name outside all of them
        counts as told by its line.

    Returns
    -------
    list of Event
        Journeys and presences, statements, then sentences with a scene, then sentences that only name a place.
        A place that a journey, a presence or a statement in the same sentence already accounts for makes no scene of
        its own, so that nothing is counted twice.
    """
    reading = _Reading(record, text, record.sentences if sentences is None else sentences)
    events = [reading.journey(j) for j in record.journeys]
    events += [reading.statement(s) for s in record.statements]
    events += list(reading.sentences(events))
    _tell_apart(events)
    return events


class _Reading:
    """One article on its way into events."""

    def __init__(self, record: Record, text: str, sentences: Sequence[Span]) -> None:
        self.record = record
        self.text = text
        self.published = day_range(record.published)
        self.quotations = quotations(text) if record.statements else ()
        self.spans = sorted(sentences)
        self.speeds = {w.span: w.message for w in record.warnings if w.span and w.code == "impossible_speed"}
        self.toponyms: dict[Span, list[Toponym]] = defaultdict(list)
        for toponym in record.toponyms:
            if toponym.place is not None and toponym.status == "resolved":
                self.toponyms[self.sentence(toponym.start)].append(toponym)
        self.placed = sorted(self.toponyms)
        self.mentions = sorted((m.start, actor.id) for actor in record.actors for m in actor.mentions)

    def sentence(self, offset: int) -> Span:
        """Return the sentence that holds the offset, else its line."""
        at = bisect.bisect_right(self.spans, (offset, len(self.text))) - 1
        if at >= 0 and self.spans[at][0] <= offset < self.spans[at][1]:
            return self.spans[at]
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end

    def naming(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield the sentences with a place name that the spans touch."""
        for start, end in spans:
            at = max(0, bisect.bisect_right(self.placed, (start, len(self.text))) - 1)
            for sentence in self.placed[at:]:
                if sentence[0] >= end:
                    break
                if sentence[1] > start:
                    yield sentence

    def mentioned(self, spans: Iterable[Span]) -> set[str]:
        """Return the actors that are named within the spans."""
        found = set()
        for start, end in spans:
            first = bisect.bisect_left(self.mentions, (start, ""))
            last = bisect.bisect_left(self.mentions, (end, ""))
            found |= {actor for _, actor in self.mentions[first:last]}
        return found

    def words(self, spans: Sequence[Span]) -> str | None:
        """Return the words of the spans; None where there are none."""
        return " … ".join(self.text[start:end] for start, end in spans) or None

    def event(self, kind: str, id_: str, evidence: Sequence[Span], date: Date | None, **columns: object) -> Event:
        """Return an event with its days: those that the text tells, else the report's own."""
        told = day_range(date.value) if date else None
        first, last = told or self.published or (None, None)
        spans = tuple(evidence) or ((0, 0),)
        row = {"id": id_, "kind": kind, "date_from": first, "date_to": last, "dated": told is not None}
        row |= {"span_start": spans[0][0], "span_end": spans[0][1]}
        row |= dict.fromkeys(("status", "mode", "act", "statement_kind", "great_circle_km", "story", "warning"))
        row |= {"telling": 0} | columns
        return Event(row, spans)

    def journey(self, told: Journey) -> Event:
        """Return a journey or presence as an event."""
        evidence = told.evidence or tuple(self.sentence(e.start) for e in (told.origin, told.destination) if e)[:1]
        columns = {"status": told.status, "mode": told.mode, "great_circle_km": told.great_circle_km}
        columns["warning"] = next((self.speeds[span] for span in evidence if span in self.speeds), None)
        event = self.event(told.kind, told.id, evidence, told.date, **columns)
        ends = [*(("via", end) for end in told.via), ("origin", told.origin), ("destination", told.destination)]
        event.places = {end.place: Part(role, True, True) for role, end in ends if end and end.place}
        event.actors = dict.fromkeys(self.mentioned(event.evidence), "mentioned")
        event.actors |= {traveller.actor: "traveller" for traveller in told.travellers if traveller.actor}
        event.detail = {
            "travellers": [[t.actor, t.name] for t in told.travellers],
            "origin": self.end(told.origin),
            "via": [self.end(end) for end in told.via],
            "destination": self.end(told.destination),
            "date_text": told.date.text if told.date else None,
        }
        return event

    def end(self, end: End | None) -> list[str | None] | None:
        """Return an end as its place and its words."""
        return None if end is None else [end.place, self.text[end.start : end.end]]

    def statement(self, told: Statement) -> Event:
        """Return a statement as an event."""
        evidence = told.sentences or told.content[:1]
        event = self.event("statement", told.id, evidence, told.date, act=told.act, statement_kind=told.kind)
        named = (toponym for sentence in self.naming(event.evidence) for toponym in self.toponyms[sentence])
        drawable = {toponym.place for toponym in named if toponym.role in SCENE_ROLES | RING_ROLES}
        event.places = {place: Part("about", False, place in drawable) for place in told.places}
        if told.venue:
            event.places[told.venue] = Part("venue", True, True)
        event.actors = dict.fromkeys(told.actors, "about")
        event.actors |= {actor: role for actor, role in ((told.via, "via"), (told.speaker, "speaker")) if actor}
        event.detail = {
            "speaker_id": told.speaker,
            "via_id": told.via,
            "venue_id": told.venue,
            "source": self.words(told.source),
            "cue": self.words(told.cue) or "",
            "parts": parts(self.text, told.content, quotations=self.quotations),
            "place_ids": list(told.places),
            "actor_ids": list(told.actors),
            "date_text": told.date.text if told.date else None,
        }
        return event

    def sentences(self, told: Sequence[Event]) -> Iterator[Event]:
        """Yield the scenes, and the places that are only named, that no event of ``told`` accounts for."""
        taken = defaultdict(set)
        for event in told:
            here = {place for place, part in event.places.items() if part.scene}
            for sentence in self.naming(event.evidence) if here else ():
                taken[sentence] |= here
        named = []
        for sentence in self.placed:
            toponyms = self.toponyms[sentence]
            scenes = {t.place for t in toponyms if t.role in SCENE_ROLES}
            rings = {t.place for t in toponyms if t.role in RING_ROLES} - scenes
            actors = self.mentioned([sentence])
            for place in sorted(scenes - taken[sentence]):
                yield self.at_place("scene", place, sentence, actors)
            for place in sorted(rings - taken[sentence]):
                meant = {toponym.actor for toponym in toponyms if toponym.place == place and toponym.actor}
                named.append(self.at_place("named", place, sentence, actors | meant))
        yield from named

    def at_place(self, kind: str, place: str, sentence: Span, actors: set[str]) -> Event:
        """Return a sentence that tells of, or names, a place as an event."""
        id_ = stable_id(kind, self.record.id, [place, self.text[slice(*sentence)]])
        event = self.event(kind, id_, [sentence], None)
        event.actors = dict.fromkeys(actors, "mentioned")
        event.places = {place: Part("site", True, True) if kind == "scene" else Part("named", False, True)}
        return event


def _tell_apart(events: Iterable[Event]) -> None:
    """Give numbers to events of an article that rest on the same words."""
    seen: dict[str, int] = defaultdict(int)
    for event in events:
        seen[event.row["id"]] += 1
        if seen[event.row["id"]] > 1:
            event.row["id"] += f"-{seen[event.row['id']]}"
        if event.row["kind"] in ("journey", "presence"):
            event.row["story"] = event.row["id"]
