"""The article behind a row, with the sentence marked."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.articles import body_start
from geo.ui import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.record import Span, Warning


@st.dialog("Article", width="medium")
def read(article_id: str, span: Span) -> None:
    """Show an article in a dialog, with the words of ``span`` (code points) marked."""
    article = data.article(article_id)
    if article is None:
        st.warning("This article is no longer in the store. Reload the page to see what is there.")
        return
    about = " · ".join(filter(None, [article.publisher, article.published and f"{article.published:%-d %B %Y}"]))
    st.html(
        f"<article class='dl-article'><h2>{html.escape(article.title or article.id)}</h2>"
        f"<p class='dl-about'>{html.escape(about)}</p>{_marked(article.text, span)}"
        f"{_doubts(article.record.warnings)}</article>"
    )


def _marked(text: str, span: Span) -> str:
    """Return the text's paragraphs as HTML, everything escaped, with one span marked."""
    start = body_start(text)
    out = []
    for line in text[start:].splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            a, b = max(span[0], start), min(span[1], end)
            words = html.escape(line)
            if a < b:
                words = f"{html.escape(text[start:a])}<mark>{html.escape(text[a:b])}</mark>{html.escape(text[b:end])}"
            out.append(f"<p dir='auto'>{words}</p>")
        start = end
    return "".join(out)


def _doubts(warnings: Sequence[Warning]) -> str:
    """Return what the extractor was unsure of in an article as HTML, everything escaped; empty where it was sure."""
    if not warnings:
        return ""
    items = "".join(f"<li dir='auto'>{html.escape(warning.message)}</li>" for warning in warnings)
    return f"<section class='dl-doubts'><h3>Not certain in this article</h3><ul>{items}</ul></section>"
