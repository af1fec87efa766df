"""The filters that all pages share."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from geo.query import Filters
from geo.ui import data, link


def sidebar() -> Filters:
    """Draw the filters and return what they ask for."""
    with st.sidebar:
        st.html(
            "<div class='dl-brand'><strong>Dateline</strong>"
            "<span>Who went where, who said what, and which sentence says so.</span></div>"
        )
        known = data.actors(Filters())
        labels = {row.id: f"{row.name} ({row.events:,})" for row in known.itertuples()}
        st.multiselect(
            "Actors", list(labels), key=link.ACTORS, format_func=lambda i: labels.get(i, i), placeholder="Anybody",
            help="Shows what any of these said or did, and what was said about them. The number counts events.",
        )  # fmt: skip
        _period()
        st.toggle(
            "Places that are only named", key=link.NAMED,
            help="Hollow rings: cities that stand for a government, or are mentioned without anything happening there.",
        )  # fmt: skip
        chosen = link.filters()
        _shown(chosen)
        st.toggle("Distances in miles", key=link.MILES)
    return chosen


def _period() -> None:
    span = data.date_span()
    if span is None:
        return
    st.date_input(
        "Dates", key=link.PERIOD, min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31), format="DD/MM/YYYY",
        help="First and last day. An event counts by the day the text tells, else by the day of the report.",
    )  # fmt: skip


def _shown(chosen: Filters) -> None:
    table = data.counts(chosen)
    shown, total = int(table["shown"].sum()), int(table["total"].sum())
    st.caption(f"**{shown:,}** of {total:,} events shown", help="Journeys, presences, statements, scenes and mentions.")
    if chosen != Filters():
        st.button("Clear filters", on_click=link.clear, icon=None, type="tertiary")
