"""What is said of what the map draws: what it leaves out, and what a selected route stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.words import count_text

if TYPE_CHECKING:
    import pandas as pd


def not_drawn(journeys: pd.DataFrame, places: pd.DataFrame, routes: pd.DataFrame | None = None) -> str:
    """Return what a map of these leaves out, and that its lines are routes where they are; "" if nothing.

    Parameters
    ----------
    journeys, places
        What is listed and drawn, with the totals.
    routes
        From :func:`geo.query.routes`, where they are drawn for the journeys.
    """
    drawn, left_out = [], False
    if routes is not None:
        of = f"{(known := routes['journeys'].sum()):,} of {count_text(total := journeys.attrs['total'], 'journey')}"
        if left_out := routes.attrs["total"] > len(routes):
            drawn.append(f"the busiest {len(routes):,} of {count_text(routes.attrs['total'], 'route')} ({of}),")
        else:
            others = "; a line needs two known points" if known < total else ""
            drawn.append(f"{count_text(len(routes), 'route')} ({of}{others}),")
    elif (moves := journeys.attrs["total"]) > len(journeys):
        left_out = True
        drawn.append(f"the newest {len(journeys):,} of {count_text(moves, 'journey')}, if both ends are known,")
    if (spots := places.attrs["total"]) > len(places):
        left_out = True
        drawn.append(f"the {len(places):,} of {count_text(spots, 'place')} with most events")
    said = " and ".join(drawn).removesuffix(",")
    if not said:
        return ""
    about = "" if routes is None else "Each line is a route: all journeys from one place to another. "
    return f"{about}On the map: {said}.{' Filters bring up the others.' if left_out else ''}"


def route_focus(route: dict[str, Any], *, linked: dict[str, int]) -> dict[str, str]:
    """Return heading and summary of a selected route, a row of :func:`geo.query.routes`.

    ``linked`` holds the number of journeys and statements that name both places.
    """
    both = f"{count_text(linked['journeys'], 'journey')}, {count_text(linked['statements'], 'statement')}"
    return {
        "title": f"{route['origin_name']} → {route['destination_name']}",
        "text": f"{count_text(int(route['journeys']), 'journey')} on this line · {both} name both places",
    }
