"""Which place is meant: the candidates of a whole article ranked together.  A pure function, its weights in one place.

A candidate is as good as it is prominent among its namesakes, and as it fits the other places of the article: the same
country, the same division, near by.  What is certain is laid first, and all is weighed once more against the result.
"""

from __future__ import annotations

import collections
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Candidate
    from geo.record import Place


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a candidate's score, in powers of ten of its prominence.

    Tuned by ``data/build/tune_resolution.py``.
    """

    country: float = 1.6
    """All other places of the article lie in the candidate's country."""
    division: float = 1.2
    """The article names the candidate's state or province."""
    near: float = 1.0
    """Other places of the article lie at the same spot."""
    reach_km: float = 150.0
    """Nearness falls by a factor of e over this distance (km)."""
    contained: float = 6.0
    """The place that holds the candidate stands right behind its name ("Paris, Texas")."""
    curated: float = 0.5
    """The name is in the curated table."""


WEIGHTS = Weights()
AMBIGUOUS = 0.12
"""A runner-up whose score is nearer than this (powers of ten) makes the name ambiguous."""
MOST_CANDIDATES = 12
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen, a score in [0, 1], and near runners-up (best first)."""

    candidate: Candidate
    score: float
    rivals: tuple[Candidate, ...] = ()


def rank(
    options: Sequence[tuple[Candidate, ...]],
    *,
    containers: Sequence[int | None],
    keys: Sequence[str],
    weights: Weights = WEIGHTS,
) -> list[Choice | None]:
    """Choose a candidate for each name of an article, one sense for one name.

    Parameters
    ----------
    options
        The candidates of each name, in order of the text; none where the gazetteer has none.
    containers
        For each name the index of the name that holds it ("Paris, Texas"), else None.
    keys
        The names as written; equal ones get one sense, that of the one with a container where there is one.
    weights
        What each kind of evidence counts.
    """
    options = [o[:MOST_CANDIDATES] for o in options]
    chosen: list[Choice | None] = [None] * len(options)
    distinct = {key: n for n, key in reversed(list(enumerate(keys))) if options[n]}
    context: dict[str, Candidate] = {k: options[n][0] for k, n in distinct.items() if _certain(options[n])}
    holders = {keys[n]: options[outer] for n, outer in enumerate(containers) if outer is not None}
    for _ in range(2):
        best = {k: _choose(options[n], context, k, holders.get(k, ()), weights) for k, n in distinct.items()}
        context = {k: choice.candidate for k, choice in best.items()}
    for n, outer in enumerate(containers):
        if outer is not None and options[n]:
            chosen[n] = _choose(options[n], context, keys[n], options[outer], weights)
            # the name behind the comma is the place that holds the one before it, whatever it means elsewhere
            holding = tuple(c for c in options[outer] if holds(c, chosen[n].candidate))
            chosen[outer] = _choose(holding or options[outer], context, keys[outer], (), weights)
    return [choice or best.get(key) for choice, key in zip(chosen, keys, strict=True)]


def _certain(candidates: Sequence[Candidate]) -> bool:
    return len(candidates) == 1 or candidates[0].place.kind == "country" or candidates[0].prior > 0.95


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether a country or region is the one that another place lies in."""
    a, b = outer.place, inner.place
    if a.kind not in ("country", "region") or a.id == b.id or a.country != b.country:
        return False
    return a.kind == "country" or inner.admin1 == a.name


def _choose(
    candidates: Sequence[Candidate], context: dict[str, Candidate], key: str, holder: Sequence[Candidate], weights: Weights
) -> Choice:
    others = [c for k, c in context.items() if k != key]
    countries = collections.Counter(o.place.country for o in others if o.place.country)
    total = sum(countries.values()) or 1
    divisions = {(o.place.country, o.place.name) for o in others if o.place.kind == "region"}
    points = [o.place for o in others if o.place.kind in ("city", "site") or (o.place.extent_km or 1e9) < 300]

    def score(c: Candidate) -> float:
        place = c.place
        value = math.log10(max(c.prior, 1e-6)) + weights.curated * c.curated
        if place.kind not in ("country", "continent"):
            value += weights.country * countries[place.country] / total
            if c.admin1 and (place.country, c.admin1) in divisions:
                value += weights.division
            if points:
                value += weights.near * min(1.0, sum(math.exp(-_km(place, p) / weights.reach_km) for p in points))
        return value + weights.contained * any(holds(outer, c) for outer in holder)

    scored = sorted(((score(c), -n, c) for n, c in enumerate(candidates)), key=lambda s: s[:2], reverse=True)
    top = scored[0][0]
    share = 1 / sum(10 ** (s - top) for s, _, _ in scored)
    rivals = tuple(c for s, _, c in scored[1:] if top - s < AMBIGUOUS and c.place.kind == scored[0][2].place.kind)
    return Choice(scored[0][2], round(share, 3), rivals)


def _km(a: Place, b: Place) -> float:
    """Great-circle distance in km on a sphere: near enough to compare candidates, and fast (haversine)."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
