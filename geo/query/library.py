"""The articles of the store, as a table that can be paged through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
from geo.store import tables as t
from geo.store.collections import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def hidden_articles(store: Store, *, text: str = "", limit: int | None = 50) -> pd.DataFrame:
    """Return all articles that are hidden themselves, copies too, newest first; ``attrs["total"]`` is how many.

    Parameters
    ----------
    store, limit
        What to ask, and for how many.
    text
        Words that must occur, as they stand, in the title, the publisher or the id.

    Returns
    -------
    pandas.DataFrame
        ``id, title, published, publisher``; ``collection`` (its name), ``collection_hidden``.
    """
    article, collection = t.article.c, t.collection.c
    found = [article.hidden]
    if words := " ".join(t.storable(text).split()):
        found.append(
            sa.or_(*(article[name].icontains(words, autoescape=True) for name in ("title", "publisher", "id")))
        )
    about = {"collection": collection.name, "collection_hidden": collection.hidden}
    return _page(store, found, (article.published.desc().nulls_last(), article.id), limit, about)


def copies(store: Store, article_id: str, *, hidden: bool = False, limit: int | None = 50) -> pd.DataFrame:
    """Return the other articles that an article is grouped with as near-copies of one report, what leads them first.

    Parameters
    ----------
    store, article_id, limit
        What to ask, and for how many.
    hidden
        Whether hidden ones are told as well, as editors may see them.

    Returns
    -------
    pandas.DataFrame
        ``id, title, published, publisher``; ``leads``: what the map and the lists show of the group; ``hidden`` (the
        article or its collection).  ``attrs["total"]`` is how many there are.
    """
    article, own = t.article.c, t.article.alias()
    lead = sa.select(sa.func.coalesce(own.c.copy_of, own.c.key)).where(own.c.id == article_id).scalar_subquery()
    found = [article.id != article_id, sa.or_(article.key == lead, article.copy_of == lead)]
    found += [] if hidden else [visible()]
    order = (article.copy_of.is_not(None), article.published.nulls_last(), article.id)
    return _page(store, found, order, limit, {"leads": article.copy_of.is_(None), "hidden": ~visible()})


def _page(
    store: Store,
    found: Sequence[sa.ColumnElement[bool]],
    order: Sequence[sa.ColumnElement[Any]],
    limit: int | None,
    more: dict[str, sa.ColumnElement[Any]],
) -> pd.DataFrame:
    """Return the first of the articles that are found, with more columns; ``attrs["total"]`` is how many there are."""
    columns = [t.article.c[name] for name in ("id", "title", "published", "publisher")]
    columns += [column.label(name) for name, column in more.items()]
    query = sa.select(*columns).join_from(t.article, t.collection).where(*found)
    rows = fetch(store, query.order_by(*order).limit(limit))
    flags = {"hidden": bool, "collection_hidden": bool, "leads": bool}
    shown = frame(rows, {column.name: flags.get(column.name) for column in columns})
    number = sa.select(sa.func.count().label("n")).select_from(t.article).where(*found)
    shown.attrs["total"] = len(rows) if limit is None or len(rows) < limit else fetch(store, number)[0]["n"]
    return shown
