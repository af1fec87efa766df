"""Corrected articles as annotations, to be taken along from the page of collections."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.export.annotations import annotations_zip
from geo.store.corrections import corrected_size
from geo.words import count_text

if TYPE_CHECKING:
    from geo.ui.writing import Leave

MOST_CHARACTERS = 4_000_000
"""Text of all corrected articles that a browser gets the annotations of: five files hold it, 20 MB before packing."""


def annotations(leave: Leave) -> None:
    """Draw what saves the corrected articles as annotations."""
    articles, characters = corrected_size(leave.store)
    with st.container(border=True):
        st.markdown("**Annotations**")
        st.caption(
            "Corrected articles as JSON Lines, one file a kind (places, statements, journeys, names, dates), to "
            "measure an extractor by. They hold the texts of the articles."
        )
        if not articles:
            st.info("No article has a correction or a mark yet.")
        elif characters > MOST_CHARACTERS:
            told = count_text(articles, "corrected article")
            st.info(f"With {told} this is more than a browser can carry: run “python -m geo gold --out FOLDER”.")
        else:
            name = f"dateline-annotations-{dt.datetime.now(dt.UTC):%Y-%m-%d}.zip"
            make = partial(annotations_zip, leave.store)
            label = f"Download {count_text(articles, 'article')}"
            st.download_button(label, make, name, "application/zip", on_click="ignore", key="annotations")
