"""Page set-up that all pages share."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

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
