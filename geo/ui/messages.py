"""What a page says when there is something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.ui import data, link
from geo.words import date_text

if TYPE_CHECKING:
    from geo.query import Filters


def link_problems() -> None:
    """Say what the link named and is not here."""
    for sentence in link.problems():
        st.warning(sentence)


def nothing_found(filters: Filters) -> None:
    """Say that the filters leave nothing, and offer the way back."""
    if int(data.counts(filters)["shown"].sum()):
        return
    where = " for these actors" if filters.actors else ""
    span = data.date_span()
    if span is None:
        st.info("The store holds no articles yet.")
        return
    period = date_text(filters.date_from or span[0], filters.date_to or span[1])
    text, button = st.columns([5, 1], vertical_alignment="center")
    text.info(f"No events{where} in the period {period}. The stories run from {date_text(*span)}.")
    button.button("Show everything", on_click=link.clear, key="clear_nothing", width="stretch")
