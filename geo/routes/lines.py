"""Lines on the globe: how long, without jumps, with fewer points, cut at 180 degrees."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    Points = Sequence[tuple[float, float]]

_A_KM, _F = 6378.137, 1 / 298.257223563
"""Equatorial radius and flattening of WGS84."""


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


def geodesic_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the length of the geodesic between two points (degrees) on WGS84 in km (Karney 2013)."""
    from geographiclib.geodesic import Geodesic

    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"] / 1000


def lengths_km(lat1: np.ndarray, lon1: np.ndarray, lat2: np.ndarray, lon2: np.ndarray) -> np.ndarray:
    """Return the geodesic lengths between many pairs of points (degrees, arrays that broadcast), in km.

    Lambert's formula for long lines: right to some ten metres on thousands of kilometres, and fast; not for points
    on opposite sides of the globe.
    """
    import numpy as np

    b1, b2 = (np.arctan((1 - _F) * np.tan(np.radians(lat))) for lat in (lat1, lat2))
    half_lon = np.radians(np.subtract(lon2, lon1)) / 2
    chord = np.sin((b2 - b1) / 2) ** 2 + np.cos(b1) * np.cos(b2) * np.sin(half_lon) ** 2
    angle = 2 * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    mean, half = (b1 + b2) / 2, (b2 - b1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        x = (angle - np.sin(angle)) * np.sin(mean) ** 2 * np.cos(half) ** 2 / np.cos(angle / 2) ** 2
        y = (angle + np.sin(angle)) * np.cos(mean) ** 2 * np.sin(half) ** 2 / np.sin(angle / 2) ** 2
    return _A_KM * (angle - _F / 2 * np.where(chord > 0, x + y, 0))


def on_sphere(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return points (degrees, shape n) as unit vectors (shape n by 3): their chords serve a search for neighbours."""
    import numpy as np

    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1)


def unrolled(points: Points) -> list[tuple[float, float]]:
    """Return a line (lat, lon) whose longitudes go on past 180 degrees instead of jumping; its first point stays."""
    result: list[tuple[float, float]] = []
    for lat, lon in points:
        turns = round((result[-1][1] - lon) / 360) if result else 0
        result.append((lat, lon + 360 * turns if turns else lon))
    return result


def split_at_180(points: Points) -> list[list[tuple[float, float]]]:
    """Return a line in parts that do not cross 180 degrees, as GeoJSON wants them (RFC 7946, section 3.1.9).

    Parameters
    ----------
    points
        The line as (lat, lon), unrolled, in degrees.

    Returns
    -------
    list of list of (lat, lon)
        Longitudes between -180 and 180.  A part that ends on the meridian is followed by one that starts on its
        other side; each part has at least two points.

    >>> split_at_180([(50, 170), (52, 190)])
    [[(50, 170), (51.0, 180.0)], [(51.0, -180.0), (52, -170)]]
    """
    parts: list[tuple[int, list[tuple[float, float]]]] = []
    for (lat1, lon1), (lat2, lon2) in itertools.pairwise(points):
        for turn, piece in _pieces(lat1, lon1, lat2, lon2):
            if parts and parts[-1][0] == turn:
                parts[-1][1].append(piece[1])
            else:
                parts.append((turn, list(piece)))
    return [[(lat, lon - 360 * turn) for lat, lon in line] for turn, line in parts]


def _pieces(lat1: float, lon1: float, lat2: float, lon2: float) -> list[tuple[int, tuple[tuple[float, float], ...]]]:
    """Return a stretch in pieces, each with the copy of the world that it lies in."""
    low, high = sorted((lon1, lon2))
    cuts = [180.0 + 360 * k for k in range(math.floor((low + 180) / 360), math.ceil((high - 180) / 360) + 1)]
    inner = sorted((cut for cut in cuts if low < cut < high), reverse=lon2 < lon1)
    at = [(lat1, lon1), *((lat1 + (lat2 - lat1) * (cut - lon1) / (lon2 - lon1), cut) for cut in inner), (lat2, lon2)]
    return [(math.floor(((a[1] + b[1]) / 2 + 180) / 360), (a, b)) for a, b in itertools.pairwise(at)]


def simplified(points: Points, *, tolerance_km: float = 1.5, most: int = 300) -> list[tuple[float, float]]:
    """Return a line with fewer points (Douglas and Peucker), its ends among them.

    Parameters
    ----------
    points
        The line as (lat, lon), unrolled, in degrees.
    tolerance_km
        No point that is left out lies farther than this from the new line, unless ``most`` asks for it.
    most
        At most so many points; the least telling ones go first.
    """
    import numpy as np

    if len(points) <= 2:
        return list(points)
    weight = _significance(np.array(points, dtype=float))
    keep = weight > max(tolerance_km, float(np.sort(weight)[-most - 1]) if len(points) > most else 0)
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _significance(line: np.ndarray) -> np.ndarray:
    """Return how far each point lies from the line without it (km), as Douglas and Peucker's halving finds it."""
    import numpy as np

    plane = np.stack([line[:, 1] * np.cos(np.radians(line[:, 0])), line[:, 0]], axis=-1) * (math.pi / 180 * _A_KM)
    weight = np.zeros(len(line))
    weight[[0, -1]] = np.inf
    ahead = [(0, len(line) - 1, np.inf)]
    while ahead:
        first, last, above = ahead.pop()
        if last - first < 2:
            continue
        off = plane[first + 1 : last] - plane[first]
        along = plane[last] - plane[first]
        share = np.clip(off @ along / max(float(along @ along), 1e-12), 0, 1)
        distance = np.hypot(*(off - share[:, None] * along).T)
        at = int(distance.argmax())
        # never more than the halving above it: points are then dropped from the finest level up
        value = min(float(distance[at]), above)
        weight[first + 1 + at] = value
        ahead += [(first, first + 1 + at, value), (first + 1 + at, last, value)]
    return weight
