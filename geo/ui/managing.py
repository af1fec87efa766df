"""What an editor may do with a whole article: read it again, put its details right, move, hide or delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import StoreError
from geo.ingest import Details, reextract
from geo.share import Selection
from geo.store import collections, samples
from geo.ui import access, details, link, writing

if TYPE_CHECKING:
    from geo.query import StoredArticle
    from geo.store import Store
    from geo.ui.writing import Leave


def managing(leave: Leave, article: StoredArticle) -> None:
    """Draw it; nothing for visitors."""
    if not access.is_editor():
        return
    with st.expander("This article"):
        if st.button("Extract again", help="Reads the text anew; corrections are kept.", key="again"):
            _again(leave, article, None, "Read again; corrections are kept.")
        if samples.is_sample(leave.store, article.id):
            st.caption("Title, day and publisher of a sample story come with Dateline and stay as they are.")
        else:
            _details(leave, article)
        if leave.own:
            return
        _move(leave, article)
        _hide(leave, article)
        sure = st.checkbox("I want to delete it for good, with its corrections", key=f"sure-{article.id}")
        st.button("Delete", key="delete", disabled=not sure, on_click=_deleted, args=(leave, article.id))


def _details(leave: Leave, article: StoredArticle) -> None:
    """Draw what is told of the article beside its text, to be put right: its dates then hang on another day."""
    before = Details(article.title, article.published, article.publisher)
    with st.form(f"details-{article.id}", border=False):
        after = details.fields(before, key=article.id, narrow=True)
        if not st.form_submit_button("Save details", help="Reads the text anew; corrections are kept."):
            return
    if after == before:
        st.info("Nothing was changed.")
        return
    _again(leave, article, after, "Saved, and read again; corrections are kept.")


def _again(leave: Leave, article: StoredArticle, told: Details | None, done: str) -> None:
    """Read the article again, with other details where they are given."""

    def read(store: Store) -> None:
        outcome = reextract(store, article.id, details=told)
        if outcome.status != "replaced":
            raise StoreError(outcome.message)

    with st.spinner("Reading the article again …"):
        writing.do(leave, read, done)
    st.rerun()


def _move(leave: Leave, article: StoredArticle) -> None:
    names = {found.id: found.name for found in collections.listed(leave.store)}
    others = [id_ for id_ in names if id_ != article.collection_id]
    if not others:
        return
    key = f"move-{article.id}"

    def moved() -> None:
        target = st.session_state[key]
        writing.do(leave, lambda to: collections.move_article(to, article.id, target), f"Moved to {names.get(target)}.")
        st.session_state[key] = None

    st.selectbox(
        "Move to", others, format_func=names.get, index=None, placeholder="Another collection", key=key, on_change=moved
    )


def _hide(leave: Leave, article: StoredArticle) -> None:
    if article.collection_hidden:
        st.caption("Its collection is hidden with all its articles. It is shown again under Collections.")
    if article.hidden:
        act, done = (lambda to: collections.hide_article(to, article.id, False)), "Shown again."
        st.button("Show again", key="show", on_click=writing.do, args=(leave, act, done))
        return
    act, done = (lambda to: collections.hide_article(to, article.id)), "Hidden. Collections lists what is hidden."
    why = "It stays stored, and visitors see nothing of it. It can be shown again here, or under Collections."
    st.button("Hide", key="hide", on_click=writing.do, args=(leave, act, done), help=why)


def _deleted(leave: Leave, article_id: str) -> None:
    if writing.do(leave, lambda to: to.remove(article_id), "Deleted.") and link.selection().id == article_id:
        link.select(Selection())
