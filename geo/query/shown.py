"""The events that filters show, for counting: read where the fewest rows tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, keys_of, levels, link_of, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    from geo.store import Store


def shown(store: Store, filters: Filters) -> sa.Select[Any]:
    """Return the events that the filters show, for counting: the columns that the link tables repeat, and ``number``.

    Each row stands for ``number`` events of an article.  Of a million events only the links of the actors, the places
    or the countries asked for are read; where none are, and nothing else that is told of single events, the tallies of
    the articles.
    """
    for field, link in (("actors", t.event_actor), ("places", t.event_place), ("countries", t.event_place)):
        nested = list(levels(filters))
        for at, level in enumerate(nested):
            if ids := getattr(level, field):
                rest = [replace(one, within=None) for one in nested]
                rest[at] = replace(rest[at], **{field: ()}, **({"roles": ()} if field == "actors" else {}))
                query = sa.select(*(link.c[name] for name in _SHARED), sa.literal(1).label("number"))
                query = query.where(
                    *link_of(link, field, level, keys_of(store, level)), *wanted(store, _nested(rest), of=link)
                )
                # A link is there once for an actor or a place, so only several of them can repeat an event.
                if len(ids) == 1 and field != "countries":
                    return query
                every = query.add_columns(link.c.event_key).distinct()
                if link is t.event_actor:
                    return every
                # Most events are of one place each, so that only the others can come twice.
                others = every.where(~link.c.alone).subquery()
                once = query.where(link.c.alone)
                both = once.union_all(sa.select(*(others.c[name] for name in (*_SHARED, "number")))).subquery()
                return sa.select(*both.c)
    if all(_of_articles(level) for level in levels(filters)):
        of, number = t.tally, t.tally.c.number
    else:
        of, number = t.event, sa.literal(1).label("number")
    return sa.select(*(of.c[name] for name in _SHARED), number).where(*wanted(store, filters, of=of))


_SHARED = ("article_key", "collection_key", "kind", "date_from", "date_to")


def _nested(each: list[Filters]) -> Filters:
    found = each[-1]
    for level in reversed(each[:-1]):
        found = replace(level, within=found)
    return found


def _of_articles(level: Filters) -> bool:
    """Tell whether the tallies of articles answer: nothing is asked that single events tell."""
    asked = replace(level, kinds=(), date_from=None, date_to=None, collections=(), articles=(), publishers=())
    return replace(asked, roles=(), within=None) == EVERYTHING
