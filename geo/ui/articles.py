"""The page of articles: what is in the store, how it was read, and the ways to add and to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import shelf
from geo.ui import access, adding, collecting, data, detail, faults, link, lists, progress, session, writing

if TYPE_CHECKING:
    from geo.query import Filters

LISTS = "articles"
_READ, _ADD, _COLLECTIONS = "Read", "Add an article", "Collections"
VIEW = "articles_view"


def articles(filters: Filters) -> None:
    """Draw the page."""
    views = [_READ, _ADD, _COLLECTIONS] if access.is_editor() else [_READ, _ADD]
    bar, right, door = st.columns([5, 2, 1], vertical_alignment="center")
    view = bar.segmented_control("View", views, default=_READ, required=True, key=VIEW, label_visibility="collapsed")
    with right:
        _which_store()
    with door:
        _door()
    progress.progress()
    if view == _ADD:
        adding.add()
    elif view == _COLLECTIONS:
        collecting.collections()
    else:
        _library(filters)


def _which_store() -> None:
    """Draw the switch between the library and what this session brought, where there is anything to switch to."""
    if not session.has_store():
        return
    st.segmented_control(
        "Articles of",
        [data.LIBRARY, data.SESSION],
        default=data.looking_at(),
        required=True,
        format_func={data.LIBRARY: "Library", data.SESSION: "This session"}.get,
        key="which_store",
        label_visibility="collapsed",
        on_change=lambda: data.look_at(st.session_state["which_store"]),
    )


def _door() -> None:
    """Draw the way in for editors, where this deployment has one."""
    if access.has_door():
        with st.popover("Editor" if access.is_editor() else "Sign in", width="stretch"):
            access.sign_in()


@st.fragment
@faults.said()
def _library(filters: Filters) -> None:
    chosen = link.selection()
    left, right = st.columns([4, 7], gap="medium")
    with left:
        found = data.articles(filters, limit=lists.limit(LISTS, "articles"))
        rows = shelf.article_rows(found)
        tab = lists.Tab("articles", "Articles", "articles", rows, found.attrs["total"])
        lists.lists(LISTS, [tab], label="Articles, newest first")
    with right:
        if chosen.kind == "article" and chosen.id:
            detail.detail(chosen.id)
        else:
            writing.said()
            st.html("<p class='dl-hint'>Choose an article to see what was read in it, sentence by sentence.</p>")
    link.save()
