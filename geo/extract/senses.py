"""What a name can mean where it stands, beyond what its candidates alone tell."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from geo.extract.names import organisation_names
from geo.gazetteer import DIVISION_WORDS, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.names import Run
    from geo.extract.reading import Reading
    from geo.extract.resolution import Choice
    from geo.gazetteer import Candidate, Gazetteer

_WORDS = "|".join(sorted(DIVISION_WORDS))
_AFTER = re.compile(rf"\s(?P<word>{_WORDS})\b")
_BEFORE = re.compile(rf"\b(?P<word>{_WORDS}) of $")
WELL_KNOWN = 100_000
"""Inhabitants from which a town is taken at its alternate name without further evidence."""
_CITY_STATE_KM = 40.0
"""A country that a circle of this radius (km) holds is its own capital."""


def with_class_word(reading: Reading, run: Run, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the divisions that a name means with the word beside it; the word itself stays outside the span.

    ``Kharkiv region``, ``the province of Darien``; empty where there is no such word, or no such division.
    """
    text = reading.text
    name = text[run.start : run.end]
    if after := _AFTER.match(text, run.end):
        found = gazetteer.candidates(f"{name} {after['word']}")
    elif _BEFORE.search(text, max(0, run.start - 24), run.start):
        found = gazetteer.candidates(name)
    else:
        return ()
    return tuple(c for c in found if c.place.kind == "region")


def home_of(publisher: str | None) -> str | None:
    """Return the country of a publisher that the table of organisations knows (ISO 3166-1 alpha-2), else None."""
    known = organisation_names().get(normalise(publisher or ""), ())
    return known[0].country if known else None


def settled(
    chosen: Sequence[Choice | None], options: Sequence[tuple[Candidate, ...]], *, home: str | None = None
) -> list[Choice | None]:
    """Return the choices of an article, mended by what they tell together.

    A small town known by an alternate name is dropped where nothing else speaks of its country; a city-state is its
    city, which has a point; between places that are as likely, the publisher's country decides.
    """
    countries = [(c.candidate.place.country, c.candidate.place.id) for c in chosen if c]

    def stands(c: Candidate) -> bool:
        known = c.preferred or c.curated or c.place.kind != "city" or (c.place.population or 0) >= WELL_KNOWN
        return known or any(country == c.place.country and key != c.place.id for country, key in countries)

    kept = (choice if choice and stands(choice.candidate) else None for choice in chosen)
    return [_at_home(_city(choice, names), home) for choice, names in zip(kept, options, strict=True)]


def _at_home(choice: Choice | None, home: str | None) -> Choice | None:
    if choice is None or not choice.rivals or home is None:
        return choice
    near = [c for c in (choice.candidate, *choice.rivals) if c.place.country == home]
    return dataclasses.replace(choice, candidate=near[0], rivals=()) if len(near) == 1 else choice


def _city(choice: Choice | None, candidates: tuple[Candidate, ...]) -> Choice | None:
    if choice is None:
        return None
    country = choice.candidate.place
    if country.kind != "country" or choice.candidate.form != "name" or (country.extent_km or 1e9) > _CITY_STATE_KM:
        return choice
    cities = [
        c
        for c in candidates
        if c.place.kind == "city" and (c.place.country, c.place.name) == (country.country, country.name)
    ]
    return dataclasses.replace(choice, candidate=cities[0]) if cities else choice
