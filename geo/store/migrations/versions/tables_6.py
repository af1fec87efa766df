"""What is counted beside all filters is read from indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"


def upgrade() -> None:
    """Add the indexes for stories, for speakers, and for events of one place and of several."""
    told = ["article_key", "collection_key", "key", "story", "status"]
    shared = ["article_key", "collection_key", "kind", "date_from", "date_to"]
    _add("event_of_story", "event", ["kind", "date_from", "date_to"], "story IS NOT NULL", told)
    _add("event_told_again", "event", ["story"], "telling > 0")
    _add("event_actor_speaking", "event_actor", ["event_key", "actor_key"], "role = 'speaker'", shared)
    _add("event_place_of_one", "event_place", ["kind", "place_key", "collection_key"], "alone")
    _add("event_place_of_several", "event_place", ["kind", "event_key", "place_key"], "NOT alone")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("event_place_by_day", "event_place")
        columns = ["place_key", "date_to", "date_from", "kind", "event_key"]
        included = ["article_key", "collection_key", "alone"]
        op.create_index("event_place_by_day", "event_place", columns, postgresql_include=included)


def _add(name: str, table: str, columns: list[str], where: str, included: list[str] | None = None) -> None:
    only = {f"{dialect}_where": sa.text(where) for dialect in ("postgresql", "sqlite")}
    op.create_index(name, table, columns, postgresql_include=included or [], **only)
