"""Candidates: the places that a name may mean, and how they are ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.record import Form, Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

CURATED_LEAD = 400
"""What a name of the curated table is ahead of all others, in hundredths of a power of ten, as weights are."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    ``preferred`` tells that the name is the place's own, not an alternate; ``curated`` that it comes from the curated
    table; ``feature`` is a GeoNames code (PPLC) or a word (strait); ``prior`` is the share of this place among all that
    bear the name, from 0 to 1, by prominence alone.
    """

    place: Place
    form: Form
    preferred: bool
    curated: bool
    feature: str
    admin1: str | None
    prior: float


def place_of(row: sqlite3.Row) -> Place:
    """Return the place of a row that starts with all columns of the table of places."""
    _, id_, name, kind, _, country, _, lat, lon, extent_km, population, *_ = row
    geonamesid = int(id_[9:]) if id_.startswith("geonames:") else None
    return Place(id_, name, kind, country, lat, lon, extent_km, population, geonamesid)


def candidate_of(row: sqlite3.Row, *, prior: float) -> Candidate:
    """Return the candidate of a row of names and places."""
    return Candidate(
        place=place_of(row),
        form="abbreviation" if row["form"] == "postal" else row["form"],
        preferred=bool(row["preferred"]),
        curated=bool(row["curated"]),
        feature=row["feature"],
        admin1=row["admin1"],
        prior=prior,
    )


def ranked(rows: Iterable[sqlite3.Row]) -> tuple[Candidate, ...]:
    """Return one candidate for each place, best first, with their shares as priors."""
    listed = list(rows)
    if len(listed) == 1:
        return (candidate_of(listed[0], prior=1.0),)
    best: dict[str, tuple[float, sqlite3.Row]] = {}
    for row in listed:
        strength = row["strength"] + CURATED_LEAD * row["curated"]
        if row["id"] not in best or strength > best[row["id"]][0]:
            best[row["id"]] = (strength, row)
    if not best:
        return ()
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    top = ordered[0][1][0]
    shares = [10 ** ((strength - top) / 100) for _, (strength, _) in ordered]
    total = sum(shares)
    return tuple(candidate_of(row, prior=s / total) for (_, (_, row)), s in zip(ordered, shares, strict=True))
