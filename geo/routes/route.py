"""Two places and a way of travelling to a line and its length."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from geo.routes.lines import geodesic_km, great_circle, unrolled
from geo.routes.rail import rail_leg
from geo.routes.sea import sea_leg

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.record import Mode

Method = Literal["great circle", "by rail, indicative", "by sea, indicative"]

DETOUR = 2.2
"""A way that is more than this many times as long as the geodesic is nobody's way: the geodesic is shown instead."""


class Located(Protocol):
    """What has a name and a point (degrees): a :class:`geo.record.Place`, for one."""

    @property
    def name(self) -> str:
        """The name, for notes."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""


@dataclass(frozen=True, slots=True)
class Route:
    """A line between two places.

    Attributes
    ----------
    points
        (lat, lon) in degrees.  Longitudes are unrolled: they run past 180 rather than jump.  The first point is the
        origin, the last is the destination give or take whole turns.
    km
        Length on WGS84.  By rail it is that of the tracks, which curve more than the line shows.
    method
        What the line is; other lines than the great circle are the shortest over a network, not the way taken.
    note
        Why there is no line by rail or by sea though that is how they went; None where there is, or none was asked for.
    """

    points: list[tuple[float, float]]
    km: float
    method: Method
    note: str | None = None


def route(
    origin: Located, destination: Located, mode: Mode, *, via: Sequence[Located] = (), on: dt.date | None = None
) -> Route:
    """Return the line of a journey.

    Parameters
    ----------
    origin, destination
        Where it starts and ends.
    mode
        "rail" follows railways and "sea" shipping lanes, where they lead there; all else is the geodesic.
    via
        Places that the line passes, in order.
    on
        The day of the journey: a border that closed to trains only later is open.

    Returns
    -------
    Route
        Always a line: where a network has none, or one of more than 2.2 times the length, the geodesic and a note.

    Raises
    ------
    ValueError
        If a latitude is beyond a pole.
    """
    stops = [origin, *via, destination]
    legs = list(itertools.pairwise(stops))
    direct = [geodesic_km(a.lat, a.lon, b.lat, b.lon) for a, b in legs]
    if mode not in ("rail", "sea"):
        return _geodesic(stops, sum(direct))
    points: list[tuple[float, float]] = [(origin.lat, origin.lon)]
    length, rail = 0.0, mode == "rail"
    for (start, end), km in zip(legs, direct, strict=True):
        if km > 0:
            limit = DETOUR * km
            leg = rail_leg(start, end, at_most_km=limit, on=on) if rail else sea_leg(start, end, at_most_km=limit)
            if isinstance(leg, str):
                return _geodesic(stops, sum(direct), note=f"{leg} The line is the great circle.")
            points += leg.points
            # lengths of edges are rounded: none makes a line shorter than the straight one
            length += max(leg.km, km)
        points.append((end.lat, end.lon))
    return Route(unrolled(points), length, "by rail, indicative" if rail else "by sea, indicative")


def _geodesic(stops: list[Located], km: float, *, note: str | None = None) -> Route:
    points: list[tuple[float, float]] = [(stops[0].lat, stops[0].lon)]
    for a, b in itertools.pairwise(stops):
        points += great_circle(a.lat, a.lon, b.lat, b.lon)[1:]
    return Route(unrolled(points), km, "great circle", note)
