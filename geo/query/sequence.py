"""Events in the order in which they happened, one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.store import Store

STEPS = ("journey", "presence", "statement")
"""Kinds of events that are stepped through: what somebody did or said, not each name of a place."""


class Step(NamedTuple):
    """An event in the sequence: ``number`` counts from 1 to ``total``."""

    id: str
    kind: str
    number: int
    total: int


def step(store: Store, filters: Filters = EVERYTHING, *, start: str | None = None, by: int = 1) -> Step | None:
    """Return the event ``by`` steps after another, in order of days and, within a day, of the articles.

    Parameters
    ----------
    store, filters
        What is shown; events without a day are left out, and a journey that several articles tell is one step: its
        fullest telling.
    start
        Id of the event to start from.  None, or an event that the filters hide, is before the first
        (after the last, for steps back).
    by
        How many steps: 0 is the event itself, negative numbers go back.

    Returns
    -------
    Step or None
        None where there is no such event: the sequence is at its end, or empty.
    """
    event = t.event.c
    order: Sequence[sa.ColumnElement] = (event.date_from, event.article_key, event.span_start, event.key)
    shown = [event.kind.in_(STEPS), event.date_from.is_not(None), event.telling == 0, *wanted(store, filters)]
    total = fetch(store, sa.select(sa.func.count().label("n")).select_from(t.event).where(*shown))[0]["n"]
    here = _place(store, start, order, shown)
    query = sa.select(event.id, event.kind, *order).where(*shown)
    if here is None:
        if by == 0:
            return None
        offset = abs(by) - 1
    else:
        at = sa.tuple_(*order)
        query = query.where(at >= sa.tuple_(*here) if by >= 0 else at < sa.tuple_(*here))
        offset = by if by >= 0 else -by - 1
    query = query.order_by(*(order if by >= 0 else (column.desc() for column in order))).offset(offset).limit(1)
    found = fetch(store, query)
    if not found:
        return None
    row = found[0]
    before = sa.tuple_(*order) < sa.tuple_(*(row[column.key] for column in order))
    number = fetch(store, sa.select(sa.func.count().label("n")).select_from(t.event).where(*shown, before))[0]["n"] + 1
    return Step(row["id"], row["kind"], number, total)


def _place(
    store: Store, event_id: str | None, order: Sequence[sa.ColumnElement], shown: list[sa.ColumnElement[bool]]
) -> tuple | None:
    if event_id is None:
        return None
    rows = fetch(store, sa.select(*order).where(t.event.c.id == event_id, *shown).order_by(*order).limit(1))
    return tuple(rows[0].values()) if rows else None
