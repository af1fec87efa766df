"""Corrections in the store: made, listed, undone and made again, each in one transaction with all that follows.

The extraction stays beside the record as it is shown (`Store.extracted`), so that a correction can be taken back and is
applied again when the article is extracted again.  What is about an actor goes for all articles.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING, Literal, NamedTuple

import sqlalchemy as sa

from geo.corrections import Correction, apply
from geo.errors import CorrectionError
from geo.record import Record
from geo.store import applied
from geo.store import tables as t
from geo.store.columns import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from geo.store.store import Store


_PAST = "past"
"""What ``detail`` holds beside the correction itself: how it was undone and made again."""


class Step(NamedTuple):
    """That a correction was undone or made again, when (UTC) and by whom."""

    done: Literal["undone", "redone"]
    at: dt.datetime
    by: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction with who made it and when (UTC); ``lost`` where the article has its words no more.

    ``past`` is how it was undone and made again since, oldest first; the undoing that holds now is not in it.
    """

    id: str
    correction: Correction
    article_id: str | None
    made_at: dt.datetime
    made_by: str | None
    undone_at: dt.datetime | None
    undone_by: str | None
    lost: bool
    past: tuple[Step, ...] = ()


class Reading(NamedTuple):
    """An article as it is shown, with the corrections that hold for it."""

    id: str
    text: str
    record: Record
    corrections: tuple[Correction, ...]


def correct(store: Store, article_id: str | None, correction: Correction, *, by: str | None = None) -> str:
    """Store a correction and apply it; return its id.

    Parameters
    ----------
    store
        Where the article is.
    article_id
        The article that it is about; of no account for what is about an actor in all articles.
    correction
        As a function of :mod:`geo.corrections` makes it.
    by
        Who makes it.

    Raises
    ------
    CorrectionError
        If there is no such article or actor, or the article has not the words that the correction rests on.
    StoreError
        If the database refuses; nothing is then changed.
    """
    row = {"id": uuid.uuid4().hex, "kind": correction.kind, "detail": json.loads(correction.to_json())}
    row |= {"made_at": now(), "made_by": by}
    with store.writing() as connection:
        if correction.store_wide:
            _check_actor(connection, correction)
            connection.execute(t.correction.insert(), row | {"article_key": None})
            applied.follow(connection, None, correction)
        else:
            key = _article_key(connection, article_id)
            connection.execute(t.correction.insert(), row | {"article_key": key})
            if correction in applied.follow(connection, key, correction):
                raise CorrectionError(
                    "The article has not the words of this correction, or has them several times: reload the page, "
                    "and select them again."
                )
    return row["id"]


def undo(store: Store, correction_id: str, *, by: str | None = None) -> None:
    """Take a correction back; all others stay.

    Raises
    ------
    CorrectionError
        If there is no such correction, or it is undone already.
    """
    with store.writing() as connection:
        found = _row(connection, correction_id)
        if found.undone_at is not None:
            raise CorrectionError("This correction is undone already.")
        _set_undone(connection, found, {"undone_at": now(), "undone_by": by})


def redo(store: Store, correction_id: str, *, by: str | None = None) -> None:
    """Make an undone correction again, in its old place among the others; who undid it and when stays known.

    Raises
    ------
    CorrectionError
        If there is no such correction, or it is not undone.
    """
    with store.writing() as connection:
        found = _row(connection, correction_id)
        if found.undone_at is None:
            raise CorrectionError("This correction is not undone.")
        steps = Step("undone", found.undone_at, found.undone_by), Step("redone", now(), by)
        told = [step._asdict() | {"at": step.at.isoformat()} for step in steps]
        detail = found.detail | {_PAST: [*found.detail.get(_PAST, ()), *told]}
        _set_undone(connection, found, {"undone_at": None, "undone_by": None, "detail": detail})


def listed(store: Store, article_id: str | None) -> list[StoredCorrection]:
    """Return the corrections of an article, undone ones too, in the order in which they were made.

    Those of its actors in all articles are among them; with None for the article, they are all that is listed.

    Raises
    ------
    CorrectionError
        If there is no such article.
    """
    with store.engine.connect() as connection:
        key, lost, actors = None, (), None
        if article_id is not None:
            key = _article_key(connection, article_id)
            text, extracted = applied.extracted(connection, key)
            now_ = apply(extracted, text, applied.live(connection, key))
            lost = now_.lost
            actors = {actor.id for record in (extracted, now_.record) for actor in record.actors}
        found = connection.execute(applied.query(key)).all()
    listing = []
    for row in found:
        correction = applied.read(row.detail)
        if row.article_key is not None or actors is None or correction.target in actors:
            gone = row.undone_at is None and correction in lost
            about = None if row.article_key is None else article_id
            moments = (row.made_at, row.made_by, row.undone_at, row.undone_by)
            past = tuple(
                Step(one["done"], dt.datetime.fromisoformat(one["at"]), one["by"]) for one in row.detail.get(_PAST, ())
            )
            listing.append(StoredCorrection(row.id, correction, about, *moments, gone, past))
    return listing


def reading(store: Store, article_id: str) -> Reading:
    """Return an article as it is shown: what corrections are made of.

    Raises
    ------
    CorrectionError
        If there is no such article.
    """
    with store.engine.connect() as connection:
        return _reading(connection, _article_key(connection, article_id))


def corrected(store: Store, *, every: bool = False) -> Iterator[Reading]:
    """Yield the articles that have a correction of their own, or ``every`` one, in order of their ids."""
    query = sa.select(t.article.c.key).join(t.record).order_by(t.article.c.id)
    with store.engine.connect() as connection:
        for key in connection.scalars(query if every else query.where(_HAS_OWN)).all():
            yield _reading(connection, key)


def corrected_size(store: Store) -> tuple[int, int]:
    """Return how many articles have a correction of their own, and how long their texts are together (code points)."""
    length = sa.func.coalesce(sa.func.sum(sa.func.length(t.article.c.text)), 0)
    with store.engine.connect() as connection:
        articles, characters = connection.execute(sa.select(sa.func.count(), length).where(_HAS_OWN)).one()
    return articles, characters


_HAS_OWN = t.article.c.key.in_(sa.select(t.correction.c.article_key).where(t.correction.c.undone_at.is_(None)))


def _reading(connection: Connection, key: int) -> Reading:
    query = sa.select(t.article.c.id, t.article.c.text, t.record.c.json).join(t.record).where(t.article.c.key == key)
    id_, text, line = connection.execute(query).one()
    return Reading(id_, text, Record.from_json(line), applied.live(connection, key))


def _article_key(connection: Connection, article_id: str | None) -> int:
    query = sa.select(t.article.c.key).join(t.record).where(t.article.c.id == (article_id or ""))
    key = connection.scalar(query)
    if key is None:
        raise CorrectionError("This article is no longer there: reload the page.")
    return key


def _row(connection: Connection, correction_id: str) -> sa.Row[tuple[object, ...]]:
    found = connection.execute(sa.select(t.correction).where(t.correction.c.id == correction_id)).first()
    if found is None:
        raise CorrectionError("This correction is no longer there: reload the page.")
    return found


def _set_undone(connection: Connection, found: sa.Row[tuple[object, ...]], values: dict[str, object]) -> None:
    connection.execute(t.correction.update().where(t.correction.c.key == found.key).values(values))
    applied.follow(connection, found.article_key, applied.read(found.detail))


def _check_actor(connection: Connection, correction: Correction) -> None:
    """Refuse to rename or merge whom no article names, or to merge in a circle."""
    if not applied.naming(connection, [correction.target or ""]):
        raise CorrectionError(f"No article names “{correction.values['was']['name']}” any more: reload the page.")
    if correction.kind != "merge_actors":
        return
    into = correction.values["into"]["id"]
    now_ = connection.scalar(sa.select(t.redirect.c.to_id).where(t.redirect.c.from_id == into)) or into
    if now_ == correction.target:
        raise CorrectionError(
            f"“{correction.values['into']['name']}” was made one with “{correction.values['was']['name']}” before: "
            "undo that first."
        )
