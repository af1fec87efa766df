"""Journeys and presences: who moved from where to where, and who was at a place."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from geo.extract.dating import Dating
from geo.extract.distances import geodesic_km
from geo.extract.merging import merged
from geo.extract.movement import movements
from geo.extract.spots import Spots
from geo.extract.status import status_of
from geo.extract.syntax import lemma
from geo.extract.travellers import Travellers
from geo.identity import stable_id
from geo.record import End, Journey
from geo.tables import motion_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.extract.movement import Movement
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.extract.spots import Spot
    from geo.record import Date, Mode, Place, Span, Toponym

_WORDED: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (re.compile(r"\bby (?:train|rail)\b|\b(?:in|on|aboard|boarded|took|takes|take|taking) (?:(?:a|an|the|his|her|their) )?(?:[\w-]+ ){0,2}trains?\b|\brailway station\b", re.IGNORECASE), "rail"),
    (re.compile(r"\bby (?:plane|air|helicopter|jet)\b|\b(?:in|on|aboard|boarded|took|takes|take|taking) (?:(?:a|an|the|his|her|their) )?(?:[\w-]+ ){0,2}(?:plane|aircraft|jet|flight|helicopter|airliner)s?\b|\bAir Force One\b|\bflights?\b", re.IGNORECASE), "air"),
    (re.compile(r"\bby (?:ship|sea|boat|ferry)\b|\b(?:in|on|aboard|boarded|took|takes|take|taking) (?:(?:a|an|the|his|her|their) )?(?:[\w-]+ ){0,2}(?:ships?|boats?|ferry|ferries|warships?|vessels?|yachts?)\b|\bthe Mediterranean\b", re.IGNORECASE), "sea"),
    (re.compile(r"\bby (?:car|road|bus|land|motorcade|truck|coach)\b|\b(?:in|on|aboard|boarded|took|takes|take|taking) (?:(?:a|an|the|his|her|their) )?(?:[\w-]+ ){0,2}(?:car|motorcade|bus|convoy|truck|limousine|shuttle|ambulance|taxi|van)s?\b", re.IGNORECASE), "road"),
    (re.compile(r"\bon foot\b", re.IGNORECASE), "foot"),
)  # fmt: skip


def journeys(
    reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date], places: Mapping[str, Place]
) -> tuple[Journey, ...]:
    """Return the journeys and presences of a text; two tellings of one movement become one, with both as evidence.

    Parameters
    ----------
    reading
        The parsed article.
    people
        Its actors.
    toponyms, dates
        Its place names and time expressions.
    places
        The places of the record by id.
    """
    names = [t for t in toponyms if t.form != "demonym" and t.role != "embedded"]
    spots = Spots(reading.doc, [(t.start, t.end) for t in names])
    told = list(_Telling(reading, people, names, Dating(reading, dates)).all(movements(reading.doc, spots)))
    joined = merged(told, places, reading.text)
    out: dict[str, Journey] = {}
    for journey in joined:
        if journey.origin or journey.destination or journey.via:
            done = _measured(journey, people.article, places, reading.text)
            out.setdefault(done.id, done)
    return tuple(out.values())


class _Telling:
    """Turns movements into journeys, one for each leg."""

    def __init__(self, reading: Reading, people: People, names: Sequence[Toponym], dating: Dating) -> None:
        self._reading, self._names, self._dating = reading, names, dating
        self._travellers = Travellers(reading, people)
        self._last: End | None = None

    def all(self, found: Sequence[Movement]) -> Iterator[Journey]:
        taken: set[tuple[int, int]] = set()
        before: tuple[Movement, tuple[Journey, ...]] | None = None
        for movement in found:
            new = tuple(self._told(movement, before, taken))
            yield from new
            self._last = next((j.destination for j in reversed(new) if j.destination and j.destination.place), self._last)
            if new and movement.frame.kind == "journey":
                before = movement, new

    def _told(self, movement: Movement, before: tuple[Movement, tuple[Journey, ...]] | None, taken: set[Span]) -> Iterator[Journey]:
        word, frame = movement.word, movement.frame
        who, vehicle = self._travellers.of(movement)
        if not who or (frame.lemma == "come" and not movement.destinations and word.tag_ in ("VBZ", "VBP")):
            return
        sentence = self._reading.sentence_at(word.idx)
        ends = {(s.start, s.end) for s in (*movement.origins, *movement.via, *movement.destinations)}
        if ends and ends <= taken:
            return
        taken |= ends if frame.kind == "journey" else set()
        who = tuple(t for t in who if not any(s < b and a < e for s, e in t.spans for a, b in ends))
        if not who:
            return
        status, date = status_of(movement), self._dating.of(word, movement.event)
        if frame.kind == "presence":
            for spot in movement.destinations:
                yield Journey("", "presence", who, None, (), self._end(spot), "unknown", status, date, None, (sentence,))
            return
        mode = frame.mode if frame.mode != "unknown" else vehicle if vehicle != "unknown" else self._mode(word.idx, sentence)
        via = tuple(self._end(s) for s in movement.via)
        origin = self._end(movement.origins[0]) if movement.origins else self._left(movement, before, sentence)
        for n, spot in enumerate(movement.destinations or (None,)):
            yield Journey("", "journey", who, origin if n == 0 else self._previous(movement, n), via if n == 0 else (), self._end(spot) if spot else None,
                          mode, status, date, None, (sentence,))  # fmt: skip

    def _end(self, spot: Spot) -> End:
        if spot.name is None and self._reading.text[spot.start : spot.end].lower() == "there":
            return End(spot.start, spot.end, self._last and self._last.place)
        return End(spot.start, spot.end, None if spot.name is None else self._names[spot.name].place)

    def _previous(self, movement: Movement, n: int) -> End | None:
        """The leg before ends where this one starts, if the words order them ("to A and then B")."""
        a, b = movement.destinations[n - 1], movement.destinations[n]
        return self._end(a) if re.search(r"\bthen\b", self._reading.text[a.end : b.start]) else None

    def _left(self, movement: Movement, before: tuple[Movement, tuple[Journey, ...]] | None, sentence: Span) -> End | None:
        """Where a later leg starts: "and then on to B", "before flying to B", "from there"."""
        if before is None or before[1][-1].destination is None:
            return None
        text = self._reading.text
        gap = text[before[1][-1].destination.end : movement.word.idx]
        beside = text[max(sentence[0], movement.word.idx - 30) : movement.word.idx + 30]
        same = before[1][-1].evidence[0] == sentence
        ordered = same and re.search(r"\b(?:then|before|later|onwards?)\b", gap) or same and re.search(r"\bon to\b", text[movement.word.idx : movement.word.idx + 24])
        return before[1][-1].destination if ordered or (len(gap) < 200 and re.search(r"\b[Ff]rom there\b", beside)) else None

    def _mode(self, at: int, sentence: Span) -> Mode:
        clause = (max(sentence[0], at - 80), min(sentence[1], at + 120))
        return next((mode for pattern, mode in _WORDED if pattern.search(self._reading.text, *clause)), "unknown")


def _measured(journey: Journey, article: str, places: Mapping[str, Place], text: str) -> Journey:
    a, b = journey.origin and journey.origin.place, journey.destination and journey.destination.place
    km = geodesic_km(places[a], places[b]) if a and b else None
    told = [text[e.start : e.end] for e in (journey.origin, *journey.via, journey.destination) if e]
    key = stable_id("journey", article, [journey.kind, *(t.name or "" for t in journey.travellers), *told, text[slice(*journey.evidence[0])]])
    return dataclasses.replace(journey, id=key, great_circle_km=km)
