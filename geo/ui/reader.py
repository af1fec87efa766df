"""The article behind a row: its text with all marks, and the sentence that was asked for."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from geo import evidence
from geo.share import Selection
from geo.ui import access, data, link

if TYPE_CHECKING:
    from geo.evidence import Mark
    from geo.query import StoredArticle
    from geo.record import Span

_HERE = Path(__file__).parent


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
        st.warning("This article is not here any more. Reload the page to see what is there.")
        return
    heading(article)
    picked = evidence_view(article, span, key=f"reading-{article_id}")
    if picked and picked.selection:
        if link.selection() != picked.selection:
            link.select(picked.selection)
        st.rerun()


def heading(article: StoredArticle) -> None:
    """Show the title of an article, who published it and when."""
    about = " · ".join(filter(None, [article.publisher, article.published and f"{article.published:%-d %B %Y}"]))
    st.html(
        f"<div class='dl-article'><h2 dir='auto'>{html.escape(article.title or article.id)}</h2>"
        f"<p class='dl-about' dir='auto'>{html.escape(about)}</p></div>"
    )


class Picked(NamedTuple):
    """What was done in an evidence view: a mark was clicked, or words (code points) were chosen."""

    mark: Mark | None = None
    words: Span | None = None

    @property
    def selection(self) -> Selection | None:
        """What the mark stands for in all views."""
        return Selection(*self.mark.target) if self.mark and self.mark.target else None


def evidence_view(article: StoredArticle, span: Span | None, *, key: str, editable: bool = False) -> Picked | None:
    """Show the text with its marks; only the sentences it rests on where the reader may not have the whole text.

    Parameters
    ----------
    article, span
        The article, and the words (code points) to be shown first.
    key
        Key of the component in the session.
    editable
        Every mark can be picked, and words can be chosen.

    Returns
    -------
    Picked or None
        What was done since the last run.
    """
    excerpts = not access.may_read_text(article)
    payload = evidence.payload(article.text, article.record, span=span, excerpts=excerpts, editable=editable)
    answer = _view()(key=key, data=payload, on_pick_change=lambda: None, on_words_change=lambda: None)
    found = evidence.marks(article.record)
    match answer.pick, answer.words:
        case {"mark": int(n)}, _ if 0 <= n < len(found):
            return Picked(mark=found[n])
        case _, {"start": int(start), "end": int(end)} if 0 <= start < end <= len(article.text):
            return Picked(words=(start, end))
    return None
