"""The page that says how Dateline reads, how well, what it rests on, and where it ends."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

_TEXT = Path(__file__).parent / "about.md"
_README = Path(__file__).resolve().parents[2] / "README.md"
_ACCURACY = re.compile(r"^## How well it reads\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


@st.cache_data(show_spinner=False)
def _about() -> str:
    return _TEXT.read_text(encoding="utf-8").replace("{accuracy}", accuracy(_README.read_text(encoding="utf-8")))


def accuracy(readme: str) -> str:
    """Return what the README says about accuracy: the figures stand in one place."""
    found = _ACCURACY.search(readme)
    return found[1].strip() if found else "The figures are in the README."


def about() -> None:
    """Draw the page."""
    st.markdown(_about())
