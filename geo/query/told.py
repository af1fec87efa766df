"""Statements as the panels show them, and what they share with journeys: pages of events with their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, of_kinds, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geo.store import Store

Row = dict[str, Any]
_CHUNK = 10_000
WHEN = ("date_from", "date_to", "dated", "date_text")
SOURCE = ("article_id", "article_title", "published", "publisher", "url", "span_start", "span_end")
ENDS = ("origin", "destination")
NUMBERS = {"dated": bool, "span_start": int, "span_end": int, "km": float, "reports": int}
NUMBERS |= {f"{end}_{axis}": float for end in ENDS for axis in ("lat", "lon")}


def statements(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    limit: int | None = 200,
    offset: int = 0,
) -> pd.DataFrame:
    """Return statements, newest first; ``attrs["total"]`` is how many match in all.

    Returns
    -------
    pandas.DataFrame
        ``id``; ``speaker_id`` (None where the source is no actor), ``speaker`` (the actor's name, else the source's own
        words), ``source`` (the words that name the source, None without any); ``via_id, via``: the medium that passes
        it on; ``cue`` (words), ``act``, ``statement_kind``; ``parts``: list of (text, quoted) as
        :func:`geo.store.quoted.parts` tells them apart; ``place_ids, places`` and ``actor_ids, actors``: whom and what
        it speaks of (lists, names in the same order); ``venue_id, venue``; the days, the article, ``span_start,
        span_end``, ``sentence`` (as ``quote``) and ``evidence`` as in :func:`journeys`.
    """
    found = sa.select(t.event).where(*wanted(store, of_kinds(filters, ("statement",))))
    rows = page(store, t.statement, found, limit, offset)
    places = {place for row in rows for place in (*row["place_ids"], row["venue_id"]) if place}
    actors = {actor for row in rows for actor in (*row["actor_ids"], row["speaker_id"], row["via_id"]) if actor}
    place_names = {id_: row["name"] for id_, row in by_id(store, t.place, places).items()}
    actor_names = {id_: row["name"] for id_, row in by_id(store, t.actor, actors).items()}
    for row in rows:
        row["speaker"] = actor_names[row["speaker_id"]] if row["speaker_id"] else row["source"]
        row["via"] = actor_names.get(row["via_id"])
        row["venue"] = place_names.get(row["venue_id"])
        row["parts"] = [(words, quoted) for words, quoted in row["parts"]]
        row["places"] = [place_names[id_] for id_ in row["place_ids"]]
        row["actors"] = [actor_names[id_] for id_ in row["actor_ids"]]
        row["sentence"] = row["quote"]
    who = ("id", "speaker_id", "speaker", "source", "via_id", "via", "cue", "act", "statement_kind", "parts")
    what = ("place_ids", "places", "actor_ids", "actors", "venue_id", "venue")
    return told(store, rows, (*who, *what, *WHEN, *SOURCE, "sentence", "evidence"), found, limit, offset)


def page(
    store: Store,
    detail: sa.Table,
    found: sa.Select[Any],
    limit: int | None,
    offset: int,
    *,
    by: sa.ColumnElement[Any] | None = None,
) -> list[Row]:
    """Return a page of events, newest first or ordered ``by``, with their details, articles and sentences.

    ``total`` of each row is how many events are found in all.
    """
    of = found.selected_columns
    order = (of.date_from.desc().nulls_last(), of.article_key, of.span_start, of.key)
    # Ordered and counted without all that is told of them: it is read for the page alone.
    few = found.with_only_columns(of.key, sa.func.count().over().label("total"))
    few = few.order_by(*([] if by is None else [by]), *order).limit(limit).offset(offset or None)
    totals = {row["key"]: row["total"] for row in fetch(store, few)}
    about = (
        t.article.c.id.label("article_id"),
        t.article.c.title.label("article_title"),
        t.article.c.published,
        t.article.c.publisher,
        t.article.c.url,
    )
    columns = [column for column in detail.c if column.name != "event_key"]
    query = (
        sa.select(t.event, *columns, *about)
        .join(detail, detail.c.event_key == t.event.c.key)
        .join(t.article, t.article.c.key == t.event.c.article_key)
    )
    keys = list(totals)
    chunks = (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))
    known = {row["key"]: row for chunk in chunks for row in fetch(store, query.where(t.event.c.key.in_(chunk)))}
    rows = [known[key] for key in keys if key in known]
    told = evidence(store, [row["key"] for row in rows])
    for row in rows:
        row["total"] = totals[row["key"]]
        row["evidence"] = told[row["key"]]
        row["quote"] = row["evidence"][0][2]
    return rows


def evidence(store: Store, keys: list[int]) -> dict[int, list[tuple[int, int, str]]]:
    """Return the sentences that tell each event: (start, end, text), in code points."""
    link, sentence = t.event_sentence.c, t.sentence.c
    columns = (link.event_key, sentence.span_start, sentence.span_end, sentence.text)
    query = sa.select(*columns).join(t.sentence, sentence.key == link.sentence_key)
    found: dict[int, list[tuple[int, int, str]]] = {key: [] for key in keys}
    for at in range(0, len(keys), _CHUNK):
        chunk = query.where(link.event_key.in_(keys[at : at + _CHUNK])).order_by(link.event_key, link.position)
        for row in fetch(store, chunk):
            found[row["event_key"]].append((row["span_start"], row["span_end"], row["text"]))
    return found


def told(
    store: Store,
    rows: list[Row],
    columns: tuple[str, ...],
    found: sa.Select[Any],
    limit: int | None,
    offset: int,
) -> pd.DataFrame:
    """Return rows as a frame; ``attrs["total"]`` is how many are found in all."""
    shown = frame(rows, {name: NUMBERS.get(name) for name in columns})
    # A page beyond the last has no row to tell how many there are.
    shown.attrs["total"] = (
        rows[0]["total"] if rows else (fetch(store, _number(found))[0]["n"] if offset or limit == 0 else 0)
    )
    return shown


def by_id(store: Store, table: sa.Table, ids: Iterable[str]) -> dict[str, Row]:
    """Return the rows of places or actors by their ids."""
    ordered = sorted(ids)
    chunks = (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))
    return {row["id"]: row for chunk in chunks for row in fetch(store, sa.select(table).where(table.c.id.in_(chunk)))}


def _number(found: sa.Select[Any]) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count().label("n")).select_from(found.subquery())
