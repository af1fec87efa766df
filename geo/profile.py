"""Who an actor is: offices from the curated table, and what the articles make of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo.tables import known_persons
from geo.words import count_text, country_name

_KIND = {"person": "Person", "state": "State", "organisation": "Organisation", "group": "Group"}


def offices(actor_id: str) -> list[str]:
    """Return the offices of a person, the latest first, with the years where they are certain.

    >>> offices("person:yoon-suk-yeol")
    ['President of South Korea, May 2022 – Apr 2025']
    """
    held = [row for row in known_persons() if row.id == actor_id and row.position]
    held.sort(key=lambda row: (row.office_from is None, -(row.office_from or 0)))
    return list(dict.fromkeys(_office(row.position, row.office_from, row.office_to) for row in held))


def _office(position: str, first: int | None, last: int | None) -> str:
    if first and last:
        return f"{position}, {_month(first)} – {_month(last)}"
    if first:
        return f"{position}, since {_month(first)}"
    return f"{position}, until {_month(last)}" if last else position


def _month(number: int) -> str:
    year, month = divmod(number - 1, 12)
    return f"{dt.date(year, month + 1, 1):%b %Y}"


def summary(actor: Any, *, about: int, partners: int, places: int) -> dict[str, Any]:  # noqa: ANN401 - of itertuples
    """Return what stands at the head of a profile.

    Parameters
    ----------
    actor
        The actor's row of :func:`geo.query.actors`.
    about
        Number of statements about the actor.
    partners, places
        With how many others, and at how many places, the actor is told of.
    """
    return {
        "name": actor.name,
        "kind": ", ".join(
            filter(None, [_KIND[actor.kind], country_name(actor.country) if actor.kind != "state" else ""])
        ),
        "offices": offices(actor.id) or [actor.position] * bool(actor.position),
        "figures": [
            count_text(int(actor.journeys), "journey"),
            count_text(int(actor.statements), "statement"),
            f"spoken of {about:,} times" if about != 1 else "spoken of once",
            count_text(partners, "other actor"),
            count_text(places, "place"),
        ],
    }
