"""Text in, record out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.articles import check_text, parse_date
from geo.extract.actors import actors
from geo.extract.asking import asked
from geo.extract.dates import dates
from geo.extract.distances import distances
from geo.extract.doubts import doubts
from geo.extract.entities import entities
from geo.extract.journeys import journeys
from geo.extract.movement import Moves
from geo.extract.people import People
from geo.extract.places import place_names, resolve
from geo.extract.reading import Reading
from geo.extract.roles import roles
from geo.extract.senses import home_of
from geo.extract.statements import statements
from geo.gazetteer import Gazetteer
from geo.identity import text_hash
from geo.language import model_name
from geo.record import LITERAL_ROLES, Actor, Extractor, Mention, Place, Record, Toponym
from geo.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.extract.places import Found
    from geo.gazetteer import OnlineGeocoder
    from geo.record import Role

__all__ = ["extract"]

_GOVERNMENT = re.compile(r"\s+(?:governments?|authorities|administration|leadership|regime|cabinet)\b")
"""What makes an adjective mean the state: "the Malian government"."""


def extract(
    text: str,
    *,
    published: str | dt.date | None = None,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    keep_text: bool = False,
    geocoder: OnlineGeocoder | None = None,
) -> Record:
    """Read one article.

    Parameters
    ----------
    text
        The article; all offsets of the record are code points into it.
    published
        The day of publication (ISO 8601), against which relative dates resolve.
    id
        The record's id; by default the first 12 digits of the text's SHA-256.
    title, url, publisher
        Carried into the record as they are; the country of a publisher that is known tells equally
        likely namesakes apart.
    keep_text
        Carry the text itself in the record: for texts that were made from HTML, PDF or the like.
    geocoder
        Asked for places that are not in the gazetteer; by default nothing is, and no network is used.  Where it fails,
        the record has a warning ``geocoder_unavailable``.

    Returns
    -------
    geo.record.Record

    Raises
    ------
    EmptyTextError, TextTooLongError, DateError
        With a sentence that says what to do.

    Examples
    --------
    >>> [t.text for t in extract("Kim left Pyongyang for Vladivostok.").toponyms]
    ['Pyongyang', 'Vladivostok']
    """
    check_text(text)
    digest = text_hash(text)
    key = id or digest[:12]
    day = parse_date(published)
    gazetteer = Gazetteer.default()
    reading = Reading.of(text, published=day, home=home_of(publisher))
    people = actors(reading, entities(reading, gazetteer), article=key)
    found = resolve(reading, place_names(reading, gazetteer, people))
    found, unasked = asked(reading, found, gazetteer, geocoder) if geocoder else (found, ())
    places = {f.choice.candidate.place.id: f.choice.candidate.place for f in found if f.choice}
    moves = Moves.of(
        reading.doc, [(f.name.start, f.name.end) for f in found if f.form != "demonym" and not f.name.embedded]
    )
    toponyms = tuple(
        _toponym(f, r, gazetteer) for f, r in zip(found, roles(reading, found, movement=moves.roles()), strict=True)
    )
    everybody = (*people, *_states(reading.text, toponyms, places, gazetteer, {a.id for a in people}))
    known = {a.id for a in everybody}
    who = People(
        reading.text, everybody, toponyms, article=key, sentences=reading.sentences, doc=reading.doc, places=places
    )
    when = dates(reading)
    said = statements(reading, who, toponyms, when)
    moved = journeys(reading, moves, who, toponyms, when, places)
    listed = {a for t in toponyms for a in t.alternatives}
    rivals = (r.place for f in found if f.choice for r in f.choice.rivals)
    places |= {p.id: p for p in rivals if p.id in listed}
    assert all(s.speaker is None or s.speaker in known for s in said), "a speaker outside the record"
    return Record(
        id=key,
        published=day.isoformat() if day else None,
        text_sha256=digest,
        language="en",
        extractor=Extractor("dateline", __version__, model_name(), gazetteer.version),
        title=title,
        url=url,
        publisher=publisher,
        text=text if keep_text else None,
        sentences=reading.sentences,
        places=tuple(places.values()),
        toponyms=toponyms,
        actors=everybody,
        statements=said,
        journeys=moved,
        dates=when,
        distances=distances(reading, toponyms, places),
        warnings=(*doubts(toponyms, moved, when), *unasked),
    )


def _toponym(found: Found, role: Role, gazetteer: Gazetteer) -> Toponym:
    name, choice = found.name, found.choice
    place: Place | None = choice.candidate.place if choice else None
    actor = None
    if role == "actor" and place is not None:
        actor = gazetteer.stands_for(place.id) or (f"state:{place.country}" if place.country and _acts(found) else None)
    return Toponym(
        start=name.start,
        end=name.end,
        text=name.text,
        form=found.form,
        role=role,
        literal=role in LITERAL_ROLES,
        place=place.id if place else None,
        status="not_found" if choice is None else "ambiguous" if choice.rivals else "resolved",
        score=choice.score if choice else None,
        alternatives=tuple(r.place.id for r in choice.rivals[:5]) if choice else (),
        actor=actor,
    )


def _acts(found: Found) -> bool:
    """A state acts under its own name and under that of its capital."""
    candidate = found.choice.candidate if found.choice else None
    return candidate is not None and (candidate.place.kind == "country" or candidate.feature == "PPLC")


def _states(
    text: str, toponyms: Sequence[Toponym], places: dict[str, Place], gazetteer: Gazetteer, known: set[str]
) -> list[Actor]:
    """Return an actor for each state (or body) that a toponym stands for."""
    mentions: dict[str, list[Mention]] = {}
    for toponym in toponyms:
        governs = toponym.form == "demonym" and toponym.place and _GOVERNMENT.match(text, toponym.end)
        actor = toponym.actor or (f"state:{places[toponym.place].country}" if governs and toponym.place else None)
        if actor and actor not in known and actor != "state:None":
            mentions.setdefault(actor, []).append(Mention(toponym.start, toponym.end, toponym.text))
    out = []
    for actor, named in mentions.items():
        kind, _, code = actor.partition(":")
        country = gazetteer.country(code) if kind == "state" else None
        name = country.name if country else code.replace("-", " ").title()
        aliases = tuple(dict.fromkeys(m.text for m in named if m.text != name))
        out.append(Actor(actor, name, kind, code if kind == "state" else None, None, aliases, tuple(named)))
    return out
