"""The tables as they were first released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    text, integer, yes_no, number = sa.Text, sa.Integer, sa.Boolean, sa.Float

    def key() -> sa.Column:
        return sa.Column("key", integer, primary_key=True)

    def link(to: str, *, primary_key: bool = False, cascade: bool = True) -> sa.Column:
        target = sa.ForeignKey(f"{to}.key", ondelete="CASCADE" if cascade else None)
        return sa.Column(f"{to}_key", integer, target, nullable=False, primary_key=primary_key)

    def needed(of: type, *names: str) -> list[sa.Column]:
        return [sa.Column(name, of, nullable=False) for name in names]

    def optional(of: type, *names: str) -> list[sa.Column]:
        return [sa.Column(name, of) for name in names]

    def id_() -> sa.Column:
        return sa.Column("id", text, nullable=False, unique=True)

    op.create_table("meta", sa.Column("name", text, primary_key=True), *needed(text, "value"))
    op.create_table(
        "place", key(), id_(), *needed(text, "name", "kind"), *optional(text, "country"), *needed(number, "lat", "lon"),
        *optional(number, "extent_km"), *optional(integer, "population"),
    )  # fmt: skip
    op.create_index("ix_place_country", "place", ["country"])
    op.create_table(
        "actor", key(), id_(), *needed(text, "name", "kind"), *optional(text, "country", "position"),
        *needed(text, "aliases"),
    )  # fmt: skip
    op.create_table(
        "article", key(), id_(), *optional(text, "title"), *optional(sa.Date, "published"),
        *optional(text, "publisher", "url"), *needed(text, "text", "sha256", "collection", "folded_title"),
    )  # fmt: skip
    for name in ("collection", "published", "sha256"):
        op.create_index(f"ix_article_{name}", "article", [name])
    op.create_table("record", link("article", primary_key=True), *needed(text, "json", "extractor", "digest"))
    op.create_table(
        "sentence", key(), link("article"), *needed(integer, "span_start", "span_end"), *needed(text, "text", "folded"),
        sa.UniqueConstraint("article_key", "span_start", "span_end"),
    )  # fmt: skip
    op.create_table(
        "event", key(), *needed(text, "id"), link("article"), *needed(text, "kind"),
        *optional(sa.Date, "date_from", "date_to"), *needed(yes_no, "dated"),
        *optional(text, "status", "mode", "act", "statement_kind"), *needed(integer, "span_start", "span_end"),
        *optional(number, "great_circle_km"), sa.UniqueConstraint("id", "article_key"),
    )  # fmt: skip
    op.create_index("event_by_kind", "event", ["kind", "date_from", "date_to"])
    op.create_index("event_by_day", "event", ["date_from", "date_to", "kind"])
    op.create_index("ix_event_article_key", "event", ["article_key"])
    for name, columns in (("actor", []), ("place", needed(yes_no, "scene", "drawn"))):
        ends = link(name, primary_key=True, cascade=False), link("event", primary_key=True)
        op.create_table(f"event_{name}", *ends, *needed(text, "role"), *columns, sqlite_with_rowid=False)
    op.create_index("event_actor_by_event", "event_actor", ["event_key", "actor_key", "role"])
    op.create_index("event_place_by_event", "event_place", ["event_key", "place_key", "scene", "drawn"])
    position = sa.Column("position", integer, primary_key=True)
    op.create_table(
        "event_sentence", link("event", primary_key=True), position, link("sentence"), sqlite_with_rowid=False
    )
    op.create_index("event_sentence_by_sentence", "event_sentence", ["sentence_key", "event_key"])
    op.create_table(
        "journey", link("event", primary_key=True), *needed(text, "travellers"), *optional(text, "origin"),
        *needed(text, "via"), *optional(text, "destination", "date_text"),
    )  # fmt: skip
    op.create_table(
        "statement", link("event", primary_key=True), *optional(text, "speaker_id", "via_id", "venue_id", "source"),
        *needed(text, "cue", "parts", "place_ids", "actor_ids"), *optional(text, "date_text"),
    )  # fmt: skip
