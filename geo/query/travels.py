"""Journeys and presences as the list shows them: one row a story, with all the reports that tell it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, MOVES, Filters, fetch, of_kinds, wanted
from geo.query.told import ENDS, SOURCE, WHEN, Row, by_id, evidence, page, told
from geo.record import AREA_KINDS
from geo.store import tables as t
from geo.store.collections import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.store import Store

END = ("id", "name", "lat", "lon")
_CHUNK = 5_000
Columns = sa.ColumnCollection[str, sa.ColumnElement[Any]]


def journeys(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    limit: int | None = 500,
    offset: int = 0,
    order: str = "date",
    descending: bool = True,
) -> pd.DataFrame:
    """Return journeys and presences, newest first; ``attrs["total"]`` is how many match in all.

    A journey that several articles tell is one row: its fullest telling that matches, then the earliest published.

    Parameters
    ----------
    store, filters
        What is asked, and where.
    limit, offset
        The page.
    order
        What they are ordered by, one of ``ORDERS``; rows without it come last, equal ones the newest first.
    descending
        Whether the latest, the longest, the last in the alphabet comes first.

    Returns
    -------
    pandas.DataFrame
        ``id, kind``; ``travellers`` (names, joined by commas), ``traveller_ids`` (list; None for who is no actor);
        ``origin_id, origin_name, origin_lat, origin_lon``, the same of ``destination`` (degrees; the id is None and
        the name the text's own words where the place is not known, all are None or NaN where no end is told);
        ``via``: list of (id, name, lat, lon); ``areas``: those of all these ids that have no true point;
        ``status, mode``; ``date_from, date_to`` (dates), ``dated`` (told by the text, else the report's day),
        ``date_text``; ``km`` (great circle, NaN unless both ends are known);
        ``article_id, article_title, published, publisher, url``; ``span_start, span_end`` and ``quote``: the first
        sentence that tells it (code points, verbatim); ``evidence``: all of them as a list of (start, end, text);
        ``story``: the id that its tellings share, ``tellings`` (list of their ids, whatever the filters);
        ``reports``: how many articles tell it, copies included; ``differs``: what they tell differently, a dict of
        ``date`` (ISO 8601), ``place`` (origin), ``via``, ``status`` or ``mode`` to a list of (value, article_id,
        article_title, quote); ``warning``: a sentence on what cannot be right, else None.
    """
    found = leads(store, filters)
    by = None if order == "date" and descending else _order(found.selected_columns, order, descending=descending)
    rows = page(store, t.journey, found, limit, offset, by=by)
    known = by_id(store, t.place, {end[0] for row in rows for end in _ends(row) if end[0]})
    named = by_id(store, t.actor, {actor for row in rows for actor, _ in row["travellers"] if actor})
    tellings = _tellings(store, [row["story"] for row in rows])
    for row in rows:
        who = [(actor, named[actor]["name"] if actor else name) for actor, name in row["travellers"]]
        row["travellers"] = ", ".join(name for _, name in who if name)
        row["traveller_ids"] = [actor for actor, _ in who]
        for end in ENDS:
            values = _end(row[end], known) if row[end] else (None,) * 4
            row |= dict(zip((f"{end}_{part}" for part in END), values, strict=True))
        row["areas"] = sorted({end[0] for end in _ends(row) if end[0] and known[end[0]]["kind"] in AREA_KINDS})
        row["via"] = [_end(end, known) for end in row["via"]]
        row["km"] = row["great_circle_km"]
        told_by = tellings[row["story"]]
        row["tellings"] = [telling["id"] for telling in told_by]
        copies = {telling["article_id"]: telling["copies"] for telling in told_by}
        row["reports"] = len(copies) + sum(copies.values())
        row["differs"] = _differences(told_by)
    ends = [f"{end}_{part}" for end in ENDS for part in END]
    columns = ("id", "kind", "travellers", "traveller_ids", *ends, "via", "status", "mode", *WHEN, "km", *SOURCE)
    columns += ("areas", "quote", "evidence", "story", "tellings", "reports", "differs", "warning")
    return told(store, rows, columns, found, limit, offset)


ORDERS = ("date", "who", "from", "to", "km", "mode", "status")
"""What journeys can be ordered by."""


def measured_km(of: Columns) -> sa.ColumnElement[float]:
    """Return the great circle (km) of a row of ``event``; null where an end has no true point, as a country."""
    # Of no other table, so that a database answers it once for all rows.
    areas = of.key.in_(sa.select(t.journey.c.event_key).where(to_area()).correlate(None))
    return sa.case((areas, None), else_=of.great_circle_km)


def to_area() -> sa.ColumnElement[bool]:
    """Return whether an end of a row of ``journey`` is an area, which has no true point; null where it is not told."""
    area = sa.select(t.place.c.key).where(t.place.c.kind.in_(AREA_KINDS))
    return sa.or_(t.journey.c.origin_key.in_(area), t.journey.c.destination_key.in_(area))


def _order(event: Columns, by: str, *, descending: bool) -> sa.ColumnElement[Any]:
    journey = t.journey.c

    def name(table: sa.Table, key: sa.Column[int]) -> sa.ColumnElement[str]:
        query = sa.select(sa.func.lower(table.c.name)).join_from(table, t.journey, table.c.key == key)
        return query.where(journey.event_key == event.key).correlate(event.key.table).scalar_subquery()

    match by:
        case "date":
            value: sa.ColumnElement[Any] = event.date_from
        case "who":
            value = name(t.actor, journey.lead_key)
        case "from":
            value = name(t.place, journey.origin_key)
        case "to":
            value = name(t.place, journey.destination_key)
        case "km":
            value = measured_km(event)
        case "mode":
            value = sa.func.nullif(event.mode, "unknown")
        case "status":
            value = event.status
        case _:
            raise ValueError(f"Journeys cannot be ordered by {by!r}: use one of {', '.join(ORDERS)}.")
    return value.desc().nulls_last() if descending else value.asc().nulls_last()


def leads(store: Store, filters: Filters) -> sa.Select[Any]:
    """Return of each story the telling that matches and comes first."""
    found = wanted(store, of_kinds(filters, MOVES))
    if not wanted(store, filters):
        return sa.select(t.event).where(t.event.c.telling == 0, *found)
    place = sa.func.row_number().over(partition_by=t.event.c.story, order_by=(t.event.c.telling, t.event.c.key))
    ranked = sa.select(t.event, place.label("place")).where(*found).subquery()
    return sa.select(*(ranked.c[column.name] for column in t.event.c)).where(ranked.c.place == 1)


def _tellings(store: Store, stories: Sequence[str]) -> dict[str, list[Row]]:
    """Return all tellings of the stories, the fullest first, each with the number of its article's copies."""
    copy = t.article.alias()
    copies = sa.select(sa.func.count()).where(copy.c.copy_of == t.article.c.key, visible(copy)).scalar_subquery()
    columns = ("id", "key", "story", "date_from", "date_to", "dated", "status", "mode", "telling")
    query = (
        sa.select(
            *(t.event.c[name] for name in columns), t.journey.c.origin, t.journey.c.via,
            t.article.c.id.label("article_id"), t.article.c.title.label("article_title"), copies.label("copies"),
        )
        .join(t.journey, t.journey.c.event_key == t.event.c.key)
        .join(t.article, t.article.c.key == t.event.c.article_key)
        .where(t.event.c.kind.in_(MOVES), *wanted(store, EVERYTHING))
        .order_by(t.event.c.telling, t.event.c.key)
    )  # fmt: skip
    found: dict[str, list[Row]] = defaultdict(list)
    for at in range(0, len(stories), _CHUNK):
        for row in fetch(store, query.where(t.event.c.story.in_(stories[at : at + _CHUNK]))):
            found[row["story"]].append(row)
    several = [row for rows in found.values() if len(rows) > 1 for row in rows]
    quotes = evidence(store, [row["key"] for row in several])
    names = by_id(store, t.place, {end[0] for row in several for end in _ends(row) if end[0]})
    for row in several:
        row["quote"] = quotes[row["key"]][0][2]
        row["values"] = _values(row, names)
    return found


def _values(row: Row, names: dict[str, Row]) -> dict[str, str]:
    """Return what a telling says that another may say differently; what it does not tell is left out."""
    days = f"{row['date_from']}/{row['date_to']}" if row["date_from"] != row["date_to"] else str(row["date_from"])
    values = {
        "date": days if row["dated"] else None,
        "place": _end(row["origin"], names)[1] if row["origin"] else None,
        "via": ", ".join(_end(end, names)[1] for end in row["via"]),
        "status": row["status"],
        "mode": None if row["mode"] == "unknown" else row["mode"],
    }
    return {field: value for field, value in values.items() if value}


def _differences(tellings: Sequence[Row]) -> dict[str, list[tuple[str, str, str | None, str]]]:
    found = {}
    for field in ("date", "place", "via", "status", "mode") if len(tellings) > 1 else ():
        told_by = [telling for telling in tellings if field in telling["values"]]
        if len({telling["values"][field] for telling in told_by}) > 1:
            about = ("article_id", "article_title", "quote")
            found[field] = [(telling["values"][field], *(telling[name] for name in about)) for telling in told_by]
    return found


def _ends(row: Row) -> list[tuple[str | None, str]]:
    return [end for end in (row["origin"], *row["via"], row.get("destination")) if end]


def _end(end: tuple[str | None, str], known: dict[str, Row]) -> tuple[Any, ...]:
    place, words = end
    return tuple(known[place][part] for part in END) if place else (None, words, None, None)
