"""The events of articles as rows of the star: written and cleared, within the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.bulk import insert_clean, next_key
from geo.store.prepared import ACTOR, CLAIM, EVENT, JOURNEY, LINKED, PLACE, SENTENCE, STATEMENT, Prepared, prepare
from geo.store.rows import chunks, inserter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.engine import Connection

    from geo.record import Record
    from geo.store.flatten import Event


class Reading(NamedTuple):
    """What was read in an article: its events are to be written."""

    article_key: int
    collection_key: int
    record: Record
    text: str
    events: Sequence[Event]
    title: str | None


class Written(NamedTuple):
    """The events of an article that are to be written."""

    article_key: int
    collection_key: int
    rows: Prepared


def clear(connection: Connection, article_keys: Collection[int]) -> None:
    """Delete all events of the articles, and their sentences."""
    for keys in chunks(article_keys):
        for table in (t.claim, t.tally, t.event, t.sentence):
            connection.execute(table.delete().where(table.c.article_key.in_(keys)))


def write(connection: Connection, readings: Iterable[Reading]) -> None:
    """Write the events of articles that have none."""
    write_rows(
        connection,
        [
            Written(one.article_key, one.collection_key, prepare(one.record, one.text, one.events, title=one.title))
            for one in readings
        ],
    )


_LINK = ("article_key", "collection_key", *LINKED)


def write_rows(connection: Connection, articles: Sequence[Written]) -> None:
    """Write the events of articles that have none, as `geo.store.prepared.prepare` made them."""
    if not articles:
        return
    places = _keys(connection, t.place, PLACE, (one.rows.places for one in articles))
    actors = _keys(connection, t.actor, ACTOR, (one.rows.actors for one in articles))
    sentence, event, claim = (next_key(connection, table) for table in (t.sentence, t.event, t.claim))
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
    for article, collection, made in articles:
        rows["sentence"] += [(sentence + at, article, *row) for at, row in enumerate(made.sentences)]
        rows["event"] += [(event + at, article, collection, *row) for at, row in enumerate(made.events)]
        rows["event_actor"] += [
            (event + at, actors[id_], article, collection, *row) for at, id_, *row in made.actor_links
        ]
        rows["event_place"] += [
            (event + at, places[id_], article, collection, *row) for at, id_, *row in made.place_links
        ]
        rows["event_sentence"] += [
            (event + at, position, sentence + to, folded) for at, position, to, folded in made.sentence_links
        ]
        rows["journey"] += [
            (event + at, actors.get(lead), places.get(origin), places.get(destination), *row)
            for at, lead, origin, destination, *row in made.journeys
        ]
        rows["statement"] += [(event + at, *row) for at, *row in made.statements]
        rows["tally"] += [(article, at, collection, *row) for at, row in enumerate(made.tallies)]
        rows["claim"] += [
            (claim + number, article, sentence + at, places.get(origin), places.get(destination), *row)
            for number, (at, origin, destination, *row) in enumerate(made.claims)
        ]
        sentence, event, claim = (
            sentence + len(made.sentences), event + len(made.events), claim + len(made.claims)
        )  # fmt: skip
    for name, columns in _COLUMNS.items():
        if rows[name]:
            insert_clean(connection, t.metadata.tables[name], columns, rows[name])


_COLUMNS = {
    "sentence": ("key", "article_key", *SENTENCE),
    "event": ("key", "article_key", "collection_key", *EVENT),
    "event_actor": ("event_key", "actor_key", *_LINK, "role"),
    "event_place": ("event_key", "place_key", *_LINK, "role", "scene", "drawn", "alone"),
    "event_sentence": ("event_key", "position", "sentence_key", "folded"),
    "journey": ("event_key", "lead_key", "origin_key", "destination_key", *JOURNEY),
    "statement": ("event_key", *STATEMENT),
    "tally": ("article_key", "position", "collection_key", *LINKED, "number"),
    "claim": ("key", "article_key", "sentence_key", "origin_key", "destination_key", *CLAIM),
}
"""The tables, each after those that it refers to."""


def _keys(
    connection: Connection, table: sa.Table, columns: Sequence[str], articles: Iterable[dict[str, tuple[Any, ...]]]
) -> dict[str, int]:
    """Write what articles name, rows by id; return the keys."""
    found: dict[str, dict[str, Any]] = {}
    for named in articles:
        for id_, values in named.items():
            found[id_] = _merged(found.get(id_), dict(zip(columns, values, strict=True)), table)
    return _upsert(connection, table, found)


_KEEP = {t.place: ("country", "extent_km", "population"), t.actor: ("country", "position")}
"""Columns in which a null does not overwrite what is known."""


def _merged(known: dict[str, Any] | None, new: dict[str, Any], table: sa.Table) -> dict[str, Any]:
    """Return a row as the newer article has it, without losing what only the older has."""
    if known is None:
        return new
    row = new | {name: known[name] for name in _KEEP[table] if new[name] is None}
    if table is t.actor:
        row["aliases"] = list(dict.fromkeys([*known["aliases"], *new["aliases"]]))
    return row


def _upsert(connection: Connection, table: sa.Table, rows: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Insert or update rows by id and return their keys; what is there as it should be is not touched."""
    there: dict[str, dict[str, Any]] = {}
    for ids in chunks(rows):
        found = connection.execute(sa.select(table).where(table.c.id.in_(ids)))
        names = tuple(found.keys())
        there |= {row.id: dict(zip(names, row, strict=True)) for row in found}
    keys = {id_: row.pop("key") for id_, row in there.items()}
    merged = {id_: _merged(there.get(id_), rows[id_], table) for id_ in sorted(rows)}
    changed = [row for id_, row in merged.items() if there.get(id_) != row]
    if changed:
        statement = inserter(connection)(table)
        others = {name: statement.excluded[name] for name in changed[0] if name != "id"}
        statement = statement.on_conflict_do_update(index_elements=["id"], set_=others)
        connection.execute(statement, changed)
    for ids in chunks(id_ for id_ in rows if id_ not in keys):
        query = sa.select(table.c.id, table.c.key).where(table.c.id.in_(ids))
        keys |= {row.id: row.key for row in connection.execute(query)}
    return keys
