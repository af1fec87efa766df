"""Distances that a text claims, measured on the WGS84 ellipsoid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geopy.distance import geodesic

from geo.record import AREA_KINDS, Distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.extract.reading import Reading
    from geo.record import Place, Span, Toponym, Verdict

_KM = {"n": 1.852, "m": 1.609344, "k": 1.0}
"""Kilometres in a unit, by its first letter: nautical mile, mile, kilometre."""
_CLAIM = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|some|over|more than|less than|approximately|just|only|barely)\s+)?"
    r"\b(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[\s-]*(?P<unit>nautical miles?|km|kilomet(?:er|re)s?|miles?)\b"
    r"(?!\s*(?:per|an|a)\s+hour|/h|\s*(?:square|wide|deep|high|tall)\b)",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(
    r"(?:\s+(?:as the crow flies|or so|away|apart|journey|trip|drive|flight|voyage|ride|march|walk|route|distance|line|"
    r"(?:to the )?(?:(?:north|south|east|west)[\w-]*)|just|further|farther)|,)*"
    r"\s+(?:from|of|to|off|outside|between|separat\w+)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"\s+(?:apart|away|journey|trip|drive|flight|voyage|ride|march|walk)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:between|distance|from|separated by|apart by|travel\w*|drove|flew|walk\w*|sail\w*|journey|trip)\b",
    re.IGNORECASE,
)
TOLERANCE = 0.10
"""Share of the measured distance by which a claim may differ and still agree."""


def geodesic_km(a: Place, b: Place) -> float:
    """Return the geodesic between two places on WGS84 in km, to the metre (Karney 2013, through geopy)."""
    return round(geodesic((a.lat, a.lon), (b.lat, b.lon)).km, 3)


def distances(reading: Reading, toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> tuple[Distance, ...]:
    """Return the claimed distances, each with the two places of its sentence that it lies between.

    Parameters
    ----------
    reading
        The parsed article.
    toponyms
        Its place names; only literal ones that are points (no countries or seas) are ends.
    places
        The places of the record by id.

    Returns
    -------
    tuple of Distance
        In km.  A claim that does not say what it lies between ("a wall of 50 km") has no ends and the verdict
        "unknown".
    """
    return tuple(_scan(reading, toponyms, places))


def _scan(reading: Reading, toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> Iterator[Distance]:
    for match in _CLAIM.finditer(reading.text):
        factor = _KM[match["unit"][0].lower()]
        number = float(match["number"].replace(",", ""))
        claimed = round(number * factor, 1)
        ends = _ends(reading, match.span(), toponyms, places)
        measured = geodesic_km(places[ends[0]], places[ends[1]]) if ends else None
        origin, destination = ends or (None, None)
        verdict = judged(match[0], measured)
        yield Distance(match.start(), match.end(), match[0], origin, destination, claimed, measured, verdict)


def judged(words: str, measured_km: float | None) -> Verdict:
    """Return whether a claimed distance ("about 680 kilometers") agrees with the measured one (km).

    It may differ by :data:`TOLERANCE`, or by half of the digit that it is rounded to.
    """
    claim = _CLAIM.search(words)
    if measured_km is None or claim is None:
        return "unknown"
    factor = _KM[claim["unit"][0].lower()]
    claimed = round(float(claim["number"].replace(",", "")) * factor, 1)
    slack = max(TOLERANCE * measured_km, _rounding(claim["number"]) * factor) if measured_km else 0.0
    return "agrees" if abs(claimed - measured_km) <= slack else "differs"


def _rounding(number: str) -> float:
    """Half of the last digit's unit that the number is written to: 50 for 700, 5 for 680, 0.5 for 683."""
    digits = number.replace(",", "")
    if "." in digits:
        return 0.5 * 10 ** -len(digits.split(".")[1])
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def _ends(
    reading: Reading, claim: Span, toponyms: Sequence[Toponym], places: Mapping[str, Place]
) -> tuple[str, str] | None:
    sentence = reading.sentence_at(claim[0])
    points = [
        t for t in toponyms
        if sentence[0] <= t.start < sentence[1] and t.place and t.literal and t.role != "container"
        and places[t.place].kind not in AREA_KINDS
    ]  # fmt: skip
    after = reading.text[claim[1] : sentence[1]]
    linked = _FROM_THERE.match(after)
    if not (linked or _APART.match(after) or _BEFORE.search(reading.text, sentence[0], claim[0])):
        return None
    distinct = list(dict.fromkeys(t.place for t in points))
    if len(distinct) > 2:
        before = list(dict.fromkeys(t.place for t in points if t.end <= claim[0]))
        behind = list(dict.fromkeys(t.place for t in points if t.start >= claim[1]))
        both = (
            behind[:2]
            if linked and linked[0].endswith("between")
            else [*before[-1:], *behind[:1]]
            if linked
            else before[-2:]
        )
        distinct = list(dict.fromkeys(both))
    return (distinct[0], distinct[1]) if len(distinct) == 2 else None
