"""Free text is looked for in one table, a row an event; what is often counted is counted once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Move the words of sentences and titles to the events that they tell of, and count the events of articles."""
    _texts()
    _tallies()


def _texts() -> None:
    event = sa.ForeignKey("event.key", ondelete="CASCADE")
    op.create_table(
        "event_text",
        sa.Column("event_key", sa.Integer, event, primary_key=True, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    lines = "string_agg(told.folded, chr(10) ORDER BY told.position)"
    if op.get_bind().dialect.name == "sqlite":
        lines = "group_concat(told.folded, char(10))"
    newline = "chr(10)" if op.get_bind().dialect.name == "postgresql" else "char(10)"
    op.execute(
        "INSERT INTO event_text (event_key, folded) "  # noqa: S608 - our own names
        f"SELECT event.key, {lines} || CASE WHEN article.folded_title = '' THEN '' "
        f"ELSE {newline} || article.folded_title END "
        "FROM (SELECT event_sentence.event_key, event_sentence.position, sentence.folded FROM event_sentence "
        "JOIN sentence ON sentence.key = event_sentence.sentence_key "
        "ORDER BY event_sentence.event_key, event_sentence.position) AS told "
        "JOIN event ON event.key = told.event_key JOIN article ON article.key = event.article_key "
        "GROUP BY event.key, article.folded_title"
    )
    op.drop_column("sentence", "folded")
    op.drop_column("article", "folded_title")


def _tallies() -> None:
    op.create_table(
        "tally",
        sa.Column("article_key", sa.Integer, sa.ForeignKey("article.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("collection_key", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("date_from", sa.Date),
        sa.Column("date_to", sa.Date),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    shared = "article_key, collection_key, kind, date_from, date_to"
    op.execute(
        "INSERT INTO tally (article_key, position, collection_key, kind, date_from, date_to, number) "  # noqa: S608
        "SELECT article_key, row_number() OVER (PARTITION BY article_key ORDER BY kind, date_from, date_to) - 1, "
        f"collection_key, kind, date_from, date_to, count(*) FROM event GROUP BY {shared}"
    )
