"""The map alone, to be shown within another page: ``?embed=true``."""

from __future__ import annotations

import html
from urllib.parse import urlencode

import streamlit as st

from geo.ui import dashboard, faults, link

_STYLE = """
[data-testid="stMainBlockContainer"] { padding: 0 !important; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 0 !important; }
iframe[title^="streamlit_folium"] { border-radius: 0; min-height: 0; height: calc(100vh - 32px) !important; }
"""


def wanted() -> bool:
    """Return whether the address asks for the map alone."""
    return bool(st.context.is_embedded)


@st.fragment
@faults.said()
def embed() -> None:
    """Draw the map of what the link shows, with its credits, and the way to the whole of Dateline."""
    dashboard.map_only(link.filters())
    address = html.escape(f"?{urlencode(link.query())}", quote=True)
    st.html(f"<style>{_STYLE}</style>")
    st.html(f"<p class='dl-embed'><a href=\"{address}\" target='_blank' rel='noopener'>Open in Dateline</a></p>")
    link.save()
