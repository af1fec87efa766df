"""Measures place names, their places, their roles and what would be pinned, against the gold passages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geopy.distance import great_circle

from geo.record import AREA_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.record import Place, Record, Toponym

POINT_KM = 40.0
"""How far (km) a city, a site or a water may be from the annotated point: those are good to 25 km."""
AREA_KM = 400.0
"""How far (km) the middle of a region may be from the annotated one."""


@dataclass
class Tally:
    """What was found of the names of several passages; the properties are shares from 0 to 1."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    placed: int = 0
    right_place: int = 0
    right_role: int = 0
    right_literal: int = 0
    drawn: int = 0
    drawn_right: int = 0
    wanted_pins: int = 0
    pinned: int = 0
    unknown: int = 0
    rightly_unknown: int = 0
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Names found with exactly the annotated span, of all found."""
        return self.exact / self.found

    @property
    def recall(self) -> float:
        """Names found with exactly the annotated span, of all annotated."""
        return self.exact / self.gold

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.exact / (self.found + self.gold)

    @property
    def place(self) -> float:
        """Names laid to the right place, of those found whose place is known."""
        return self.right_place / self.placed

    @property
    def role(self) -> float:
        """Names with the right role, of those found."""
        return self.right_role / self.exact

    @property
    def literal(self) -> float:
        """Names rightly told to be literal or not, of those found."""
        return self.right_literal / self.exact

    @property
    def pin_precision(self) -> float:
        """Pins (literal, resolved) on a name that is literal, of all pins."""
        return self.drawn_right / self.drawn

    @property
    def pin_recall(self) -> float:
        """Literal names with a pin, of all literal names whose place is known."""
        return self.pinned / self.wanted_pins

    @property
    def not_found(self) -> float:
        """Invented places that are given none, of those found as names."""
        return self.rightly_unknown / self.unknown

    def figures(self) -> dict[str, float]:
        """Return every figure by its name."""
        names = ("precision", "recall", "f1", "place", "role", "literal", "pin_precision", "pin_recall", "not_found")
        return {name: round(getattr(self, name), 4) for name in names}

    def report(self) -> str:
        """Return the figures, the roles that are taken for another, and what went wrong, as lines of text."""
        confused = [f"{a} taken for {b}: {n}" for (a, b), n in self.roles.most_common() if a != b]
        return "\n".join([*(f"{name} {value:.3f}" for name, value in self.figures().items()), *confused, *self.misses])


def is_place(place: Place | None, gold: dict[str, Any]) -> bool:
    """Tell whether a place is the annotated one.

    Countries and continents are right by kind and country, other areas by country and by name or roughly the middle,
    points by distance.
    """
    if place is None:
        return False
    point = None if gold["lat"] is None else (gold["lat"], gold["lon"])
    away = None if point is None else great_circle(point, (place.lat, place.lon)).km
    if away is not None and away <= POINT_KM:
        return True
    if gold["kind"] not in AREA_KINDS or place.kind not in AREA_KINDS:
        return False
    if "country" in (gold["kind"], place.kind):
        return gold["kind"] == place.kind and gold["country"] == place.country
    if gold["country"] and gold["country"] != place.country:
        return False
    same_name = gold["kind"] == place.kind and gold["name"] == place.name
    return same_name or (away is not None and away <= AREA_KM)


def add(tally: Tally, passage: dict[str, Any], record: Record) -> None:
    """Count one passage."""
    places = {p.id: p for p in record.places}
    gold = {(t["start"], t["end"]): t for t in passage["toponyms"]}
    found = {(t.start, t.end): t for t in record.toponyms}
    tally.gold += len(gold)
    tally.found += len(found)
    for span in gold.keys() - found.keys():
        tally.misses.append(f"{passage['id']} not found: {gold[span]['text']} ({gold[span]['role']})")
    for span in found.keys() - gold.keys():
        tally.misses.append(f"{passage['id']} too many: {found[span].text} ({found[span].role})")
    for span in sorted(gold.keys() & found.keys()):
        _add_name(tally, passage, gold[span], found[span], places)
    pins = [t for t in record.toponyms if t.literal and t.status == "resolved"]
    literal = [t for t in passage["toponyms"] if t["literal"]]
    tally.drawn += len(pins)
    tally.drawn_right += sum(any(_overlap(t, pin) for t in literal) for pin in pins)
    known = [t for t in literal if not t.get("unknown")]
    tally.wanted_pins += len(known)
    tally.pinned += sum(any(_overlap(t, pin) for pin in pins) for t in known)


def _add_name(
    tally: Tally, passage: dict[str, Any], gold: dict[str, Any], found: Toponym, places: dict[str, Place]
) -> None:
    tally.exact += 1
    tally.right_role += found.role == gold["role"]
    tally.right_literal += found.literal == gold["literal"]
    tally.roles[gold["role"], found.role] += 1
    if found.role != gold["role"]:
        tally.misses.append(f"{passage['id']} role {found.role}, wants {gold['role']}: {gold['text']}")
    place = places.get(found.place or "")
    if gold.get("unknown"):
        tally.unknown += 1
        tally.rightly_unknown += found.status == "not_found" and place is None
        return
    tally.placed += 1
    right = is_place(place, gold)
    tally.right_place += right
    if not right:
        tally.misses.append(
            f"{passage['id']} place {place and (place.name, place.country)}, wants {gold['name']}, {gold['country']}"
        )


def _overlap(gold: dict[str, Any], found: Toponym) -> bool:
    return gold["start"] < found.end and found.start < gold["end"]


def tally_of(passages: Iterable[tuple[dict[str, Any], Record]]) -> Tally:
    """Count passages with the records that were made of them."""
    tally = Tally()
    for passage, record in passages:
        add(tally, passage, record)
    return tally
