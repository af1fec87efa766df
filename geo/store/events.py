"""The events of articles as rows of the star: written and cleared, within the caller's transaction."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.bulk import insert_rows, next_key
from geo.store.claims import Claim, claims
from geo.store.rows import chunks, inserter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.engine import Connection

    from geo.record import Actor, Record
    from geo.store.flatten import Event

_SHARED = ("article_key", "collection_key", "kind", "date_from", "date_to")


class Reading(NamedTuple):
    """What was read in an article: its events are to be written."""

    article_key: int
    collection_key: int
    record: Record
    text: str
    events: Sequence[Event]


def clear(connection: Connection, article_keys: Collection[int]) -> None:
    """Delete all events of the articles, and their sentences."""
    for keys in chunks(article_keys):
        for table in (t.claim, t.event, t.sentence):
            connection.execute(table.delete().where(table.c.article_key.in_(keys)))


def write(connection: Connection, readings: Sequence[Reading]) -> None:
    """Write the events of articles that have none."""
    if not readings:
        return
    places = _upsert_places(connection, readings)
    actors = _upsert_actors(connection, readings)
    sentence_keys = itertools.count(next_key(connection, t.sentence))
    event_keys = itertools.count(next_key(connection, t.event))
    claim_keys = itertools.count(next_key(connection, t.claim))
    rows: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for reading in readings:
        article = {"article_key": reading.article_key}
        sentences = {}
        claimed = claims(reading.record, reading.text)
        spans = {span for event in reading.events for span in event.evidence} | {claim.sentence for claim in claimed}
        for start, end in sorted(spans):
            words, key = reading.text[start:end], next(sentence_keys)
            sentences[start, end] = key
            row = {"key": key, "span_start": start, "span_end": end, "text": words, "folded": t.fold(words)}
            rows[t.sentence].append(article | row)
        for claim in claimed:
            row = {"key": next(claim_keys), "sentence_key": sentences[claim.sentence]}
            rows[t.claim].append(article | row | _claim(claim, places))
        for event in reading.events:
            key = next(event_keys)
            whole = {"key": key} | event.row | article | {"collection_key": reading.collection_key}
            shared = {"event_key": key} | {name: whole[name] for name in _SHARED}
            rows[t.event].append(whole)
            rows[t.event_actor] += [
                shared | {"actor_key": actors[id_], "role": role} for id_, role in event.actors.items()
            ]
            rows[t.event_place] += [
                shared | {"place_key": places[id_], "role": part.role, "scene": part.scene, "drawn": part.drawn}
                for id_, part in event.places.items()
            ]
            rows[t.event_sentence] += [
                {"event_key": key, "position": position, "sentence_key": sentences[span]}
                for position, span in enumerate(event.evidence)
            ]
            if event.row["kind"] == "statement":
                rows[t.statement].append({"event_key": key} | event.detail)
            elif event.detail is not None:
                rows[t.journey].append({"event_key": key} | _ends(event.detail, actors, places) | event.detail)
    for table in t.metadata.sorted_tables:
        insert_rows(connection, table, rows.get(table, ()))


def _ends(detail: dict[str, Any], actors: dict[str, int], places: dict[str, int]) -> dict[str, int | None]:
    """Return who leads a journey, and where from and to, as keys."""
    lead = detail["travellers"][0][0] if detail["travellers"] else None
    ends = {f"{end}_key": places.get(detail[end][0]) if detail[end] else None for end in ("origin", "destination")}
    return {"lead_key": actors[lead] if lead else None} | ends


def _claim(claim: Claim, places: dict[str, int]) -> dict[str, Any]:
    told = claim.told
    return {
        "span_start": told.start,
        "span_end": told.end,
        "words": told.text,
        "origin_key": places.get(told.origin) if told.origin else None,
        "destination_key": places.get(told.destination) if told.destination else None,
        "claimed_km": told.claimed_km,
        "measured_km": told.measured_km,
        "verdict": told.verdict,
    }


def _upsert_places(connection: Connection, readings: Iterable[Reading]) -> dict[str, int]:
    columns = [column.name for column in t.place.columns if column.name != "key"]
    rows = {}
    for reading in readings:
        used = {place for event in reading.events for place in event.places}
        used |= {end for told in reading.record.distances for end in (told.origin, told.destination) if end}
        for place in reading.record.places:
            if place.id in used:
                rows[place.id] = _merged(
                    rows.get(place.id), {name: getattr(place, name) for name in columns}, _KEEP[t.place]
                )
    return _upsert(connection, t.place, rows)


def _upsert_actors(connection: Connection, readings: Iterable[Reading]) -> dict[str, int]:
    found: list[Actor] = []
    for reading in readings:
        used = {actor for event in reading.events for actor in event.actors}
        found += [actor for actor in reading.record.actors if actor.id in used]
    known: dict[str, list[str]] = {}
    for ids in chunks(actor.id for actor in found):
        query = sa.select(t.actor.c.id, t.actor.c.aliases).where(t.actor.c.id.in_(ids))
        known |= {id_: list(aliases) for id_, aliases in connection.execute(query)}
    rows: dict[str, dict[str, Any]] = {}
    for actor in found:
        row = {name: getattr(actor, name) for name in ("id", "name", "kind", "country", "position")}
        aliases = known[actor.id] = list(dict.fromkeys([*known.get(actor.id, ()), *actor.aliases]))
        rows[actor.id] = _merged(rows.get(actor.id), row | {"aliases": aliases}, _KEEP[t.actor])
    return _upsert(connection, t.actor, rows)


_KEEP = {t.place: ("country", "extent_km", "population"), t.actor: ("country", "position")}
"""Columns in which a null does not overwrite what is known."""


def _merged(known: dict[str, Any] | None, new: dict[str, Any], keep: Sequence[str]) -> dict[str, Any]:
    return new | {name: known[name] for name in keep if new[name] is None} if known else new


def _upsert(connection: Connection, table: sa.Table, rows: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Insert or update rows by id and return their keys."""
    if not rows:
        return {}
    statement = inserter(connection)(table)
    new = statement.excluded
    known = {name: sa.func.coalesce(new[name], table.c[name]) for name in _KEEP[table]}
    others = {column.name: new[column.name] for column in table.columns if column.name not in ("key", "id")}
    statement = statement.on_conflict_do_update(index_elements=["id"], set_=others | known)
    connection.execute(statement, [rows[id_] for id_ in sorted(rows)])
    keys = {}
    for ids in chunks(rows):
        query = sa.select(table.c.id, table.c.key).where(table.c.id.in_(ids))
        keys |= {row.id: row.key for row in connection.execute(query)}
    return keys
