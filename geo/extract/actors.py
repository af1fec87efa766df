"""Persons, organisations and groups that a text names, and short names linked to the full ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.extract.names import as_written, organisation_names, person_names, runs_from, scan
from geo.extract.reading import words
from geo.gazetteer import normalise
from geo.record import Actor, Mention
from geo.tables import cues

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geo.extract.names import Run
    from geo.extract.reading import Reading
    from geo.record import ActorKind
    from geo.tables import Known

TITLES = (
    "President", "Vice President", "Prime Minister", "Premier", "Chancellor", "Foreign Minister", "Defence Minister",
    "Defense Minister", "Minister", "Secretary of State", "Secretary General", "Secretary-General", "Secretary", "Ambassador",
    "General", "Gen.", "Admiral", "Colonel", "Col.", "Major", "Captain", "Lt.", "Senator", "Sen.", "Governor", "Gov.", "Mayor",
    "Judge", "Justice", "King", "Queen", "Prince", "Princess", "Crown Prince", "Pope", "Cardinal", "Archbishop", "Bishop",
    "Patriarch", "Ayatollah", "Sheikh", "Emir", "Sultan", "Professor", "Prof.", "Dr.", "Dr", "Mr.", "Mr", "Mrs.", "Mrs", "Ms.",
    "Ms", "Sir", "Lord", "Lady", "Chairman", "Commissioner", "Congressman", "Congresswoman", "Representative", "Rep.", "Sgt.",
    "Officer", "Chief", "spokesman", "spokeswoman", "spokesperson", "ruler", "leader", "president", "minister", "chancellor",
    "envoy", "analyst", "ambassador", "professor", "governor", "mayor",
)  # fmt: skip
_TITLED = re.compile(words(TITLES) + r"\s+$")
_CUE = re.compile(r"\s+(?:also\s+|later\s+)?" + words(f for f in cues() if " " not in f))
_APPOSITION = re.compile(r", (?:the|an?|who|his|her|its)\b")
_CUE_BEFORE = re.compile(words(f for f in cues() if " " not in f) + r"\s+$")
_FAMILY_NAME_FIRST = frozenset({"KP", "KR", "CN", "TW", "VN", "KH", "HU"})
_KOREAN = re.compile(r"[A-Z]\w+ [A-Z]\w+-[a-z]\w+")


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
    """Return a name as an id part: lower-case ASCII letters, digits and hyphens (other scripts keep their letters)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", re.sub(r"['’.]", "", plain)).strip("-") or "unnamed"


def office(ones: tuple[Known, ...], published: dt.date | None) -> Known:
    """Return the row of the office held on a day: the one whose years hold it, else the first."""
    if published is not None:
        for one in ones:
            if (one.office_from or 0) <= published.year <= (one.office_to or 9999) and (one.office_from or one.office_to):
                return one
    return ones[0]


def actors(reading: Reading, *, places: Iterable[tuple[int, int]] = ()) -> tuple[Actor, ...]:
    """Return the persons, organisations and groups of a text, in order of their first mention.

    ``places`` are spans of toponyms that are certain: no unknown person is read into them.
    """
    found: dict[str, _Found] = {}
    taken: list[tuple[int, int]] = []

    def add(actor: _Found, start: int, end: int) -> None:
        kept = found.setdefault(actor.id, actor)
        kept.mentions.append(Mention(start, end, reading.text[start:end]))
        taken.append((start, end))

    for run, ones in scan(reading, lambda name, _: as_written(organisation_names().get(normalise(name), ()), name) or None):
        one = ones[0]
        add(_Found(one.id, one.name, one.kind, one.country), run.start, run.end)
    for run, ones in scan(reading, lambda name, _: as_written(person_names().get(normalise(name), ()), name) or None):
        one = office(ones, reading.published)
        if not _hit(run, taken):
            position = one.position if _held(one, reading.published) else None
            add(_Found(one.id, one.name, "person", one.country, position), run.start, run.end)
    blocked = [*taken, *places]
    for run, name in scan(reading, lambda name, run: _new_person(reading, name, run, blocked)):
        add(_Found(f"person:{slug(name)}", name, "person"), run.start, run.end)
    _short_names(reading, found, taken)
    first = sorted(found.values(), key=lambda a: min(m.start for m in a.mentions))
    return tuple(_actor(a) for a in first)


def _held(one: Known, published: dt.date | None) -> bool:
    return published is None or (one.office_from or 0) <= published.year <= (one.office_to or 9999)


def _hit(run: Run, taken: Iterable[tuple[int, int]]) -> bool:
    return any(run.start < end and start < run.end for start, end in taken)


def _new_person(reading: Reading, name: str, run: Run, blocked: list[tuple[int, int]]) -> str | None:
    """An unknown person: two to four capitalised words with a title before them, a cue verb beside or an apposition behind them."""
    parts = name.split()
    if not 2 <= len(parts) <= 4 or not all(p[0].isupper() for p in parts) or _hit(run, blocked):
        return None
    before = reading.text[max(0, run.start - 40) : run.start]
    if any(f"{parts[0]} {parts[1]}".startswith(t) or parts[0] == t for t in TITLES) or parts[0].lower() in _NOT_FIRST:
        return None
    if _TITLED.search(before) or _CUE.match(reading.text, run.end) or _APPOSITION.match(reading.text, run.end) or _CUE_BEFORE.search(before):
        return name
    return None


_NOT_FIRST = frozenset(
    "the a an this that these those he she it they we i in on at by but and or if as when while after before for from".split()
) | {d.lower() for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}


def surname(actor: Actor | _Found) -> str:
    """Return the name by which news calls a person after the first mention."""
    parts = actor.name.split()
    if len(parts) < 2:
        return actor.name
    return parts[0] if actor.country in _FAMILY_NAME_FIRST or _KOREAN.fullmatch(actor.name) else parts[-1]


def _short_names(reading: Reading, found: dict[str, _Found], taken: list[tuple[int, int]]) -> None:
    """Link single words that are the surname of a person named in full, the latest one before them where several share it."""
    people: dict[str, list[_Found]] = {}
    for actor in found.values():
        if actor.kind == "person":
            people.setdefault(surname(actor), []).append(actor)
    spans = sorted(taken)
    for token in reading.doc:
        if token.text not in people or _hit_token(token, spans):
            continue
        if any(run.last > token.i and run.end - run.start > len(token.text) + 1 for run in _names_at(reading, token.i)):
            continue
        actor = _meant(people[token.text], token.idx)
        actor.mentions.append(Mention(token.idx, token.idx + len(token.text), token.text))


def _names_at(reading: Reading, first: int) -> list[Run]:
    return [r for r in runs_from(reading, first) if reading.text[r.start : r.end].count(" ") and reading.doc[first + 1].text[0].isupper()]


def _hit_token(token, spans: list[tuple[int, int]]) -> bool:  # noqa: ANN001 - a spaCy Token
    return any(start < token.idx + len(token.text) and token.idx < end for start, end in spans)


def _meant(people: list[_Found], offset: int) -> _Found:
    """Of several with the same surname: the one with most mentions by then, else the one named first."""
    return max(people, key=lambda p: (sum(m.start < offset for m in p.mentions), -p.mentions[0].start))


def _actor(found: _Found) -> Actor:
    mentions = tuple(sorted(found.mentions, key=lambda m: m.start))
    aliases = tuple(dict.fromkeys(m.text for m in mentions if m.text != found.name))
    return Actor(found.id, found.name, found.kind, found.country, found.position, aliases, mentions)
