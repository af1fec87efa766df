"""Corrections laid over the records of the store, and what follows from that; within the caller's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.corrections import Correction, apply
from geo.record import Record
from geo.store import derive, rows
from geo.store import tables as t
from geo.store.columns import storable
from geo.store.redirects import redirect

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection


def shown(connection: Connection, article_key: int, record: Record, text: str) -> Record:
    """Return an extraction with the corrections of the store applied; without any, the record itself."""
    made = live(connection, article_key)
    return apply(record, storable(text), made).record if made else record


def query(article_key: int | None) -> sa.Select[tuple[object, ...]]:
    """Return the query for the corrections of an article and of all articles, or of all only, oldest first."""
    own = t.correction.c
    about = own.article_key.is_(None)
    return (
        sa.select(t.correction)
        .where(about if article_key is None else about | (own.article_key == article_key))
        .order_by(own.key)
    )


def live(connection: Connection, article_key: int | None) -> tuple[Correction, ...]:
    """Return the corrections that hold for an article, or for all articles (None), oldest first."""
    rows_ = connection.execute(query(article_key).where(t.correction.c.undone_at.is_(None)))
    return tuple(read(row.detail) for row in rows_)


def read(detail: dict[str, object]) -> Correction:
    """Return a correction from its row."""
    return Correction.from_json(json.dumps(detail))


def extracted(connection: Connection, key: int) -> tuple[str, Record]:
    """Return the text of an article and its record as it was extracted."""
    line = sa.func.coalesce(t.record.c.extracted, t.record.c.json)
    found = sa.select(t.article.c.text, line).join_from(t.article, t.record).where(t.article.c.key == key)
    text, line = connection.execute(found).one()
    return text, Record.from_json(line)


def follow(connection: Connection, article_key: int | None, correction: Correction) -> tuple[Correction, ...]:
    """Bring what is shown up to date after a correction came or went; return what is lost."""
    if article_key is not None:
        lost = _rewrite(connection, article_key)
        derive.refresh(connection, [article_key])
        return lost
    ids = {correction.target or ""} | redirect(connection, [read(row.detail) for row in _merges(connection)])
    if correction.kind == "merge_actors":
        ids.add(correction.values["into"]["id"])
    keys = naming(connection, ids)
    for key in sorted(keys):
        _rewrite(connection, key)
    # Names, offices and aliases are gathered from all articles: those of before must not stay.
    fresh = {"aliases": [], "country": None, "position": None}
    connection.execute(t.actor.update().where(t.actor.c.id.in_(ids)).values(fresh))
    derive.refresh(connection, keys)
    return ()


def _rewrite(connection: Connection, key: int) -> tuple[Correction, ...]:
    text, record = extracted(connection, key)
    applied = apply(record, text, live(connection, key))
    line, before = rows.to_json(applied.record), rows.to_json(record)
    values = {"json": line, "extracted": None if line == before else before}
    connection.execute(t.record.update().where(t.record.c.article_key == key).values(values))
    return applied.lost


def _merges(connection: Connection) -> list[sa.Row[tuple[object, ...]]]:
    own = t.correction.c
    held = sa.select(own.detail).where(own.kind == "merge_actors", own.undone_at.is_(None)).order_by(own.key)
    return list(connection.execute(held))


def naming(connection: Connection, ids: Collection[str]) -> set[int]:
    """Return the articles whose record names one of the actors, as shown or as extracted; hidden ones too."""
    columns = (t.record.c.json, t.record.c.extracted)
    wanted = [
        column.contains(json.dumps(id_, ensure_ascii=False), autoescape=True) for id_ in ids for column in columns
    ]
    return set(connection.scalars(sa.select(t.record.c.article_key).where(sa.or_(*wanted))))
