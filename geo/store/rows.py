"""Articles, records and events as rows of the tables.  Everything here runs within the caller's transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from geo.days import day_range
from geo.errors import StoreError
from geo.identity import text_hash
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.engine import Connection

    from geo.articles import Article
    from geo.record import Actor, Place, Record, Span
    from geo.store.flatten import Event

_INSERTERS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def inserter(connection: Connection) -> Callable[[sa.Table], Any]:
    """Return the ``insert`` that knows ON CONFLICT in this database."""
    return _INSERTERS[connection.dialect.name]


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


def digest(article: Article, record: Record) -> str:
    """Return a hash of all that is stored of an article, and of the form that it is stored in."""
    parts = [t.SCHEMA, _json(record), *(str(v) for v in (article.title, article.publisher, article.url))]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def delete(connection: Connection, article_id: str) -> bool:
    """Delete an article with all that rests on it; return whether it was there."""
    return connection.execute(t.article.delete().where(t.article.c.id == article_id)).rowcount > 0


def insert(
    connection: Connection, article: Article, record: Record, events: Sequence[Event], *, collection: str
) -> None:
    """Insert an article that is not there, its record, and its events."""
    title, days = article.title or record.title, day_range(record.published)
    row = {
        "id": record.id,
        "title": title,
        "published": days[0] if days else None,
        "publisher": article.publisher or record.publisher,
        "url": article.url or record.url,
        "text": article.text,
        "sha256": record.text_sha256,
        "collection": collection,
        "folded_title": t.fold(title or ""),
    }
    (article_key,) = _keys(connection, t.article, [row])
    made_by = record.extractor
    row = {
        "article_key": article_key,
        "json": _json(record),
        "extractor": " ".join(filter(None, (made_by.name, made_by.version, made_by.model, made_by.gazetteer))),
        "digest": digest(article, record),
    }
    connection.execute(t.record.insert(), row)
    used = {place for event in events for place in event.places}
    places = _upsert_places(connection, [place for place in record.places if place.id in used])
    used = {actor for event in events for actor in event.actors}
    actors = _upsert_actors(connection, [actor for actor in record.actors if actor.id in used])
    spans = {span for event in events for span in event.evidence}
    sentences = _insert_sentences(connection, article_key, article.text, spans)
    keys = _keys(connection, t.event, [event.row | {"article_key": article_key} for event in events])
    for key, event in zip(keys, events, strict=True):
        event.row["key"] = key
    _insert_links(connection, events, places=places, actors=actors, sentences=sentences)


def _json(record: Record) -> str:
    try:
        return record.to_json()
    except ValueError as error:
        raise StoreError(f"The record {record.id!r} holds characters that no JSON can carry ({error}).") from error


def _upsert_places(connection: Connection, places: Iterable[Place]) -> dict[str, int]:
    columns = [column.name for column in t.place.columns if column.name != "key"]
    rows = {place.id: {name: getattr(place, name) for name in columns} for place in places}
    return _upsert(connection, t.place, rows, keep=("country", "extent_km", "population"))


def _upsert_actors(connection: Connection, actors: Iterable[Actor]) -> dict[str, int]:
    rows = {}
    for actor in actors:
        row = {name: getattr(actor, name) for name in ("id", "name", "kind", "country", "position")}
        rows[actor.id] = row | {"aliases": list(actor.aliases)}
    query = sa.select(t.actor.c.id, t.actor.c.aliases).where(t.actor.c.id.in_(sorted(rows)))
    for id_, aliases in connection.execute(query):
        rows[id_]["aliases"] = list(dict.fromkeys([*aliases, *rows[id_]["aliases"]]))
    return _upsert(connection, t.actor, rows, keep=("country", "position"))


def _upsert(
    connection: Connection, table: sa.Table, rows: dict[str, dict[str, Any]], *, keep: Sequence[str]
) -> dict[str, int]:
    """Insert or update rows by id, return their keys; a null does not overwrite what the columns of ``keep`` know."""
    if not rows:
        return {}
    statement = inserter(connection)(table)
    new = statement.excluded
    known = {name: sa.func.coalesce(new[name], table.c[name]) for name in keep}
    others = {column.name: new[column.name] for column in table.columns if column.name not in ("key", "id")}
    statement = statement.on_conflict_do_update(index_elements=["id"], set_=others | known)
    # In one order, so that two writers in PostgreSQL do not wait for each other for ever.
    connection.execute(statement, [rows[id_] for id_ in sorted(rows)])
    found = connection.execute(sa.select(table.c.id, table.c.key).where(table.c.id.in_(sorted(rows))))
    return {row.id: row.key for row in found}


def _insert_links(
    connection: Connection,
    events: Sequence[Event],
    *,
    places: dict[str, int],
    actors: dict[str, int],
    sentences: dict[Span, int],
) -> None:
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        table: [] for table in (t.event_actor, t.event_place, t.event_sentence, t.journey, t.statement)
    }
    for event in events:
        link = {"event_key": event.row["key"]}
        rows[t.event_actor] += [link | {"actor_key": actors[id_], "role": role} for id_, role in event.actors.items()]
        rows[t.event_place] += [
            link | {"place_key": places[id_], "role": part.role, "scene": part.scene, "drawn": part.drawn}
            for id_, part in event.places.items()
        ]
        rows[t.event_sentence] += [
            link | {"position": position, "sentence_key": sentences[span]}
            for position, span in enumerate(event.evidence)
        ]
        if event.detail is not None:
            rows[t.statement if event.row["kind"] == "statement" else t.journey].append(link | event.detail)
    for table, values in rows.items():
        if values:
            connection.execute(table.insert(), values)


def _insert_sentences(connection: Connection, article_key: int, text: str, spans: Iterable[Span]) -> dict[Span, int]:
    ordered = sorted(spans)
    rows = []
    for start, end in ordered:
        words = text[start:end]
        row = {"article_key": article_key, "span_start": start, "span_end": end, "text": words, "folded": t.fold(words)}
        rows.append(row)
    return dict(zip(ordered, _keys(connection, t.sentence, rows), strict=True))


def _keys(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert the rows and return their keys in the same order."""
    if not rows:
        return []
    statement = table.insert().returning(table.c.key, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))
