"""Journeys and presences: who moved from where to where, and who was at a place."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from geo.extract.distances import geodesic_km
from geo.extract.reading import words
from geo.days import day_range
from geo.identity import stable_id
from geo.record import End, Journey, Traveller
from geo.tables import motions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Date, JourneyKind, JourneyStatus, Mode, Place, Span, Toponym
    from geo.tables import Motion

_VERB = re.compile(words(motions()))
_NOUN = re.compile(r"\b(?:visit|trip|journey)\s+(?:to|from)\b")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]he two|[Hh]is|[Hh]er)\b")
_VEHICLE = re.compile(r"\b(?:(?:a|the|his|her|an)\s+)?(?:special\s+|private\s+|armou?red\s+)*(?:train|plane|aircraft|motorcade|warship|ship)\b")
_MODES: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (re.compile(r"\b(?:train|railway|rail|carriage)s?\b", re.IGNORECASE), "rail"),
    (re.compile(r"\b(?:plane|flight|flew|flown|jet|aircraft|airport|Air Force One)\b"), "air"),
    (re.compile(r"\b(?:ship|warship|boat|ferry|sailed)\b"), "sea"),
    (re.compile(r"\b(?:motorcade|by car|by road|limousine|drove|convoy|bus)\b"), "road"),
    (re.compile(r"\bon foot\b"), "foot"),
)
_STATUS: tuple[tuple[re.Pattern[str], JourneyStatus], ...] = (
    (re.compile(r"\b(?:cancell?ed|called off|scrapped|postponed|would not|will not|did not|stayed away|decided against)\b"), "cancelled"),
    (re.compile(r"\b(?:denied|denies|has never|had never|never)\b"), "denied"),
    (re.compile(r"\b(?:may|might|could|if|possibly|invited)\b"), "hypothetical"),
    (re.compile(r"\b(?:will|would|shall|(?:is|are|was|were) (?:to|due to|expected to|scheduled to|set to)|plans? to|planned to|intends? to|expected to)\b|’ll\b"), "planned"),
    (re.compile(r"\b(?:(?:is|are|was|were|be) (?:actually |now |still )?(?:travel+ing|heading|headed|flying|sailing|driving|going|bound|leaving)|on (?:his|her|its|their) way|set off|sets off|headed|heading)\b"), "under_way"),
)  # fmt: skip


def journeys(
    reading: Reading, people: People, toponyms: Sequence[Toponym], dates: Sequence[Date], places: Mapping[str, Place]
) -> tuple[Journey, ...]:
    """Return the journeys and presences of a text; two tellings of one movement become one, with both as evidence."""
    told: list[Journey] = []
    for sentence in reading.sentences:
        here = [t for t in toponyms if sentence[0] <= t.start < sentence[1] and t.literal]
        for new in _told(reading, people, here, dates, sentence):
            same = next((n for n, old in enumerate(told) if _same(old, new, places)), None)
            if same is None:
                told.append(new)
            else:
                told[same] = _merged(told[same], new, places)
    return tuple(_measured(j, people.article, places, reading.text) for j in _without_echo(told))


def _told(
    reading: Reading, people: People, here: Sequence[Toponym], dates: Sequence[Date], sentence: Span
) -> Iterator[Journey]:
    text = reading.text
    ends = [t for t in here if t.role in ("origin", "destination", "via")]
    hits = [(m.start(), m.end(), motions()[m[0]]) for m in _VERB.finditer(text, *sentence)]
    if not hits and not _NOUN.search(text, *sentence):
        return
    moves = [h for h in hits if h[2].kind == "journey"]
    if ends and (moves or _NOUN.search(text, *sentence)):
        yield from _legs(reading, people, ends, moves, dates, sentence)
    for start, end, _ in (h for h in hits if h[2].kind == "presence" and not reading.quoted(h[0])):
        site = next((t for t in here if t.role in ("site", "venue") and t.start > end), None)
        if site and (who := _travellers(reading, people, sentence, start)):
            date = _date(reading, dates, sentence, site)
            yield _draft("presence", who, None, (), site, "unknown", _status(text, (sentence[0], end)), date, sentence)


def _legs(
    reading: Reading, people: People, ends: Sequence[Toponym], moves: Sequence[tuple[int, int, Motion]], dates: Sequence[Date], sentence: Span
) -> Iterator[Journey]:
    """One leg for each destination, in order; a leg starts where its clause says so, else nowhere."""
    text = reading.text
    verb = moves[0][0] if moves else sentence[1]
    who = _travellers(reading, people, sentence, verb)
    if not who:
        return
    destinations = [t for t in ends if t.role == "destination"]
    origins = [t for t in ends if t.role == "origin"]
    via = [t for t in ends if t.role == "via"]
    for n, destination in enumerate(destinations or [None]):
        origin = next((t for t in origins if _leg_of(t, destinations) == n), None)
        governing = [m for m in moves if destination is None or m[0] < destination.start] or moves
        verb_span = (governing[-1][0], governing[-1][1]) if governing else (sentence[0], sentence[1])
        status = _status(text, (sentence[0] if n == 0 else destinations[n - 1].end, verb_span[1]))
        clause = (sentence[0] if n == 0 else destinations[n - 1].end, sentence[1] if n + 1 >= len(destinations) else destination.end)
        mode = _mode(text, clause, governing[-1][2] if governing else None)
        passed = [v for v in via if destination is None or v.start < destination.start] if n == 0 else []
        yield _draft("journey", who, origin, tuple(passed), destination, mode, status, _date(reading, dates, sentence, destination or origin), sentence)


def _leg_of(origin: Toponym, destinations: Sequence[Toponym]) -> int:
    """An origin starts the leg to the next destination behind it, else the leg to the last one."""
    behind = (n for n, d in enumerate(destinations) if d.start > origin.start)
    return next(behind, max(0, len(destinations) - 1))


def _draft(
    kind: JourneyKind, who: tuple[Traveller, ...], origin: Toponym | None, via: tuple[Toponym, ...], destination: Toponym | None,
    mode: Mode, status: JourneyStatus, date: Date | None, sentence: Span,
) -> Journey:  # fmt: skip
    def end(toponym: Toponym | None) -> End | None:
        return None if toponym is None else End(toponym.start, toponym.end, toponym.place)

    return Journey("", kind, who, end(origin), tuple(end(v) for v in via), end(destination), mode, status, date, None, (sentence,))


def _travellers(reading: Reading, people: People, sentence: Span, verb: int) -> tuple[Traveller, ...]:
    """The persons named before the verb; a pronoun's person; else the vehicle that moves."""
    text = reading.text
    named = people.persons_in((sentence[0], verb))
    pronoun = next((m for m in _PRONOUN.finditer(text, sentence[0], verb)), None)
    if pronoun and not named and (actor := people.pronoun(pronoun.span(), sentence)):
        return (Traveller(actor, people.name(actor), (pronoun.span(),)),)
    if named:
        subject = named[-1] if len({a for _, a in named}) == 1 else _subject(text, named, verb)
        return (Traveller(subject[1], people.name(subject[1]), (subject[0],)),)
    if vehicle := _VEHICLE.search(text, sentence[0], verb):
        return (Traveller(None, vehicle[0], (vehicle.span(),)),)
    return ()


def _subject(text: str, named: Sequence[tuple[Span, str]], verb: int) -> tuple[Span, str]:
    """Of several persons before a verb: the one nearest to it that is no possessor and no object of a preposition."""
    for where, actor in reversed(named):
        possessive = re.match(r"['’]s?\b", text[where[1] : where[1] + 2])
        governed = re.search(r"\b(?:with|of|by|from|to|for|told|and|met|meet)\s+(?:[\w’'-]+\s+){0,3}$", text[max(0, where[0] - 40) : where[0]])
        if where[1] <= verb and not possessive and not governed:
            return where, actor
    return named[0]


def _status(text: str, span: Span) -> JourneyStatus:
    clause = text[span[0] : span[1]]
    return next((status for pattern, status in _STATUS if pattern.search(clause)), "completed")


def _mode(text: str, sentence: Span, verb: Motion | None) -> Mode:
    if verb and verb.mode != "unknown":
        return verb.mode  # type: ignore[return-value]  # a Mode by the table's own check
    return next((mode for pattern, mode in _MODES if pattern.search(text, *sentence)), "unknown")


def _date(reading: Reading, dates: Sequence[Date], sentence: Span, end: Toponym | None) -> Date | None:
    """The date that governs an end: the nearest of its clause, else the only one of the sentence before."""
    here = [d for d in dates if sentence[0] <= d.start < sentence[1]]
    if not here:
        before = [s for s in reading.sentences if s[1] <= sentence[0]][-1:]
        if before and "\n" not in reading.text[before[0][1] : sentence[0]]:
            earlier = [d for d in dates if before[0][0] <= d.start < before[0][1]]
            return earlier[0] if len(earlier) == 1 else None
        return None
    at = end.start if end else sentence[0]

    def cost(date: Date) -> int:
        between = reading.text[min(date.end, at) : max(date.start, at)]
        return abs(date.start - at) + 60 * between.count(",") + 100 * bool(re.search(r"\bthat\b", between))

    best = min(here, key=cost)
    return best if cost(best) < 160 else None


def _who(journey: Journey) -> set[str]:
    return {t.actor for t in journey.travellers if t.actor}


def _vehicle(journey: Journey) -> bool:
    return any(t.actor is None for t in journey.travellers)


def _days_apart(a: Date, b: Date) -> int:
    """Days between two dates; 0 where they overlap or one has no calendar days."""
    one, other = day_range(a.value), day_range(b.value)
    if one is None or other is None:
        return 0
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


def _fits(old: End, new: End, places: Mapping[str, Place]) -> bool:
    """Tell whether two ends are one place, or a country and a place in it."""
    if old.place is None or new.place is None or old.place == new.place:
        return old.place == new.place
    a, b = places[old.place], places[new.place]
    return a.country == b.country is not None and "country" in (a.kind, b.kind)


def _finer(old: End | None, new: End | None, places: Mapping[str, Place]) -> End | None:
    """Return the end that says more: a told one over none, a city over its country."""
    if old is None or new is None:
        return old or new
    coarse = old.place is not None and places[old.place].kind == "country"
    return new if coarse and new.place is not None else old


def _same(old: Journey, new: Journey, places: Mapping[str, Place]) -> bool:
    """Tell whether two tellings are one movement: same kind, nobody and no end that contradicts, and one end in common."""
    if old.kind != new.kind or (_who(old) and _who(new) and not _who(old) & _who(new)):
        return False
    if old.date and new.date and _days_apart(old.date, new.date) > (3 if _vehicle(old) or _vehicle(new) else 0):
        return False
    pairs = [(a, b) for a, b in ((old.origin, new.origin), (old.destination, new.destination)) if a and b]
    if not all(_fits(a, b, places) for a, b in pairs):
        return False
    if pairs:
        return True
    vehicle = _vehicle(old) or _vehicle(new)
    return vehicle and old.mode == new.mode != "unknown" and new.evidence[0][0] - old.evidence[-1][1] < 3


def _merged(old: Journey, new: Journey, places: Mapping[str, Place]) -> Journey:
    travellers = old.travellers if _who(old) else new.travellers if _who(new) else old.travellers
    settled = old.status if old.status in ("completed", "under_way") else new.status
    return dataclasses.replace(
        old,
        travellers=travellers,
        origin=_finer(old.origin, new.origin, places),
        via=old.via or new.via,
        destination=_finer(old.destination, new.destination, places),
        mode=old.mode if old.mode != "unknown" else new.mode,
        status=settled,
        date=old.date or new.date,
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
    )


def _without_echo(told: Sequence[Journey]) -> list[Journey]:
    """Drop a presence where the same person's journey already ends, unless it has a date of its own."""
    arrived = {(a, j.destination.place) for j in told if j.kind == "journey" and j.destination for a in _who(j)}
    return [
        j for j in told
        if j.kind == "journey" or j.destination is None or j.date or not {(a, j.destination.place) for a in _who(j)} & arrived
    ]  # fmt: skip


def _measured(journey: Journey, article: str, places: Mapping[str, Place], text: str) -> Journey:
    a, b = journey.origin and journey.origin.place, journey.destination and journey.destination.place
    km = geodesic_km(places[a], places[b]) if a and b else None
    told = [text[e.start : e.end] for e in (journey.origin, *journey.via, journey.destination) if e]
    key = stable_id("journey", article, [journey.kind, *(t.name or "" for t in journey.travellers), *told, text[slice(*journey.evidence[0])]])
    return dataclasses.replace(journey, id=key, great_circle_km=km)
