"""Annotated articles as the resolution of place names sees them: for ``data/build/tune_resolution.py``."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geopy.distance import great_circle

from geo.extract.actors import actors
from geo.extract.entities import entities
from geo.extract.places import containers, place_names, sense_key
from geo.extract.reading import Reading, overlaps
from geo.extract.resolution import Choice, rank
from geo.gazetteer import Gazetteer, normalise
from geo.record import AREA_KINDS, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

RIGHT_KM = 161.0
"""A place is right within this distance: 100 miles, as evaluations of geoparsing have it."""


@dataclass(frozen=True)
class Task:
    """An article as the ranking sees it; ``wanted`` are names by index with the ids of their right candidates."""

    corpus: str
    rank: Callable[..., list[Choice | None]]
    options: tuple[tuple[Any, ...], ...]
    wanted: tuple[tuple[int, frozenset[str]], ...]

    @functools.cached_property
    def by_population(self) -> list[bool]:
        """Whether the most prominent candidate is right, for each name."""
        return [self.options[n][0].place.id in ids for n, ids in self.wanted]


def is_right(place: Place, gold: dict[str, Any]) -> bool | None:
    """Tell whether a place is the annotated one; None where the annotation does not say.

    The same GeoNames id is right.  An area has no true point: one of the same name is right within twice its extent.
    """
    if gold.get("unknown"):
        return None
    if gold.get("lat") is None:
        if gold.get("kind") not in ("country", "continent"):
            return None
        same_name = gold["country"] is not None or normalise(place.name) == normalise(gold["name"])
        return place.kind == gold["kind"] and place.country == gold["country"] and same_name
    if gold.get("geonamesid") and str(gold["geonamesid"]) == str(place.geonamesid):
        return True
    same_name = normalise(place.name) in {normalise(gold.get("name") or ""), normalise(gold["text"])}
    reach_km = 2 * (place.extent_km or 0) if place.kind in AREA_KINDS and same_name else 0
    return great_circle((gold["lat"], gold["lon"]), (place.lat, place.lon)).km <= max(RIGHT_KM, reach_km)


def paired(gold: Sequence[dict[str, Any]], names: Sequence[Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """Pair annotated and found names one to one: exact spans first, then by the code points that they share."""
    pairs = []
    for i, wanted in enumerate(gold):
        for n, name in enumerate(names):
            if overlaps((wanted["start"], wanted["end"]), (name.start, name.end)):
                exact = (wanted["start"], wanted["end"]) == (name.start, name.end)
                shared = min(wanted["end"], name.end) - max(wanted["start"], name.start)
                pairs.append((not exact, -shared, i, n))
    used_gold, used = set(), set()
    for _, _, i, n in sorted(pairs):
        if i not in used_gold and n not in used:
            used_gold.add(i)
            used.add(n)
            yield gold[i], n


def tasks(path: Path) -> Iterator[Task]:
    """Read the articles of a file."""
    gazetteer = Gazetteer.default()
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        reading = Reading.of(row["text"], published=None)
        people = actors(reading, entities(reading, gazetteer), article=str(row["id"]))
        names = place_names(reading, gazetteer, people)
        wanted = []
        for gold, n in paired(row["toponyms"], names):
            judged = {c.place.id: is_right(c.place, gold) for c in names[n].candidates}
            if judged and None not in judged.values():
                wanted.append((n, frozenset(id_ for id_, right in judged.items() if right)))
        if wanted:
            options = tuple(n.candidates for n in names)
            ranking = functools.partial(
                rank, options, containers=containers(reading, names), keys=[sense_key(n) for n in names]
            )
            yield Task(path.stem, ranking, options, tuple(wanted))
