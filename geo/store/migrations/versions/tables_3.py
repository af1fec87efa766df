"""Collections get ids, articles can be hidden or copies of others, corrections are kept apart; events are made anew."""

from __future__ import annotations

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

_FIRST = {"samples": "Samples", "my-reading": "My reading"}
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Carry over articles and records; events are derived, so their tables are just made again."""
    for table in ("event_sentence", "event_actor", "event_place", "journey", "statement", "event", "sentence"):
        op.drop_table(table)
    _collections()
    _articles()
    with op.batch_alter_table("place") as place:
        place.alter_column("population", type_=sa.BigInteger, existing_type=sa.Integer)
    op.add_column("record", sa.Column("extracted", sa.Text))
    _corrections()
    _events()
    _links()


def _key(name: str, to: str, *, cascade: bool = False, null: bool = False, primary_key: bool = False) -> sa.Column:
    target = sa.ForeignKey(f"{to}.key", ondelete="CASCADE" if cascade else None)
    return sa.Column(name, sa.Integer, target, nullable=null, primary_key=primary_key)


def _needed(of: type, *names: str) -> list[sa.Column]:
    return [sa.Column(name, of, nullable=False) for name in names]


def _optional(of: type, *names: str) -> list[sa.Column]:
    return [sa.Column(name, of) for name in names]


def _collections() -> None:
    table = op.create_table(
        "collection",
        sa.Column("key", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False, unique=True) for name in ("id", "name")),
        *_needed(sa.Boolean, "hidden"),
    )
    named = op.get_bind().scalars(sa.text("SELECT DISTINCT collection FROM article ORDER BY collection"))
    ids = {name: id_ for id_, name in _FIRST.items()}
    for name in named:
        if name not in ids:
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
            base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "collection"
            tries = (base, *(f"{base}-{number}" for number in range(2, 10_000)))
            ids[name] = next(id_ for id_ in tries if id_ not in ids.values())
    op.bulk_insert(table, [{"id": id_, "name": name, "hidden": False} for name, id_ in ids.items()])


def _articles() -> None:
    false = sa.false()
    with op.batch_alter_table("article") as article:
        article.add_column(sa.Column("url_key", sa.Text))
        article.add_column(sa.Column("collection_key", sa.Integer))
        article.add_column(sa.Column("added_at", _MOMENT))
        article.add_column(sa.Column("added_by", sa.Text))
        article.add_column(sa.Column("hidden", sa.Boolean, nullable=False, server_default=false))
        article.add_column(sa.Column("copy_of", sa.Integer))
    op.execute(
        "UPDATE article SET collection_key = (SELECT key FROM collection WHERE collection.name = article.collection)"
    )
    with op.batch_alter_table("article") as article:
        article.drop_index("ix_article_collection")
        article.drop_column("collection")
        article.alter_column("collection_key", nullable=False, existing_type=sa.Integer)
        article.alter_column("hidden", server_default=None, existing_type=sa.Boolean)
        article.create_foreign_key("article_collection_key_fkey", "collection", ["collection_key"], ["key"])
        article.create_foreign_key("article_copy_of_fkey", "article", ["copy_of"], ["key"])
    for name in ("publisher", "url_key", "collection_key", "copy_of"):
        op.create_index(f"ix_article_{name}", "article", [name])
    op.create_table(
        "article_band", sa.Column("band", sa.Text, primary_key=True),
        _key("article_key", "article", cascade=True, primary_key=True), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_article_band_article_key", "article_band", ["article_key"])


def _corrections() -> None:
    op.create_table(
        "correction", sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _key("article_key", "article", cascade=True, null=True), *_needed(sa.Text, "kind", "detail"),
        *_needed(_MOMENT, "made_at"), *_optional(sa.Text, "made_by"), *_optional(_MOMENT, "undone_at"),
        *_optional(sa.Text, "undone_by"),
    )  # fmt: skip
    op.create_index("ix_correction_article_key", "correction", ["article_key"])
    op.create_table("redirect", sa.Column("from_id", sa.Text, primary_key=True), *_needed(sa.Text, "to_id"))
    op.create_index("ix_redirect_to_id", "redirect", ["to_id"])
    op.create_table(
        "geocode", sa.Column("query", sa.Text, primary_key=True), *_needed(sa.Text, "answer"),
        *_needed(_MOMENT, "fetched_at"),
    )  # fmt: skip


def _events() -> None:
    def key() -> sa.Column:
        return sa.Column("key", sa.Integer, primary_key=True, autoincrement=False)

    op.create_table(
        "sentence", key(), _key("article_key", "article", cascade=True),
        *_needed(sa.Integer, "span_start", "span_end"), *_needed(sa.Text, "text", "folded"),
        sa.UniqueConstraint("article_key", "span_start", "span_end"),
    )  # fmt: skip
    op.create_table(
        "event", key(), *_needed(sa.Text, "id"), _key("article_key", "article", cascade=True), *_filtered(),
        *_needed(sa.Boolean, "dated"), *_optional(sa.Text, "status", "mode", "act", "statement_kind"),
        *_needed(sa.Integer, "span_start", "span_end"), *_optional(sa.Float, "great_circle_km"),
        *_optional(sa.Text, "story"), *_needed(sa.Integer, "telling"), *_optional(sa.Text, "warning"),
        sa.UniqueConstraint("id", "article_key"),
    )  # fmt: skip
    op.create_index("event_by_kind", "event", ["kind", "date_from", "date_to"])
    op.create_index("event_by_day", "event", ["date_from", "date_to", "kind"])
    op.create_index("ix_event_article_key", "event", ["article_key"])
    op.create_index("ix_event_story", "event", ["story"])
    ends = ("lead", "actor"), ("origin", "place"), ("destination", "place")
    op.create_table(
        "journey", _key("event_key", "event", cascade=True, primary_key=True),
        *(_key(f"{end}_key", to, null=True) for end, to in ends),
        *_needed(sa.Text, "travellers"), *_optional(sa.Text, "origin"), *_needed(sa.Text, "via"),
        *_optional(sa.Text, "destination", "date_text"),
    )  # fmt: skip
    op.create_index("journey_by_lead", "journey", ["lead_key", "destination_key"])
    op.create_table(
        "statement", _key("event_key", "event", cascade=True, primary_key=True),
        *_optional(sa.Text, "speaker_id", "via_id", "venue_id", "source"),
        *_needed(sa.Text, "cue", "parts", "place_ids", "actor_ids"), *_optional(sa.Text, "date_text"),
    )  # fmt: skip


def _filtered() -> list[sa.Column]:
    kept = _needed(sa.Integer, "collection_key"), _needed(sa.Text, "kind"), _optional(sa.Date, "date_from", "date_to")
    return [column for columns in kept for column in columns]


def _links() -> None:
    for name, columns in (("actor", []), ("place", _needed(sa.Boolean, "scene", "drawn"))):
        op.create_table(
            f"event_{name}", _key(f"{name}_key", name, primary_key=True),
            _key("event_key", "event", cascade=True, primary_key=True), *_needed(sa.Integer, "article_key"),
            *_filtered(), *_needed(sa.Text, "role"), *columns, sqlite_with_rowid=False,
        )  # fmt: skip
        by_day = [f"{name}_key", "date_to", "date_from", "kind", "event_key"]
        op.create_index(f"event_{name}_by_day", f"event_{name}", by_day)
    op.create_index("event_actor_by_event", "event_actor", ["event_key", "actor_key", "role"])
    op.create_index("event_place_by_event", "event_place", ["event_key", "place_key", "scene", "drawn"])
    op.create_table(
        "event_sentence", _key("event_key", "event", cascade=True, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True), _key("sentence_key", "sentence", cascade=True),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("event_sentence_by_sentence", "event_sentence", ["sentence_key", "event_key"])
    _claims()


def _claims() -> None:
    op.create_table(
        "claim", sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        _key("article_key", "article", cascade=True), _key("sentence_key", "sentence", cascade=True),
        *_needed(sa.Integer, "span_start", "span_end"), *_needed(sa.Text, "words"),
        *(_key(f"{end}_key", "place", null=True) for end in ("origin", "destination")),
        *_needed(sa.Float, "claimed_km"), *_optional(sa.Float, "measured_km"), *_needed(sa.Text, "verdict"),
    )  # fmt: skip
    for name in ("article_key", "sentence_key"):
        op.create_index(f"ix_claim_{name}", "claim", [name])
