"""Articles beside an article, and the hidden ones: queries of the store, cached as those of `geo.ui.data`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import query
from geo.ui import access, data

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store


def lead(article_id: str) -> str:
    """Return the id of the article that has the events of this one: its own, or that of what it is a copy of."""
    found = data.article(article_id)
    return (found.copy_of if found else None) or article_id


@st.cache_data(max_entries=64, show_spinner=False)
def _copies(_store: Store, article_id: str, version: str, *, hidden: bool, limit: int) -> pd.DataFrame:
    return query.copies(_store, article_id, hidden=hidden, limit=limit)


def copies(article_id: str, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.copies`; the hidden are told to editors only."""
    held = data.store()
    return _copies(held, article_id, held.version(), hidden=access.is_editor(), limit=limit)


@st.cache_data(max_entries=16, show_spinner=False)
def _hidden_articles(_store: Store, text: str, limit: int, version: str) -> pd.DataFrame:
    return query.hidden_articles(_store, text=text, limit=limit)


def hidden_articles(of: Store, *, text: str, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.hidden_articles` of a store; ask it for editors only."""
    return _hidden_articles(of, text, limit, of.version())
