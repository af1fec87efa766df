"""Names of persons and organisations: the curated tables and the model's entities, made consistent over an article."""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geo.extract.bodies import called_bodies, is_called_body
from geo.extract.descriptions import RELATIVES, given_names
from geo.extract.names import DAY_BEFORE, as_written, organisation_names, person_names, scan
from geo.extract.reading import words
from geo.extract.titles import TITLES, titled
from geo.extract.voices import voices
from geo.gazetteer import normalise
from geo.record import AREA_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.extract.names import Run
    from geo.extract.reading import Reading
    from geo.gazetteer import Candidate, Gazetteer
    from geo.tables import Known

Label = Literal["PERSON", "ORG", "LOC", "NORP"]

_TITLE = re.compile(words(TITLES).removesuffix(r"\b") + r"(?:\b|(?<=\.))\s+")
_CALLED = re.compile(words([*TITLES, *RELATIVES]).removesuffix(r"\b") + r"\s+$")
_PARTICIPLES = frozenset(
    "based born led backed controlled held occupied made run owned bound educated trained style era area".split()
)
"""What follows a name after a hyphen and is no part of it: "Paris-based"."""
_PLACE_NOUN = re.compile(
    r"\b(?:village|town|city|hamlet|settlement|port|district|province|island|suburb|municipality|outskirts|residents)"
    r" of\s+$",
    re.IGNORECASE,
)
_TOWN_BEFORE = re.compile(r"[A-Z][\w’'-]*,\s$")
BIG_CITY = 300_000
"""Inhabitants of a city that the news name without saying that it is one."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text; ``known`` are the rows of the curated tables that it may mean."""

    start: int
    end: int
    text: str
    label: Label
    known: tuple[Known, ...] = ()


def entities(reading: Reading, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """Return the names of persons and organisations, in order and without overlap.

    Curated names come first, then what the model calls a person or an organisation.  A name has one label in an
    article, that of most of its mentions, and is found wherever it stands.  Countries and demonyms are neither.
    """
    curated = [*_curated(reading, organisation_names(), "ORG"), *_curated(reading, person_names(), "PERSON")]
    read = list(_checked(reading, list(_from_model(reading)), gazetteer))
    labels = _labels(reading, curated, read)
    chosen = _longest([*curated, *(e for e in read if labels[e.text] == e.label)])
    taken = [(e.start, e.end) for e in chosen]
    for run, person in voices(reading, gazetteer, taken):
        name = reading.text[run.start : run.end]
        chosen.append(Entity(run.start, run.end, name, "PERSON" if person else "ORG"))
    areas = [(e.start_char, e.end_char) for e in reading.doc.ents if e.label_ in ("LOC", "DATE")]
    called = [(span, "PERSON") for span in titled(reading, [*taken, *areas])]
    called += [(span, "ORG") for span in called_bodies(reading, taken)]
    chosen = _longest([*chosen, *(Entity(*span, reading.text[slice(*span)], label) for span, label in called)])
    return tuple(e for e in _everywhere(reading, chosen, labels) if e.label in ("PERSON", "ORG"))


def _curated(reading: Reading, table: dict[str, tuple[Known, ...]], label: Label) -> Iterator[Entity]:
    def look_up(name: str, _: Run) -> tuple[Known, ...] | None:
        return as_written(table.get(normalise(name), ()), name) or None

    for run, known in scan(reading, look_up):
        yield Entity(run.start, run.end, reading.text[run.start : run.end], label, known)


def _from_model(reading: Reading) -> Iterator[Entity]:
    for ent in reading.doc.ents:
        if ent.label_ not in ("PERSON", "ORG"):
            continue
        start, end = _trimmed(reading, ent.start_char, _whole(reading, ent.end), ent.label_)
        if end - start > 1 and any(c.isupper() for c in reading.text[start:end]):
            yield Entity(start, end, reading.text[start:end], ent.label_)


def _whole(reading: Reading, end: int) -> int:
    """The offset at which a name ends whose last token is ``end - 1``: a hyphen takes the next word along."""
    doc = reading.doc
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        if doc[end + 1].text in _PARTICIPLES:
            break
        end += 2
    last = doc[end - 1]
    return last.idx + len(last.text)


def _trimmed(reading: Reading, start: int, end: int, label: str) -> tuple[int, int]:
    """Cut off titles, articles, possessive endings and marks."""
    text = reading.text
    if match := DAY_BEFORE.match(text, start, end):
        start = match.end()
    if label == "PERSON":
        while match := _TITLE.match(text, start, end):
            start = match.end()
    elif match := re.compile(r"(?:[Tt]he|[Aa]n?)\s+").match(text, start, end):
        start = match.end()
    words_ = re.sub(
        r"(?:['’]s|['’])$",
        "",
        text[start:end].rstrip(' ,.;:“”"()') if not text[start:end].endswith((".", ")")) else text[start:end],
    )
    end = start + len(words_)
    lead = len(words_) - len(words_.lstrip("“”\"'‘’( @#"))
    if label == "ORG" and (tail := re.search(r"(?: [a-z][\w-]*)+$", words_)):
        end -= len(tail[0])  # "North Korean news": the noun is no part of a name
    return start + lead, end


def _checked(reading: Reading, read: list[Entity], gazetteer: Gazetteer) -> Iterator[Entity]:
    """Correct labels that the tables know better.

    Demonyms, countries, regions and waters are no actors here, nor is a town that the model takes for a body.  A single
    word that it takes for a person is a place where a preposition of place stands before it, the article says so
    elsewhere or everybody knows the place (Berlin), unless a title stands before it or the article names a person so; a
    word in capitals is initials, and so a body.
    """
    named = {part for e in read if e.label == "PERSON" and " " in e.text for part in e.text.split()}
    places = {ent.text for ent in reading.doc.ents if ent.label_ == "LOC"}
    for entity in read:
        if is_called_place(reading.text, entity.start) or is_postal(reading.text, entity.start, entity.end, gazetteer):
            continue
        if entity.label == "PERSON" and is_called_body(reading.text, entity.start):
            yield replace(entity, label="ORG")
            continue
        candidates = gazetteer.candidates(entity.text)
        best = candidates[0] if candidates else None
        if best is not None and best.form == "demonym":
            continue
        if entity.label == "PERSON" and " " not in entity.text:
            named_so = entity.text in named or is_called_person(reading.text, entity.start)
            if (
                not named_so
                and best
                and (entity.text in places or _in_place(reading, entity) or _is_well_known(entity.text, best))
            ):
                continue
            if not named_so and not best and entity.text.isupper() and 2 < len(entity.text) < 7:
                yield replace(entity, label="ORG")
                continue
        elif best is not None and (
            best.curated or best.place.kind in AREA_KINDS or (entity.label == "ORG" and best.preferred)
        ):
            continue
        yield entity


_BEFORE_PLACE = re.compile(
    r"\b(?:in|near|at|to|from|into|towards|via|through|across|around|outside|inside|of|over|off)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def is_called_person(text: str, start: int) -> bool:
    """Tell whether the word before a name says that it is a person's: a title, an office, a kinship."""
    return bool(_CALLED.search(text, max(0, start - 24), start))


def is_called_place(text: str, start: int) -> bool:
    """Tell whether the words before a name say that it is a place: ``the village of``."""
    return bool(_PLACE_NOUN.search(text, max(0, start - 20), start))


def is_postal(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Tell whether two capitals are the postal code of a state behind a town: ``Paris, TX``."""
    word = text[start:end]
    after_town = len(word) == 2 and word.isupper() and _TOWN_BEFORE.search(text, max(0, start - 30), start)
    return bool(after_town and gazetteer.containers(word))


def _is_well_known(name: str, best: Candidate) -> bool:
    """Tell whether a single word means a place in the news, whatever the model takes it for; no given name does."""
    place = best.place
    if name in given_names():
        return False
    known_area = place.kind in AREA_KINDS and (best.preferred or place.kind != "region")
    return known_area or best.feature == "PPLC" or (best.preferred and (place.population or 0) >= BIG_CITY)


def _in_place(reading: Reading, entity: Entity) -> bool:
    return bool(_BEFORE_PLACE.search(reading.text[max(0, entity.start - 14) : entity.start]))


def _labels(reading: Reading, curated: Iterable[Entity], read: Iterable[Entity]) -> dict[str, Label]:
    """Return the label of each name: that of most mentions by the model; a curated name counts for five."""
    votes: dict[str, collections.Counter[Label]] = collections.defaultdict(collections.Counter)
    for ent in reading.doc.ents:
        if ent.label_ in ("LOC", "NORP"):
            votes[ent.text][ent.label_] += 1
    for entity in read:
        votes[entity.text][entity.label] += 1
    for entity in curated:
        votes[entity.text][entity.label] += 5
    return {name: count.most_common(1)[0][0] for name, count in votes.items()}


def _longest(found: Iterable[Entity]) -> list[Entity]:
    """Of overlapping names keep the longest, of equal ones the curated."""
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda e: (e.start - e.end, not e.known, e.start)):
        if not any(entity.start < k.end and k.start < entity.end for k in kept):
            kept.append(entity)
    return sorted(kept, key=lambda e: e.start)


def _everywhere(reading: Reading, chosen: list[Entity], labels: dict[str, Label]) -> list[Entity]:
    """Add the mentions of names of two words or more, and of bodies, that the model passed over."""
    names = {e.text: e for e in chosen if " " in e.text or e.label == "ORG"}
    taken = [(e.start, e.end) for e in chosen]
    taken += [(t.start_char, t.end_char) for t in reading.doc.ents if t.label_ in ("LOC", "NORP", "DATE")]

    def look_up(name: str, run: Run) -> Entity | None:
        known = names.get(name)
        if known is None or any(run.start < end and start < run.end for start, end in taken):
            return None
        return known

    more = [
        Entity(run.start, run.end, e.text, labels.get(e.text, e.label), e.known) for run, e in scan(reading, look_up)
    ]
    return sorted([*chosen, *more], key=lambda e: e.start)
