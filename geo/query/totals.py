"""How far each traveller went, added up in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, of_kinds
from geo.query.travels import leads, measured_km
from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

MADE = ("completed", "under_way")
"""Journeys that count as travelled; all others were planned, cancelled, denied or are not certain."""


def travellers(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = 100) -> pd.DataFrame:
    """Return the travellers of the journeys shown, those who went farthest first.

    A journey that several articles tell counts once, with its fullest telling; a presence is no journey.  Those who are
    no known actors (“some pilgrims”) are left out.

    Returns
    -------
    pandas.DataFrame
        ``id, name, kind``; ``made``: journeys completed or under way, ``measured``: those of them with a distance
        (great circle between two points), ``km``: its sum; ``planned``, ``not_made`` (cancelled or denied) and
        ``uncertain``: the other journeys, ``other_km`` the sum of their distances; ``longest_km`` (NaN without any)
        and ``longest_id``: the longest journey made.  ``attrs["total"]`` is how many there are.
    """
    lead = leads(store, of_kinds(filters, ("journey",))).subquery()
    moves = (
        sa.select(t.event_actor.c.actor_key, lead.c.id, lead.c.status, measured_km(lead.c).label("km"))
        .join(lead, lead.c.key == t.event_actor.c.event_key)
        .where(t.event_actor.c.role == "traveller")
        .cte("moves")
    )
    made = moves.c.status.in_(MADE)

    def number(*holds: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((sa.and_(*holds), 1), else_=0))

    def length(holds: sa.ColumnElement[bool]) -> sa.ColumnElement[float]:
        return sa.func.coalesce(sa.func.sum(sa.case((holds, moves.c.km), else_=None)), 0.0)

    tally = (
        sa.select(
            moves.c.actor_key,
            number(made).label("made"),
            number(made, moves.c.km.is_not(None)).label("measured"),
            length(made).label("km"),
            number(moves.c.status == "planned").label("planned"),
            number(moves.c.status.in_(("cancelled", "denied"))).label("not_made"),
            number(moves.c.status == "hypothetical").label("uncertain"),
            length(~made).label("other_km"),
        )
        .group_by(moves.c.actor_key)
        .subquery()
    )
    place = sa.func.row_number().over(partition_by=moves.c.actor_key, order_by=(moves.c.km.desc(), moves.c.id))
    ranked = sa.select(moves, place.label("place")).where(made, moves.c.km.is_not(None)).subquery()
    longest = sa.select(ranked).where(ranked.c.place == 1).cte("longest")
    # Else it is made anew for each traveller.
    longest = longest.prefix_with("MATERIALIZED", dialect="postgresql")
    query = (
        sa.select(
            t.actor.c.id, t.actor.c.name, t.actor.c.kind, *(c for c in tally.c if c.name != "actor_key"),
            longest.c.km.label("longest_km"), longest.c.id.label("longest_id"), sa.func.count().over().label("total"),
        )
        .join(tally, tally.c.actor_key == t.actor.c.key)
        .outerjoin(longest, longest.c.actor_key == t.actor.c.key)
        .order_by(tally.c.km.desc(), tally.c.made.desc(), t.actor.c.name, t.actor.c.id)
    )  # fmt: skip
    counts = ("made", "measured", "planned", "not_made", "uncertain")
    columns = dict.fromkeys(c.name for c in query.selected_columns if c.name != "total") | dict.fromkeys(counts, int)
    rows = fetch(store, query.limit(limit))
    found = frame(rows, columns | dict.fromkeys(("km", "other_km", "longest_km"), float))
    found.attrs["total"] = rows[0]["total"] if rows else 0
    return found
