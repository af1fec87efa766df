"""Journeys and presences: who moved from where to where, and who was at a place."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.dating import Dating
from geo.extract.distances import geodesic_km
from geo.extract.merging import merged
from geo.extract.modes import mode_told
from geo.extract.spots import Spots
from geo.extract.status import status_of
from geo.extract.syntax import preposition
from geo.extract.travellers import Travellers
from geo.identity import stable_id
from geo.record import End, Journey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from geo.extract.movement import Movement, Moves
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.extract.spots import Spot
    from geo.record import Date, JourneyStatus, Place, Span, Toponym, Traveller


def journeys(
    reading: Reading,
    moves: Moves,
    people: People,
    toponyms: Sequence[Toponym],
    dates: Sequence[Date],
    places: Mapping[str, Place],
) -> tuple[Journey, ...]:
    """Return the journeys and presences of a text; two tellings of one movement become one, with both as evidence.

    Parameters
    ----------
    reading
        The parsed article.
    moves
        Its movements and presences.
    people
        Its actors.
    toponyms, dates
        Its place names and time expressions.
    places
        The places of the record by id.
    """
    by_span = {(t.start, t.end): t for t in toponyms}
    names = [by_span[span] for span in moves.names]
    told = list(_Telling(reading, people, names, moves.spots, Dating(reading, dates)).all(moves.told))
    joined = merged(told, places, reading.text)
    out: dict[str, Journey] = {}
    for journey in joined:
        if journey.origin or journey.destination or journey.via:
            done = _measured(journey, people.article, places, reading.text)
            out.setdefault(done.id, done)
    return tuple(out.values())


_REMOTE = re.compile(
    r"[^,;.\n]{0,90}\b(?:(?:by|via|over) (?:video|phone|telephone)(?: ?link)?|remotely|virtually|online)\b"
)
"""Whoever speaks there so is somewhere else."""


class _Telling:
    """Turns movements into journeys, one for each leg."""

    def __init__(
        self, reading: Reading, people: People, names: Sequence[Toponym], spots: Spots, dating: Dating
    ) -> None:
        self._reading, self._names, self._spots, self._dating = reading, names, spots, dating
        self._travellers = Travellers(reading, people)
        self._last: End | None = None

    def all(self, found: Sequence[Movement]) -> Iterator[Journey]:
        taken: set[tuple[int, int]] = set()
        before: tuple[Movement, tuple[Journey, ...]] | None = None
        for movement in found:
            new = tuple(self._told(movement, before, taken))
            yield from new
            self._last = next(
                (j.destination for j in reversed(new) if j.destination and j.destination.place), self._last
            )
            if new and movement.frame.kind == "journey":
                before = movement, new

    def _told(
        self, movement: Movement, before: tuple[Movement, tuple[Journey, ...]] | None, taken: set[Span]
    ) -> Iterator[Journey]:
        word, frame = movement.word, movement.frame
        who, vehicle = self._travellers.of(movement)
        if (
            not who
            or _REMOTE.match(self._reading.text, word.idx)
            or (frame.lemma == "come" and not movement.destinations and word.tag_ in ("VBZ", "VBP"))
        ):
            return
        sentence = self._reading.sentence_at(word.idx)
        ends = {(s.start, s.end) for s in (*movement.origins, *movement.via, *movement.destinations)}
        if ends and ends <= taken:
            return
        taken |= ends if frame.kind == "journey" else set()
        who = tuple(t for t in who if not any(s < b and a < e for s, e in t.spans for a, b in ends))
        if not who:
            return
        status = status_of(movement)
        date = self._dating.of(word, movement.event, own_only=status in ("cancelled", "denied"))
        if status == "completed":
            status = self._ahead(word, date, who)
        if frame.kind == "presence":
            for spot in movement.destinations:
                yield Journey(
                    "", "presence", who, None, (), self._end(spot), "unknown", status, date, None, (sentence,)
                )
            return
        mode = (
            frame.mode
            if frame.mode != "unknown"
            else vehicle
            if vehicle != "unknown"
            else mode_told(self._reading, word, sentence)
        )
        via = tuple(self._end(s) for s in movement.via)
        origin = self._end(movement.origins[0]) if movement.origins else self._left(movement, before, sentence, who)
        if origin is None and movement.destinations and not any(t.actor for t in who):
            origin = self._whence(who[0])
        for n, spot in enumerate(movement.destinations or (None,)):
            start = (self._between(movement, n) or self._previous(movement, n)) if n else origin
            end = self._end(spot) if spot else None
            day = date
            if n and spot and start:  # a later leg has the day behind it
                day = self._dating.between(spot.end, spot.end + 9) or date
            yield Journey("", "journey", who, start, () if n else via, end, mode, status, day, None, (sentence,))

    def _ahead(self, word: Token, date: Date | None, who: tuple[Traveller, ...]) -> JourneyStatus:
        """What the present tense means: a plan where the date is to come, a flow where the people are unnamed."""
        days, published = day_range(date.value if date else None), self._reading.published
        if days and published and days[0] > published:
            return "planned"
        present = word.tag_ == "VBP" and not any(c.dep_ == "aux" for c in word.children)
        return "under_way" if present and not any(t.actor for t in who) and word.i and who[0].name else "completed"

    def _end(self, spot: Spot) -> End:
        if spot.name is None and self._reading.text[spot.start : spot.end].lower() == "there":
            return End(spot.start, spot.end, self._last and self._last.place)
        return End(spot.start, spot.end, None if spot.name is None else self._names[spot.name].place)

    def _between(self, movement: Movement, n: int) -> End | None:
        """Where a later leg of one verb starts: "flew from A to B and from B to C"."""
        a, b = movement.destinations[n - 1], movement.destinations[n]
        return next((self._end(o) for o in movement.origins[1:] if a.end <= o.start < b.start), None)

    def _previous(self, movement: Movement, n: int) -> End | None:
        """The leg before ends where this one starts, if the words order them ("to A and then B")."""
        a, b = movement.destinations[n - 1], movement.destinations[n]
        return self._end(a) if re.search(r"\b(?:then|and on to)\b", self._reading.text[a.end : b.start]) else None

    def _whence(self, traveller: Traveller) -> End | None:
        """Where unnamed people come from: "firefighters from X"."""
        first = self._reading.token_starts.get(traveller.spans[0][0])
        if first is None:
            return None
        last = next(t for t in self._reading.doc[first:] if t.idx + len(t.text) >= traveller.spans[0][1])
        for child in last.children:
            if child.dep_ == "nmod" and preposition(child) == "from" and (spot := self._spots.at(child)) is not None:
                return self._end(spot)
        return None

    def _left(
        self,
        movement: Movement,
        before: tuple[Movement, tuple[Journey, ...]] | None,
        sentence: Span,
        who: tuple[Traveller, ...],
    ) -> End | None:
        """Where a later leg starts: "and then on to B", "before flying to B", "from there"."""
        if before is None or before[1][-1].destination is None:
            return None
        now, then = ({t.actor for t in ts if t.actor} for ts in (who, before[1][-1].travellers))
        if now and then and not now & then:
            return None
        text = self._reading.text
        gap = text[before[1][-1].destination.end : movement.word.idx]
        beside = text[max(sentence[0], movement.word.idx - 30) : movement.word.idx + 30]
        same = before[1][-1].evidence[0] == sentence
        ordered = (same and re.search(r"\b(?:then|before|later|onwards?)\b", gap)) or (
            same and re.search(r"\bon to\b", text[movement.word.idx : movement.word.idx + 24])
        )
        ordered = ordered or (
            same
            and f"{movement.frame.lemma} {movement.frame.particle}".strip()
            in ("continue", "proceed", "go on", "move on")
        )
        return (
            before[1][-1].destination
            if ordered or (len(gap) < 200 and re.search(r"\b[Ff]rom there\b", beside))
            else None
        )


def _measured(journey: Journey, article: str, places: Mapping[str, Place], text: str) -> Journey:
    a, b = journey.origin and journey.origin.place, journey.destination and journey.destination.place
    km = geodesic_km(places[a], places[b]) if a and b else None
    told = [text[e.start : e.end] for e in (journey.origin, *journey.via, journey.destination) if e]
    key = stable_id(
        "journey",
        article,
        [journey.kind, *(t.name or "" for t in journey.travellers), *told, text[slice(*journey.evidence[0])]],
    )
    return dataclasses.replace(journey, id=key, great_circle_km=km)
