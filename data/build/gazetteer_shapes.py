"""Points and extents of countries and first-level divisions, from Natural Earth's shapes and GeoNames' cities."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geographiclib.geodesic import Geodesic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

MAIN_SHARE = 0.97
"""Share of an area that its largest parts must cover; what is beyond (small islands) does not move the centre."""
FAR = 1.5


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the geodesic on WGS84 in km between two points in degrees."""
    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"] / 1000


def union_by_country(shapes: Iterable[tuple[BaseGeometry, tuple[str, ...]]]) -> dict[str, BaseGeometry]:
    """Return one shape for each ISO 3166-1 alpha-2 code (first column)."""
    parts = defaultdict(list)
    for geometry, columns in shapes:
        parts[columns[0]].append(shapely.make_valid(geometry))
    return {iso: shapely.union_all(geometries) for iso, geometries in parts.items()}


def main_part(shape: BaseGeometry) -> BaseGeometry:
    """Return the largest parts of a shape that together make up :data:`MAIN_SHARE` of its area (square degrees)."""
    parts = sorted((p for p in shapely.get_parts(shape) if p.area), key=lambda p: p.area, reverse=True)
    total, kept, area = sum(p.area for p in parts), [], 0.0
    for part in parts:
        kept.append(part)
        area += part.area
        if area >= MAIN_SHARE * total:
            break
    return shapely.union_all(kept)


def centre(shape: BaseGeometry) -> tuple[float, float]:
    """Return latitude and longitude (degrees) of the centroid, or of a point inside where the centroid is not."""
    main = main_part(shape)
    point = main.centroid
    if not main.contains(point):
        point = main.representative_point()
    return round(point.y, 4), round(point.x, 4)


def extent_km(shape: BaseGeometry, lat: float, lon: float) -> float:
    """Return the radius in km, about a point in degrees, that holds a shape without its far parts.

    Far is what lies :data:`FAR` times as far as the rim of the largest part: French Guiana, Alaska, Svalbard.
    """
    parts = sorted(shapely.get_parts(shape), key=lambda p: p.area, reverse=True)
    reach = _rim_km(parts[0], lat, lon)
    near = [p for p in parts[1:] if distance_km(lat, lon, p.centroid.y, p.centroid.x) <= FAR * reach]
    return max([reach, *(_rim_km(p, lat, lon) for p in near)])


def _rim_km(part: BaseGeometry, lat: float, lon: float) -> float:
    hull = shapely.get_coordinates(part.convex_hull)
    return max(distance_km(lat, lon, y, x) for x, y in hull)


def division_shapes(
    shapes: list[tuple[BaseGeometry, tuple[str, ...]]], cities: dict[int, dict[str, Any]]
) -> dict[tuple[str, str], BaseGeometry]:
    """Return the shape of each first-level division, by country and GeoNames admin1 code.

    Natural Earth's provinces are often finer than GeoNames' divisions (French departments, English counties) and bear
    other codes, so each is given to the division that most of the GeoNames cities inside it belong to.
    """
    geometries = [geometry for geometry, _ in shapes]
    rows = [row for row in cities.values() if row["admin1code"] not in {"", "00"}]
    points = shapely.points([(row["longitude"], row["latitude"]) for row in rows])
    point_index, shape_index = shapely.STRtree(geometries).query(points, predicate="within")
    votes: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for p, s in zip(point_index.tolist(), shape_index.tolist(), strict=True):
        votes[s][(rows[p]["countrycode"], rows[p]["admin1code"])] += 1
    parts = defaultdict(list)
    for s, counter in votes.items():
        parts[counter.most_common(1)[0][0]].append(shapely.make_valid(geometries[s]))
    return {division: shapely.union_all(found) for division, found in parts.items()}


def cloud(rows: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Return centre (degrees) and radius (km) of some cities, for a division that has no shape."""
    lat = float(np.mean([row["latitude"] for row in rows]))
    lon = float(np.mean([row["longitude"] for row in rows]))
    radius = max(distance_km(lat, lon, row["latitude"], row["longitude"]) for row in rows)
    return round(lat, 4), round(lon, 4), max(radius, 5.0)


def city_extent_km(population: int) -> float:
    """Return an estimated radius in km of a built-up area with so many people: 12 km for 600,000, at most 60."""
    return round(min(60.0, max(1.0, 0.0154 * population**0.5)), 1)
