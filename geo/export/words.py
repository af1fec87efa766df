"""Entries as people read them, the same in KML and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.words import date_text, distance_text

if TYPE_CHECKING:
    from geo.export.facts import Facts, Row
    from geo.export.lines import Line


def when(row: Row) -> str:
    """Return the days of an event; "reported" stands before the day of a report that tells none."""
    days = date_text(row.date_from, row.date_to)
    return days if row.dated or not days else f"reported {days}"


def way(row: Row) -> str:
    """Return where a journey leads: what is not told is not there."""
    start, end = row.origin_name, row.destination_name
    if start and end:
        return " → ".join((start, *(name for _, name, *_ in row.via), end))
    return f"from {start}" if start else f"to {end}" if end else "where to is not told"


def status(row: Row) -> str:
    """Return whether it happened."""
    return "present" if row.kind == "presence" and row.status == "completed" else row.status.replace("_", " ")


def how_far(line: Line | None, *, miles: bool = False) -> str | None:
    """Return the length of a line and what it is; None where none is drawn."""
    if line is None:
        return None
    far = f"{distance_text(line.km, miles=miles)} great circle"
    return f"{far}, about {distance_text(line.way_km, miles=miles)} {line.method}" if line.way_km else far


def source_line(facts: Facts) -> str:
    """Return where it is told: publisher, title, day."""
    return ", ".join(filter(None, (facts["publisher"], facts["article_title"], facts["published"])))
