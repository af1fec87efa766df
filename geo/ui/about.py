"""The page that says how Dateline reads, what it rests on, and where it ends."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_TEXT = Path(__file__).parent / "about.md"


def about() -> None:
    """Draw the page."""
    st.markdown(_TEXT.read_text(encoding="utf-8"))
