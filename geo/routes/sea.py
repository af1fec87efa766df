"""Ways over water, on the shipping lanes of ``searoute``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import DataError
from geo.routes.lines import lengths_km
from geo.routes.network import Leg, Near, Network

if TYPE_CHECKING:
    import numpy as np

    from geo.routes.route import Located

COAST_KM = 30.0
"""A place is by the sea if a coast or a shipping lane is at most this far from it ..."""
PORT_KM = 10.0
"""... or a port at most this far."""
LANE_KM = 150.0
"""Lanes are drawn wide off some coasts; farther from a place than this, none is its own."""
_LANES = 12
"""So many of the nearest nodes of lanes are tried for one that lies on the place's own side of the land."""
_STEP_KM = 5.0

_FILE = Path(__file__).resolve().parents[2] / "data" / "coast.npz"


class Coast(NamedTuple):
    """The coast lines: stretches from ``start`` to ``end``, and ``points`` along them; all (lon, lat) in degrees."""

    start: np.ndarray
    end: np.ndarray
    points: np.ndarray

    def crossings(self, lat1: float, lon1: float, lat2: float, lon2: float) -> int:
        """Return how often a straight line crosses a coast."""
        import numpy as np

        p, q = np.array([lon1, lat1]), np.array([lon2, lat2])
        box = (np.minimum(p, q) - 3, np.maximum(p, q) + 3)
        here = ((self.start >= box[0]) & (self.start <= box[1])).all(axis=1)
        a, b = self.start[here], self.end[here]
        return int(((_left(p, q, a) != _left(p, q, b)) & (_left(a, b, p) != _left(a, b, q))).sum())


def _left(p: np.ndarray, q: np.ndarray, point: np.ndarray) -> np.ndarray:
    along, off = q - p, point - p
    return along[..., 0] * off[..., 1] - along[..., 1] * off[..., 0] > 0


@functools.cache
def coast() -> Coast:
    """Return the coast lines (Natural Earth 1:50m), read on first use.

    Raises
    ------
    DataError
        If ``data/coast.npz`` is missing or broken.
    """
    import numpy as np

    try:
        with np.load(_FILE, allow_pickle=False) as file:
            points = np.stack([file["lon"], file["lat"]], axis=-1) / 100
            last = np.cumsum(file["length"]) - 1
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{_FILE.name} is missing from data/ or broken: build it with data/build/rail.py.") from error
    inside = np.setdiff1d(np.arange(len(points) - 1), last)
    start, end = points[inside], points[inside + 1]
    # a long stretch has points along it, so that the nearest point is about as near as the coast
    pieces = np.ceil(np.abs(end - start).max(axis=1) * 111 / _STEP_KM).clip(1, 200).astype(int)
    which = np.repeat(np.arange(len(start)), pieces)
    share = (np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[which]
    dense = start[which] + (end - start)[which] * share[:, None]
    return Coast(start, end, dense)


@functools.cache
def lanes() -> Network:
    """Return the shipping lanes of ``searoute`` (without the Northwest Passage), read on first use."""
    import numpy as np
    from searoute import setup_M
    from searoute.classes.passages import Passage

    net = setup_M()
    number = {node: n for n, node in enumerate(net.nodes)}
    lon, lat = np.array(list(number), dtype=float).T
    edges = {
        tuple(sorted((number[a], number[b])))
        for a, b, facts in net.edges(data=True)
        if a != b and facts.get("passage") != Passage.northwest
    }
    return Network(lat, (lon + 180) % 360 - 180, np.array(sorted(edges)))


def sea_leg(start: Located, end: Located, *, at_most_km: float) -> Leg | str:
    """Return the way between two places; or why there is none.

    Parameters
    ----------
    start, end
        The places.
    at_most_km
        A longer way is none.
    """
    network = lanes()
    near = []
    for place in (start, end):
        found = network.near(place.lat, place.lon, within_km=LANE_KM)
        if not len(found.km) or not (found.km[0] <= COAST_KM or _by_the_coast(place)):
            return f"{place.name} is not by the sea."
        near.append(_own_side(network, place, found))
    pair = network.shared(*near)
    if pair is None:
        return f"No sea way is known between {start.name} and {end.name}."
    access = float(near[0].km[pair[0]] + near[1].km[pair[1]])
    way = network.way(int(near[0].nodes[pair[0]]), int(near[1].nodes[pair[1]]), at_most_km=at_most_km - access)
    if way is None:
        return f"The sea way from {start.name} to {end.name} is too long a detour to be the way taken."
    return Leg(network.points(way), access + way.km)


def _by_the_coast(place: Located) -> bool:
    # small islands have ports, but are not on a coast line of 1:50m
    return any(
        (lengths_km(place.lat, place.lon, points[:, 1], points[:, 0]) <= within_km).any()
        for points, within_km in ((coast().points, COAST_KM), (_ports(), PORT_KM))
    )


@functools.cache
def _ports() -> np.ndarray:
    """Return the ports of ``searoute`` as (lon, lat) in degrees (shape n by 2)."""
    import numpy as np
    from searoute import setup_P

    return np.array(list(setup_P().nodes), dtype=float)


def _own_side(network: Network, place: Located, found: Near) -> Near:
    """Return those of the nearest nodes that the least land lies before."""
    import numpy as np

    nodes, km = found.nodes[:_LANES], found.km[:_LANES]
    # one crossing is the quay: none only means that rough coast lines have the node ashore
    land = [
        max(1, coast().crossings(place.lat, place.lon, lat, place.lon + (lon - place.lon + 180) % 360 - 180))
        for lat, lon in zip(network.lat[nodes].tolist(), network.lon[nodes].tolist(), strict=True)
    ]
    best = np.array(land) == min(land)
    return Near(nodes[best], km[best])
