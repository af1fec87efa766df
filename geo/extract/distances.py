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

_KM = {"km": 1.0, "mile": 1.609344, "nautical mile": 1.852}
_CLAIM = re.compile(
    r"(?:(?P<hedge>about|around|roughly|nearly|almost|some|over|more than|less than|approximately)\s+)?"
    r"\b(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[\s-]*(?P<unit>nautical miles?|km|kilomet(?:er|re)s?|miles?)\b(?!\s*(?:per|an|a)\s+hour|/h)"
)
TOLERANCE = 0.10
"""Share of the measured distance by which a claim may differ and still agree."""


def geodesic_km(a: Place, b: Place) -> float:
    """Return the length of the geodesic between two places on WGS84 in km, to the metre (Karney 2013, through geopy)."""
    return round(geodesic((a.lat, a.lon), (b.lat, b.lon)).km, 3)


def distances(reading: Reading, toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> tuple[Distance, ...]:
    """Return the claimed distances; the two ends are the places that the same sentence names, where these are two."""
    return tuple(_scan(reading, toponyms, places))


def _scan(reading: Reading, toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> Iterator[Distance]:
    for match in _CLAIM.finditer(reading.text):
        unit = match["unit"].lower()
        factor = next(v for k, v in sorted(_KM.items(), reverse=True) if unit.startswith(k) or (k == "km" and unit.startswith("kilo")))
        number = float(match["number"].replace(",", ""))
        claimed = round(number * factor, 1)
        ends = _ends(reading, match.span(), toponyms, places)
        measured = geodesic_km(places[ends[0]], places[ends[1]]) if ends else None
        slack = max(TOLERANCE * measured, _rounding(match["number"]) * factor) if measured else 0.0
        verdict: Verdict = "unknown" if measured is None else "agrees" if abs(claimed - measured) <= slack else "differs"
        origin, destination = ends or (None, None)
        yield Distance(match.start(), match.end(), match[0], origin, destination, claimed, measured, verdict)


def _rounding(number: str) -> float:
    """Half of the last digit's unit that the number is written to: 50 for 700, 5 for 680, 0.5 for 683."""
    digits = number.replace(",", "")
    if "." in digits:
        return 0.5 * 10 ** -len(digits.split(".")[1])
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def _ends(reading: Reading, claim: Span, toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> tuple[str, str] | None:
    sentence = reading.sentence_at(claim[0])
    points = [
        t for t in toponyms
        if sentence[0] <= t.start < sentence[1] and t.place and t.literal and t.role != "container" and places[t.place].kind not in AREA_KINDS
    ]  # fmt: skip
    distinct = list(dict.fromkeys(t.place for t in points))
    if len(distinct) != 2:
        near = sorted(points, key=lambda t: min(abs(t.start - claim[1]), abs(claim[0] - t.end)))
        distinct = list(dict.fromkeys(t.place for t in near))[:2]
        distinct.sort(key=lambda p: next(t.start for t in points if t.place == p))
    return (distinct[0], distinct[1]) if len(distinct) == 2 else None
