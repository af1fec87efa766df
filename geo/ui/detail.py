"""One article on its page: its text with all marks, its corrections, and what an editor may do with it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.corrections import describe
from geo.store import corrections
from geo.ui import access, correcting, data, link, managing, writing
from geo.ui.copies import copies
from geo.ui.reader import evidence_view, heading
from geo.words import count_text

if TYPE_CHECKING:
    import datetime as dt

    from geo.query import StoredArticle
    from geo.ui.reader import Picked
    from geo.ui.writing import Leave

_PICKED = "correcting"


def detail(article_id: str) -> None:
    """Draw the article; a click on a mark selects it, or, for an editor, opens what can be corrected about it."""
    writing.said()
    leave = writing.leave()
    article = data.article(article_id, of=leave.store if leave else None)
    if article is None:
        st.warning("This article is not here any more. Choose another one from the list.")
        return
    heading(article)
    if article.url and article.url.startswith(("http://", "https://")):
        st.link_button("Source", article.url, type="tertiary")
    copies(article)
    if leave is None:
        if (picked := evidence_view(article, None, key=f"reading-{article_id}")) and picked.selection:
            link.select(picked.selection)
            st.switch_page("pages/map.py")
        return
    text, work = st.columns([3, 2], gap="medium")
    with text:
        picked = evidence_view(article, None, key=f"editing-{article_id}", editable=True)
        if picked is not None:
            st.session_state[_PICKED] = (article_id, picked)
    with work:
        _panel(leave, article)
        _made(leave, article)
        managing.managing(leave, article)


def _panel(leave: Leave, article: StoredArticle) -> None:
    held = st.session_state.get(_PICKED)
    picked: Picked | None = held[1] if held and held[0] == article.id else None
    if picked is None:
        st.html("<p class='dl-hint'>Click a mark to correct it, or select words to add what was missed.</p>")
        return
    with st.container(border=True):
        made = correcting.correcting(leave.store, article, picked)
    if made is None:
        return
    by = access.who()
    writing.do(leave, lambda to: corrections.correct(to, article.id, made, by=by), f"Corrected: {describe(made)}.")
    st.session_state.pop(_PICKED, None)
    st.rerun()


def _made(leave: Leave, article: StoredArticle) -> None:
    """List the corrections with who made them, each to be undone."""
    made = corrections.listed(leave.store, article.id)
    if not made:
        return
    st.markdown(f"**{count_text(len(made), 'correction')}**")
    for found in reversed(made):
        with st.container(gap=None):
            st.text(describe(found.correction))
            st.html(f"<p class='dl-by'>{html.escape(_by(found))}</p>")
            if found.undone_at:
                st.button("Redo", key=f"redo-{found.id}", on_click=_redo, args=(leave, found.id), type="tertiary")
            else:
                st.button("Undo", key=f"undo-{found.id}", on_click=_undo, args=(leave, found.id), type="tertiary")


def _by(found: corrections.StoredCorrection) -> str:
    """Return who made a correction and when, and who undid it or made it again: all, or the last times."""
    steps = list(found.past)
    if found.undone_at:
        steps.append(corrections.Step("undone", found.undone_at, found.undone_by))
    said = ["…"] if len(steps) > _MOST_STEPS else []
    said += [_signed(_DONE[step.done], step.by, step.at) for step in steps[-_MOST_STEPS:]]
    lost = "words no longer found" if found.lost else None
    return " · ".join(filter(None, [_signed("made", found.made_by, found.made_at), *said, lost]))


_MOST_STEPS = 4
_DONE = {"undone": "undone", "redone": "made again"}


def _signed(done: str, by: str | None, at: dt.datetime) -> str:
    return f"{done}{f' by {by}' if by else ''}, {at:%-d %b %Y, %H:%M} UTC"


def _undo(leave: Leave, correction_id: str) -> None:
    by = access.who()
    writing.do(leave, lambda to: corrections.undo(to, correction_id, by=by), "The correction is undone.")


def _redo(leave: Leave, correction_id: str) -> None:
    by = access.who()
    writing.do(leave, lambda to: corrections.redo(to, correction_id, by=by), "The correction is made again.")
