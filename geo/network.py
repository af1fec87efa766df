"""The network of actors: who of them are drawn, where, and the lines between them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ACTORS = 50
"""More names than this cannot be read side by side."""
WIDTH, HEIGHT = 720.0, 680.0
"""The drawing (units of its view box)."""
_MARGIN = 26.0
_LETTER, _LINE, _DISC = 7.1, 23.0, 36.0
"""Width of a letter, height of a line, and room for disc and gaps (units)."""
_EVENLY = 0.55
"""How far places are evened out: 0 leaves crowds as they are, 1 spreads all actors evenly."""
_PARTS = ("spoke", "spoken_of", "travelled")
_SEED = 684
_THREAD = 0.6
_ROUNDS = 240


def drawing(links: pd.DataFrame, *, most: int = MOST_ACTORS, keep: str | None = None) -> dict[str, Any]:
    """Return the nodes and lines to draw.

    Parameters
    ----------
    links
        From :func:`geo.query.network`.
    most
        How many actors are drawn: those with most links.
    keep
        Id of an actor that is drawn in any case, where it has links.

    Returns
    -------
    dict
        ``width, height``; ``nodes``: ``id, name, kind, x, y, r`` (radius), ``spoke, spoken_of, travelled`` (numbers of
        events); ``lines``: ``source, target`` (ids), ``link, events``; ``left_out``: number of actors not drawn.
        The same links make the same drawing.
    """
    totals: dict[str, int] = {}
    about: dict[str, dict[str, Any]] = {}
    for row in links.itertuples(index=False):
        for end in ("source", "target"):
            id_ = getattr(row, f"{end}_id")
            totals[id_] = totals.get(id_, 0) + row.events
            fresh = {"id": id_, "name": getattr(row, f"{end}_name"), "kind": getattr(row, f"{end}_kind")}
            node = about.setdefault(id_, fresh | dict.fromkeys(_PARTS, 0))
            part = "travelled" if row.link == "travelled" else "spoke" if end == "source" else "spoken_of"
            node[part] += row.events
    ranked = sorted(totals, key=lambda id_: (id_ != keep, -totals[id_], id_))[:most]
    drawn = set(ranked)
    lines = [
        {"source": row.source_id, "target": row.target_id, "link": row.link, "events": int(row.events)}
        for row in links.itertuples(index=False)
        if {row.source_id, row.target_id} <= drawn and row.source_id != row.target_id
    ]
    places = _layout(ranked, [about[id_]["name"] for id_ in ranked], lines)
    nodes = [
        about[id_] | {"x": round(x, 1), "y": round(y, 1), "r": round(4 + 2.4 * math.log2(1 + totals[id_]), 1)}
        for id_, (x, y) in zip(ranked, places, strict=True)
    ]
    return {"width": WIDTH, "height": HEIGHT, "nodes": nodes, "lines": lines, "left_out": len(totals) - len(ranked)}


def _layout(ids: list[str], names: list[str], lines: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """Return a place for each actor: linked ones are near each other, and no name lies over another."""
    import networkx as nx
    import numpy as np

    if not ids:
        return []
    graph = nx.Graph()
    graph.add_nodes_from(ids)
    for line in lines:
        known = graph.get_edge_data(line["source"], line["target"], {"weight": 0})["weight"]
        graph.add_edge(line["source"], line["target"], weight=known + line["events"])
    # A thread from each group of actors to the middle: without it groups drift off and squeeze the rest.
    for group in nx.connected_components(graph):
        head = next(id_ for id_ in ids if id_ in group)
        if head != ids[0]:
            graph.add_edge(ids[0], head, weight=_THREAD)
    found = nx.spring_layout(graph, k=2.2 / math.sqrt(len(ids)), iterations=150, seed=_SEED, weight="weight")
    sizes = np.array([(_DISC + _LETTER * min(len(name), 26), _LINE) for name in names])
    boxes = _apart(_spread(np.array([found[id_] for id_ in ids])), sizes)
    # a box holds the disc at its left end and the name beside it
    return [(float(x - width / 2 + _DISC / 2), float(y)) for (x, y), (width, _) in zip(boxes, sizes, strict=True)]


def _spread(places: np.ndarray) -> np.ndarray:
    """Return the places over the whole drawing, crowds loosened."""
    import numpy as np

    low, high = places.min(axis=0), places.max(axis=0)
    share = (places - low) / np.where(high > low, high - low, 1)
    rank = places.argsort(axis=0).argsort(axis=0) / max(1, len(places) - 1)
    return (_EVENLY * rank + (1 - _EVENLY) * share) * (np.array([WIDTH, HEIGHT]) - 2 * _MARGIN) + _MARGIN


def _apart(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the places moved until no two boxes of these sizes overlap, or as far as there is room."""
    import numpy as np

    least = (sizes[:, None] + sizes[None]) / 2
    room = np.array([WIDTH, HEIGHT])
    edge = np.minimum(sizes / 2 + 2, room / 2)
    places = np.clip(places, edge, room - edge)
    for _ in range(_ROUNDS):
        gap = places[:, None] - places[None]
        overlap = least - np.abs(gap)
        both = (overlap > 0).all(axis=2)
        np.fill_diagonal(both, val=False)
        if not both.any():
            break
        # along the axis on which they part with less movement
        axis = (overlap[..., 0] > 2.5 * overlap[..., 1]).astype(int)
        push = np.take_along_axis(overlap, axis[..., None], axis=2)[..., 0] * both * 0.28
        sign = np.sign(np.take_along_axis(gap, axis[..., None], axis=2)[..., 0])
        order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None])
        push *= np.where(sign == 0, order, sign)
        for dimension in (0, 1):
            places[:, dimension] += (push * (axis == dimension)).sum(axis=1)
        places = np.clip(places, edge, room - edge)
    return places
