"""Articles that are copies of each other, such as an agency's report in several papers: one leads, the rest count.

Only what leads has events.  Where several could lead, one that is not hidden does, and one that does already stays.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.bulk import insert_rows
from geo.store.rows import chunks

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

_CANDIDATES = 20
"""No more articles than this are compared word by word, those that share most first."""


def original(connection: Connection, key: int, text: str, sha256: str) -> int | None:
    """Return the key of the article that this one is a copy of; None where there is none like it.

    Notes the article's bands, by which later copies find it.
    """
    from geo.articles import LIKE, bands, likeness

    own = _signature(text)
    marks = bands(own)
    band = t.article_band.c
    connection.execute(t.article_band.delete().where(band.article_key == key))
    insert_rows(connection, t.article_band, [{"band": mark, "article_key": key} for mark in dict.fromkeys(marks)])
    others = sa.select(t.article.c.key, t.article.c.copy_of).where(t.article.c.key != key)
    same = connection.execute(others.where(t.article.c.sha256 == sha256).order_by(t.article.c.key)).first()
    if same is not None:
        return same.copy_of or same.key
    shared = (
        sa.select(band.article_key, sa.func.count().label("shared"))
        .where(band.band.in_(marks), band.article_key != key)
        .group_by(band.article_key)
        .order_by(sa.desc("shared"), band.article_key)
        .limit(_CANDIDATES)
        .subquery()
    )
    query = sa.select(t.article.c.key, t.article.c.copy_of, t.article.c.text)
    query = query.join(shared, shared.c.article_key == t.article.c.key)
    alike = [(likeness(own, _signature(row.text)), -row.key, row) for row in connection.execute(query)]
    if not alike or max(alike)[0] < LIKE:
        return None
    best = max(alike)[2]
    return best.copy_of or best.key


@functools.lru_cache(maxsize=1024)
def _signature(text: str) -> tuple[int, ...]:
    """Return the signature of a text; those of a batch are compared with each other again and again."""
    from geo.articles import signature

    return signature(text)


def group(connection: Connection, keys: Collection[int]) -> set[int]:
    """Return the keys with all articles that are copies of them, or that they are copies of."""
    found = set(keys)
    article = t.article.c
    for some in chunks(keys):
        leads = set(
            connection.scalars(sa.select(sa.func.coalesce(article.copy_of, article.key)).where(article.key.in_(some)))
        )
        found |= leads
        for part in chunks(leads):
            found |= set(connection.scalars(sa.select(article.key).where(article.copy_of.in_(part))))
    return found


def settle(connection: Connection, keys: Collection[int]) -> None:
    """Choose anew which of each group of copies leads; ``keys`` holds whole groups (see :func:`group`)."""
    article = t.article.c
    groups: dict[int, list[tuple[bool, bool, dt.date, str, int, int | None]]] = {}
    for some in chunks(keys):
        query = sa.select(
            article.key, article.id, article.copy_of, article.published,
            sa.or_(article.hidden, t.collection.c.hidden).label("hidden"),
        ).join(t.collection).where(article.key.in_(some))  # fmt: skip
        for row in connection.execute(query):
            rank = (row.hidden, row.copy_of is not None, row.published or dt.date.max, row.id, row.key, row.copy_of)
            groups.setdefault(row.copy_of or row.key, []).append(rank)
    changed = []
    for members in groups.values():
        lead = min(members)[4]
        wanted = {key: None if key == lead else lead for *_, key, _ in members}
        changed += [{"b_key": key, "copy_of": wanted[key]} for *_, key, old in members if wanted[key] != old]
    if changed:
        connection.execute(t.article.update().where(article.key == sa.bindparam("b_key")), changed)


def free(connection: Connection, keys: Collection[int]) -> set[int]:
    """Part copies from articles that are to be deleted; return those that are left, led by one of their own."""
    article, left = t.article.c, set()
    for some in chunks(keys):
        query = sa.select(article.key, article.copy_of, article.published, article.id)
        heirs: dict[int, list[tuple[dt.date, str, int]]] = {}
        for row in connection.execute(query.where(article.copy_of.in_(some))):
            if row.key not in keys:
                heirs.setdefault(row.copy_of, []).append((row.published or dt.date.max, row.id, row.key))
        for old, members in heirs.items():
            lead = min(members)[2]
            connection.execute(t.article.update().where(article.copy_of == old).values(copy_of=lead))
            connection.execute(t.article.update().where(article.key == lead).values(copy_of=None))
            left |= {key for *_, key in members}
        connection.execute(t.article.update().where(article.key.in_(some)).values(copy_of=None))
    return left
