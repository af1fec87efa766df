"""The view that a map opens with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TILE = 256
MAX_LAT = 85.05
CLOSEST = 6.0
"""Zoom for a single place: its country about fills the map."""
PADDING_PX = 48
PADDING_SHARE = 0.05
OUTLIERS = 0.1
"""At most this share of the weight may be left out of the view ..."""
WORTHWHILE = 1.0
"""... and only if the view comes closer by at least this many zoom levels."""
POLAR = 72.0
"""A line beyond this latitude (degrees) counts by its ends alone: towards the poles Mercator has no end."""
EMPTY_SOUTH = -58.0
"""South of this latitude there is Antarctica alone: room to spare is better given to the north."""
ROUND_THE_WORLD = 0.75
"""Points that span more than this share of the globe leave no side of it empty: the view is centred on their weight."""


class View(NamedTuple):
    """Middle (degrees) and zoom level of a map."""

    lat: float
    lon: float
    zoom: float


WORLD = (25.0, 15.0)
"""Middle of the view when there is nothing to show: most land, little Antarctica."""


class _Point(NamedTuple):
    x: float
    y: float
    weight: float
    item: int


def fit(rows: Iterable[Mapping[str, Any]], *, width_px: float, height_px: float) -> View:
    """Return the closest view that shows the places and journeys of all rows.

    The view may lie across 180 degrees.  Few and light rows (by events, journeys or reports) far off the others are
    left outside where that brings the rest much closer.

    Parameters
    ----------
    rows
        Rows of places and of journeys, mixed, as given to the layers.
    width_px, height_px
        Size of the map on the screen.

    Returns
    -------
    View
        Latitude, longitude (-180 to 180) and zoom level in halves.
    """
    points = [point for item, row in enumerate(rows) for point in _points(row, item)]
    if not points:
        return View(*WORLD, _world_zoom(width_px, height_px))
    everything = _frame(points, width_px, height_px)
    kept = _without_outliers(points)
    core = _frame(kept, width_px, height_px) if len(kept) < len(points) else everything
    return core if core.zoom - everything.zoom >= WORTHWHILE else everything


def _world_zoom(width_px: float, height_px: float) -> float:
    """Return the zoom at which the world about fills the map: the map script lets nobody zoom out further."""
    return min(2.5, _halves(math.log2(max(width_px / 1.15, height_px * 1.25) / TILE)))


def _halves(zoom: float) -> float:
    return max(0.5, min(CLOSEST, math.floor(zoom * 2) / 2))


def _middle_lon(points: list[_Point]) -> float:
    """Return the weighted middle (0 to 1) of points round the whole globe."""
    east = sum(math.sin(2 * math.pi * p.x) * p.weight for p in points)
    north = sum(math.cos(2 * math.pi * p.x) * p.weight for p in points)
    return math.atan2(east, north) / (2 * math.pi) % 1


def _points(row: Mapping[str, Any], item: int) -> list[_Point]:
    if "from" in row:
        ends = [(end["lat"], end["lon"]) for end in (row["from"], row["to"])]
        line = [*ends, *(point for point in row.get("line") or () if abs(point[0]) < POLAR)]
        weight = (1 + (row.get("journeys") or row.get("reports") or 1)) / len(line)
        return [_Point(*_mercator(lat, lon), weight, item) for lat, lon in line]
    return [_Point(*_mercator(row["lat"], row["lon"]), 1 + 2 * (row.get("events") or 0), item)]


def _mercator(lat: float, lon: float) -> tuple[float, float]:
    """Return Web Mercator from 0 to 1; x is wrapped into one world."""
    sine = math.sin(math.radians(max(-MAX_LAT, min(MAX_LAT, lat))))
    return (lon / 360 + 0.5) % 1, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _frame(points: list[_Point], width_px: float, height_px: float) -> View:
    start, width = _narrowest([point.x for point in points])
    top, bottom = min(point.y for point in points), max(point.y for point in points)
    room_x, room_y = max(width_px - 2 * PADDING_PX, 64), max(height_px - 2 * PADDING_PX, 64)
    zoom = min(
        math.log2(room_x / (TILE * max(width, 1e-9))),
        math.log2(room_y / (TILE * max(bottom - top, 1e-9))),
        CLOSEST,
    )
    zoom = max(_halves(zoom), _world_zoom(width_px, height_px))
    x = _middle_lon(points) if width > ROUND_THE_WORLD else start + width / 2
    y = _northward((top + bottom) / 2, bottom, half=height_px / (TILE * 2**zoom) / 2)
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
    return View(round(lat, 4), round(x * 360 % 360 - 180, 4), zoom)


def _northward(y: float, bottom: float, *, half: float) -> float:
    """Return the middle of the view moved north, off Antarctica, as far as its lowest point and the edge allow."""
    empty = y + half - _mercator(EMPTY_SOUTH, 0)[1]
    spare = min(y + half * (1 - 2 * PADDING_SHARE) - bottom, y - half)
    return y - max(0.0, min(empty, spare))


def _narrowest(xs: list[float]) -> tuple[float, float]:
    """Return start and width of the smallest arc of the circle (of length 1) that holds all values."""
    ordered = sorted(set(xs))
    gaps = [(after - before, after) for before, after in zip(ordered, [*ordered[1:], ordered[0] + 1], strict=True)]
    gap, after = max(gaps)
    return after % 1, 1 - gap


def _without_outliers(points: list[_Point]) -> list[_Point]:
    """Return the points without the rows farthest from the weighted middle, as far as their weight may be spared."""
    middle_x = _middle_lon(points)
    total = sum(p.weight for p in points)
    middle_y = sum(p.y * p.weight for p in points) / total
    distance: dict[int, float] = {}
    weight: dict[int, float] = {}
    for p in points:
        off_x = abs((p.x - middle_x + 0.5) % 1 - 0.5)
        distance[p.item] = max(distance.get(p.item, 0), math.hypot(off_x, p.y - middle_y))
        weight[p.item] = weight.get(p.item, 0) + p.weight
    spare = OUTLIERS * total
    dropped = set()
    for item in sorted(distance, key=distance.__getitem__, reverse=True):
        if weight[item] > spare:
            break
        spare -= weight[item]
        dropped.add(item)
    return [p for p in points if p.item not in dropped]
