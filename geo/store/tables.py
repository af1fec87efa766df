"""The tables of the store: articles, their records, and one star schema of events that every filter goes through.

An *event* is a journey, a presence, a statement, a sentence that tells of something at a place (``scene``) or a
sentence that only names a place (``named``).  ``event_actor`` and ``event_place`` say who and where, one row for each
actor and place of an event, with the part of it that counts most; ``event_sentence`` which sentences say so.
``journey`` and ``statement`` hold what the panels show, so that no query reads record JSON.  Nothing here needs SQLite.

Events are derived and hold only what may be shown: an article that is hidden, or a copy of another, has none.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Table, Text, UniqueConstraint

from geo.store.columns import Json, Words, fold, storable
from geo.store.kept import (
    article,
    article_band,
    collection,
    correction,
    geocode,
    key,
    link,
    meta,
    metadata,
    only,
    record,
    redirect,
)

__all__ = [
    "EVENT_KINDS",
    "SCHEMA",
    "actor",
    "article",
    "article_band",
    "claim",
    "collection",
    "correction",
    "event",
    "event_actor",
    "event_place",
    "event_sentence",
    "fold",
    "geocode",
    "journey",
    "meta",
    "metadata",
    "place",
    "record",
    "redirect",
    "sentence",
    "statement",
    "storable",
    "tally",
]

SCHEMA = "6"
"""The version of these tables, and the name of the last step in ``migrations``."""

EVENT_KINDS = ("journey", "presence", "statement", "scene", "named")
_INCLUDED = ("article_key", "collection_key")
_SHARED = (*_INCLUDED, "kind", "date_from", "date_to")
_TOLD = (*_INCLUDED, "key", "story", "status")


def _filtered() -> tuple[Column[Any], ...]:
    """Return what most filters ask for; the link tables repeat it, so that a filter need not join a million rows."""
    return (
        Column("collection_key", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("date_from", Date),
        Column("date_to", Date),
    )


def _by_day(end: str) -> tuple[str, ...]:
    return f"{end}_key", "date_to", "date_from", "kind", "event_key"


place = Table(
    "place",
    metadata,
    key(),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, index=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("extent_km", Float),
    Column("population", BigInteger),
)

actor = Table(
    "actor",
    metadata,
    key(),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("position", Words),
    Column("aliases", Json, nullable=False),
)

# Keys of sentences and events are given out by the writer, so that many can be copied in at once.
sentence = Table(
    "sentence",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    link("article", cascade=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    UniqueConstraint("article_key", "span_start", "span_end"),
)

event = Table(
    "event",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False),
    link("article", cascade=True, index=True),
    *_filtered(),
    Column("dated", Boolean, nullable=False),
    Column("status", Text),
    Column("mode", Text),
    Column("act", Text),
    Column("statement_kind", Text),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("great_circle_km", Float),
    Column("story", Words, index=True),
    Column("telling", Integer, nullable=False),
    Column("warning", Words),
    UniqueConstraint("id", "article_key"),
    Index("event_by_kind", "kind", "date_from", "date_to"),
    Index("event_by_day", "date_from", "date_to", "kind"),
    Index("event_of_story", "kind", "date_from", "date_to", **only("story IS NOT NULL", *_TOLD)),
    Index("event_told_again", "story", **only("telling > 0")),
)

# ``story`` is shared by the journeys that several articles tell, 0 in ``telling`` is its fullest telling, 1 the next.
# The link tables are what every filter and every count runs over: kept in the order of their primary key in SQLite,
# and with an index for the other direction that holds all that is asked for.  ``alone``: the event has no other place,
# so that it cannot be counted twice.
event_actor = Table(
    "event_actor",
    metadata,
    link("actor", primary_key=True),
    link("event", cascade=True, primary_key=True),
    Column("article_key", Integer, nullable=False),
    *_filtered(),
    Column("role", Text, nullable=False),
    Index("event_actor_by_event", "event_key", "actor_key", "role"),
    Index("event_actor_by_day", *_by_day("actor"), postgresql_include=_INCLUDED),
    Index("event_actor_speaking", "event_key", "actor_key", **only("role = 'speaker'", *_SHARED)),
    sqlite_with_rowid=False,
)

event_place = Table(
    "event_place",
    metadata,
    link("place", primary_key=True),
    link("event", cascade=True, primary_key=True),
    Column("article_key", Integer, nullable=False),
    *_filtered(),
    Column("role", Text, nullable=False),
    Column("scene", Boolean, nullable=False),
    Column("drawn", Boolean, nullable=False),
    Column("alone", Boolean, nullable=False),
    Index("event_place_by_event", "event_key", "place_key", "scene", "drawn"),
    Index("event_place_by_day", *_by_day("place"), postgresql_include=(*_INCLUDED, "alone")),
    Index("event_place_of_one", "kind", "place_key", "collection_key", **only("alone")),
    Index("event_place_of_several", "kind", "event_key", "place_key", **only("NOT alone")),
    sqlite_with_rowid=False,
)

# ``folded`` is what free text is looked for in: the sentence and the article's title, a line each, as `fold` has them.
event_sentence = Table(
    "event_sentence",
    metadata,
    link("event", cascade=True, primary_key=True),
    Column("position", Integer, primary_key=True),
    link("sentence", cascade=True),
    Column("folded", Text, nullable=False),
    Index("event_sentence_by_sentence", "sentence_key", "event_key"),
    sqlite_with_rowid=False,
)

# How many events of a kind an article tells of the same days: what is counted without a look at each event.
tally = Table(
    "tally",
    metadata,
    link("article", cascade=True, primary_key=True),
    Column("position", Integer, primary_key=True),
    *_filtered(),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

journey = Table(
    "journey",
    metadata,
    link("event", cascade=True, primary_key=True),
    link("actor", name="lead_key", nullable=True),
    link("place", name="origin_key", nullable=True),
    link("place", name="destination_key", nullable=True),
    Column("travellers", Json, nullable=False),
    Column("origin", Json),
    Column("via", Json, nullable=False),
    Column("destination", Json),
    Column("date_text", Words),
    Index("journey_by_lead", "lead_key", "destination_key"),
)

statement = Table(
    "statement",
    metadata,
    link("event", cascade=True, primary_key=True),
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

# Derived from records as events are: how far the text says it is between two places, beside what is measured (km).
claim = Table(
    "claim",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    link("article", cascade=True, index=True),
    link("sentence", cascade=True, index=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("words", Words, nullable=False),
    link("place", name="origin_key", nullable=True),
    link("place", name="destination_key", nullable=True),
    Column("claimed_km", Float, nullable=False),
    Column("measured_km", Float),
    Column("verdict", Text, nullable=False),
)
