"""The curated tables under ``data/``, each read once, on first use."""

from __future__ import annotations

import csv
import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from geo.errors import DataError
from geo.record import Act, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("DATELINE_DATA") or Path(__file__).resolve().parent.parent / "data")


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as dictionaries.

    Raises
    ------
    DataError
        If the table is missing or is no CSV.
    """
    path = DATA / name
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    except OSError as error:
        raise DataError(
            f"{path} cannot be read ({error.strerror}). Install Dateline again: the file ships with it."
        ) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(
            f"{path} is no valid CSV table ({error}). Restore the file that ships with Dateline."
        ) from error


def split(cell: str | None) -> tuple[str, ...]:
    """Return the parts of a cell that lists several values, separated by ``|``."""
    return tuple(part for part in (p.strip() for p in (cell or "").split("|")) if part)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech, thought or report.

    ``kind`` is ``verb``, ``noun`` or ``adjective``. ``frames`` tell what may be its content: ``clause``, ``quote``
    (words in quotation marks), ``wh`` (an indirect question), ``to`` (an infinitive), ``gerund``, ``object``,
    ``object-pron`` (only a pronoun), ``predicate`` (called X a Y), ``object+of`` (an object with that preposition),
    ``of`` (a phrase with that preposition), ``hearer-to`` and ``tell-to`` (urged X to do), ``on-to`` (called on X
    to do), ``cite`` (quoted X as saying), ``passive`` (X is said to be); ``hearer`` means that the object is the
    hearer and no content.
    """

    lemma: str
    kind: str
    act: Act
    frames: frozenset[str]
    forms: tuple[str, ...]


@functools.cache
def _all_cues() -> tuple[Cue, ...]:
    table = []
    for row in rows("cues.csv"):
        if row["act"] not in get_args(Act):
            known = ", ".join(get_args(Act))
            raise DataError(f"cues.csv: {row['lemma']!r} has the unknown act {row['act']!r}. Use one of {known}.")
        table.append(Cue(row["lemma"], row["kind"], row["act"], frozenset(split(row["frames"])), split(row["forms"])))
    return tuple(table)


@functools.cache
def cues(kind: str = "verb") -> dict[str, Cue]:
    """Return the cues of a kind (``verb``, ``noun``, ``adjective``) by each of their written forms, in lower case."""
    return {form: cue for cue in _all_cues() if cue.kind == kind for form in cue.forms}


@dataclass(frozen=True, slots=True)
class Motion:
    """A verb or noun that moves somebody (``journey``), or puts somebody at a place (``presence``), with its frame.

    Attributes
    ----------
    subject
        What its subject does: ``traveller``, ``agent`` (moves others and stays), ``both``, ``vehicle``.
    object
        What its object is: ``origin`` (left X), ``destination`` (visited X), ``via`` (crossed X), ``traveller`` (sent
        X), ``carry`` (flew X: moves with the subject), ``partner`` (met X), ``event``, or nothing.
    takes_for
        "for" leads to the destination (left for X).
    at
        What "in" and "at" lead to: ``origin``, ``destination`` or nothing.
    sure
        The word tells a movement by itself; others need a traveller who is a person, a group or a vehicle.
    phase
        ``depart`` or ``arrive``: which end the word looks at.
    excluded
        Objects that make another sense of it (left office, came to power).
    """

    lemma: str
    pos: str
    particle: str
    kind: str
    subject: str
    object: str
    takes_for: bool
    at: str
    mode: str
    sure: bool
    phase: str
    excluded: frozenset[str] = frozenset()


PRESENT = Motion("be", "verb", "", "presence", "traveller", "", False, "destination", "unknown", False, "")
"""The frame of being somewhere, and of any verb at a named event."""
COMING = Motion("be", "verb", "", "journey", "traveller", "", False, "destination", "unknown", True, "arrive")
"""The frame of having been to a place and of being back at one."""
DUE = Motion("due", "verb", "", "journey", "traveller", "", False, "destination", "unknown", True, "arrive")
"""The frame of being due or expected at a place."""
SPEAKING = Motion("say", "verb", "", "presence", "traveller", "", False, "destination", "unknown", False, "")
"""The frame of speaking somewhere."""


@functools.cache
def motions() -> dict[str, tuple[Motion, ...]]:
    """Return the frames of motion and presence by each written form, in lower case; those with a particle first."""
    table: dict[str, list[Motion]] = {}
    for row in rows("motion.csv"):
        frame = Motion(
            row["lemma"], row["pos"], row["particle"], row["kind"], row["subject"], row["object"],
            row["for"] == "destination", row["at"], row["mode"], row["weight"] == "sure", row["phase"],
            frozenset(split(row["not"])),
        )  # fmt: skip
        for form in split(row["forms"]):
            table.setdefault(form, []).append(frame)
    return {form: tuple(sorted(frames, key=lambda f: not f.particle)) for form, frames in table.items()}


@dataclass(frozen=True, slots=True)
class MotionNoun:
    """A noun that can travel (``person``, ``group``, ``vehicle``) or be travelled to.

    A ``facility`` or ``area`` may stand alone ("the airport"); a ``local`` or ``part`` needs a name beside it (a hotel
    in X, the north of X); an ``event`` is where it is held.
    """

    kind: str
    mode: str


@functools.cache
def motion_nouns() -> dict[str, MotionNoun]:
    """Return travellers and places that are told by a common noun, singular and plural, in lower case."""
    table: dict[str, MotionNoun] = {}
    for row in rows("motion_nouns.csv"):
        noun, entry = row["noun"].lower(), MotionNoun(row["kind"], row["mode"] or "unknown")
        table.setdefault(noun, entry)
        for plural in _plurals(noun):
            table.setdefault(plural, entry)
    return table


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return (noun[:-1] + "ies",)
    return (noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s"),)


@dataclass(frozen=True, slots=True)
class Known:
    """A curated actor: a person in office, an organisation or a group.

    ``office_from`` and ``office_to`` are months as :func:`month_number` counts them; None where not known, or not over.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    position: str | None
    aliases: tuple[str, ...]
    office_from: int | None = None
    office_to: int | None = None


def month_number(year: int, month: int) -> int:
    """Return a number that counts months, to compare them."""
    return 12 * year + month


def _month(cell: str | None, *, missing: int) -> int | None:
    """Read ``YYYY`` or ``YYYY-MM``; ``missing`` is the month that stands for a bare year."""
    year, _, month = (cell or "").strip().partition("-")
    return month_number(int(year), int(month or missing)) if year.isdigit() else None


@functools.cache
def known_persons() -> tuple[Known, ...]:
    """Return the curated persons, one row an office."""
    return tuple(
        Known(r["id"], r["name"], "person", r["country"] or None, r["position"] or None, split(r["aliases"]),
              _month(r["office_from"], missing=1), _month(r["office_to"], missing=12))
        for r in rows("actors.csv")
    )  # fmt: skip


@functools.cache
def known_organisations() -> tuple[Known, ...]:
    """Return the curated organisations and groups."""
    return tuple(
        Known(r["id"], r["name"], r["kind"], r["country"] or None, None, split(r["aliases"]))
        for r in rows("organisations.csv")
    )
