"""The other reports that an article is a near-copy of, or that are copies of it: each can be opened."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.share import Selection
from geo.shelf import copy_rows
from geo.ui import link, lists, shelf
from geo.ui.markdown import plain
from geo.words import count_text

if TYPE_CHECKING:
    from geo.query import StoredArticle

_KEY = "copies"
_TITLE = 160
"""Characters of a title on a button."""


def copies(article: StoredArticle) -> None:
    """Draw them with title, publisher and day; nothing where there are none."""
    found = shelf.copies(article.id, limit=lists.limit(_KEY, article.id))
    total = found.attrs["total"]
    if not total:
        return
    if article.copy_of is not None and found["leads"].any():
        st.caption("Much the same as another report: the map and the lists show that one, and count this one with it.")
    with st.expander(f"+{count_text(total, 'report')} of much the same text"):
        for row in copy_rows(found):
            with st.container(gap=None):
                chosen = Selection("article", row["id"])
                st.button(
                    plain(row["title"][:_TITLE]), key=f"copy-{row['id']}", type="tertiary",
                    on_click=link.select, args=(chosen,),
                )  # fmt: skip
                st.html(f"<p class='dl-by' dir='auto'>{html.escape(row['about'])}</p>")
        lists.more_button(_KEY, article.id, rest=total - len(found))
