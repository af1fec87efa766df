"""The article behind a row: its text with all marks, and the sentence that was asked for."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import evidence
from geo.share import Selection
from geo.ui import access, data, link

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.query import StoredArticle
    from geo.record import Span

_HERE = Path(__file__).parent
_KINDS = ("place", "actor", "journey", "statement")


@st.cache_resource
def _view() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_evidence",
        html='<div class="evidence-view"></div>',
        css=(_HERE / "evidence.css").read_text(encoding="utf-8"),
        js=(_HERE / "evidence.js").read_text(encoding="utf-8"),
    )


@st.dialog("Article", width="medium")
def read(article_id: str, span: Span | None = None) -> None:
    """Show an article in a dialog, with the words of ``span`` (code points) marked; a click on a mark selects it."""
    article = data.article(article_id)
    if article is None:
        st.warning("This article is no longer in the store. Reload the page to see what is there.")
        return
    heading(article)
    if evidence_view(article, span, key=f"reading-{article_id}"):
        st.rerun()


def heading(article: StoredArticle) -> None:
    """Show the title of an article, who published it and when."""
    about = " · ".join(filter(None, [article.publisher, article.published and f"{article.published:%-d %B %Y}"]))
    st.html(
        f"<div class='dl-article'><h2 dir='auto'>{html.escape(article.title or article.id)}</h2>"
        f"<p class='dl-about' dir='auto'>{html.escape(about)}</p></div>"
    )


def evidence_view(
    article: StoredArticle, span: Span | None, *, key: str, on_pick: Callable[[Selection], None] | None = None
) -> Selection | None:
    """Show the text with its marks; only the sentences it rests on where the reader may not have the whole text.

    Parameters
    ----------
    article, span
        The article, and the words (code points) to be shown first.
    key
        Key of the component in the session.
    on_pick
        What a click on a mark does; by default it selects what the mark stands for.

    Returns
    -------
    Selection or None
        What was clicked in this run.
    """
    payload = evidence.payload(article.text, article.record, span=span, excerpts=not access.may_read_text(article))
    picked = _view()(key=key, data=payload, on_pick_change=lambda: None).pick
    if not isinstance(picked, dict) or picked.get("kind") not in _KINDS or not isinstance(picked.get("id"), str):
        return None
    chosen = Selection(picked["kind"], picked["id"])
    (on_pick or _select)(chosen)
    return chosen


def _select(chosen: Selection) -> None:
    if link.selection() != chosen:
        link.select(chosen)
