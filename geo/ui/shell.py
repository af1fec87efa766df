"""Page set-up that all pages share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from geo.query import Filters

FILTERS = "filters"
_ROOT = Path(__file__).resolve().parents[2]
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def set_up() -> None:
    """Set title, icon, layout and styles; call it first."""
    st.set_page_config(
        page_title="Dateline",
        page_icon=str(_ROOT / "static" / "favicon.png"),
        layout="wide",
        menu_items={"About": "Dateline turns news reports into a map that answers back."},
    )
    st.html(f"<style>{_STYLE}</style>")


def pages() -> list[StreamlitPage]:
    """Return the pages of the app, in the order of the bar."""
    return [
        st.Page("pages/map.py", title="Map", default=True),
        st.Page("pages/journeys.py", title="Journeys", url_path="journeys"),
        st.Page("pages/statements.py", title="Statements", url_path="statements"),
        st.Page("pages/actors.py", title="Actors", url_path="actors"),
        st.Page("pages/articles.py", title="Articles", url_path="articles"),
        st.Page("pages/about.py", title="About", url_path="about"),
    ]


def filters() -> Filters:
    """Return what the filters of all pages ask for; call it first on every page.

    Until ``st.navigation`` was called once in the life of a server, Streamlit runs a page of the folder ``pages``
    by itself: whoever opens its address first is sent through ``app.py``.
    """
    if FILTERS not in st.session_state:
        st.navigation(pages(), position="hidden")
        st.rerun()
    return st.session_state[FILTERS]
