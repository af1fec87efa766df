"""Ways over the railways of the world, from OpenStreetMap; built by ``data/build/rail.py``."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import DataError
from geo.routes.network import Leg, Near, Network

if TYPE_CHECKING:
    import numpy as np

    from geo.routes.route import Located

CREDIT = "Rail network © OpenStreetMap contributors (ODbL)"
"""What the licence asks to be shown wherever a line over the railways is."""
ACCESS_KM = 30.0
"""A place is served by the railway if a track is at most this far from it ..."""
NEAR_KM = 5.0
"""... and by tracks that are farther from it than the nearest one, at most by so much and as much again."""

_FILE = Path(__file__).resolve().parents[2] / "data" / "rail.npz"


class Closing(NamedTuple):
    """A border that trains do not cross: edge, name, and since when."""

    edge: int
    name: str
    since: dt.date


class Railways(NamedTuple):
    """The network and the edges over closed borders."""

    network: Network
    closings: tuple[Closing, ...]

    def shut_on(self, day: dt.date | None) -> tuple[int, ...]:
        """Return the edges that are closed on a day; without a day, all that are closed at all."""
        return tuple(closing.edge for closing in self.closings if day is None or closing.since <= day)

    def name_of_closing(self, nodes: np.ndarray) -> str | None:
        """Return the name of the first closed border that a way crosses."""
        steps = {frozenset(step) for step in zip(nodes[:-1].tolist(), nodes[1:].tolist(), strict=True)}
        ends = self.network.edges
        return next((c.name for c in self.closings if frozenset(ends[c.edge].tolist()) in steps), None)


@functools.cache
def railways() -> Railways:
    """Return the railways, read on first use.

    Raises
    ------
    DataError
        If ``data/rail.npz`` is missing or broken.
    """
    import numpy as np

    try:
        with np.load(_FILE, allow_pickle=False) as file:
            data = {name: file[name] for name in file.files}
        lat, lon = np.cumsum(data["lat"]) / 1000, np.cumsum(data["lon"]) / 1000
        end = np.cumsum(data["edge_end"])
        edges = np.stack([end - data["edge_back"], end], axis=-1)
        names, since = data["closed_name"].tolist(), data["closed_since"].tolist()
        closings = tuple(
            Closing(edge, names[row], dt.date(1970, 1, 1) + dt.timedelta(days=since[row]))
            for edge, row in zip(data["closed_edge"].tolist(), data["closed_by"].tolist(), strict=True)
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{_FILE.name} is missing from data/ or broken: build it with data/build/rail.py.") from error
    return Railways(Network(lat, lon, edges, km=data["edge_km"] / 100), closings)


def _stations(network: Network, place: Located) -> Near:
    """Return the tracks that serve a place: who has one near by does not cross a border to one farther off."""
    nodes, km = network.near(place.lat, place.lon, within_km=ACCESS_KM)
    served = km <= (NEAR_KM + 2 * km[0] if len(km) else 0)
    return Near(nodes[served], km[served])


def rail_leg(start: Located, end: Located, *, at_most_km: float, on: dt.date | None) -> Leg | str:
    """Return the way between two places; or why there is none.

    Parameters
    ----------
    start, end
        The places.
    at_most_km
        A longer way is none.
    on
        The day of the journey; borders that closed later are open.
    """
    network, _ = rails = railways()
    near = [_stations(network, place) for place in (start, end)]
    for place, (nodes, _) in zip((start, end), near, strict=True):
        if not len(nodes):
            return f"No railway is known within {ACCESS_KM:.0f} km of {place.name}."
    connected = False
    for shut in dict.fromkeys((rails.shut_on(on), ())):
        pair = network.shared(*near, shut=shut)
        if pair is None:
            continue
        access = float(near[0].km[pair[0]] + near[1].km[pair[1]])
        nodes = int(near[0].nodes[pair[0]]), int(near[1].nodes[pair[1]])
        connected = True
        way = network.way(*nodes, at_most_km=at_most_km - access, shut=shut)
        if way is not None:
            if shut == rails.shut_on(on):
                return Leg(network.points(way), access + way.km)
            where = rails.name_of_closing(way.nodes)
            return f"The railway from {start.name} to {end.name} is closed: no trains cross {where}."
    if not connected:
        return f"No railway is known that connects {start.name} and {end.name}."
    return f"The railway from {start.name} to {end.name} is too long a detour to be the way taken."
