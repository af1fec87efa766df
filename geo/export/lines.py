"""The lines of journeys, the same as the map draws, for formats that count longitude first."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.maps.rows import journey_rows
from geo.record import AREA_KINDS
from geo.routes import great_circle, split_at_180

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

DECIMALS = 5
"""Decimals of a degree: about a metre."""

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""


@dataclass(frozen=True, slots=True)
class Line:
    """A journey's line: its ``parts`` lie each on one side of 180 degrees; lengths in km.

    ``way_km`` is the length over rails or water where ``method`` names them, ``note`` says why it is not.
    """

    parts: tuple[tuple[Position, ...], ...]
    km: float
    method: str
    way_km: float | None = None
    note: str | None = None


def lines(journeys: pd.DataFrame, places: pd.DataFrame) -> dict[str, Line]:
    """Return the line of each journey that one is drawn for, by id; frames as of :mod:`geo.query`."""
    rows = journey_rows(journeys, places, colours=dict.fromkeys(journeys["id"], ""))
    found = {}
    for row in rows:
        start, end, way = row["from"], row["to"], row.get("way")
        parts = _parts(row["line"]) if way else _arc(start["lat"], start["lon"], end["lat"], end["lon"])
        method = way["method"] if way else row["method"]
        found[row["id"]] = Line(parts, row["km"], method, way["km"] if way else None, row.get("note"))
    return found


@functools.lru_cache(maxsize=4096)
def _arc(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[tuple[Position, ...], ...]:
    return _parts(great_circle(lat1, lon1, lat2, lon2))


def _parts(points: Sequence[tuple[float, float]]) -> tuple[tuple[Position, ...], ...]:
    return tuple(tuple(position(lat, lon) for lat, lon in part) for part in split_at_180(points))


def position(lat: float, lon: float) -> Position:
    """Return a point with its longitude first, within the bounds of the globe."""
    # rounded first: a hair beyond 180 degrees stays on its side
    lon, lat = round(float(lon), DECIMALS), round(float(lat), DECIMALS)
    return (lon if -180 <= lon <= 180 else round((lon + 180) % 360 - 180, DECIMALS)), lat


def points(places: pd.DataFrame) -> dict[str, Position]:
    """Return the points of the places that have a true one, by id: no country, region or water."""
    sites = places[~places["kind"].isin(AREA_KINDS)]
    return {row.id: position(row.lat, row.lon) for row in sites.itertuples(index=False)}
