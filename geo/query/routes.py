"""Routes: the journeys from one place to another, added up in the database for a map that cannot draw each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame
from geo.query.told import ENDS, Row, by_id
from geo.query.totals import MADE
from geo.query.travels import END, Columns, leads, to_area
from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

MOST_ROUTES = 250
"""More lines than this no eye takes apart."""
_OUTCOMES = ("made", "planned", "uncertain", "not_made")
_OUTCOME = dict.fromkeys(MADE, 0) | {"planned": 1, "hypothetical": 2, "cancelled": 3, "denied": 3}
_CHUNK = 5_000


def routes(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = MOST_ROUTES) -> pd.DataFrame:
    """Return the routes of the journeys shown, those with most journeys first, then those with the newest.

    A route is all journeys from one place to another that came to the same: those that were made, those that were
    planned.  Only what a line can be drawn for is on one: in :func:`journeys`, what has a ``km`` of more than 0 between
    two places that are no areas.  A journey that several articles tell counts once, with its fullest telling; a
    presence is no journey.

    Parameters
    ----------
    store, filters
        What is asked, and where.
    limit
        How many at most.

    Returns
    -------
    pandas.DataFrame
        ``origin_id, origin_name, origin_lat, origin_lon``, the same of ``destination`` (degrees); ``outcome``: ``made``
        (completed or under way), ``planned``, ``uncertain`` or ``not_made`` (cancelled or denied); ``journeys``: how
        many; ``first_day, last_day``: of all of them (dates, None where no journey has one); and of the newest journey
        ``id, travellers`` (names, joined by commas), ``status, mode, date_from, date_to`` and ``km`` (great circle).
        ``attrs["total"]`` is how many routes there are, ``attrs["journeys"]`` how many journeys are on them.
    """
    top = _top(_moves(leads(store, filters).subquery()), limit)
    places = {end: t.place.alias(end) for end in ENDS}
    ends = [places[end].c[part].label(f"{end}_{part}") for end in ENDS for part in END]
    query = sa.select(top, *ends)
    for end, place in places.items():
        query = query.join(place, place.c.key == top.c[f"{end}_key"])
    rows = fetch(store, query.order_by(*_order(top.c)))
    newest = _told(store, [_key(row["newest"]) for row in rows])
    for row in rows:
        row |= newest[_key(row["newest"])] | {"outcome": _OUTCOMES[row["outcome"]]}
    named = by_id(store, t.actor, {actor for row in rows for actor, _ in row["travellers"] if actor})
    for row in rows:
        who = (named[actor]["name"] if actor else name for actor, name in row["travellers"])
        row["travellers"] = ", ".join(name for name in who if name)
    columns = [column.name for column in ends]
    columns += ["outcome", "journeys", "first_day", "last_day"]
    columns += ["id", "travellers", "status", "mode", "date_from", "date_to", "km"]
    numbers = {"journeys": int, "km": float} | {f"{end}_{axis}": float for end in ENDS for axis in ("lat", "lon")}
    found = frame(rows, {name: numbers.get(name) for name in columns})
    found.attrs["total"] = rows[0]["total"] if rows else 0
    found.attrs["journeys"] = int(rows[0]["all_journeys"]) if rows else 0
    return found


def _moves(lead: sa.Subquery) -> sa.Subquery:
    """Return the journeys that a line can be drawn for, each with its route."""
    ends = t.journey.c.origin_key, t.journey.c.destination_key
    outcomes = sa.case(_OUTCOME, value=lead.c.status).label("outcome")
    moves = sa.select(lead.c.key, lead.c.date_from, lead.c.date_to, *ends, outcomes)
    moves = moves.join(t.journey, t.journey.c.event_key == lead.c.key)
    drawable = (lead.c.kind == "journey", lead.c.great_circle_km > 0, ends[0] != ends[1], ~to_area())
    return moves.where(*drawable).subquery()


def _top(moves: sa.Subquery, limit: int | None) -> sa.Subquery:
    """Return the routes with most journeys; each with how many routes there are, and how many journeys on them."""
    of = moves.c
    way, number = (of.origin_key, of.destination_key, of.outcome), sa.func.count()
    # Day and key in one value, so that the newest journey needs no second look: of a day, the one with the least key.
    day = sa.func.coalesce(sa.cast(of.date_from, sa.Text), "")
    newest = day + sa.cast(sa.literal(_MOST_KEY, sa.BigInteger) - of.key, sa.Text)
    routes = sa.select(
        *way, number.label("journeys"), sa.func.max(newest).label("newest"),
        sa.func.min(of.date_from).label("first_day"), sa.func.max(of.date_to).label("last_day"),
        sa.func.count().over().label("total"), sa.func.sum(number).over().label("all_journeys"),
    )  # fmt: skip
    routes = routes.group_by(*way).subquery()
    return sa.select(routes).order_by(*_order(routes.c)).limit(limit).subquery()


_MOST_KEY = 9_999_999_999
"""More than any key, and as many digits as what is left when a key is taken from it."""


def _key(newest: str) -> int:
    return _MOST_KEY - int(newest[-len(str(_MOST_KEY)) :])


def _order(routes: Columns) -> tuple[sa.ColumnElement[Any], ...]:
    return routes.journeys.desc(), routes.newest.desc()


def _told(store: Store, keys: list[int]) -> dict[int, Row]:
    """Return what is told of journeys, by their keys."""
    event = (t.event.c[name] for name in ("key", "id", "status", "mode", "date_from", "date_to"))
    query = sa.select(*event, t.event.c.great_circle_km.label("km"), t.journey.c.travellers)
    query = query.join(t.journey, t.journey.c.event_key == t.event.c.key)
    chunks = (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))
    return {row.pop("key"): row for chunk in chunks for row in fetch(store, query.where(t.event.c.key.in_(chunk)))}
