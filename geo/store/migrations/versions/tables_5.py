"""Free text is looked for where events and sentences meet; what is often counted is counted once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Move the words of sentences and titles to what they tell of, and count the events of articles."""
    _texts()
    _tallies()
    _places()
    _indexes()


def _texts() -> None:
    newline = "chr(10)" if op.get_bind().dialect.name == "postgresql" else "char(10)"
    op.add_column("event_sentence", sa.Column("folded", sa.Text, nullable=False, server_default=""))
    op.execute(
        "UPDATE event_sentence SET folded = (SELECT sentence.folded || CASE WHEN article.folded_title = '' THEN '' "  # noqa: S608
        f"ELSE {newline} || article.folded_title END FROM sentence JOIN article ON article.key = sentence.article_key "
        "WHERE sentence.key = event_sentence.sentence_key)"
    )
    with op.batch_alter_table("event_sentence") as table:
        table.alter_column("folded", server_default=None, existing_type=sa.Text)
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


def _places() -> None:
    op.add_column("event_place", sa.Column("alone", sa.Boolean, nullable=False, server_default=sa.true()))
    op.execute(
        "UPDATE event_place SET alone = false WHERE event_key IN "
        "(SELECT event_key FROM event_place GROUP BY event_key HAVING count(*) > 1)"
    )
    with op.batch_alter_table("event_place") as table:
        table.alter_column("alone", server_default=None, existing_type=sa.Boolean)


def _indexes() -> None:
    for end in ("actor", "place"):
        name, table = f"event_{end}_by_day", f"event_{end}"
        op.drop_index(name, table)
        columns = [f"{end}_key", "date_to", "date_from", "kind", "event_key"]
        op.create_index(name, table, columns, postgresql_include=["article_key", "collection_key"])
