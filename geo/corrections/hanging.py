"""What hangs on corrected parts: ends of journeys, places of statements, distances, warnings, the lists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geo.corrections.saying import places_in, read
from geo.corrections.work import overlap
from geo.extract.distances import geodesic_km, judged
from geo.extract.doubts import doubts
from geo.identity import part_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.corrections.work import Work
    from geo.record import Actor, Distance, End, Journey, Place, Record, Span, Statement, Toponym, Warning

    Change = tuple[Toponym | None, Toponym | None]


def settled(work: Work) -> Record:
    """Return the record with all that hangs on what the corrections changed."""
    changes = _changes(work)
    work.statements[:] = [_statement(work, told, changes) for told in work.statements]
    before = {journey.id: journey for journey in work.old.journeys}
    work.journeys[:] = [_journey(work, told, changes, before.get(told.id)) for told in work.journeys]
    if work.built:  # What was added goes where the text tells it.
        work.statements.sort(key=lambda s: (min((a for a, _ in (*s.source, *s.cue, *s.content)), default=0), s.id))
        work.journeys.sort(key=lambda j: (min((a for a, _ in j.evidence), default=0), j.id))
    distances = tuple(_distance(work, told, changes) for told in work.old.distances)
    record = dataclasses.replace(
        work.old,
        toponyms=tuple(work.toponyms),
        statements=tuple(work.statements),
        journeys=tuple(work.journeys),
        dates=tuple(work.dates),
        distances=distances,
    )
    record = dataclasses.replace(record, actors=_actors(work, record), places=_places(work, record))
    parts = (*record.toponyms, *record.dates, *record.statements, *record.journeys, *record.actors)
    ids = {part_id(part) for part in parts}
    return dataclasses.replace(
        record,
        warnings=_warnings(work.old, record),
        verified=tuple(sorted(work.verified & ids)),
        corrected=tuple(sorted(work.corrected & ids)),
    )


def _changes(work: Work) -> dict[Span, Change]:
    """The toponyms that have another place now, are new or gone, by span in order of the text."""
    old = {(t.start, t.end): t for t in work.old.toponyms}
    new = {(t.start, t.end): t for t in work.toponyms}
    found = {}
    for span in sorted(old.keys() | new.keys()):
        a, b = old.get(span), new.get(span)
        if _place(a) != _place(b):
            found[span] = (a, b)
    return found


def _place(toponym: Toponym | None) -> str | None:
    return toponym.place if toponym is not None and toponym.status == "resolved" else None


def _statement(work: Work, told: Statement, changes: dict[Span, Change]) -> Statement:
    if told.id in work.built:
        return read(work, told)
    if any(overlap(span, c) for span in changes for c in told.content):
        known = {t.place for t in work.old.toponyms if any(overlap((t.start, t.end), c) for c in told.content)}
        places = dict.fromkeys([*places_in(work, told.content), *(p for p in told.places if p not in known)])
        told = dataclasses.replace(told, places=tuple(places))
    if told.venue is not None:
        for sentence in told.sentences:
            now = _moved(work, told.venue, sentence, changes)
            if now != told.venue:
                return dataclasses.replace(told, venue=now)
    return told


def _moved(work: Work, place: str | None, sentence: Span, changes: dict[Span, Change]) -> str | None:
    """Return what a place that a sentence names has become there."""
    for span, (old, new) in changes.items():
        if place is not None and overlap(span, sentence) and old is not None and old.place == place:
            here = (t for t in work.toponyms if overlap((t.start, t.end), sentence))
            return place if any(t.place == place for t in here) else _place(new)
    return place


def _journey(work: Work, told: Journey, changes: dict[Span, Change], before: Journey | None) -> Journey:
    told = dataclasses.replace(
        told,
        origin=_end(work, told.origin, changes),
        via=tuple(end for stop in told.via if (end := _end(work, stop, changes)) is not None),
        destination=_end(work, told.destination, changes),
    )
    ends = _ends(told)
    if before is not None and told.id not in work.built and ends == _ends(before):
        return told
    places = [work.places.get(id_ or "") for id_ in ends]
    km = None if places[0] is None or places[1] is None else geodesic_km(places[0], places[1])
    return dataclasses.replace(told, great_circle_km=km)


def _ends(journey: Journey) -> tuple[str | None, str | None]:
    return journey.origin and journey.origin.place, journey.destination and journey.destination.place


def _end(work: Work, end: End | None, changes: dict[Span, Change]) -> End | None:
    if end is None:
        return None
    span = (end.start, end.end)
    there = {(t.start, t.end): t for t in work.toponyms}
    if span in there:
        follows = span in changes or (span in work.ended and there[span].place is not None)
        return dataclasses.replace(end, place=there[span].place) if follows else end
    gone = span in changes or span in work.emptied or any(overlap(span, put) for put in work.placed & there.keys())
    return dataclasses.replace(end, place=None) if gone else end


def _distance(work: Work, told: Distance, changes: dict[Span, Change]) -> Distance:
    sentence = work.sentence(told.start)
    origin, destination = (_moved(work, place, sentence, changes) for place in (told.origin, told.destination))
    if (origin, destination) == (told.origin, told.destination):
        return told
    a, b = work.places.get(origin or ""), work.places.get(destination or "")
    km = None if a is None or b is None else geodesic_km(a, b)
    verdict = judged(told.text, km)
    return dataclasses.replace(told, origin=origin, destination=destination, measured_km=km, verdict=verdict)


def _warnings(old: Record, new: Record) -> tuple[Warning, ...]:
    """What was unsure and is so no more goes; what has become unsure comes."""
    before, now = (doubts(r.toponyms, r.journeys, r.dates) for r in (old, new))
    kept = [warning for warning in old.warnings if warning not in before or warning in now]
    return (*kept, *(warning for warning in now if warning not in before and warning not in kept))


def _actors(work: Work, record: Record) -> tuple[Actor, ...]:
    """The actors that were there, then new ones by id; without those that the corrections left without any part."""
    idle = {a.id for a in work.old.actors if not a.mentions} - set(_named(work.old))
    used = {*_named(record), *(id_ for id_, actor in work.actors.items() if actor.mentions), *idle}
    order = {actor.id: n for n, actor in enumerate(work.old.actors)}
    kept = (actor for id_, actor in work.actors.items() if id_ in used)
    return tuple(sorted(kept, key=lambda a: (order.get(a.id, len(order)), a.id)))


def _named(record: Record) -> Iterator[str]:
    yield from (t.actor for t in record.toponyms if t.actor)
    for told in record.statements:
        yield from (id_ for id_ in (told.speaker, told.via, *told.actors) if id_)
    yield from (who.actor for journey in record.journeys for who in journey.travellers if who.actor)


def _places(work: Work, record: Record) -> tuple[Place, ...]:
    idle = {place.id for place in work.old.places} - set(_located(work.old))
    used = {*_located(record), *idle}
    order = {place.id: n for n, place in enumerate(work.old.places)}
    kept = (place for id_, place in work.places.items() if id_ in used)
    return tuple(sorted(kept, key=lambda p: (order.get(p.id, len(order)), p.id)))


def _located(record: Record) -> Iterator[str]:
    for toponym in record.toponyms:
        yield from (id_ for id_ in (toponym.place, *toponym.alternatives) if id_)
    for told in record.statements:
        yield from (id_ for id_ in (told.venue, *told.places) if id_)
    for journey in record.journeys:
        ends = (journey.origin, *journey.via, journey.destination)
        yield from (end.place for end in ends if end is not None and end.place)
    for distance in record.distances:
        yield from (id_ for id_ in (distance.origin, distance.destination) if id_)
