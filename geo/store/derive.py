"""What is derived from articles and their records, brought up to date: events, who leads copies, and stories."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.record import Record
from geo.store import copies, events, stories
from geo.store import tables as t
from geo.store.flatten import flatten
from geo.store.rows import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.engine import Connection


def refresh(connection: Connection, article_keys: Collection[int]) -> None:
    """Write the events of articles anew from their records as shown; the hidden and the copies have none."""
    touched = stories.buckets(connection, article_keys)
    events.clear(connection, article_keys)
    events.write(connection, _readings(connection, article_keys))
    stories.regroup(connection, touched | stories.buckets(connection, article_keys))


@contextmanager
def regrouped(connection: Connection, article_keys: Collection[int]) -> Iterator[None]:
    """Change articles within: afterwards a visible article leads each group, and what came or went is flattened."""
    group = copies.group(connection, article_keys)
    before = _shown(connection, group)
    yield
    copies.settle(connection, group)
    after = _shown(connection, group)
    refresh(connection, before ^ after)


def relead(connection: Connection, new: Mapping[int, int]) -> dict[str, str]:
    """Let an article that is not hidden lead where new articles are copies of a hidden one.

    ``new`` are the keys of the new copies with those of what they are copies of; returned are the ids of both, as they
    are afterwards.
    """
    if not new:
        return {}
    if hidden := copies.hidden(connection, set(new.values())):
        with regrouped(connection, hidden):
            pass
    return copies.leads(connection, set(new))


def delete(connection: Connection, article_keys: Collection[int]) -> None:
    """Delete articles with all that rests on them; a copy elsewhere takes the lead."""
    keys = set(article_keys)
    touched = stories.buckets(connection, keys)
    left = copies.free(connection, keys)
    for some in chunks(keys):
        connection.execute(t.article.delete().where(t.article.c.key.in_(some)))
    copies.settle(connection, left)
    stories.regroup(connection, touched)
    refresh(connection, left)


def _shown(connection: Connection, keys: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(keys):
        query = sa.select(t.article.c.key).where(t.article.c.key.in_(some), ~t.article.c.hidden)
        found |= set(connection.scalars(query.where(t.article.c.copy_of.is_(None))))
    return found


def _readings(connection: Connection, keys: Collection[int]) -> list[events.Reading]:
    readings = []
    article = t.article.c
    query = sa.select(article.key, article.collection_key, article.text, article.title, t.record.c.json).join(t.record)
    for some in chunks(_shown(connection, keys)):
        for row in connection.execute(query.where(article.key.in_(some)).order_by(article.key)):
            record = Record.from_json(row.json)
            flat = flatten(record, row.text)
            readings.append(events.Reading(row.key, row.collection_key, record, row.text, flat, row.title))
    return readings
