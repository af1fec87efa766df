"""The lines of the map: one for each journey or, where there are too many to draw, one for each route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from geo.maps.rows import journey_rows, marked, route_rows, traveller_colours
from geo.query import Filters
from geo.query.routes import MOST_ROUTES
from geo.ui import data

if TYPE_CHECKING:
    from geo.maps.elements import JourneyRow
    from geo.maps.style import Theme
    from geo.share import Selection

MOST = MOST_ROUTES
"""With more journeys than this, routes are drawn: no eye takes more lines apart."""
_WAY = ["origin_id", "destination_id", "outcome"]


class Lines(NamedTuple):
    """What is drawn of journeys.

    ``marked`` are ids of rows; ``colours`` of journeys by id, where each has its line; ``routes``, from
    :func:`geo.query.routes`, where they are drawn; and of these ``chosen``, if a journey is selected that is not alone
    on its line.
    """

    rows: list[JourneyRow]
    marked: list[str]
    colours: dict[str, str]
    routes: pd.DataFrame | None = None
    chosen: dict[str, Any] | None = None


def lines(
    filters: Filters,
    chosen: Selection,
    journeys: pd.DataFrame,
    places: pd.DataFrame,
    routes: pd.DataFrame | None,
    theme: Theme,
) -> Lines:
    """Return the lines of what the filters show.

    Parameters
    ----------
    filters, chosen
        What is shown, and what is selected of it.
    journeys
        As many of the newest as there may be lines, the selected one among them, with their total.
    places
        The places drawn.
    routes
        Where there are more journeys than lines.
    theme
        Of the colours.
    """
    if routes is None:
        colours = traveller_colours(journeys, theme)
        rows = journey_rows(journeys, places, colours=colours)
        return Lines(rows, marked(chosen, journeys, journeys.head(0))[0], colours)
    own = _own(filters, chosen, routes)
    drawn = pd.concat([own, routes[~_same(routes, own)]]).head(MOST) if len(own) else routes
    one = own.iloc[0].to_dict() if chosen.kind == "journey" and len(own) else None
    return Lines(route_rows(drawn), own["id"].tolist(), {}, routes, one if one and one["journeys"] > 1 else None)


def between(filters: Filters, route: dict[str, Any]) -> Filters:
    """Return the filters narrowed to what names both ends of a route."""
    return Filters(places=(route["origin_id"],), within=Filters(places=(route["destination_id"],), within=filters))


def _own(filters: Filters, chosen: Selection, routes: pd.DataFrame) -> pd.DataFrame:
    """Return the routes of what is selected: of a journey the one that it is on, with all who went there."""
    match chosen.kind:
        case "journey":
            one = data.routes(Filters(events=(chosen.id,), within=filters))
            found = routes[_same(routes, one)]
            if found.empty and len(one):
                every = data.routes(between(filters, one.iloc[0].to_dict()))
                found = every[_same(every, one)]
            return one if found.empty else found
        case "actor":
            return data.routes(Filters(actors=(chosen.id,), roles=("traveller",), within=filters))
        case "article":
            return data.routes(Filters(articles=(chosen.id,), within=filters))
    return routes.head(0)


def _same(routes: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return for each route whether it is among the others, whatever those count."""
    there = set(others[_WAY].itertuples(index=False, name=None))
    found = [way in there for way in routes[_WAY].itertuples(index=False, name=None)]
    return pd.Series(found, routes.index, dtype=bool)
