"""Which place is meant: candidates of a whole article ranked together.  A pure function, its weights in one place."""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Candidate

SAME_COUNTRY = 0.6
"""Added for a candidate whose country other, certain places of the article share."""
CONTAINED = 2.0
"""Added for a candidate that lies in the place named right behind it."""
AMBIGUOUS_MARGIN = 0.05
"""A runner-up nearer than this makes the name ambiguous."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen, a score in [0, 1], and near runners-up (best first)."""

    candidate: Candidate
    score: float
    rivals: tuple[Candidate, ...] = ()


def rank(
    options: Sequence[tuple[Candidate, ...]], *, containers: Sequence[int | None], keys: Sequence[str]
) -> list[Choice | None]:
    """Choose a candidate for each name of an article, one sense for one name.

    Parameters
    ----------
    options
        The candidates of each name, in order of the text.
    containers
        For each name the index of the name that holds it ("Paris, Texas"), else None.
    keys
        The names as written; equal ones get one sense, that of the one with a container where there is one.
    """
    certain = collections.Counter(
        c[0].place.country for c in options if c and (len(c) == 1 or c[0].place.kind == "country") and c[0].place.country
    )
    total = sum(certain.values()) or 1
    senses: dict[str, Choice | None] = {}
    for n in sorted(range(len(options)), key=lambda n: containers[n] is None):
        if keys[n] in senses:
            continue
        holder = options[containers[n]] if containers[n] is not None else ()
        senses[keys[n]] = _choose(options[n], {c: k / total for c, k in certain.items()}, holder)
    return [senses[key] for key in keys]


def _choose(candidates: tuple[Candidate, ...], shares: dict[str, float], holder: tuple[Candidate, ...]) -> Choice | None:
    if not candidates:
        return None
    scored = sorted(((_score(c, shares, holder), -n, c) for n, c in enumerate(candidates)), key=lambda s: s[:2], reverse=True)
    best = scored[0][0]
    rivals = tuple(c for s, _, c in scored[1:] if best - s < AMBIGUOUS_MARGIN and c.place.id != scored[0][2].place.id)
    margin = best - scored[1][0] if len(scored) > 1 else 1.0
    return Choice(scored[0][2], round(min(1.0, 0.5 + margin / 2), 2), rivals)


def _score(candidate: Candidate, shares: dict[str, float], holder: tuple[Candidate, ...]) -> float:
    score = candidate.prior
    if candidate.place.kind not in ("country", "continent"):
        score += SAME_COUNTRY * shares.get(candidate.place.country or "", 0.0)
    for outer in holder:
        place = outer.place
        inside = candidate.admin1 == place.name if place.kind == "region" else place.kind == "country"
        if inside and candidate.place.country == place.country and candidate.place.id != place.id:
            return score + CONTAINED
    return score
