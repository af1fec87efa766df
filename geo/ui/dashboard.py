"""The map and the panels beside it: one fragment, one selection."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo import panels
from geo.maps.basemap import OfflineMap
from geo.maps.elements import JourneysLayer, PlacesLayer
from geo.maps.notes import not_drawn, route_focus
from geo.maps.rows import marked, place_rows
from geo.maps.view import fit
from geo.query import Filters
from geo.query.overview import MOST_PLACES
from geo.share import Selection
from geo.ui import data, faults, link, lists
from geo.ui.lines import MOST, Lines, between, lines
from geo.ui.timeline import timeline

if TYPE_CHECKING:
    from geo.maps.view import View

MAP, PANELS, _FLOWN = "map", "panels", "flown"
WIDTH, HEIGHT = 700, 620
"""Size of the map on a common screen (px), for the view it opens with; the style sheet fits it to the window."""
NEAREST = 4.5
"""How close the map flies to an event: near enough to tell its places apart, far enough to know where they are."""


@st.fragment
@faults.said()
def dashboard(filters: Filters) -> None:
    """Draw the map and the panels of what the filters show."""
    state = st.session_state
    theme = st.context.theme.type or "light"
    chosen = link.meant()
    newest, places, routes = data.drawn(filters)
    drawn = _with_chosen(newest, "journey", filters)
    moved = lines(filters, chosen, drawn, places, routes, theme)
    linked = _linked(filters, chosen, drawn, moved)
    said = _said(filters, linked) if chosen.kind == "statement" else drawn.head(0)
    if chosen.kind == "article" and state.get(_FLOWN) != chosen.id:
        _fly_to_places(data.places(linked))
    state[_FLOWN] = chosen.id
    left, right = st.columns([7, 4], gap="medium")
    with left:
        _map(place_rows(places), moved, marked(chosen, drawn, said)[1], theme)
        if left_out := not_drawn(newest, places, moved.routes):
            st.html(f"<p class='dl-beyond'>{left_out}</p>")
        timeline(filters, theme=theme, show=_fly_to_event)
    with right:
        most = lists.limit(PANELS, "journeys")
        known = linked == filters and most <= MOST
        told = drawn.head(most) if known else _with_chosen(data.journeys(linked, limit=most), "journey", filters)
        said = _said(filters, linked)
        who = data.actors(linked, limit=lists.limit(PANELS, "actors"))
        most_places = lists.limit(PANELS, "places")
        where = places if linked == filters and most_places <= MOST_PLACES else data.places(linked, limit=most_places)
        moves = panels.journey_rows(told, places, colours=moved.colours, miles=link.miles())
        people = panels.actor_rows(who.head(lists.limit(PANELS, "actors")))
        spots = panels.place_rows(where.head(most_places))
        frames = {"journeys": drawn, "statements": said}
        if (kind := f"{chosen.kind}s") in ("actors", "places"):
            frames[kind] = data.picked(kind, filters, (chosen.id,))
        if chosen.kind == "article":
            frames["articles"] = data.articles(linked, limit=1)
        counts = {"journeys": told.attrs["total"], "statements": said.attrs["total"]}
        lists.lists(
            PANELS,
            [
                lists.Tab("journeys", "Journeys", "journeys", moves, told.attrs["total"]),
                lists.Tab("statements", "Statements", "statements", panels.statement_rows(said), said.attrs["total"]),
                lists.Tab("actors", "Actors", "actors", people, who.attrs["total"]),
                lists.Tab("places", "Places", "places", spots, where.attrs["total"]),
            ],
            focus=route_focus(moved.chosen, linked=counts)
            if moved.chosen
            else panels.focus(chosen, frames, linked=counts, filtered=filters != Filters()),
            first={"statement": "statements"}.get(chosen.kind or "", "journeys") if chosen.kind else None,
            unfolded=state.get("stepped"),
            on_select=_on_panel,
        )
    lists.open_article()
    link.save()


def _said(filters: Filters, linked: Filters) -> pd.DataFrame:
    return _with_chosen(data.statements(linked, limit=lists.limit(PANELS, "statements")), "statement", filters)


def map_only(filters: Filters) -> None:
    """Draw the map of what the filters show, without panels; call it within a fragment."""
    theme = st.context.theme.type or "light"
    (newest, places, routes), chosen = data.drawn(filters), link.selection()
    said = (
        data.statements(Filters(events=(chosen.id,), within=filters), limit=1) if chosen.kind == "statement" else newest
    )
    _map(
        place_rows(places),
        lines(filters, chosen, newest, places, routes, theme),
        marked(chosen, newest, said)[1],
        theme,
    )


def _map(places: list[dict[str, Any]], moved: Lines, chosen: list[str], theme: str) -> None:
    state = st.session_state
    if "opening" not in state:
        state["opening"] = _opening(places, moved.rows)
    lat, lon, zoom = state["opening"]
    layers = folium.FeatureGroup("events")
    units = "mi" if link.miles() else "km"
    JourneysLayer(moved.rows, theme=theme, selected=moved.marked, units=units).add_to(layers)
    PlacesLayer(places, theme=theme, selected=chosen).add_to(layers)
    st_folium(
        OfflineMap((lat, lon), zoom_start=zoom, theme=theme, made_for=None if link.view() else (WIDTH, HEIGHT)),
        key=MAP,
        feature_group_to_add=layers,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        center=state["fly"][:2] if "fly" in state else None,
        zoom=state["fly"][2] if "fly" in state else None,
        on_change=_on_map,
    )


def _opening(places: list[dict[str, Any]], journeys: list[dict[str, Any]]) -> View | tuple[float, float, float]:
    asked = link.view()
    if asked is not None:
        return (asked.lat, asked.lon, asked.zoom)
    return fit([*places, *journeys], width_px=WIDTH, height_px=HEIGHT)


def _with_chosen(frame: pd.DataFrame, kind: str, filters: Filters) -> pd.DataFrame:
    """Return the frame with the selected journey or statement at its head where its page does not hold it."""
    chosen = link.selection()
    told = chain.from_iterable(frame["tellings"]) if kind == "journey" else frame["id"]
    if chosen.kind != kind or chosen.id in set(told):
        return frame
    only = Filters(events=(chosen.id,), within=filters)
    row = data.journeys(only, limit=1) if kind == "journey" else data.statements(only, limit=1)
    if row.empty:
        return frame
    whole = pd.concat([row, frame], ignore_index=True) if len(frame) else row
    whole.attrs["total"] = max(frame.attrs["total"], len(whole))
    return whole


def _linked(filters: Filters, chosen: Selection, journeys: pd.DataFrame, moved: Lines) -> Filters:
    """Return the filters narrowed to what the selection links: of a journey, all on its line, else who went."""
    if moved.chosen:
        return between(filters, moved.chosen)
    if chosen.kind == "place":
        return Filters(places=(chosen.id,), within=filters)
    if chosen.kind == "article":
        return Filters(articles=(chosen.id,), within=filters)
    if chosen.kind == "actor":
        return Filters(actors=(chosen.id,), within=filters)
    if chosen.kind == "journey":
        row = journeys[[chosen.id in tellings for tellings in journeys["tellings"]]]
        who = tuple(a for a in (row.iloc[0]["traveller_ids"] if len(row) else ()) if a)
        return Filters(actors=who, within=filters) if who else filters
    return filters


def _on_map() -> None:
    """Select what was clicked on the map; a second click on the same mark counts too."""
    state = st.session_state
    answer = state.get(MAP) or {}
    count = answer.get("last_object_clicked_count")
    if count is None or count == state.get("clicks"):
        return
    state["clicks"] = count
    mark = (answer.get("last_active_drawing") or {}).get("properties") or {}
    if mark.get("kind") in ("place", "journey") and isinstance(mark.get("id"), str):
        link.select(Selection(mark["kind"], mark["id"]))


def _on_panel(chosen: Selection) -> None:
    """Bring the place that was selected in a panel into view."""
    if chosen.kind == "place" and chosen.id:
        _fly_to_place(chosen.id)


def _fly(lat: float, lon: float, *, zoom: float | None = None) -> None:
    state = st.session_state
    state["flights"] = state.get("flights", 0) + 1
    # an equal centre is not flown to again: the last digits count the flights
    state["fly"] = (lat + 1e-7 * (state["flights"] % 9), lon, zoom)


def _fly_to_event(event_id: str) -> None:
    """Bring the places of an event into view: those where it happens, else those that it speaks of."""
    event = data.event(event_id)
    places = [p for p in event.places if p.scene] or list(event.places) if event else []
    _fly_to_places(pd.DataFrame([{"lat": place.lat, "lon": place.lon} for place in places]))


def _fly_to_places(places: pd.DataFrame) -> None:
    if len(places):
        lat, lon, zoom = fit(places[["lat", "lon"]].to_dict("records"), width_px=WIDTH, height_px=HEIGHT)
        _fly(lat, lon, zoom=min(zoom, NEAREST))


def _fly_to_place(place_id: str) -> None:
    places = data.drawn(link.filters()).places
    row = places[places["id"] == place_id]
    if len(row):
        _fly(float(row.iloc[0]["lat"]), float(row.iloc[0]["lon"]))
