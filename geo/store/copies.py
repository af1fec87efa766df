"""Articles that are copies of each other, such as an agency's report in several papers: one leads, the rest count.

Only what leads has events.  Where several could lead, one that is not hidden does, and one that does already stays.
"""

from __future__ import annotations

import datetime as dt
import functools
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.bulk import insert_clean
from geo.store.rows import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.engine import Connection

_PACKED = struct.Struct("<129I")
_CANDIDATES = 20
"""No more articles than this are compared word by word, those that share most first."""


class Marked(NamedTuple):
    """What an article is recognised by: its packed signature (see `pack`) and the bands of it."""

    key: int
    signature: bytes
    bands: tuple[str, ...]


def pack(signature: Sequence[int]) -> bytes:
    """Return a signature (`geo.articles.signature`) as it is stored, 516 bytes."""
    return _PACKED.pack(*signature)


def match(connection: Connection, key: int, text: str, sha256: str) -> int | None:
    """Find what an article is a copy of, and write it down; return the key of that article, None where there is none.

    Notes the article's bands, by which later copies find it.
    """
    from geo.articles import bands, signature

    own = signature(text)
    connection.execute(t.article_band.delete().where(t.article_band.c.article_key == key))
    others = sa.select(t.article.c.key, t.article.c.copy_of).where(t.article.c.key != key)
    same = connection.execute(others.where(t.article.c.sha256 == sha256).order_by(t.article.c.key)).first()
    marked = Marked(key, pack(own), bands(own))
    _note(connection, [marked])
    alike = {} if same else _originals(connection, [marked], earlier=False)
    lead = (same.copy_of or same.key) if same else alike.get(key)
    found = {"copy_of": lead, "signature": marked.signature}
    connection.execute(t.article.update().where(t.article.c.key == key).values(found))
    return lead


def match_new(connection: Connection, articles: Sequence[Marked]) -> dict[int, int]:
    """Find which of new articles are copies, and write it down; return the keys of what they are copies of.

    The articles go by their keys, in ascending order and higher than all others: each is compared with those before it,
    as if they had come one by one.  None has the very text of another.
    """
    _note(connection, articles)
    found = _originals(connection, articles, earlier=True)
    if found:
        changes = [{"b_key": key, "lead": lead} for key, lead in found.items()]
        own = t.article.c.key == sa.bindparam("b_key")
        connection.execute(t.article.update().where(own).values(copy_of=sa.bindparam("lead")), changes)
    return found


def _note(connection: Connection, articles: Sequence[Marked]) -> None:
    rows = ((mark, one.key) for one in articles for mark in dict.fromkeys(one.bands))
    insert_clean(connection, t.article_band, ("band", "article_key"), rows)


def _originals(connection: Connection, articles: Sequence[Marked], *, earlier: bool) -> dict[int, int]:
    from geo.articles import LIKE, likeness

    own = {one.key: _PACKED.unpack(one.signature) for one in articles}
    alike: dict[int, list[tuple[float, int, int]]] = {}
    for row in _candidates(connection, list(own), earlier=earlier):
        like = likeness(own[row.own], _signature(row.signature, row.text))
        if like >= LIKE:
            alike.setdefault(row.own, []).append((like, -row.key, row.copy_of or row.key))
    found: dict[int, int] = {}
    for key in sorted(alike):
        lead = max(alike[key])[2]
        found[key] = found.get(lead, lead)
    return found


def _candidates(connection: Connection, keys: Sequence[int], *, earlier: bool) -> Iterable[sa.Row[Any]]:
    """Return the articles that share most bands with each, few for each."""
    return connection.execute(_query(earlier), {"first": min(keys), "last": max(keys)})


@functools.cache
def _query(earlier: bool) -> sa.Select[tuple[Any, ...]]:
    mine, other = t.article_band.alias("mine"), t.article_band.alias("other")
    before = other.c.article_key < mine.c.article_key if earlier else other.c.article_key != mine.c.article_key
    shared = (
        sa.select(mine.c.article_key.label("own"), other.c.article_key.label("key"), sa.func.count().label("shared"))
        .join(other, sa.and_(other.c.band == mine.c.band, before))
        .where(mine.c.article_key.between(sa.bindparam("first"), sa.bindparam("last")))
        .group_by("own", other.c.article_key)
        .subquery()
    )
    best = (shared.c.shared.desc(), shared.c.key)
    place = sa.func.row_number().over(partition_by=shared.c.own, order_by=best).label("place")
    ranked = sa.select(shared.c.own, shared.c.key, place).subquery()
    article = t.article.c
    text = sa.case((article.signature.is_(None), article.text), else_=None).label("text")
    query = sa.select(ranked.c.own, article.key, article.copy_of, article.signature, text)
    return query.join(ranked, ranked.c.key == article.key).where(ranked.c.place <= _CANDIDATES)


def _signature(packed: bytes | None, text: str | None) -> tuple[int, ...]:
    """Return a stored signature; that of the text where an older Dateline stored the article."""
    if packed is not None:
        return _PACKED.unpack(packed)
    from geo.articles import signature

    return signature(text or "")


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


def hidden(connection: Connection, keys: Collection[int]) -> set[int]:
    """Return which of the articles are hidden, themselves or with their collection."""
    found: set[int] = set()
    for some in chunks(keys):
        query = sa.select(t.article.c.key).join(t.collection).where(t.article.c.key.in_(some))
        found |= set(connection.scalars(query.where(sa.or_(t.article.c.hidden, t.collection.c.hidden))))
    return found


def leads(connection: Connection, keys: Collection[int]) -> dict[str, str]:
    """Return the id of the article that each of these is a copy of, by id, without those that are none."""
    lead, found = t.article.alias(), {}
    for some in chunks(keys):
        query = sa.select(t.article.c.id, lead.c.id.label("lead")).join(lead, lead.c.key == t.article.c.copy_of)
        found |= {row.id: row.lead for row in connection.execute(query.where(t.article.c.key.in_(some)))}
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
