"""Two tellings of one movement are one journey, with both as evidence."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.halves import actors_of, halves, is_other_end, timely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.record import Date, End, Journey, Place, Traveller

_NEARBY = 2500
"""Code points between two tellings beyond which a bare common noun no longer means the same people."""

_BEFORE = re.compile(r"\b(?:after|since) (?:his|her|their|the|a)\b[^,.;]*\b(?:abroad|overseas)\b")
"""A journey abroad that is over when the sentence happens: the next words are of another time."""

_NEXT = 600
"""Code points within which a pronoun without a person of its own may stand for the people before it."""


def merged(told: Sequence[Journey], places: Mapping[str, Place], text: str) -> list[Journey]:
    """Return the journeys with those that tell one movement joined, in order of their first telling.

    Parameters
    ----------
    told
        Journeys as single phrases tell them, in order of the text.
    places
        The places of the record by id.
    text
        The article, for ends that are no places of the record.
    """
    out = list(told)
    for _ in range(2):  # what a second telling adds may show that a third is the same
        before, out = out, []
        for new in before:
            same = next((n for n, old in enumerate(out) if _same(old, new, places, text)), None)
            if same is None:
                out.append(new)
            else:
                out[same] = _joined(out[same], new, places)
    return _without_echo(_completed(out, text))


def _completed(told: Sequence[Journey], text: str) -> list[Journey]:
    """Give a journey "abroad" the destination where the next words put its traveller."""
    out = list(told)
    for n, journey in enumerate(out):
        if (
            _BEFORE.search(text[slice(*journey.evidence[0])])
            or journey.kind != "journey"
            or journey.origin
            or journey.destination
            or journey.via
        ):
            continue
        for m, stay in enumerate(out):
            gap = stay.evidence[0][0] - journey.evidence[-1][1]
            if (
                stay.kind == "presence"
                and actors_of(stay) & actors_of(journey)
                and 0 <= gap < 3
                and (stay.date is None or journey.date is None)
            ):
                out[n] = dataclasses.replace(
                    journey,
                    destination=stay.destination,
                    date=journey.date or stay.date,
                    evidence=(*journey.evidence, *stay.evidence),
                )
                left = tuple(t for t in stay.travellers if t.actor not in actors_of(journey))
                out[m] = dataclasses.replace(stay, travellers=left, date=stay.date or journey.date)
                break
    return [j for j in out if j.travellers]


def _may_be_same(old: Journey, new: Journey) -> bool:
    """The same actor, the same surname or noun, or a bare "they" close behind for the same end."""
    if actors_of(old) and actors_of(new):
        return bool(actors_of(old) & actors_of(new))
    if _surnames(old) & _surnames(new):
        return True
    bare = not _surnames(old) or not _surnames(new)
    ends = [(a.place, b.place) for a, b in ((old.destination, new.destination), (old.origin, new.origin)) if a and b]
    return (
        bare
        and bool(ends)
        and all(a == b is not None for a, b in ends)
        and new.evidence[0][0] - old.evidence[-1][1] < _NEXT
    )


def _surnames(journey: Journey) -> frozenset[str]:
    return frozenset(t.name.split(" ")[-1].lower() for t in journey.travellers if t.name)


def is_vehicle(journey: Journey) -> bool:
    """Tell whether nobody but a vehicle is named."""
    return not actors_of(journey) and journey.mode != "unknown"


def _days_apart(one: Date, other: Date) -> int:
    a, b = day_range(one.value), day_range(other.value)
    if a is None or b is None:
        return (
            0
            if one.value == other.value or None in (one.value, other.value) or "REF" in f"{one.value}{other.value}"
            else 999
        )
    return max(0, (a[0] - b[1]).days, (b[0] - a[1]).days)


def _fits(old: End, new: End, places: Mapping[str, Place], text: str) -> bool:
    """Tell whether two ends are one place, or a country and a place in it."""
    if old.place is None and new.place is None:
        return text[old.start : old.end].lower() == text[new.start : new.end].lower()
    if old.place is None or new.place is None:
        return False
    if old.place == new.place:
        return True
    a, b = places[old.place], places[new.place]
    return a.country == b.country is not None and "country" in (a.kind, b.kind)


def _finer(old: End | None, new: End | None, places: Mapping[str, Place]) -> End | None:
    """Return the end that says more: a told one over none, a city over its country."""
    if old is None or new is None:
        return old or new
    coarse = old.place is None or places[old.place].kind == "country"
    return new if coarse and new.place is not None else old


def _same(old: Journey, new: Journey, places: Mapping[str, Place], text: str) -> bool:
    """Tell whether two tellings are one movement: nothing contradicts, and they have an end in common."""
    if old.kind != new.kind or (old.status in ("denied", "cancelled")) != (new.status in ("denied", "cancelled")):
        return False
    vehicle = is_vehicle(old) or is_vehicle(new)
    if (
        re.search(r"\balso\b", text[slice(*new.evidence[0])])
        and old.evidence[-1] != new.evidence[0]
        and new.date is None
    ):
        return False  # "he also travelled ...": another time
    if not _may_be_same(old, new) and not (
        vehicle and (not actors_of(old) or not actors_of(new)) and old.mode == new.mode
    ):
        return False
    if new.evidence[0][0] - old.evidence[-1][1] > _NEARBY and not actors_of(old) & actors_of(new):
        return False
    if "unknown" not in (old.mode, new.mode) and old.mode != new.mode and not vehicle:
        return False
    if is_other_end(old, new, text):
        return not _fits(*halves(old, new), places, text)
    if old.date and new.date and _days_apart(old.date, new.date) > (3 if vehicle else 0):
        return False
    pairs = [(a, b) for a, b in ((old.origin, new.origin), (old.destination, new.destination)) if a and b]
    if not all(_fits(a, b, places, text) for a, b in pairs):
        return False
    if (
        old.evidence[-1] == new.evidence[0]
        and old.destination
        and new.destination is None
        and new.origin
        and old.origin is None
    ):
        return not _fits(new.origin, old.destination, places, text)
    if pairs:
        return timely(old, new)
    return vehicle and old.mode == new.mode != "unknown" and new.evidence[0][0] - old.evidence[-1][1] < 3


def _joined(old: Journey, new: Journey, places: Mapping[str, Place]) -> Journey:
    if actors_of(old) & actors_of(new):
        known = actors_of(old)
        both = tuple(
            _with_spans(t, [n for n in new.travellers if n.actor and n.actor == t.actor]) for t in old.travellers
        )
        travellers = both + tuple(n for n in new.travellers if n.actor and n.actor not in known)
    else:
        travellers = old.travellers if actors_of(old) or not actors_of(new) else new.travellers
        if not actors_of(old) and not actors_of(new):
            travellers = (_with_spans(travellers[0], new.travellers), *travellers[1:])
    firm = ("under_way", "completed", "cancelled", "denied")
    settled = (
        old.status
        if (old.status in firm and new.status not in ("under_way",)) or new.status not in firm
        else new.status
    )
    if settled == "completed" and "under_way" in (old.status, new.status):
        settled = "under_way"
    return dataclasses.replace(
        old,
        travellers=travellers,
        origin=_finer(old.origin, new.origin, places),
        via=old.via or new.via,
        destination=_finer(old.destination, new.destination, places),
        mode=old.mode if old.mode != "unknown" else new.mode,
        status=settled,
        date=_finer_date(old.date, new.date),
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
    )


def _with_spans(traveller: Traveller, others: Sequence[Traveller]) -> Traveller:
    more = (s for other in others for s in other.spans)
    return dataclasses.replace(traveller, spans=tuple(dict.fromkeys((*traveller.spans, *more))))


def _finer_date(old: Date | None, new: Date | None) -> Date | None:
    if old is None or new is None:
        return old or new
    return new if new.precision == "day" and old.precision != "day" else old


def _without_echo(told: Sequence[Journey]) -> list[Journey]:
    """Drop from a presence those whose journey ends there, and the presence where nobody is left."""
    arrived = {
        (a, j.destination.place)
        for j in told
        if j.kind == "journey" and j.destination and j.destination.place
        for a in actors_of(j)
    }
    out = []
    for journey in told:
        if journey.kind == "presence" and journey.destination is not None:
            place = journey.destination.place
            rest = tuple(t for t in journey.travellers if (t.actor, place) not in arrived)
            if not rest:
                continue
            if len(rest) < len(journey.travellers):
                journey = dataclasses.replace(journey, travellers=rest)
        out.append(journey)
    return out
