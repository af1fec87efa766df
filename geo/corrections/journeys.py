"""Corrections of journeys and presences: one that was missed, another end, traveller, means, status or date."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from geo.corrections.anchor import Anchor, checked
from geo.corrections.correction import Correction, actor_of, anchored, place_of
from geo.corrections.dates import date_at, date_values
from geo.errors import CorrectionError
from geo.identity import stable_id
from geo.record import Actor, Journey, JourneyKind, JourneyStatus, Mode, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.record import Record, Span, Traveller


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a journey starts, passes or ends: the words, and the place if the toponym there is not to decide."""

    span: Span
    place: Place | str | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """Who travels: an actor (of the record, by id, or another one), the words that name them, or both."""

    actor: Actor | str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The words of a date; the value only where the record has no date at these words."""

    span: Span
    value: str | None = None


_ALLOWED = {"kind": get_args(JourneyKind), "mode": get_args(Mode), "status": get_args(JourneyStatus)}


def add_journey(
    record: Record,
    text: str,
    *,
    travellers: Sequence[Going],
    origin: Stop | None = None,
    destination: Stop | None = None,
    via: Sequence[Stop] = (),
    kind: JourneyKind = "journey",
    mode: Mode = "unknown",
    status: JourneyStatus = "completed",
    date: When | None = None,
) -> Correction:
    """Return the correction that adds a journey, or a presence at ``destination``, that was missed.

    Raises
    ------
    CorrectionError
        If nobody travels or no end is given, if words are not in the text, or if there is no such place, actor,
        kind, mode, status or date.
    """
    if origin is None and destination is None:
        raise CorrectionError("The journey has no end: select where it starts or where it leads.")
    values = _values(record, text, {
        "travellers": travellers, "origin": origin, "destination": destination, "via": via, "kind": kind, "mode": mode,
        "status": status, "date": date,
    })  # fmt: skip
    stops = [stop for stop in (origin, *via, destination) if stop is not None]
    _check_apart([stop.span for stop in stops])
    names = ["" if who["actor"] is None else who["actor"]["name"] for who in values["travellers"]]
    spans = [*(stop.span for stop in stops), *(span for who in travellers for span in who.spans)]
    id_ = stable_id("journey", record.id, [kind, *names, *(text[slice(*span)] for span in spans), "added"])
    anchor = Anchor.of(text, (destination or stops[0]).span)
    return Correction("add_journey", anchor, id_, {"kind": kind, "evidence": []} | values)


def change_journey(record: Record, text: str, journey: str, **changes: Any) -> Correction:  # noqa: ANN401 - as below
    """Return the correction of a journey or presence (by id).

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    journey
        Its id.
    **changes
        Any of ``travellers``, ``origin``, ``destination``, ``via``, ``mode``, ``status`` and ``date``, as in
        :func:`add_journey`; None where it is not told.  What is not named stays as it is extracted.

    Raises
    ------
    CorrectionError
        If there is no such journey, or as :func:`add_journey` does.
    """
    old = journey_of(record, journey)
    if unknown := changes.keys() - {"travellers", "origin", "destination", "via", "mode", "status", "date"}:
        raise CorrectionError(f"A journey has no {' or '.join(sorted(unknown))} that could be changed.")
    if not changes:
        raise CorrectionError("Nothing is changed: choose what is wrong about the journey.")
    before = snapshot(record, text, old)
    values = _values(record, text, changes)
    ends = {"origin": [old.origin], "via": old.via, "destination": [old.destination]}
    spans = [(end.start, end.end) for key in ends.keys() - changes.keys() for end in ends[key] if end is not None]
    given = [*(changes.get("via") or ()), changes.get("origin"), changes.get("destination")]
    if changes.keys() & ends.keys():
        _check_apart([*spans, *(stop.span for stop in given if stop is not None)])
    was = {key: before[key] for key in changes}
    return Correction("change_journey", _anchor(text, old), old.id, before | values | {"set": [*values], "was": was})


def _check_apart(spans: Sequence[Span]) -> None:
    ordered = sorted(spans)
    if any(one[1] > other[0] for one, other in itertools.pairwise(ordered)):
        raise CorrectionError("The journey starts, passes or ends twice at the same words: select different ones.")


def remove_journey(record: Record, text: str, journey: str) -> Correction:
    """Return the correction that takes away a journey or presence (by id).

    Raises
    ------
    CorrectionError
        If there is no such journey.
    """
    old = journey_of(record, journey)
    return Correction("remove_journey", _anchor(text, old), old.id, snapshot(record, text, old))


def journey_of(record: Record, id_: str) -> Journey:
    """Return a journey by id; refuse where there is none."""
    found = next((j for j in record.journeys if j.id == id_), None)
    if found is None:
        raise CorrectionError("This journey is no longer in the article: reload the page, and choose another one.")
    return found


def snapshot(record: Record, text: str, old: Journey) -> dict[str, Any]:
    """Return a journey as JSON values, so that it can be put back where an extraction no longer finds it."""
    places = {place.id: dataclasses.asdict(place) for place in record.places}
    ends = {"origin": old.origin, "destination": old.destination}
    stops: dict[str, Any] = {
        key: end and _stop(text, (end.start, end.end), places.get(end.place or "")) for key, end in ends.items()
    }
    stops["via"] = [_stop(text, (end.start, end.end), places.get(end.place or "")) for end in old.via]
    date = old.date and {
        "anchor": Anchor.of(text, (old.date.start, old.date.end)).as_dict(), "given": False,
        "type": old.date.type, "value": old.date.value, "precision": old.date.precision,
    }  # fmt: skip
    who = [_traveller(record, text, traveller) for traveller in old.travellers]
    rest = {key: getattr(old, key) for key in ("kind", "mode", "status")}
    return stops | rest | {"date": date, "travellers": who, "evidence": anchored(text, old.evidence)}


def _anchor(text: str, old: Journey) -> Anchor:
    ends = [(end.start, end.end) for end in (old.destination, old.origin, *old.via) if end is not None]
    spans = [*ends, *(span for who in old.travellers for span in who.spans), *old.evidence]
    if not spans:
        raise CorrectionError("This journey rests on no words of the article: remove it and add it again.")
    return Anchor.of(text, spans[0])


def _traveller(record: Record, text: str, who: Traveller) -> dict[str, Any]:
    listed = {actor.id for actor in record.actors}
    actor = actor_of(record, who.actor) if who.actor in listed and who.actor is not None else None
    return {"actor": actor, "name": who.name, "spans": anchored(text, who.spans)}


def _stop(text: str, span: Span, place: dict[str, Any] | None, *, given: bool = False) -> dict[str, Any]:
    return {"anchor": Anchor.of(text, span).as_dict(), "place": place, "given": given}


def _values(record: Record, text: str, changes: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, given in changes.items():
        if key in _ALLOWED:
            if given not in _ALLOWED[key]:
                raise CorrectionError(f"“{given}” is no {key} of a journey: choose one of {', '.join(_ALLOWED[key])}.")
            values[key] = given
        elif key == "travellers":
            values[key] = [_going(record, text, who) for who in given]
            if not values[key]:
                raise CorrectionError("Nobody travels: choose an actor, or select the words that say who.")
        elif key == "date":
            values[key] = given and _when(record, text, given)
        elif key == "via":
            values[key] = [_given_stop(record, text, stop) for stop in given]
        else:
            values[key] = given and _given_stop(record, text, given)
    return values


def _going(record: Record, text: str, who: Going) -> dict[str, Any]:
    spans = [checked(text, span) for span in who.spans]
    if who.actor is None and not spans:
        raise CorrectionError("A traveller has neither name nor words: choose an actor, or select the words.")
    actor = None if who.actor is None else actor_of(record, who.actor)
    name = actor["name"] if actor else text[slice(*spans[0])]
    return {"actor": actor, "name": name, "spans": anchored(text, spans)}


def _given_stop(record: Record, text: str, stop: Stop) -> dict[str, Any]:
    span = checked(text, stop.span)
    if stop.place is not None:
        return _stop(text, span, dataclasses.asdict(place_of(record, stop.place)), given=True)
    named = next((t.place for t in record.toponyms if (t.start, t.end) == span and t.place is not None), None)
    place = next((p for p in record.places if p.id == named), None)
    return _stop(text, span, place and dataclasses.asdict(place))


def _when(record: Record, text: str, when: When) -> dict[str, Any]:
    span = checked(text, when.span)
    anchor = Anchor.of(text, span).as_dict()
    if when.value is not None:
        return {"anchor": anchor, "given": True} | date_values(when.value)
    old = date_at(record, text, span)
    return {"anchor": anchor, "given": False, "type": old.type, "value": old.value, "precision": old.precision}
