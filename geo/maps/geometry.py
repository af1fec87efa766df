"""Lines on the globe, as the map draws them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECIMALS = 3
"""Decimals of a degree that are drawn: 0.001 degrees are at most 111 m."""


def great_circle(
    lat1: float, lon1: float, lat2: float, lon2: float, *, step_km: float = 100
) -> list[tuple[float, float]]:
    """Return the geodesic between two places as points (lat, lon), in degrees on WGS84.

    Parameters
    ----------
    lat1, lon1, lat2, lon2
        The ends, in degrees.
    step_km
        The points are evenly spaced, at most this far apart (km).

    Returns
    -------
    list of (lat, lon)
        Longitudes are unrolled: the line may run past 180 degrees and never jumps.  The first point is the first end;
        the last point is the second end, give or take whole turns.

    Raises
    ------
    ValueError
        If a latitude is beyond a pole or the step is not positive.
    """
    from geographiclib.geodesic import Geodesic

    if not (abs(lat1) <= 90 and abs(lat2) <= 90):
        raise ValueError(f"Latitudes lie between -90 and 90 degrees: {lat1}, {lat2}.")
    if not step_km > 0:
        raise ValueError(f"The step is a positive number of km, not {step_km}.")
    outputs = Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.LONG_UNROLL
    line = Geodesic.WGS84.InverseLine(lat1, lon1, lat2, lon2)
    pieces = max(1, math.ceil(line.s13 / (step_km * 1000)))
    positions = [line.Position(line.s13 * i / pieces, outputs) for i in range(pieces + 1)]
    points = [(position["lat2"], position["lon2"]) for position in positions]
    turns = round((points[-1][1] - lon2) / 360)
    return [(lat1, lon1), *points[1:-1], (lat2, lon2 + 360 * turns)]


def drawn(line: Iterable[Sequence[float]]) -> list[list[float]]:
    """Return a line rounded to what the map can show."""
    return [[round(float(lat), DECIMALS), round(float(lon), DECIMALS)] for lat, lon in line]
