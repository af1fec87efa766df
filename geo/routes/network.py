"""A graph of lines on the globe, and the shortest way through it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from geo.routes.lines import lengths_km

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

_SHORTEST_KM = 1e-3
"""Two nodes in one spot are still two: a length of zero would be no edge."""


class Way(NamedTuple):
    """A way through a network: its nodes in order, and its length in km."""

    nodes: np.ndarray
    km: float


class Leg(NamedTuple):
    """The line from one place to another without its ends: points (lat, lon) in degrees, and the whole length in km."""

    points: list[tuple[float, float]]
    km: float


class Near(NamedTuple):
    """Nodes near a place, nearest first, and how far they are from it (km)."""

    nodes: np.ndarray
    km: np.ndarray


class Network:
    """Nodes and edges; edges can be shut.

    Parameters
    ----------
    lat, lon
        The nodes, in degrees (shape n).
    edges
        Pairs of nodes (shape m by 2), each pair once.
    km
        The lengths of the edges (shape m); without them, edges are straight.
    """

    def __init__(self, lat: np.ndarray, lon: np.ndarray, edges: np.ndarray, *, km: np.ndarray | None = None) -> None:
        import numpy as np

        self.lat, self.lon, self.edges = lat, lon, edges
        a, b = edges.T
        self._km = np.maximum(lengths_km(lat[a], lon[a], lat[b], lon[b]) if km is None else km, _SHORTEST_KM)
        self._open = functools.lru_cache(maxsize=4)(self._build)

    def _build(self, shut: tuple[int, ...]) -> tuple[csr_matrix, np.ndarray]:
        """Return the lengths as a matrix, and to which part of the network each node belongs."""
        import numpy as np
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import connected_components

        keep = np.ones(len(self.edges), dtype=bool)
        keep[list(shut)] = False
        a, b = self.edges[keep].T
        km = self._km[keep]
        shape = (len(self.lat), len(self.lat))
        lengths = csr_matrix((np.r_[km, km], (np.r_[a, b], np.r_[b, a])), shape=shape)
        return lengths, connected_components(lengths, directed=False)[1]

    def near(self, lat: float, lon: float, *, within_km: float) -> Near:
        """Return the nodes at most ``within_km`` from a point (degrees)."""
        import numpy as np

        # a degree of latitude is 110.57 km at least: a look at one band is faster than a tree is built
        nodes = np.flatnonzero(np.abs(self.lat - lat) <= within_km / 110.5)
        km = lengths_km(lat, lon, self.lat[nodes], self.lon[nodes])
        order = np.argsort(km, kind="stable")
        order = order[km[order] <= within_km]
        return Near(nodes[order], km[order])

    def shared(self, start: Near, end: Near, *, shut: tuple[int, ...] = ()) -> tuple[int, int] | None:
        """Return positions in ``start`` and ``end`` of the nearest nodes that are connected; None where none are."""
        _, label = self._open(shut)
        first = {part: position for position, part in reversed(list(enumerate(label[start.nodes].tolist())))}
        pairs = [(first[part], position) for position, part in enumerate(label[end.nodes].tolist()) if part in first]
        return min(pairs, key=lambda pair: start.km[pair[0]] + end.km[pair[1]], default=None)

    def way(self, start: int, end: int, *, at_most_km: float, shut: tuple[int, ...] = ()) -> Way | None:
        """Return the shortest way between two nodes, not over shut edges; None if it is longer or there is none."""
        import numpy as np
        from scipy.sparse.csgraph import dijkstra

        lengths, _ = self._open(shut)
        km, before = dijkstra(lengths, indices=start, limit=max(at_most_km, 0), return_predecessors=True)
        if not np.isfinite(km[end]):
            return None
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        return Way(np.array(nodes[::-1]), float(km[end]))

    def points(self, way: Way) -> list[tuple[float, float]]:
        """Return a way as (lat, lon) in degrees."""
        return list(zip(self.lat[way.nodes].tolist(), self.lon[way.nodes].tolist(), strict=True))
