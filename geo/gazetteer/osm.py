"""What Nominatim answers, as places of our own kinds: OpenStreetMap's classes and types, ids and boxes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from geopy.distance import geodesic
from pydantic import Field

from geo.gazetteer.candidate import Candidate
from geo.record import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import TypeAdapter

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
"""The credit that goes with every place whose id starts with ``osm:``."""

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]

_POWERS_OF_TEN = 6
"""Nominatim's importance goes from 0 to 1 with the logarithm of the links to a page, a million at most."""
_SAME_PLACE_KM = 10.0
_LARGEST_REGION_RANK = 12
"""Nominatim's rank of counties; what is lower is larger, what is higher is a municipality."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A result of Nominatim's search (``jsonv2``) as far as it is used; ``boundingbox``: south, north, west, east."""

    lat: Latitude
    lon: Longitude
    display_name: str
    category: str
    type: str
    osm_type: Literal["node", "way", "relation"] | None = None
    osm_id: int | None = None
    name: str | None = None
    addresstype: str | None = None
    place_rank: int | None = None
    importance: Annotated[float, Field(allow_inf_nan=False)] | None = None
    address: dict[str, str] | None = None
    boundingbox: tuple[Latitude, Latitude, Longitude, Longitude] | None = None


@functools.cache
def answers() -> TypeAdapter[list[Answer]]:
    """Return the (lazily built) reader and writer of a list of answers."""
    from pydantic import TypeAdapter

    return TypeAdapter(list[Answer])


def _kinds(kind: PlaceKind, category: str, types: str) -> dict[tuple[str, str], PlaceKind]:
    return {(category, type_): kind for type_ in types.split()}


# The keys and values are those of https://wiki.openstreetmap.org/wiki/Map_features; what is not here (roads, shops,
# houses, offices) bears names that no report means by a place name alone, and is no answer.
_KINDS: dict[tuple[str, str], PlaceKind] = {
    **_kinds("continent", "place", "continent"),
    **_kinds("country", "place", "country"),
    **_kinds("water", "place", "ocean sea"),
    **_kinds("region", "place", "state region province county district archipelago island islet"),
    **_kinds(
        "city",
        "place",
        "city town village hamlet municipality borough suburb city_district quarter neighbourhood isolated_dwelling",
    ),
    **_kinds("site", "place", "locality"),
    **_kinds("region", "boundary", "national_park protected_area aboriginal_lands disputed"),
    **_kinds("water", "natural", "water bay strait reef"),
    **_kinds(
        "region", "natural", "archipelago mountain_range peninsula plateau desert valley island wood wetland isthmus"
    ),
    **_kinds("site", "natural", "peak volcano cape glacier beach saddle ridge"),
    **_kinds("water", "waterway", "river canal riverbank"),
    **_kinds("site", "waterway", "dam waterfall"),
    **_kinds("water", "water", "lake reservoir lagoon river canal"),
    **_kinds("water", "landuse", "reservoir"),
    **_kinds("site", "landuse", "military harbour"),
    **_kinds("site", "industrial", "port"),
    **_kinds("site", "aeroway", "aerodrome spaceport"),
    **_kinds("site", "power", "plant"),
    **_kinds("site", "barrier", "border_control"),
    **_kinds("site", "mountain_pass", "yes"),
    **_kinds("site", "amenity", "refugee_site prison"),
    **_kinds("site", "historic", "archaeological_site battlefield castle fort monastery"),
    **_kinds("site", "man_made", "bridge offshore_platform nuclear_explosion_site"),
    **_kinds("site", "leisure", "nature_reserve"),
}
_ADDRESS_KINDS: dict[str, PlaceKind] = {
    type_: kind for (category, type_), kind in _KINDS.items() if category == "place" and type_ != "locality"
} | {"state_district": "region"}


def kind_of(answer: Answer) -> PlaceKind | None:
    """Return which of our kinds an answer is of, or None where it is no place that a report names."""
    if answer.category == "military":
        return "site"
    if (answer.category, answer.type) == ("boundary", "administrative"):
        by_rank = "region" if (answer.place_rank or 0) <= _LARGEST_REGION_RANK else "city"
        return _ADDRESS_KINDS.get(answer.addresstype or "", by_rank)
    return _KINDS.get((answer.category, answer.type))


def candidates_of(listed: Sequence[Answer]) -> tuple[Candidate, ...]:
    """Return the places among some answers, the most important first.

    One place that is mapped twice (as a point and as an area) counts once.  ``prior`` is the share by importance.
    """
    kept: list[tuple[Answer, Place]] = []
    for answer in sorted(listed, key=lambda a: -(a.importance or 0)):
        place = _place(answer)
        if place is not None and not any(_same(place, other) for _, other in kept):
            kept.append((answer, place))
    shares = [10 ** (_POWERS_OF_TEN * min(1.0, max(0.0, answer.importance or 0))) for answer, _ in kept]
    return tuple(
        Candidate(place, "name", True, False, answer.type, (answer.address or {}).get("state"), share / sum(shares))
        for (answer, place), share in zip(kept, shares, strict=True)
    )


def _place(answer: Answer) -> Place | None:
    kind = kind_of(answer)
    if kind is None or answer.osm_type is None or answer.osm_id is None:
        return None
    code = (answer.address or {}).get("country_code", "").upper()
    return Place(
        id=f"osm:{answer.osm_type}/{answer.osm_id}",
        name=answer.name or answer.display_name.split(",")[0],
        kind=kind,
        country=code if len(code) == 2 and code.isascii() and code.isalpha() else None,
        lat=answer.lat,
        lon=answer.lon,
        extent_km=_extent_km(answer),
    )


def _extent_km(answer: Answer) -> float | None:
    """Return the distance (km) from the point to the farthest corner of the box: the radius that holds the place."""
    if answer.boundingbox is None:
        return None
    south, north, west, east = answer.boundingbox
    corners = ((lat, lon) for lat in (south, north) for lon in (west, east))
    return round(max(geodesic((answer.lat, answer.lon), corner).km for corner in corners), 1)


def _same(a: Place, b: Place) -> bool:
    return a.kind == b.kind and geodesic((a.lat, a.lon), (b.lat, b.lon)).km < _SAME_PLACE_KM
