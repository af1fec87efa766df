"""The network of actors: who of them are drawn, where, and the lines between them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ACTORS = 50
"""More names than this cannot be read side by side."""
WIDTH, HEIGHT = 1000.0, 640.0
"""The drawing (units of its view box)."""
_MARGIN = 26.0
_LETTER, _LINE = 6.9, 21.0
"""Width of a letter and height of a line of the names (units)."""
_SEED = 684
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
            node = about.setdefault(
                id_,
                {
                    "id": id_,
                    "name": getattr(row, f"{end}_name"),
                    "kind": getattr(row, f"{end}_kind"),
                    "spoke": 0,
                    "spoken_of": 0,
                    "travelled": 0,
                },
            )
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
    found = nx.spring_layout(graph, k=2.2 / math.sqrt(len(ids)), iterations=150, seed=_SEED, weight="weight")
    places = np.array([found[id_] for id_ in ids])
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * _MARGIN
    places = _MARGIN + (places - low) / np.where(high > low, high - low, 1) * room
    sizes = np.array([(34 + _LETTER * min(len(name), 26), _LINE) for name in names])
    return [(float(x), float(y)) for x, y in _apart(places, sizes)]


def _apart(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the places moved until no two boxes of these sizes overlap, or as far as there is room."""
    import numpy as np

    places = places.copy()
    least = (sizes[:, None] + sizes[None]) / 2
    inside = np.array([WIDTH, HEIGHT]) - np.minimum(sizes / 2 + 4, np.array([WIDTH, HEIGHT]) / 2)
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
        places = np.clip(places, np.array([WIDTH, HEIGHT]) - inside, inside)
    return places
