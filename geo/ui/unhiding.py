"""The hidden articles, all of them, to be found and shown again."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.shelf import hidden_rows
from geo.store import collections
from geo.ui import lists, shelf, writing
from geo.words import count_text

if TYPE_CHECKING:
    from geo.ui.writing import Leave

_KEY, _TAB = "hidden", "articles"


def unhiding(leave: Leave) -> None:
    """List the articles that are hidden themselves, copies and those of hidden collections too, each to be shown."""
    text = st.session_state.get("find_hidden") or ""
    found = shelf.hidden_articles(leave.store, text=text, limit=lists.limit(_KEY, _TAB))
    total = found.attrs["total"]
    if not total and not text:
        return
    with st.container(border=True):
        st.markdown(f"**{count_text(total, 'hidden article')}**")
        st.text_input("Find by title or publisher", key="find_hidden", max_chars=200)
        if not total:
            st.caption("No hidden article has these words. Clear the field to see all.")
        for row in hidden_rows(found):
            left, right = st.columns([6, 2], vertical_alignment="center")
            with left.container(gap=None):
                st.text(row["title"])
                st.html(f"<p class='dl-by' dir='auto'>{html.escape(row['about'])}</p>")
            right.button(
                "Show again", key=f"unhide-{row['id']}", width="stretch", on_click=writing.do,
                args=(leave, lambda to, id_=row["id"]: collections.hide_article(to, id_, False), row["done"]),
            )  # fmt: skip
        lists.more_button(_KEY, _TAB, rest=total - len(found))
