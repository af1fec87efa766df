"""The articles behind what is shown: their records, where they come from, and what is doubted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
from geo.record import Record
from geo.store import tables as t
from geo.store.collections import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd

    from geo.record import Span
    from geo.store import Store

_CHUNK = 200
_NEWEST = (t.article.c.published.desc().nulls_last(), t.article.c.id)


def records(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = None) -> Iterator[Record]:
    """Yield the records of the articles that tell of the events shown, newest first, a few in memory at a time."""
    keys = [
        row["key"] for row in fetch(store, _articles(store, filters, t.article.c.key).order_by(*_NEWEST).limit(limit))
    ]
    for at in range(0, len(keys), _CHUNK):
        chunk = keys[at : at + _CHUNK]
        query = sa.select(t.record.c.article_key, t.record.c.json).where(t.record.c.article_key.in_(chunk))
        lines = {row["article_key"]: row["json"] for row in fetch(store, query)}
        yield from (Record.from_json(lines[key]) for key in chunk if key in lines)


def sources(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = None) -> pd.DataFrame:
    """Return the articles that tell of the events shown, newest first; ``attrs["total"]`` is how many there are.

    Returns
    -------
    pandas.DataFrame
        ``id, title, published, publisher, url, collection``; None for what is not known.
    """
    names = ("id", "title", "published", "publisher", "url", "collection")
    columns = [t.collection.c.name.label(name) if name == "collection" else t.article.c[name] for name in names]
    query = _articles(store, filters, *columns).join(t.collection).order_by(*_NEWEST)
    found = frame(fetch(store, query.limit(limit)), dict.fromkeys(names))
    total = len(found)
    if limit is not None and total >= limit:
        total = fetch(store, _articles(store, filters, sa.func.count().label("n")))[0]["n"]
    found.attrs["total"] = total
    return found


def warnings(store: Store, filters: Filters = EVERYTHING, *, code: str) -> dict[tuple[str, Span], str]:
    """Return the warnings of one kind in the articles shown: message by article id and span (code points)."""
    query = _articles(store, filters, t.article.c.id, t.record.c.json).join(t.record)
    rows = fetch(store, query.where(t.record.c.json.contains(f'"{code}"', autoescape=True)))
    found = ((row["id"], warning) for row in rows for warning in Record.from_json(row["json"]).warnings)
    return {(id_, warning.span): warning.message for id_, warning in found if warning.code == code and warning.span}


def named(store: Store, kind: str, ids: Collection[str]) -> dict[str, str]:
    """Return names by ids, without unknown ones; ``kind`` is "actor", "place" or "collection"."""
    table = {"actor": t.actor, "place": t.place, "collection": t.collection}[kind]
    rows = fetch(store, sa.select(table.c.id, table.c.name).where(table.c.id.in_(ids))) if ids else []
    return {row["id"]: row["name"] for row in rows}


def _articles(store: Store, filters: Filters, *columns: sa.ColumnElement) -> sa.Select:
    """Return a query over the articles of the events shown; without any filter over all that may be shown."""
    query = sa.select(*columns).select_from(t.article)
    if filters == EVERYTHING:
        return query.where(visible(), t.article.c.copy_of.is_(None))
    return query.where(t.article.c.key.in_(sa.select(t.event.c.article_key).where(*wanted(store, filters))))
