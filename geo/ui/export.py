"""The dialog that offers what is shown as files; each is made when it is asked for."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.access import may_read_text
from geo.export import exports
from geo.share import MAX_LINK, View, from_query
from geo.ui import access, data, link

_ASKED = "export_asked"


def ask(sent: dict[str, Any]) -> None:
    """Open the dialog with this run; ``sent`` is what only the browser knows: the link and the map's view."""
    st.session_state[_ASKED] = sent


def dialog() -> None:
    """Draw the dialog if it was asked for."""
    if (sent := st.session_state.pop(_ASKED, None)) is not None:
        _dialog(_permalink(sent.get("link")), _view(sent.get("view")))


def _permalink(sent: object) -> str | None:
    fits = isinstance(sent, str) and sent.startswith(("http://", "https://")) and len(sent) < MAX_LINK
    return str(sent) if fits else None


def _view(sent: object) -> View | None:
    return from_query({"map": sent}, known=lambda *_: ()).view if isinstance(sent, str) else None


def _excerpts_only() -> bool:
    """Return whether texts of articles stay out: as on the pages, save that one export holds articles of any kind."""
    own = data.looking_at() == data.SESSION
    return not may_read_text(access.settings(), access.role(), collection="", own_session=own)


@st.dialog("Export what is shown")
def _dialog(permalink: str | None, view: View | None) -> None:
    theme = st.context.theme.type or "light"
    offers = exports(
        data.store(),
        link.filters(),
        permalink=permalink,
        theme=theme,
        miles=link.miles(),
        view=view,
        excerpts_only=_excerpts_only(),
    )
    with st.container(key="dl-exports", gap="small"):
        for offer in offers:
            st.download_button(
                f"**{offer.label}**  \n{offer.about}",
                offer.make,
                offer.file_name,
                offer.mime,
                key=f"export-{offer.format}",
                on_click="ignore",
                width="stretch",
            )
    st.caption("Each file names its sources. It holds what the filters show, also what the map has no room for.")
