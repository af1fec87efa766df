"""Frames of the query to rows of the map's layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.maps.style import JOURNEY_COLOURS, Theme
from geo.record import AREA_KINDS
from geo.routes import told_route
from geo.words import date_text

if TYPE_CHECKING:
    import pandas as pd

    from geo.maps.elements import JourneyRow, PlaceRow
    from geo.routes import Route
    from geo.share import Selection


def traveller_colours(journeys: pd.DataFrame, theme: Theme) -> dict[str, str]:
    """Return a colour for each journey by its id.

    The most frequent travellers share out the theme's colours; all others take the last.
    """
    colours = JOURNEY_COLOURS[theme]
    moves = journeys[journeys["kind"] == "journey"]
    ranks = {name: rank for rank, name in enumerate(moves["travellers"].value_counts(sort=True).index)}
    return {row.id: colours[min(ranks[row.travellers], len(colours) - 1)] for row in moves.itertuples(index=False)}


def marked(chosen: Selection, journeys: pd.DataFrame, statements: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the ids of the journeys and of the places that a selection marks on the map.

    Parameters
    ----------
    chosen
        What is selected.
    journeys, statements
        What is drawn and listed, from :func:`geo.query.journeys` and :func:`geo.query.statements`.
    """
    if chosen.kind == "place":
        return [], [chosen.id]
    if chosen.kind == "statement":
        row = statements[statements["id"] == chosen.id]
        named = [*row.iloc[0]["place_ids"], row.iloc[0]["venue_id"]] if len(row) else []
        return [], [place for place in named if place]
    tests = {
        "journey": lambda row: chosen.id in row.tellings,
        "actor": lambda row: chosen.id in row.traveller_ids,
        "article": lambda row: chosen.id == row.article_id,
    }
    test = tests.get(chosen.kind or "")
    return ([row.id for row in journeys.itertuples(index=False) if test(row)] if test else []), []


def place_rows(places: pd.DataFrame) -> list[PlaceRow]:
    """Return the places to draw, from :func:`geo.query.places`."""
    columns = ["id", "name", "lat", "lon", "kind", "draw", "events", "mentions", "extent_km"]
    return places[columns].to_dict("records")


def journey_rows(journeys: pd.DataFrame, places: pd.DataFrame, *, colours: dict[str, str]) -> list[JourneyRow]:
    """Return the journeys that a line can be drawn for, from :func:`geo.query.journeys`.

    A line needs two points: a journey from or to a country, a region or an unknown place is told in the panels alone.
    Lines follow rails and water where that is how they went and a network leads there.
    """
    areas = set(places.loc[places["kind"].isin(AREA_KINDS), "id"])
    return [
        _line(row)
        | {
            "date": date_text(row.date_from, row.date_to),
            "color": colours[row.id],
            "reports": int(row.reports),
            "also": list(row.tellings),
        }
        | _way(told_route(row, areas=areas), row.warning)
        for row in journeys.itertuples(index=False)
        if row.kind == "journey" and row.km == row.km and row.km > 0 and not {row.origin_id, row.destination_id} & areas
    ]  # fmt: skip


def route_rows(routes: pd.DataFrame) -> list[JourneyRow]:
    """Return the lines of routes, from :func:`geo.query.routes`; the id of each is that of its newest journey.

    All are great circles: the journeys of a route went by different means.
    """
    return [
        _line(row)
        | {
            "date": date_text(row.first_day, row.last_day),
            "reports": 1,
            "journeys": int(row.journeys),
        }
        for row in routes.itertuples(index=False)
    ]


def _line(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    """Return what any line tells, of one journey or of the newest on a route."""
    return {
        "id": row.id,
        "travellers": row.travellers or "Unnamed travellers",
        "from": _end(row, "origin"),
        "to": _end(row, "destination"),
        "km": float(row.km),
        "status": row.status,
        "mode": row.mode,
        "method": "great circle",
    }


def _way(route: Route | None, warning: str | None) -> dict[str, Any]:
    """Return what a row says of a route over a network, and what is doubtful about the journey."""
    note = " ".join(filter(None, [route.note if route else None, warning])) or None
    if route is None or route.method == "great circle":
        return {"note": note}
    return {"line": route.points, "way": {"km": route.km, "method": route.method}, "note": note}


def _end(row: Any, end: str) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
    return {part: getattr(row, f"{end}_{part}") for part in ("id", "name", "lat", "lon")}
