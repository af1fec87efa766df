"""Which journeys of several articles are one story: the same journey, told again.

Two journeys are one if the same actor leads them to the same place within a week of each other, and no origin speaks
against it.  What a story holds does not hang on the order in which articles came.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.rows import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.engine import Connection

APART = dt.timedelta(days=7)
"""Tellings of one journey lie no further apart than this, from each to the next."""
_PAIRS = 500

Bucket = tuple[int, int]
"""Who leads a journey and where to (keys): only journeys of one bucket can be one story."""


class Telling(NamedTuple):
    """A journey as one article tells it; ``told`` is how many of its particulars the article has."""

    id: str
    article_id: str
    kind: str
    first: dt.date | None
    last: dt.date | None
    origin: int | None
    told: int
    published: dt.date | None
    key: int


def stories(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the tellings of one bucket by story, the fullest telling of each first, then the earliest published."""
    found = []
    kinds = defaultdict(list)
    for telling in tellings:
        kinds[telling.kind].append(telling)
    for same_kind in kinds.values():
        for near in _linked(same_kind):
            found += _by_origin(near)
    return [sorted(story, key=_rank) for story in found]


def buckets(connection: Connection, article_keys: Collection[int]) -> set[Bucket]:
    """Return the buckets that the journeys of these articles are in."""
    found: set[Bucket] = set()
    journey = t.journey.c
    query = sa.select(journey.lead_key, journey.destination_key).join(t.event)
    for keys in chunks(article_keys):
        here = query.where(t.event.c.article_key.in_(keys))
        found |= {(row[0], row[1]) for row in connection.execute(here) if None not in row}
    return found


def regroup(connection: Connection, touched: Collection[Bucket]) -> None:
    """Write anew which journeys of the buckets are one story."""
    ordered, changed = sorted(touched), []
    for at in range(0, len(ordered), _PAIRS):
        for rows in _read(connection, ordered[at : at + _PAIRS]).values():
            before = {telling.key: (story, rank) for telling, story, rank in rows}
            for group in stories(telling for telling, *_ in rows):
                story = min((telling.id, telling.article_id) for telling in group)[0]
                changed += [
                    {"b_key": telling.key, "story": story, "telling": rank}
                    for rank, telling in enumerate(group)
                    if before[telling.key] != (story, rank)
                ]
    if changed:
        connection.execute(t.event.update().where(t.event.c.key == sa.bindparam("b_key")), changed)


def _read(connection: Connection, pairs: Sequence[Bucket]) -> dict[Bucket, list[tuple[Telling, str, int]]]:
    """Return the tellings of the buckets, each with the story and the place in it that it has by now.

    Those without days are left out: each stands alone, as it was written.
    """
    journey, event, article = t.journey.c, t.event.c, t.article.c
    known = (
        sa.type_coerce(journey.origin, sa.Text) != "null",
        sa.type_coerce(journey.via, sa.Text) != "[]",
        event.mode != "unknown",
        event.dated,
    )
    told = sum((sa.case((particular, 1), else_=0) for particular in known), start=sa.literal(0))
    query = (
        sa.select(
            event.id, article.id, event.kind, event.date_from, event.date_to,
            journey.origin_key, told, article.published, event.key,
            journey.lead_key, journey.destination_key, event.story, event.telling,
        )
        .join(t.event, event.key == journey.event_key)
        .join(t.article, article.key == event.article_key)
        .where(sa.tuple_(journey.lead_key, journey.destination_key).in_(pairs), event.date_from.is_not(None))
    )  # fmt: skip
    found = defaultdict(list)
    for *telling, lead, destination, story, rank in connection.execute(query):
        found[lead, destination].append((Telling(*telling), story, rank))
    return found


def _rank(telling: Telling) -> tuple[int, dt.date, str, str]:
    return (-telling.told, telling.published or dt.date.max, telling.article_id, telling.id)


def _near(one: Telling, other: Telling) -> bool:
    return abs(one.first - other.first) <= APART and abs(one.last - other.last) <= APART


def _linked(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return groups in which each telling lies near another; one without days stands alone."""
    alone: list[list[Telling]] = []
    same_days = defaultdict(list)
    for telling in tellings:
        if telling.first:
            same_days[telling.first, telling.last].append(telling)
        else:
            alone.append([telling])
    # Many papers tell a journey, on few days.
    days = sorted(same_days)
    parent = list(range(len(days)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    start = 0
    for at, day in enumerate(days):
        while day[0] - days[start][0] > APART:
            start += 1
        for other in range(start, at):
            if abs(day[1] - days[other][1]) <= APART:
                parent[root(at)] = root(other)
    groups = defaultdict(list)
    for at, day in enumerate(days):
        groups[root(at)] += same_days[day]
    return [*groups.values(), *alone]


def _by_origin(near: list[Telling]) -> list[list[Telling]]:
    """Return a group as it is where no two origins contradict; else apart by origin.

    A telling without an origin then goes with those nearest in time, if any is near enough.
    """
    origins = {x.origin for x in near} - {None}
    if len(origins) < 2:
        return [near]
    groups = [group for origin in sorted(origins) for group in _linked([x for x in near if x.origin == origin])]
    told = [list(group) for group in groups]
    alone = []
    for telling in near:
        if telling.origin is not None:
            continue
        close = [
            (abs(telling.first - x.first), abs(telling.last - x.last), x.id, x.article_id, number)
            for number, group in enumerate(told)
            for x in group
            if _near(telling, x)
        ]
        (groups[min(close)[-1]] if close else alone).append(telling)
    return [*groups, *_linked(alone)]
