"""The tables of the store: articles, their records, and one star schema of events that every filter goes through.

An *event* is a journey, a presence, a statement, a sentence that tells of something at a place (``scene``) or a
sentence that only names a place (``named``).  ``event_actor`` and ``event_place`` say who and where, one row for each
actor and place of an event, with the part of it that counts most; ``event_sentence`` which sentences say so.
``journey`` and ``statement`` hold what the panels show, so that no query reads record JSON.  Nothing here needs SQLite.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

SCHEMA = "2"
"""The version of these tables, kept in ``meta``: a store of another version is refused, never misread."""

EVENT_KINDS = ("journey", "presence", "statement", "scene", "named")

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with what no database stores (NUL, lone surrogates) replaced one for one, so that spans hold."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def fold(text: str) -> str:
    """Return the text as the free-text filter compares it: without case, accents and surplus blanks."""
    plain = unicodedata.normalize("NFKD", storable(text)).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class Words(TypeDecorator[str]):
    """Text from an article or a link: always storable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean the text on its way in."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """A list or a mapping, kept as ASCII JSON text that SQLite and PostgreSQL treat alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401 - any JSON value
        """Write the value as JSON."""
        return json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - any JSON value
        """Read the value back."""
        return None if value is None else json.loads(value)


metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))


def _key() -> Column[Any]:
    return Column("key", Integer, primary_key=True)


def _link(target: str, *, cascade: bool = False, **options: Any) -> Column[Any]:  # noqa: ANN401 - Column's own options
    key = ForeignKey(f"{target}.key", ondelete="CASCADE" if cascade else None)
    return Column(f"{target}_key", key, nullable=False, **options)


place = Table(
    "place",
    metadata,
    _key(),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, index=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("extent_km", Float),
    Column("population", Integer),
)

actor = Table(
    "actor",
    metadata,
    _key(),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("position", Words),
    Column("aliases", Json, nullable=False),
)

article = Table(
    "article",
    metadata,
    _key(),
    Column("id", Words, nullable=False, unique=True),
    Column("title", Words),
    Column("published", Date, index=True),
    Column("publisher", Words),
    Column("url", Words),
    Column("text", Words, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("collection", Words, nullable=False, index=True),
    Column("folded_title", Text, nullable=False),
)

record = Table(
    "record",
    metadata,
    _link("article", cascade=True, primary_key=True),
    Column("json", Text, nullable=False),
    Column("extractor", Words, nullable=False),
    Column("digest", Text, nullable=False),
)

sentence = Table(
    "sentence",
    metadata,
    _key(),
    _link("article", cascade=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("folded", Text, nullable=False),
    UniqueConstraint("article_key", "span_start", "span_end"),
)

event = Table(
    "event",
    metadata,
    _key(),
    Column("id", Words, nullable=False),
    _link("article", cascade=True, index=True),
    Column("kind", Text, nullable=False),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("dated", Boolean, nullable=False),
    Column("status", Text),
    Column("mode", Text),
    Column("act", Text),
    Column("statement_kind", Text),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("great_circle_km", Float),
    UniqueConstraint("id", "article_key"),
    Index("event_by_kind", "kind", "date_from", "date_to"),
    Index("event_by_day", "date_from", "date_to", "kind"),
)

# The link tables are what every filter and every count runs over: kept in the order of their primary key in SQLite,
# and with an index for the other direction that holds all that is asked for.
event_actor = Table(
    "event_actor",
    metadata,
    _link("actor", primary_key=True),
    _link("event", cascade=True, primary_key=True),
    Column("role", Text, nullable=False),
    Index("event_actor_by_event", "event_key", "actor_key", "role"),
    sqlite_with_rowid=False,
)

event_place = Table(
    "event_place",
    metadata,
    _link("place", primary_key=True),
    _link("event", cascade=True, primary_key=True),
    Column("role", Text, nullable=False),
    Column("scene", Boolean, nullable=False),
    Column("drawn", Boolean, nullable=False),
    Index("event_place_by_event", "event_key", "place_key", "scene", "drawn"),
    sqlite_with_rowid=False,
)

event_sentence = Table(
    "event_sentence",
    metadata,
    _link("event", cascade=True, primary_key=True),
    Column("position", Integer, primary_key=True),
    _link("sentence", cascade=True),
    Index("event_sentence_by_sentence", "sentence_key", "event_key"),
    sqlite_with_rowid=False,
)

journey = Table(
    "journey",
    metadata,
    _link("event", cascade=True, primary_key=True),
    Column("travellers", Json, nullable=False),
    Column("origin", Json),
    Column("via", Json, nullable=False),
    Column("destination", Json),
    Column("date_text", Words),
)

statement = Table(
    "statement",
    metadata,
    _link("event", cascade=True, primary_key=True),
    Column("speaker_id", Words),
    Column("via_id", Words),
    Column("venue_id", Words),
    Column("source", Words),
    Column("cue", Words, nullable=False),
    Column("parts", Json, nullable=False),
    Column("place_ids", Json, nullable=False),
    Column("actor_ids", Json, nullable=False),
    Column("date_text", Words),
)
