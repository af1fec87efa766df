"""The articles of the store, as a table that can be paged through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
from geo.store import tables as t
from geo.store.collections import visible

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

_ARTICLE = ("id", "title", "published", "publisher", "url")


def articles(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    limit: int | None = 100,
    offset: int = 0,
    hidden: bool = False,
) -> pd.DataFrame:
    """Return articles, newest first, without copies; ``attrs["total"]`` is how many match in all.

    Filters other than ``collections`` and ``publishers`` leave the articles with an event that matches.

    Parameters
    ----------
    store, filters, limit, offset
        What to ask, and which page of it.
    hidden
        Whether hidden articles and copies are told as well, as editors may see them; an article that is hidden has no
        events.

    Returns
    -------
    pandas.DataFrame
        ``id, title, published, publisher, url``; ``collection_id, collection`` (its name); ``hidden`` (the article or
        its collection); ``copies``: near-copies of it; ``events``; ``warnings``: how many things
        the extractor was unsure of; ``added_at`` (with time zone; None where it is not known).
    """
    article, collection = t.article.c, t.collection.c
    copy = t.article.alias()
    found = [article.copy_of.is_(None), *_conditions(store, filters), *([] if hidden else [visible()])]
    order = (article.published.desc().nulls_last(), article.id)
    keys = sa.select(article.key).where(*found).order_by(*order).limit(limit).offset(offset or None)
    copies = sa.select(sa.func.count()).where(copy.c.copy_of == article.key)
    copies = (copies if hidden else copies.where(visible(copy))).scalar_subquery()
    events = sa.select(sa.func.count()).where(t.event.c.article_key == article.key).scalar_subquery()
    query = sa.select(
        *(article[name] for name in _ARTICLE),
        collection.id.label("collection_id"),
        collection.name.label("collection"),
        sa.or_(article.hidden, collection.hidden).label("hidden"),
        copies.label("copies"),
        events.label("events"),
        t.record.c.json.label("warnings"),
        article.added_at,
    )
    query = query.join(t.collection, collection.key == article.collection_key)
    query = query.join(t.record, t.record.c.article_key == article.key, isouter=True)
    rows = fetch(store, query.where(article.key.in_(sa.select(keys.subquery().c.key))).order_by(*order))
    for row in rows:
        row["warnings"] = len(json.loads(row["warnings"]).get("warnings", ())) if row["warnings"] else 0
    numbers = {"hidden": bool, "copies": int, "events": int, "warnings": int}
    columns = (*_ARTICLE, "collection_id", "collection", "hidden", "copies", "events", "warnings", "added_at")
    shown = frame(rows, {name: numbers.get(name) for name in columns})
    whole = offset == 0 and (limit is None or len(rows) < limit)
    count = sa.select(sa.func.count().label("n")).select_from(t.article).where(*found)
    shown.attrs["total"] = len(rows) if whole else fetch(store, count)[0]["n"]
    return shown


def _conditions(store: Store, filters: Filters) -> list[sa.ColumnElement[bool]]:
    if filters == Filters(collections=filters.collections, publishers=filters.publishers):
        found: list[Any] = []
        if filters.collections:
            inside = sa.select(t.collection.c.key).where(t.collection.c.id.in_(filters.collections))
            found.append(t.article.c.collection_key.in_(inside))
        if filters.publishers:
            found.append(t.article.c.publisher.in_(filters.publishers))
        return found
    return [t.article.c.key.in_(sa.select(t.event.c.article_key).where(*wanted(store, filters)))]
