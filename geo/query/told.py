"""Journeys and statements as the panels show them: one row each, with the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, conditions, fetch, frame
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geo.store import Store

_Row = dict[str, Any]
_CHUNK = 10_000
_END = ("id", "name", "lat", "lon")
_WHEN = ("date_from", "date_to", "dated", "date_text")
_SOURCE = ("article_id", "article_title", "published", "publisher", "url", "span_start", "span_end")
_NUMBERS = {"dated": bool, "span_start": int, "span_end": int, "km": float}
_NUMBERS |= {f"{end}_{axis}": float for end in ("origin", "destination") for axis in ("lat", "lon")}


def journeys(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    limit: int | None = 500,
    offset: int = 0,
) -> pd.DataFrame:
    """Return journeys and presences, newest first; ``attrs["total"]`` is how many match in all.

    Returns
    -------
    pandas.DataFrame
        ``id, kind``; ``travellers`` (names, joined by commas), ``traveller_ids`` (list; None for who is no actor);
        ``origin_id, origin_name, origin_lat, origin_lon``, the same of ``destination`` (degrees; the id is None and
        the name the text's own words where the place is not known, all are None or NaN where no end is told);
        ``via``: list of (id, name, lat, lon); ``status, mode``; ``date_from, date_to`` (dates), ``dated`` (told by
        the text, else the report's day), ``date_text``; ``km`` (great circle, NaN unless both ends are known);
        ``article_id, article_title, published, publisher, url``; ``span_start, span_end`` and ``quote``: the first
        sentence that tells it (code points, verbatim); ``evidence``: all of them as a list of (start, end, text).
    """
    wanted = [t.event.c.kind.in_(("journey", "presence")), *conditions(filters)]
    rows = _page(store, t.journey, wanted, limit, offset)
    known = _by_id(store, t.place, {end[0] for row in rows for end in _ends(row) if end[0]})
    named = _by_id(store, t.actor, {actor for row in rows for actor, _ in row["travellers"] if actor})
    for row in rows:
        who = [(actor, named[actor]["name"] if actor else name) for actor, name in row["travellers"]]
        row["travellers"] = ", ".join(name for _, name in who if name)
        row["traveller_ids"] = [actor for actor, _ in who]
        for end in ("origin", "destination"):
            values = _end(row[end], known) if row[end] else (None,) * 4
            row |= dict(zip((f"{end}_{part}" for part in _END), values, strict=True))
        row["via"] = [_end(end, known) for end in row["via"]]
        row["km"] = row["great_circle_km"]
    ends = [f"{end}_{part}" for end in ("origin", "destination") for part in _END]
    columns = ("id", "kind", "travellers", "traveller_ids", *ends, "via", "status", "mode", *_WHEN, "km", *_SOURCE)
    return _told(store, rows, (*columns, "quote", "evidence"), wanted, limit, offset)


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
    wanted = [t.event.c.kind == "statement", *conditions(filters)]
    rows = _page(store, t.statement, wanted, limit, offset)
    places = {place for row in rows for place in (*row["place_ids"], row["venue_id"]) if place}
    actors = {actor for row in rows for actor in (*row["actor_ids"], row["speaker_id"], row["via_id"]) if actor}
    place_names = {id_: row["name"] for id_, row in _by_id(store, t.place, places).items()}
    actor_names = {id_: row["name"] for id_, row in _by_id(store, t.actor, actors).items()}
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
    return _told(store, rows, (*who, *what, *_WHEN, *_SOURCE, "sentence", "evidence"), wanted, limit, offset)


def _page(
    store: Store, detail: sa.Table, wanted: list[sa.ColumnElement[bool]], limit: int | None, offset: int
) -> list[_Row]:
    """Return a page of events, newest first, with their details, articles and sentences."""
    order = (t.event.c.date_from.desc().nulls_last(), t.event.c.article_key, t.event.c.span_start, t.event.c.key)
    page = sa.select(t.event).where(*wanted).order_by(*order).limit(limit).offset(offset or None).subquery()
    about = (
        t.article.c.id.label("article_id"),
        t.article.c.title.label("article_title"),
        t.article.c.published,
        t.article.c.publisher,
        t.article.c.url,
    )
    columns = [column for column in detail.c if column.name != "event_key"]
    rows = fetch(
        store,
        sa.select(page, *columns, *about)
        .join(detail, detail.c.event_key == page.c.key)
        .join(t.article, t.article.c.key == page.c.article_key)
        .order_by(page.c.date_from.desc().nulls_last(), page.c.article_key, page.c.span_start, page.c.key),
    )
    told = evidence(store, [row["key"] for row in rows])
    for row in rows:
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


def _told(
    store: Store,
    rows: list[_Row],
    columns: tuple[str, ...],
    wanted: list[sa.ColumnElement[bool]],
    limit: int | None,
    offset: int,
) -> pd.DataFrame:
    shown = frame(rows, {name: _NUMBERS.get(name) for name in columns})
    whole = offset == 0 and (limit is None or len(rows) < limit)
    total = len(rows) if whole else fetch(store, sa.select(sa.func.count().label("n")).where(*wanted))[0]["n"]
    shown.attrs["total"] = total
    return shown


def _by_id(store: Store, table: sa.Table, ids: Iterable[str]) -> dict[str, _Row]:
    ordered = sorted(ids)
    chunks = (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))
    return {row["id"]: row for chunk in chunks for row in fetch(store, sa.select(table).where(table.c.id.in_(chunk)))}


def _ends(row: _Row) -> list[tuple[str | None, str]]:
    return [end for end in (row["origin"], *row["via"], row["destination"]) if end]


def _end(end: tuple[str | None, str], known: dict[str, _Row]) -> tuple[Any, ...]:
    place, words = end
    return tuple(known[place][part] for part in _END) if place else (None, words, None, None)
