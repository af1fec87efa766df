"""Place names that the gazetteer does not have, asked of a geocoder: only where something is told of the place."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geo.errors import GeocoderError
from geo.extract.places import resolve
from geo.extract.roles import roles
from geo.record import LITERAL_ROLES, Warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.places import Found
    from geo.extract.reading import Reading
    from geo.gazetteer import Candidate, Gazetteer, OnlineGeocoder


def asked(
    reading: Reading, found: tuple[Found, ...], gazetteer: Gazetteer, geocoder: OnlineGeocoder
) -> tuple[tuple[Found, ...], tuple[Warning, ...]]:
    """Lay the names that were not found to what a geocoder knows, beside the other places of the article.

    Each name is sent once, without its sentence; after the first failure nothing more is sent for this article.

    Parameters
    ----------
    reading
        The article.
    found
        Its place names, as the gazetteer lays them.
    gazetteer
        What laid them: a name that it has, and that was not taken for a place here, is not asked for.
    geocoder
        What is asked.

    Returns
    -------
    tuple of (tuple of Found, tuple of Warning)
        The names laid anew, and a warning for each name that could not be looked up.
    """
    told = {
        one.name.text
        for one, role in zip(found, roles(reading, found), strict=True)
        if one.choice is None and role in LITERAL_ROLES and not gazetteer.candidates(one.name.text)
    }
    queries = _queries(reading, found, told)
    answers: dict[str, tuple[Candidate, ...]] = {}
    warnings: list[Warning] = []
    for n, query in queries.items():
        if query in answers:
            continue
        name = found[n].name
        try:
            answers[query] = geocoder.geocode(query, send=not warnings)
        except GeocoderError as error:
            answers[query] = ()
            message = f"“{name.text}” is not in the gazetteer and could not be looked up online. {error}"
            warnings.append(Warning("geocoder_unavailable", message, (name.start, name.end)))
    if any(answers.values()):
        names = [one.name for one in found]
        for n, query in queries.items():
            names[n] = dataclasses.replace(names[n], candidates=answers[query])
        found = resolve(reading, names)
    return found, tuple(warnings)


def _queries(reading: Reading, found: Sequence[Found], texts: set[str]) -> dict[int, str]:
    """Return what to ask for each mention of some names: with its container ("Kamensk, Russia") where one is told."""
    own = {n: _with_container(reading, found, n) for n, one in enumerate(found) if one.name.text in texts}
    full: dict[str, str] = {}
    for n, query in own.items():
        if query != found[n].name.text:
            full.setdefault(found[n].name.text, query)
    return {n: full.get(query, query) for n, query in own.items()}


def _with_container(reading: Reading, found: Sequence[Found], n: int) -> str:
    """Return a name with the country or region that stands right behind it, where one does."""
    name = found[n].name
    after = found[n + 1] if n + 1 < len(found) else None
    if after is None or after.choice is None or reading.text[name.end : after.name.start] != ", ":
        return name.text
    holds = after.choice.candidate.place.kind in ("country", "region") and after.name.form != "demonym"
    return f"{name.text}, {after.name.text}" if holds else name.text
