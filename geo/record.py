"""The extraction record: what Dateline read in one article.

One article in, one record out, for the map, the store and the exports alike.  All offsets are Unicode code points,
half-open, into the article's text.  ``None`` means "not told or not known", an empty tuple "looked and found none".
"""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from geo.vocabulary import (  # noqa: F401 - some are only passed on
    AREA_KINDS,
    LITERAL_ROLES,
    RING_ROLES,
    SCENE_ROLES,
    Act,
    ActorKind,
    DateType,
    Form,
    JourneyKind,
    JourneyStatus,
    Mode,
    PlaceKind,
    Precision,
    Role,
    StatementKind,
    ToponymStatus,
    Verdict,
)  # fmt: skip

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Offset = Annotated[int, Field(ge=0)]
Span = tuple[Offset, Offset]
"""Start and end of some words: code points, half-open."""
PartIds = Annotated[tuple[str, ...], Field(exclude_if=operator.not_)]  # no field in the JSON where there are none


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: ``lat`` and ``lon`` in degrees (WGS84), ``extent_km`` the radius that holds it."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    extent_km: float | None = None
    population: int | None = None
    geonamesid: int | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text; ``place`` is null where the name is unknown, never a point at 0, 0."""

    start: Offset
    end: Offset
    text: str
    form: Form
    role: Role
    literal: bool
    place: str | None
    status: ToponymStatus
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    alternatives: tuple[str, ...] = ()
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor."""

    start: Offset
    end: Offset
    text: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, speaks or travels; ``country`` is an ISO 3166-1 alpha-2 code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    position: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A time expression; ``value`` is ISO 8601 (or TIMEX3) at the precision that the text gives, never finer."""

    start: Offset
    end: Offset
    text: str
    type: DateType
    value: str | None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or a view laid to a source; ``speaker`` is null where the source is no actor of the record."""

    id: str
    speaker: str | None
    via: str | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: StatementKind
    act: Act
    date: Date | None = None
    venue: str | None = None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who moves: an actor of the record, or only a name or description (``actor`` is then null)."""

    actor: str | None
    name: str | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """Where a journey starts, passes or ends: the words, and the place they resolve to."""

    start: Offset
    end: Offset
    place: str | None


@dataclass(frozen=True, slots=True)
class Journey:
    """A movement that is told, or an actor's presence at a place; what is not told is null, never guessed.

    ``great_circle_km`` is the geodesic on WGS84 and null unless both ends are places.
    """

    id: str
    kind: JourneyKind
    travellers: tuple[Traveller, ...]
    origin: End | None
    via: tuple[End, ...]
    destination: End | None
    mode: Mode
    status: JourneyStatus
    date: Date | None
    great_circle_km: float | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance that the text claims, beside the geodesic between the places it speaks of (km)."""

    start: Offset
    end: Offset
    text: str
    origin: Annotated[str | None, Field(alias="from")]
    destination: Annotated[str | None, Field(alias="to")]
    claimed_km: float
    measured_km: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Warning:
    """What the extractor was unsure of; ``code`` is stable, ``message`` is for people."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """What made the record, so that two runs can be compared."""

    name: str
    version: str
    model: str | None
    gazetteer: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read in one article.  ``text`` is set only where the input was not plain text already.

    ``verified``, ``corrected``: parts that an editor vouches for or changed, by :func:`geo.identity.part_id`.
    """

    id: str
    published: str | None
    text_sha256: str
    language: str
    extractor: Extractor
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    text: str | None = None
    sentences: tuple[Span, ...] = ()
    places: tuple[Place, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    journeys: tuple[Journey, ...] = ()
    dates: tuple[Date, ...] = ()
    distances: tuple[Distance, ...] = ()
    warnings: tuple[Warning, ...] = ()
    verified: PartIds = ()
    corrected: PartIds = ()

    def to_json(self) -> str:
        """Return the record as one line of JSON."""
        return adapter().dump_json(self, by_alias=True).decode()

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """Read a record back; raise ``pydantic.ValidationError``, which names each wrong field, if it is none."""
        return adapter().validate_json(line)


@functools.cache
def adapter() -> TypeAdapter[Record]:
    """Return the (lazily built) validator and serialiser of records."""
    from pydantic import TypeAdapter

    return TypeAdapter(Record)


def json_schema() -> dict[str, Any]:
    """Return the record's JSON Schema (draft 2020-12), as published in ``geo/record.schema.json``."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return about | adapter().json_schema(by_alias=True, mode="serialization") | {"title": "Dateline extraction record"}
