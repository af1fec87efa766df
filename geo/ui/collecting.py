"""Collections: made, renamed, hidden, deleted; the whole store saved and brought back as one file."""

from __future__ import annotations

import datetime as dt
import math
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.store import backup
from geo.store import collections as stored
from geo.store.collections import SAMPLES
from geo.ui import annotating, writing
from geo.ui.unhiding import unhiding
from geo.words import count_text

if TYPE_CHECKING:
    from geo.ui.writing import Leave

_TYPE, _GIVEN = "application/vnd.sqlite3", "backup_given"
MOST_ARTICLES = 5_000
"""Articles that a browser gets a backup of: some 100 MB, which the server holds in memory meanwhile."""
_MARGIN = 1.05
"""What a backup is expected to be is known within a few hundredths."""


def collections() -> None:
    """Draw the collections with what an editor may do with each; nothing for a visitor."""
    leave = writing.library_leave()
    writing.said()
    if leave is None:
        return
    every = stored.listed(leave.store)
    for found in every:
        _one(leave, found)
    with st.form("new_collection", border=False, clear_on_submit=True):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        name = left.text_input("New collection", max_chars=80)
        if right.form_submit_button("Create") and name.strip():
            writing.do(leave, lambda to: stored.create(to, name), f"The collection {name.strip()} is there.")
            st.rerun()
    unhiding(leave)
    annotating.annotations(leave)
    _backup(leave, sum(found.articles for found in every))


def _one(leave: Leave, found: stored.Collection) -> None:
    with st.container(border=True):
        name, show, more = st.columns([4, 2, 2], vertical_alignment="center")
        name.text(f"{found.name} · {count_text(found.articles, 'article')}{' · hidden' if found.hidden else ''}")
        label = "Show again" if found.hidden else "Hide"
        done = f"{found.name} is {'shown again' if found.hidden else 'hidden'}."
        show.button(
            label, key=f"hide-{found.id}", width="stretch",
            on_click=writing.do, args=(leave, lambda to: stored.hide(to, found.id, not found.hidden), done),
        )  # fmt: skip
        with more.popover("Rename or delete", width="stretch", disabled=found.id == SAMPLES):
            new = st.text_input("Name", found.name, key=f"name-{found.id}", max_chars=80)
            if st.button("Rename", key=f"rename-{found.id}", disabled=new.strip() in ("", found.name)):
                done = f"{found.name} is now {new.strip()}."
                writing.do(leave, lambda to: stored.rename(to, found.id, new), done)
                st.rerun()
            sure = st.checkbox(f"Delete {count_text(found.articles, 'article')} for good", key=f"sure-{found.id}")
            if st.button("Delete", key=f"delete-{found.id}", disabled=not sure):
                writing.do(leave, lambda to: stored.delete(to, found.id), f"{found.name} is deleted.")
                st.rerun()


def _backup(leave: Leave, number: int) -> None:
    """Draw what saves the whole store, of so many articles, as one file and brings it back."""
    with st.container(border=True):
        st.markdown("**Backup**")
        st.caption("One file with all articles, what was read in them, collections and corrections.")
        if number > MOST_ARTICLES:
            st.info(f"With {number:,} articles this is more than a browser can carry: run “python -m geo backup FILE”.")
        else:
            name = f"dateline-{dt.datetime.now(dt.UTC):%Y-%m-%d}.backup"
            st.download_button("Back up", partial(backup.to_bytes, leave.store), name, _TYPE, on_click="ignore")
            _too_large(backup.size(leave.store))
        given = st.file_uploader("A backup to bring back", type=["backup"], key=_GIVEN)
        sure = st.checkbox(f"It takes the place of {count_text(number, 'article')} here, with all corrections")
        if st.button("Restore", disabled=given is None or not sure):
            with st.spinner("Reading the backup …"):
                writing.do(
                    leave,
                    lambda to: backup.from_bytes(to, given.getvalue(), name=given.name),
                    f"{given.name} is restored.",
                )
            st.rerun()


def _too_large(size: int) -> None:
    """Say where a backup of so many bytes may be too large to be brought back by the page, and what does it then."""
    most = st.get_option("server.maxUploadSize")
    if size * _MARGIN > most * 2**20:
        st.info(
            f"The file has up to about {math.ceil(size / 2**20):,} MB. This page brings back files of up to {most} MB; "
            "for a larger one run “python -m geo restore FILE”."
        )
