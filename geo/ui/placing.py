"""The choice of a place: by search in the gazetteer, or by a click on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from geo.corrections import user_place
from geo.gazetteer import geocode
from geo.maps.basemap import OfflineMap
from geo.ui.markdown import plain
from geo.words import country_name

if TYPE_CHECKING:
    from geo.record import Place

_MOST = 8


def label(place: Place) -> str:
    """Return a place's name with what tells it from its namesakes."""
    country = country_name(place.country) if place.kind != "country" else ""
    people = f"{place.population:,} people" if place.population else ""
    return " · ".join(filter(None, [", ".join(filter(None, [place.name, country])), place.kind, people]))


def place(words: str, *, key: str = "place", button: str = "Move it here") -> Place | None:
    """Draw the choice; return the place when the button was pressed in this run.

    Parameters
    ----------
    words
        What is searched for at first.
    key
        Tells several choices on a page apart.
    button
        What the button says.
    """
    query = st.text_input("Search the gazetteer", words, key=f"{key}-query-{words}", max_chars=100)
    found = {c.place.id: c.place for c in geocode(query, limit=_MOST)} if query.strip() else {}
    if not found:
        st.caption(f"No place is called “{plain(query)}”. Try its English name, or choose a point on the map.")
    chosen = st.selectbox(
        "Place", list(found), index=None, format_func=lambda id_: label(found[id_]), key=f"{key}-{query}",
        placeholder="Choose a place",
    )  # fmt: skip
    if chosen and st.button(button, key=f"{key}-do", type="primary"):
        return found[chosen]
    with st.popover("Choose a point on the map"):
        return _pointed(words, key=key, button=button)


def _pointed(words: str, *, key: str, button: str) -> Place | None:
    theme = st.context.theme.type or "light"
    st.caption("Click the map where the place is.")
    clicked = st_folium(
        OfflineMap((25, 15), zoom_start=1, theme=theme), key=f"{key}-map", height=260, use_container_width=True,
        returned_objects=["last_clicked"],
    )  # fmt: skip
    point = (clicked or {}).get("last_clicked")
    if not point:
        return None
    lat, lon = float(point["lat"]), (float(point["lng"]) + 180) % 360 - 180
    name = st.text_input("Name of the place", words, key=f"{key}-name", max_chars=100)
    st.caption(f"{lat:.4f}, {lon:.4f} (latitude, longitude)")
    if st.button(button, key=f"{key}-do-point", type="primary"):
        return user_place(name, lat=lat, lon=lon)
    return None
