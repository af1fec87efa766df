"""Actors: the names of an article, put together by whom they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.extract.reading import words
from geo.extract.titles import TITLES
from geo.record import Actor, Mention
from geo.tables import month_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from geo.extract.entities import Entity
    from geo.extract.reading import Reading
    from geo.record import ActorKind
    from geo.tables import Known

_FAMILY_NAME_FIRST = frozenset({"KP", "KR", "CN", "TW", "VN", "KH", "HU"})
_KOREAN = re.compile(r"[A-Z]\w+ [A-Z]\w+-[a-z]\w+")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_PARTICLE = re.compile(
    r"(?:(?:van|von|der|den|de|del|della|da|dos|di|al|el|bin|ben|ibn|la|le|du|ter|ten|Al|El|De|Van|Von|Mac|St\.) ?)+",
    re.IGNORECASE,
)
_POSITION_BEFORE = re.compile(
    r"(?:\b[A-Z][\w’'-]*\s+)*" + words(t for t in TITLES if len(t) > 4 and not t.endswith(".")) + r"\s+$"
)
_POSITION_AFTER = re.compile(r", (?:the|an?|who is the|his|her|its)?\s*(?P<office>[^,.;:“”\"()\n]{4,70})(?=[,.;])")
_OFFICE = re.compile(
    r"\b(?:president|minister|spokes(?:man|woman|person)|chief|head|director|leader|secretary|ambassador|professor|analyst|mayor|governor|"
    r"commander|chair(?:man|woman)?|officer|manager|lawyer|attorney|coach|editor|adviser|advisor|founder|owner|economist|researcher|"
    r"scientist|resident|activist|candidate|senator|representative|commissioner|envoy|king|queen|prince|bishop|judge|prosecutor|general)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """An actor under construction."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    position: str | None = None
    mentions: list[Mention] = field(default_factory=list)


def slug(name: str) -> str:
    """Return a name as an id part: lower-case letters, digits and hyphens; other scripts keep their letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", re.sub(r"['’.]", "", plain)).strip("-") or "unnamed"


def surname(name: str, country: str | None = None) -> str:
    """Return the name by which news calls a person after the first mention.

    >>> surname("Kim Sung-soo"), surname("Ursula von der Leyen"), surname("Martin Luther King Jr.")
    ('Kim', 'von der Leyen', 'King')
    """
    plain = _SUFFIX.sub("", name)
    parts = plain.split()
    if len(parts) < 2:
        return plain
    if country in _FAMILY_NAME_FIRST or _KOREAN.fullmatch(plain):
        return parts[0]
    for n in range(1, len(parts) - 1):
        if _PARTICLE.fullmatch(" ".join(parts[n:-1])):
            return " ".join(parts[n:])
    return parts[-1]


def office(ones: Sequence[Known], published: dt.date | None) -> Known:
    """Return the row of the office held on a day: the one whose months hold it, else the first."""
    return next((one for one in ones if published and _held(one, published)), ones[0])


def _held(one: Known, published: dt.date | None) -> bool:
    if published is None:
        return True
    month = month_number(published.year, published.month)
    return (one.office_from or 0) <= month <= (one.office_to or month)


def actors(reading: Reading, entities: Sequence[Entity], *, article: str) -> tuple[Actor, ...]:
    """Return the persons, organisations and groups of an article, in order of their first mention.

    A surname or a single name joins the person named in full whose name it is part of: the one with most mentions by
    then, else the one named first.  A single name that nobody bears in full stays within its article.
    """
    found: dict[str, _Found] = {}
    full = [e for e in entities if e.known or " " in e.text.strip() or e.label == "ORG"]
    for entity in full:
        actor = _named(reading, entity)
        found.setdefault(actor.id, actor).mentions.append(_mention(entity))
    _join_initials(found)
    people = [a for a in found.values() if a.kind == "person"]
    for entity in (e for e in entities if e.label == "PERSON" and not e.known and " " not in e.text.strip()):
        bearer = _bearer(people, entity)
        if bearer is None:
            key = f"person:{slug(entity.text)}@{article}"
            bearer = found.setdefault(key, _Found(key, entity.text, "person"))
        bearer.mentions.append(_mention(entity))
    _surnames(reading, people, entities)
    for actor in found.values():
        if actor.kind == "person" and actor.position is None:
            actor.position = _position(reading, actor)
    first = sorted(found.values(), key=lambda a: min(m.start for m in a.mentions))
    return tuple(_actor(a) for a in first)


def _named(reading: Reading, entity: Entity) -> _Found:
    if entity.known:
        one = office(entity.known, reading.published)
        position = one.position if one.kind == "person" and _held(one, reading.published) else None
        return _Found(one.id, one.name, one.kind, one.country, position)
    name = " ".join(entity.text.split())
    kind = "person" if entity.label == "PERSON" else "organisation"
    return _Found(f"{kind}:{slug(name)}", name, kind)


def _mention(entity: Entity) -> Mention:
    return Mention(entity.start, entity.end, entity.text)


def _join_initials(found: dict[str, _Found]) -> None:
    """Let initials join the body that bears them ("World Food Programme (WFP)")."""
    bodies = [a for a in found.values() if a.kind == "organisation" and " " in a.name]
    for short in [a for a in found.values() if a.kind == "organisation" and a.name.isupper() and " " not in a.name]:
        letters = short.name.replace(".", "")
        bearer = next((b for b in bodies if "".join(w[0] for w in re.findall(r"\b[A-Z]\w*", b.name)) == letters), None)
        if bearer is not None and len(letters) > 2:
            bearer.mentions.extend(short.mentions)
            del found[short.id]


def _bearer(people: Iterable[_Found], entity: Entity) -> _Found | None:
    """The person in whose full name a single name stands, preferring surnames."""
    as_surname = [p for p in people if surname(p.name, p.country) == entity.text]
    bearing = as_surname or [p for p in people if entity.text in p.name.split()]
    return _meant(bearing, entity.start) if bearing else None


def _surnames(reading: Reading, people: Iterable[_Found], entities: Sequence[Entity]) -> None:
    """Add mentions of surnames that stand alone and were read as nothing else."""
    by_name: dict[str, list[_Found]] = {}
    for person in people:
        name = surname(person.name, person.country)
        if len(name) > 1 and name[0].isupper() and " " not in name:
            by_name.setdefault(name, []).append(person)
    taken = {n for e in entities for n in range(e.start, e.end)}
    taken |= {
        n for e in reading.doc.ents if e.label_ in ("LOC", "NORP", "DATE") for n in range(e.start_char, e.end_char)
    }
    for token in reading.doc:
        if token.text not in by_name or token.idx in taken:
            continue
        following = reading.doc[token.i + 1] if token.i + 1 < len(reading.doc) else None
        if following is not None and following.text[0].isupper() and token.whitespace_ and following.pos_ == "PROPN":
            continue  # part of a longer name
        person = _meant(by_name[token.text], token.idx)
        person.mentions.append(Mention(token.idx, token.idx + len(token.text), token.text))


def _meant(people: Sequence[_Found], offset: int) -> _Found:
    return max(people, key=lambda p: (sum(m.start < offset for m in p.mentions), -p.mentions[0].start))


def _position(reading: Reading, actor: _Found) -> str | None:
    """The office that the text gives beside the first full mention."""
    first = min(actor.mentions, key=lambda m: (len(m.text) < len(actor.name), m.start))
    sentence = reading.sentence_at(first.start)
    before = _POSITION_BEFORE.search(reading.text[sentence[0] : first.start])
    if before:
        return " ".join(before[0].split())
    after = _POSITION_AFTER.match(reading.text[first.end : sentence[1]])
    if after and _OFFICE.search(after["office"]):
        return " ".join(after["office"].split())
    return None


def _actor(found: _Found) -> Actor:
    mentions = tuple(sorted(dict.fromkeys(found.mentions), key=lambda m: m.start))
    aliases = tuple(dict.fromkeys(m.text for m in mentions if m.text != found.name))
    return Actor(found.id, found.name, found.kind, found.country, found.position, aliases, mentions)
