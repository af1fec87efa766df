"""From what may be chosen to what the filters show: counts, days and names.  Pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from geo.query import Filters
from geo.store.tables import EVENT_KINDS
from geo.words import ACTS, ROLES, count_text, country_name, date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

KINDS = {
    "journey": "Journeys",
    "presence": "Presences",
    "statement": "Statements",
    "scene": "Scenes",
    "named": "Only named",
}
STATUSES = {
    "planned": "Planned",
    "under_way": "Under way",
    "completed": "Completed",
    "cancelled": "Cancelled",
    "denied": "Denied",
    "hypothetical": "Not certain",
}
FACETS = {
    "actors": ("Actors", "actor"),
    "countries": ("Countries", "country"),
    "places": ("Places", "place"),
    "publishers": ("Publishers", "publisher"),
    "collections": ("Collections", "collection"),
    "statuses": ("Status of journeys", "status"),
}
"""Title and noun of each list of choices, by the field of the filters that it sets."""

LISTS = (*FACETS, "acts", "roles")
"""The fields that hold a list of which each value is a chip."""

BARS = 44
"""Bars of the picture of days: as wide as the sidebar allows."""


def label(field: str, id_: str, names: Mapping[str, str]) -> str:
    """Return how a value of a field is called; ``names`` holds what only the store knows."""
    if field == "kinds":
        return KINDS[id_]
    if field == "statuses":
        return STATUSES[id_]
    if field in ("acts", "roles"):
        return (ACTS if field == "acts" else ROLES)[id_]
    if field == "countries":
        return country_name(id_)
    return names.get(id_, id_)


def options(frame: pd.DataFrame) -> list[list[Any]]:
    """Return actors or places (:func:`geo.query.actors`, :func:`geo.query.places`) as id, name, count and note."""
    actors = "position" in frame
    notes = frame["position"] if actors else frame["country"].map(country_name)
    counts = frame["events" if actors else "mentions"]
    rows = zip(frame["id"], frame["name"], counts, notes, strict=True)
    return [[id_, name, int(count), note if note != name else None] for id_, name, count, note in rows]


def bars(histogram: pd.DataFrame, span: tuple[dt.date, dt.date]) -> list[list[Any]]:
    """Return the picture of days: for each bar its first day, the number of events, its last day and what it says.

    Parameters
    ----------
    histogram
        From :func:`geo.query.histogram`; an event counts by its first day.
    span
        First and last day of the picture.
    """
    days = (span[1] - span[0]).days + 1
    number = min(BARS, days)
    edges = [span[0] + dt.timedelta(days=days * n // number) for n in range(number + 1)]
    counts = [0] * number
    for day, events in zip(histogram["day"], histogram["events"], strict=True):
        at = ((day - span[0]).days * number) // days
        counts[max(0, min(number - 1, at))] += int(events)
    lasts = [edge - dt.timedelta(days=1) for edge in edges[1:]]
    return [
        [first.isoformat(), count, last.isoformat(), f"{date_text(first, last)}: {count_text(count, 'event')}"]
        for first, count, last in zip(edges, counts, lasts, strict=False)
    ]


def chosen(filters: Filters) -> dict[str, Any]:
    """Return what is set, as the browser holds it."""
    lists = {name: list(getattr(filters, name, ())) for name in (*FACETS, "kinds")}
    days = {"from": filters.date_from, "to": filters.date_to}
    return lists | {end: day and day.isoformat() for end, day in days.items()} | {"text": filters.text}


def asked(set_: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the filters that the browser asked for; whatever is no value of a field is left out.

    Raises
    ------
    ValueError
        If a day is none.
    """
    found: dict[str, Any] = {name: _words(set_.get(name)) for name in (*FACETS, "kinds")}
    found["kinds"] = tuple(kind for kind in EVENT_KINDS if kind in found["kinds"])
    found["statuses"] = tuple(status for status in STATUSES if status in found["statuses"])
    days = [dt.date.fromisoformat(day) if (day := set_.get(end)) else None for end in ("from", "to")]
    found["date_from"], found["date_to"] = sorted(days) if None not in days else days
    found["text"] = " ".join(str(set_.get("text") or "")[:200].split())
    known = {field.name for field in fields(Filters)}
    return {name: value for name, value in found.items() if name in known}


def _words(values: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever a browser sends
    wanted: Iterable[Any] = values if isinstance(values, list) else ()
    return tuple(dict.fromkeys(value for value in wanted if isinstance(value, str) and value))


def chips(filters: Filters, names: Mapping[str, str], span: tuple[dt.date, dt.date] | None) -> list[dict[str, str]]:
    """Return what is set, one chip each: ``field, id, text`` and ``says`` (for a screen reader).

    Kinds are one chip: what is shown, or what is hidden, whichever is shorter.
    """
    out = []
    if filters.text:
        out.append({"field": "text", "id": "", "text": f"“{filters.text}”", "what": "Words"})
    if filters.date_from or filters.date_to:
        out.append({"field": "days", "id": "", "text": _period(filters, span), "what": "Dates"})
    if filters.kinds:
        hidden = [kind for kind in EVENT_KINDS if kind not in filters.kinds]
        shown, verb = (hidden, "No") if len(hidden) < len(filters.kinds) else (filters.kinds, "Only")
        words = ", ".join("places only named" if kind == "named" else KINDS[kind].lower() for kind in shown)
        out.append({"field": "kinds", "id": "", "text": f"{verb} {words}", "what": "Kinds"})
    for field in LISTS:
        values = getattr(filters, field, ())
        title = FACETS[field][0] if field in FACETS else _TITLES[field]
        out += [{"field": field, "id": id_, "text": label(field, id_, names), "what": title} for id_ in values]
    return out


_TITLES = {"acts": "Statements", "roles": "Actors only"}


def _period(filters: Filters, span: tuple[dt.date, dt.date] | None) -> str:
    if filters.date_from and filters.date_to:
        return date_text(filters.date_from, filters.date_to)
    if filters.date_from:
        return f"from {date_text(filters.date_from, None)}"
    return f"until {date_text(filters.date_to, None)}"


def without(filters: Filters, field: str, id_: str = "") -> dict[str, Any]:
    """Return the change that takes one chip away; without an id all chips of the field."""
    if field == "text":
        return {"text": ""}
    if field == "days":
        return {"date_from": None, "date_to": None}
    if field == "kinds":
        return {"kinds": ()}
    if field not in LISTS:
        return {}
    return {field: tuple(value for value in getattr(filters, field) if id_ and value != id_)}
