"""Runs of words that may be names, and the search for known names among them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geo.gazetteer import normalise
from geo.tables import known_organisations, known_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc

    from geo.extract.reading import Reading
    from geo.tables import Known

T = TypeVar("T")

LONGEST_NAME = 9
"""Tokens of the longest name looked for ("Organisation for the Prohibition of Chemical Weapons"), hyphens counted."""

_PARTICLES = frozenset(
    "of the and for de la del do da dos das du des le les au aux sur von van der den am an al el ben bin y i 's "
    "’s".split()
)
_ELIDED = re.compile(r"[dlDL]['’][A-ZÀ-Þ]")
_FEATURES = frozenset("peninsula strait straits corridor heights basin plateau".split())
"""Lower-case words that a name may need ("Korean peninsula")."""
_JOINERS = frozenset("-–'’.&")
DAY_BEFORE = re.compile(
    r"(?:(?<=\b[Oo]n )|(?<=\b[Bb]y )|(?<=\b[Ll]ast )|(?<=\b[Nn]ext )|(?<=\b[Tt]his )|(?<=\b[Ss]ince )|(?<=\b[Ii]n ))"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)(?: (?:morning|afternoon|evening|night))?\s+(?=[A-Z])"
)
"""The day or month of "On Monday Smith ...", which the model takes for a given name."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive tokens that may be a name: ``start``, ``end`` in code points, ``first``, ``last`` in tokens."""

    start: int
    end: int
    first: int
    last: int


def runs(doc: Doc) -> dict[int, tuple[Run, ...]]:
    """Return the runs of a text by their first token, longest first; tokens that start no name are absent."""
    words = [token.text for token in doc]
    breaks = [token.is_space or token.is_sent_start for token in doc]
    return {first: _runs_from(doc, words, breaks, first) for first, word in enumerate(words) if _starts_name(word)}


def _runs_from(doc: Doc, words: list[str], breaks: list[bool], first: int) -> tuple[Run, ...]:
    ends = []
    before = ""
    for last in range(first, min(len(words), first + LONGEST_NAME)):
        word = words[last]
        if last > first and breaks[last]:
            break
        if (
            word[0].isupper()
            or word[0].isdigit()
            or _ELIDED.match(word)
            or (last > first and (word in _FEATURES or (before in _JOINERS and word.isalpha())))
        ):
            ends.append(last)
        elif word.lower() not in _PARTICLES and word not in _JOINERS:
            break
        before = word
    start = doc[first].idx
    return tuple(Run(start, doc[end].idx + len(words[end]), first, end) for end in reversed(ends))


def _starts_name(token: str) -> bool:
    return token[0].isupper() or (token[0].isdigit() and any(c.isupper() for c in token))


def scan(reading: Reading, look_up: Callable[[str, Run], T | None]) -> Iterator[tuple[Run, T]]:
    """Yield the longest runs that ``look_up`` knows, from left to right and without overlap."""
    after = -1
    for first, options in reading.runs.items():
        if first <= after:
            continue
        for run in options:
            if (found := look_up(reading.text[run.start : run.end], run)) is not None:
                yield run, found
                after = run.last
                break


@functools.cache
def person_names() -> dict[str, tuple[Known, ...]]:
    """Return the curated persons (a row an office) by normalised name and alias."""
    return _index(known_persons())


@functools.cache
def organisation_names() -> dict[str, tuple[Known, ...]]:
    """Return the curated organisations and groups by normalised name and alias."""
    return _index(known_organisations())


def as_written(known: Iterable[Known], name: str) -> tuple[Known, ...]:
    """Return those of the actors that the name may mean as it is written: initials (WHO) must be in capitals."""
    if name.isupper():
        return tuple(known)
    key = normalise(name)
    return tuple(k for k in known if any(normalise(n) == key and not n.isupper() for n in (k.name, *k.aliases)))


def _index(known: tuple[Known, ...]) -> dict[str, tuple[Known, ...]]:
    index: dict[str, list[Known]] = {}
    for one in known:
        for name in {normalise(n) for n in (one.name, *one.aliases)}:
            index.setdefault(name, []).append(one)
    return {name: tuple(ones) for name, ones in index.items()}
