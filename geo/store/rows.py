"""Articles and their records as rows of the tables.  Everything here runs within the caller's transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from geo.days import day_range
from geo.errors import StoreError
from geo.identity import text_hash
from geo.store import tables as t
from geo.store.columns import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.engine import Connection

    from geo.articles import Article
    from geo.record import Record
    from geo.store.flatten import Event

CHUNK = 10_000
"""No more values than this go into one query."""
_INSERTERS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Stored(NamedTuple):
    """An article as it is in the store; ``copy_of`` is the key of the article that it is a copy of."""

    key: int
    id: str
    collection_key: int
    hidden: bool
    copy_of: int | None
    sha256: str


def inserter(connection: Connection) -> Callable[[sa.Table], Any]:
    """Return the ``insert`` that knows ON CONFLICT in this database."""
    return _INSERTERS[connection.dialect.name]


def chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Yield the values, each once and in order, few enough for one query at a time."""
    ordered = sorted(set(values))
    return (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))


def check(article: Article, record: Record, events: Sequence[Event]) -> None:
    """Refuse a record that is not of this text, or that names places or actors it does not hold.

    Raises
    ------
    StoreError
        With the id of the article and what is wrong.
    """
    if record.text_sha256 != text_hash(article.text):
        raise StoreError(f"The record {record.id!r} was made from another text: extract the article again.")
    places = {place for event in events for place in event.places} - {place.id for place in record.places}
    actors = {actor for event in events for actor in event.actors} - {actor.id for actor in record.actors}
    if missing := sorted(places | actors):
        names = ", ".join(missing[:5])
        raise StoreError(f"The record {record.id!r} speaks of {names}, which it does not list: extract it again.")


def digest(article: Article, record: Record, *, line: str | None = None) -> str:
    """Return a hash of all that is stored of an article, and of the form that it is stored in.

    ``line`` is the record as JSON, where it is known already.
    """
    parts = [t.SCHEMA, line or to_json(record), *(str(v) for v in (article.title, article.publisher, article.url))]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def to_json(record: Record) -> str:
    """Return the record as JSON; raise StoreError where its text cannot be carried."""
    try:
        return record.to_json()
    except ValueError as error:
        raise StoreError(f"The record {record.id!r} holds characters that no JSON can carry ({error}).") from error


def stored(connection: Connection, article_id: str) -> Stored | None:
    """Return what is in the store under this id."""
    query = sa.select(*(t.article.c[name] for name in Stored._fields)).where(t.article.c.id == article_id)
    row = connection.execute(query).first()
    return None if row is None else Stored(*row)


def insert(
    connection: Connection,
    article: Article,
    record: Record,
    *,
    collection_key: int,
    by: str | None,
    url_key: str | None,
) -> Stored:
    """Insert an article that is not there, without its record."""
    row = columns(article, record, url_key)
    row |= {"id": record.id, "collection_key": collection_key, "hidden": False, "added_at": now(), "added_by": by}
    key = connection.scalar(t.article.insert().returning(t.article.c.key), row)
    return Stored(key, record.id, collection_key, False, None, record.text_sha256)


def update(connection: Connection, there: Stored, article: Article, record: Record, *, url_key: str | None) -> Stored:
    """Write an article over what is there; its key, its collection and whether it is hidden stay."""
    row = columns(article, record, url_key)
    connection.execute(t.article.update().where(t.article.c.key == there.key).values(row))
    return there._replace(sha256=record.text_sha256)


def title(article: Article, record: Record) -> str | None:
    """Return the title of an article; its own goes before that in its record."""
    return article.title or record.title


def columns(article: Article, record: Record, url_key: str | None) -> dict[str, Any]:
    """Return what is stored of an article itself, by column."""
    days = day_range(record.published)
    return {
        "title": title(article, record),
        "published": days[0] if days else None,
        "publisher": article.publisher or record.publisher,
        "url": article.url or record.url,
        "url_key": url_key,
        "text": article.text,
        "sha256": record.text_sha256,
    }


def write_record(connection: Connection, key: int, shown: Record, *, extracted: Record, digest: str) -> None:
    """Write the record of an article as it is shown, and beside it as it was extracted where the two differ."""
    line, as_extracted = to_json(shown), to_json(extracted)
    row = {
        "article_key": key,
        "json": line,
        "extracted": None if line == as_extracted else as_extracted,
        "extractor": made_by(extracted),
        "digest": digest,
    }
    statement = inserter(connection)(t.record)
    rest = {name: statement.excluded[name] for name in row if name != "article_key"}
    connection.execute(statement.on_conflict_do_update(index_elements=["article_key"], set_=rest), row)


def made_by(record: Record) -> str:
    """Return the name and the versions of what made a record."""
    of = record.extractor
    return " ".join(filter(None, (of.name, of.version, of.model, of.gazetteer)))
