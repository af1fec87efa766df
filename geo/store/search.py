"""An index for free text: of trigrams, where PostgreSQL has its own extension for them.  SQLite reads all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

INDEX = "event_sentence_by_words"
_SAMPLE = 1_000
"""Of how many rows PostgreSQL remembers the words, to tell a rare one, for which it takes the index, from a common."""


def index_words(connection: Connection) -> None:
    """Make the index if it is missing; without the right to add the extension, free text is just slower."""
    if connection.dialect.name != "postgresql":
        return
    try:
        with connection.begin_nested():
            for line in (
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                f"CREATE INDEX IF NOT EXISTS {INDEX} ON event_sentence USING gin (folded gin_trgm_ops)",
                f"ALTER TABLE event_sentence ALTER COLUMN folded SET STATISTICS {_SAMPLE}",
            ):
                connection.exec_driver_sql(line)
    except DBAPIError:
        return
