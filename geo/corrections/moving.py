"""Corrections of journeys at work: found again, put back, changed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from geo.corrections.dates import put_date
from geo.corrections.toponyms import put_place
from geo.corrections.work import overlap
from geo.record import Date, End, Journey, Place, Traveller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.corrections.correction import Correction
    from geo.corrections.work import Work
    from geo.record import Span


def add(work: Work, correction: Correction) -> bool:
    """Apply ``add_journey``: in place of one of the same id."""
    made = _build(work, correction)
    if made is None:
        return False
    _insert(work, made)
    return True


def change(work: Work, correction: Correction) -> bool:
    """Apply ``change_journey``."""
    values = correction.values
    changes = {key: values[key] for key in values["set"]}
    if not _all_found(work, changes):
        return False
    old = find(work, correction)
    if old is None:
        return False
    at = work.journeys.index(old)
    new = dataclasses.replace(old, **{key: _field(work, key, told) for key, told in changes.items()})
    words = _words(new) if changes.keys() & {"origin", "destination", "via", "date", "travellers"} else []
    missing = [span for span in words if not any(overlap(span, sentence) for sentence in new.evidence)]
    evidence = tuple(sorted({*new.evidence, *work.sentences(missing)})) if missing else new.evidence
    work.journeys[at] = dataclasses.replace(new, evidence=evidence)
    work.touch(new.id)
    return True


def remove(work: Work, correction: Correction) -> bool:
    """Apply ``remove_journey``; one that is no longer extracted is gone already."""
    found = among(work, correction)
    if found is not None:
        work.journeys.remove(found)
        return True
    return work.find(correction.anchor) is not None


def find(work: Work, correction: Correction) -> Journey | None:
    """Return the journey that a correction is about, put back if it is no longer extracted; None where it is lost."""
    found = among(work, correction)
    if found is None and (found := _build(work, correction)) is not None:
        _insert(work, found)
    return found


def among(work: Work, correction: Correction) -> Journey | None:
    """Return the journey of the record that a correction is about: by id, else by its ends and people."""
    own = next((j for j in work.journeys if j.id == correction.target), None)
    if own is not None:
        return own
    values = correction.values.get("was", {}) | {"kind": correction.values["kind"]}
    values = {**correction.values, **values}
    scored = sorted(((_likeness(work, values, journey), n) for n, journey in enumerate(work.journeys)), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return work.journeys[scored[0][1]]


def _likeness(work: Work, values: Mapping[str, Any], journey: Journey) -> int:
    """How many words a journey shares with the one that is told; 0 where they are of two journeys."""
    if journey.kind != values["kind"]:
        return 0
    ends = 0
    for told, end in ((values["origin"], journey.origin), (values["destination"], journey.destination)):
        span = told and work.find(told["anchor"])
        if span and end:
            if not overlap(span, (end.start, end.end)):
                return 0
            ends += 1
    who = 0
    for told in values["travellers"]:
        spans = [span for anchor in told["spans"] if (span := work.find(anchor))]
        actor = told["actor"] and work.resolved(told["actor"]["id"])
        who += any(
            (actor is not None and actor == t.actor) or any(overlap(a, b) for a in spans for b in t.spans)
            for t in journey.travellers
        )
    return 2 * ends + who if ends and (who or not values["travellers"]) else 0


def _all_found(work: Work, values: Mapping[str, Any]) -> bool:
    stops = [values.get("origin"), values.get("destination"), values.get("date"), *(values.get("via") or ())]
    anchors = [stop["anchor"] for stop in stops if stop]
    anchors += [anchor for who in values.get("travellers") or () for anchor in who["spans"]]
    return work.find_all(anchors) is not None


def _build(work: Work, correction: Correction) -> Journey | None:
    values = correction.values
    if work.find(correction.anchor) is None or not _all_found(work, values):
        return None
    told = ("travellers", "origin", "destination", "via", "date")
    parts = {key: _field(work, key, values[key]) for key in told}
    rest = {key: values[key] for key in ("kind", "mode", "status")}
    made = Journey(id=correction.target or "", great_circle_km=None, evidence=(), **parts, **rest)
    evidence = work.find_all(values["evidence"]) or work.sentences(_words(made))
    return dataclasses.replace(made, evidence=evidence)


def _words(journey: Journey) -> list[Span]:
    ends = [(end.start, end.end) for end in (journey.origin, *journey.via, journey.destination) if end is not None]
    date = [(journey.date.start, journey.date.end)] if journey.date else []
    return [*ends, *(span for who in journey.travellers for span in who.spans[:1]), *date]


def _field(work: Work, key: str, told: Any) -> Any:  # noqa: ANN401 - any field of a journey
    if key == "via":
        return tuple(_end(work, stop, "via") for stop in told)
    if key == "travellers":
        return tuple(
            Traveller(work.actor(who["actor"]), who["name"], work.find_all(who["spans"]) or ()) for who in told
        )
    if told is None or key in ("kind", "mode", "status"):
        return told
    return _date(work, told) if key == "date" else _end(work, told, key)


def _end(work: Work, stop: Mapping[str, Any], role: str) -> End:
    span = work.find(stop["anchor"])
    assert span is not None, "all words are looked for first"
    work.ended.add(span)
    if stop["given"]:
        put_place(work, span, Place(**stop["place"]), role)  # type: ignore[arg-type]
    named = next((t for t in work.toponyms if (t.start, t.end) == span), None)
    if named is not None and (named.place is not None or stop["place"] is None):
        return End(*span, named.place)
    place = work.place(stop["place"])
    return End(*span, place and place.id)


def _date(work: Work, told: Mapping[str, Any]) -> Date:
    span = work.find(told["anchor"])
    assert span is not None, "all words are looked for first"
    date = Date(*span, work.text[slice(*span)], told["type"], told["value"], told["precision"])
    known = next((d for d in work.dates if (d.start, d.end) == span), None)
    if told["given"]:
        put_date(work, date)
        return date
    return known or date


def _insert(work: Work, made: Journey) -> None:
    work.journeys[:] = [*(journey for journey in work.journeys if journey.id != made.id), made]
    work.built.add(made.id)
    work.touch(made.id)
