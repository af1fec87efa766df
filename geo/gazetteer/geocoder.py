"""Geocoding without a network: geopy's interface over the offline gazetteer."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

from geopy.distance import geodesic
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.gazetteer.candidate import Candidate
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.names import normalise

if TYPE_CHECKING:
    from geo.record import Place

MAX_REVERSE_KM = 50.0
"""How far (km) the nearest city may be from a point to be an answer."""

_KM_PER_DEGREE = 110.5


def geocode(query: str, *, limit: int = 5, gazetteer: Gazetteer | None = None) -> tuple[Candidate, ...]:
    """Return the places that a name may mean, best first, at most ``limit``.

    What follows a comma must contain the place: "Paris, Texas", "Paris, TX", "Tripoli, Lebanon", "Austin, Texas, USA".

    Parameters
    ----------
    query
        A name, or a name and its containers after commas.
    limit
        How many places at most.
    gazetteer
        Where to look; the one that ships with Dateline by default.

    Examples
    --------
    >>> geocode("Paris, Texas")[0].place.country
    'US'
    """
    gazetteer = gazetteer or Gazetteer.default()
    whole = gazetteer.candidates(query)
    head, *tail = (part.strip() for part in query.split(","))
    tail = [part for part in tail if part]
    if whole or not tail:
        return whole[:limit]
    holders = [gazetteer.containers(part) for part in tail]
    found = gazetteer.candidates(head)
    for choices in holders:
        found = tuple(c for c in found if any(_within(c, choice) for choice in choices))
    total = sum(c.prior for c in found)
    return tuple(dataclasses.replace(c, prior=c.prior / total) for c in found[:limit])


def _within(candidate: Candidate, holder: Candidate) -> bool:
    if candidate.place.id == holder.place.id or candidate.form == "demonym":
        return False
    if holder.place.kind == "country":
        return candidate.place.country == holder.place.country
    if candidate.place.country != holder.place.country:
        return False
    return candidate.admin1 is not None and normalise(candidate.admin1) == normalise(holder.admin1 or holder.place.name)


class OfflineGeocoder(Geocoder):
    """A geopy geocoder that asks no server.

    Parameters
    ----------
    gazetteer
        Where to look; the one that ships with Dateline by default.
    """

    def __init__(self, *, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self._gazetteer = gazetteer or Gazetteer.default()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: float | None = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Return the location of a place, or all that bear the name; None or an empty list where there is none.

        Parameters
        ----------
        query
            A name, or a name and its containers after commas.
        exactly_one
            Return the best location only.
        limit
            How many locations at most, with ``exactly_one=False``.
        timeout
            Not needed: taken for geopy's sake.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no text or empty.
        geopy.exc.ConfigurationError
            If the limit is below 1.
        """
        del timeout
        if not isinstance(query, str) or not query.strip():
            raise GeocoderQueryError("the query must be a place name, such as 'Paris, Texas'")
        if limit is not None and limit < 1:
            raise ConfigurationError(f"limit is {limit}: it must be 1 or more, or None")
        found = geocode(query, limit=1 if exactly_one else limit or 100, gazetteer=self._gazetteer)
        locations = [_location(c.place, feature=c.feature, admin1=c.admin1, prior=c.prior) for c in found]
        return _answer(locations, exactly_one=exactly_one)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        max_km: float = MAX_REVERSE_KM,
        timeout: float | None = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Return the city nearest to a point, or all in reach by distance; None or an empty list beyond ``max_km``.

        Parameters
        ----------
        query
            A point as geopy takes it: a :class:`geopy.point.Point`, latitude and longitude in degrees, or text.
        exactly_one
            Return the nearest only.
        limit
            How many locations at most, with ``exactly_one=False``.
        max_km
            How far a city may be (geodesic, km).
        timeout
            Not needed: taken for geopy's sake.

        Raises
        ------
        ValueError
            If the query is no point (geopy's own error for points).
        geopy.exc.ConfigurationError
            If ``max_km`` is not above 0, or the limit below 1.
        """
        del timeout
        if not max_km > 0:
            raise ConfigurationError(f"max_km is {max_km}: it must be above 0")
        if limit is not None and limit < 1:
            raise ConfigurationError(f"limit is {limit}: it must be 1 or more, or None")
        point = query if isinstance(query, Point) else Point(query)
        reach = max_km / _KM_PER_DEGREE
        widest = math.cos(math.radians(min(89.9, abs(point.latitude) + reach)))
        nearby = self._gazetteer.near(
            point.latitude, point.longitude, degrees_lat=reach, degrees_lon=min(180.0, reach / widest)
        )
        measured = sorted(
            ((geodesic((point.latitude, point.longitude), (p.lat, p.lon)).km, p) for p in nearby),
            key=lambda pair: pair[0],
        )
        locations = [_location(place, distance_km=round(km, 3)) for km, place in measured if km <= max_km]
        return _answer(locations[:limit], exactly_one=exactly_one)


def _location(place: Place, **more: Any) -> Location:  # noqa: ANN401 - whatever goes into the raw answer
    address = ", ".join(filter(None, (place.name, more.get("admin1"), place.country)))
    return Location(address, Point(place.lat, place.lon), dataclasses.asdict(place) | more)


def _answer(locations: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not exactly_one:
        return locations
    return locations[0] if locations else None
