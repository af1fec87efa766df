"""Which place is meant: the candidates of a whole article weighed together.  A pure function, its weights in one place.

A candidate is as good as it is prominent among its namesakes, and as it fits what the other names of the article may
mean: the same country, the same division, near by.  Each name speaks for all its candidates by their shares, so that
names that are unsure alone settle each other; a few passes are enough.
"""

from __future__ import annotations

import collections
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from geo.gazetteer import Candidate
    from geo.record import Place


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a candidate's score, in powers of ten of its prominence.

    Tuned by ``data/build/tune_resolution.py``.
    """

    country: float = 3.0
    """All other places of the article lie in the candidate's country."""
    division: float = 3.0
    """All other places lie in the candidate's state or province."""
    named: float = 1.0
    """The article names the candidate's state or province."""
    near: float = 2.0
    """Other places of the article lie at the same spot."""
    reach_km: float = 50.0
    """Nearness falls by a factor of e over this distance (km)."""
    contained: float = 6.0
    """The place that holds the candidate stands right behind its name ("Paris, Texas")."""
    ambiguous: float = 0.3
    """A runner-up whose score is nearer than this makes the name ambiguous."""
    even: float = 9.5
    """The strength of a city (see ``_listed``) that may as well be an unlisted namesake."""
    slope: float = 0.25
    """How much surer a city is with each power of ten of strength, as an exponent."""


WEIGHTS = Weights()
MOST_CANDIDATES = 12
PASSES = 3
LEAST_SHARE = 0.05
"""Candidates with a smaller share say nothing about other names."""
FEWEST = 1000
"""Inhabitants of a city of which the gazetteer knows no number."""
LEAST_PRIOR = 1e-6
SURE = 0.99
"""The highest score: now and then a name is read wrongly that has one sense only."""
_EARTH_KM = 6371.0
_DEGREE_KM = 111.2
_BEYOND = 8
"""Multiples of ``reach_km`` after which nearness is nothing."""
_SMALL_KM = 300.0

_Scored = list[tuple[float, float, "Candidate"]]
"""Candidates of a name, best first: share (0 to 1), score (powers of ten), candidate."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen, the probability that it is right (0 to 1), and near runners-up (best first)."""

    candidate: Candidate
    score: float
    rivals: tuple[Candidate, ...] = ()


def rank(
    options: Sequence[tuple[Candidate, ...]],
    *,
    containers: Sequence[int | None],
    keys: Sequence[Hashable],
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
        What tells the names apart.  Names with equal keys have equal candidates and get one sense, the one that fits
        their containers where they have some.
    weights
        What each kind of evidence counts.

    Returns
    -------
    list of Choice or None
        One for each name, None where it has no candidates.
    """
    options = [o[:MOST_CANDIDATES] for o in options]
    distinct: dict[Hashable, tuple[Candidate, ...]] = {}
    holders: dict[Hashable, tuple[Candidate, ...]] = collections.defaultdict(tuple)
    for candidates, key, outer in zip(options, keys, containers, strict=True):
        if candidates:
            distinct.setdefault(key, candidates)
        if outer is not None:
            holders[key] += options[outer]
    senses: dict[Hashable, _Scored] = {}
    for _ in range(PASSES):
        evidence = _Evidence(senses, weights)
        senses = {key: evidence.weigh(found, key, holders[key]) for key, found in distinct.items()}
    best = {key: _choice(scored, weights) for key, scored in senses.items()}
    chosen = [best.get(key) if candidates else None for key, candidates in zip(keys, options, strict=True)]
    for n, outer in enumerate(containers):
        if outer is not None and options[n]:
            inner = _choice(evidence.weigh(options[n], keys[n], options[outer]), weights)
            # the name behind the comma is the place that holds the one before it, whatever it means elsewhere
            holding = tuple(c for c in options[outer] if holds(c, inner.candidate)) or options[outer]
            chosen[n] = inner
            chosen[outer] = _choice(evidence.weigh(holding, keys[outer], ()), weights) if holding else None
    return chosen


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether a country or region is the one that another place lies in."""
    a, b = outer.place, inner.place
    if a.kind not in ("country", "region") or a.id == b.id or a.country != b.country:
        return False
    return a.kind == "country" or inner.admin1 == a.name


class _Evidence:
    """What the names of an article say of where it plays; a name never speaks for itself."""

    def __init__(self, senses: Mapping[Hashable, _Scored], weights: Weights) -> None:
        self.weights = weights
        self.by_name = {key: _Told(scored) for key, scored in senses.items()}
        self.all = _Told([sense for scored in senses.values() for sense in scored])

    def weigh(self, candidates: Sequence[Candidate], key: Hashable, holder: Sequence[Candidate]) -> _Scored:
        """Score the candidates of one name, best first."""
        if len(candidates) == 1 and candidates[0].place.kind != "city":
            return [(1.0, 0.0, candidates[0])]
        own = self.by_name.get(key) or _Told(())
        scores = [round(self._score(c, key, own, holder), 9) for c in candidates]  # sums in any order are equal
        top = max(scores)
        total = math.fsum(10 ** (s - top) for s in scores)
        listed = sorted(zip(scores, candidates, strict=True), key=lambda sc: -sc[0])
        return [(10 ** (s - top) / total, s, c) for s, c in listed]

    def _score(self, c: Candidate, key: Hashable, own: _Told, holder: Sequence[Candidate]) -> float:
        w, place = self.weights, c.place
        value = math.log10(max(c.prior, LEAST_PRIOR))
        if any(holds(outer, c) for outer in holder):
            value += w.contained
        if place.kind in ("country", "continent"):
            return value
        total = self.all.total - own.total
        if total > LEAST_SHARE:
            value += w.country * (self.all.countries[place.country] - own.countries[place.country]) / total
            if c.admin1:
                here = (place.country, c.admin1)
                value += w.division * (self.all.divisions[here] - own.divisions[here]) / total
                value += w.named * min(1.0, self.all.named[here] - own.named[here])
        return value + w.near * min(1.0, self._nearness(place, key))

    def _nearness(self, place: Place, key: Hashable) -> float:
        reach = self.weights.reach_km
        degrees = _BEYOND * reach / _DEGREE_KM
        return math.fsum(
            share * math.exp(-_km(place, other) / reach)
            for name, told in self.by_name.items()
            if name != key
            for share, other in told.points
            if abs(other.lat - place.lat) < degrees
        )


class _Told:
    """The countries, divisions and points that some candidates lie in or are, by their shares."""

    __slots__ = ("countries", "divisions", "named", "points", "total")

    def __init__(self, senses: Sequence[tuple[float, float, Candidate]]) -> None:
        self.countries: collections.Counter[str] = collections.Counter()
        self.divisions: collections.Counter[tuple[str | None, str]] = collections.Counter()
        self.named: collections.Counter[tuple[str | None, str]] = collections.Counter()
        self.points: list[tuple[float, Place]] = []
        for share, _, candidate in senses:
            place = candidate.place
            if share <= LEAST_SHARE:
                continue
            if place.country:
                self.countries[place.country] += share
            if candidate.admin1:
                self.divisions[place.country, candidate.admin1] += share
            if place.kind == "region":
                self.named[place.country, place.name] += share
            if place.kind in ("city", "site") or (place.extent_km or _EARTH_KM) < _SMALL_KM:
                self.points.append((share, place))
        self.total = sum(self.countries.values())


def _choice(scored: _Scored, weights: Weights) -> Choice:
    share, top, best = scored[0]
    rivals = tuple(
        c for _, score, c in scored[1:] if top - score < weights.ambiguous and c.place.kind == best.place.kind
    )
    return Choice(best, round(SURE * share * _listed(best, top, weights), 3), rivals)


def _listed(candidate: Candidate, score: float, weights: Weights) -> float:
    """Return the probability that it is no namesake which the gazetteer does not have.

    Countries and regions are all listed.  A city is the surer the larger it is and the better it fits the article: its
    strength is the evidence for it and, counted twice, its inhabitants, in powers of ten.
    """
    place = candidate.place
    if place.kind != "city":
        return 1.0
    evidence = score - math.log10(max(candidate.prior, LEAST_PRIOR))
    strength = evidence + 2 * math.log10(max(place.population or 0, FEWEST))
    return 1 / (1 + 10 ** (weights.slope * (weights.even - strength)))


def _km(a: Place, b: Place) -> float:
    """Great-circle distance in km on a sphere: near enough to compare candidates, and fast (haversine)."""
    lat1, lat2, turn = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
