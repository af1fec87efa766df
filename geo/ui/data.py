"""The store and its queries, cached: a rerun with the same filters asks the database nothing."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import streamlit as st

from geo import query
from geo.store import ensure_samples, open_store

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from geo.query import Filters, StoredArticle
    from geo.store import Store

_ENTRIES = 256
"""Filter settings whose answers are kept; each holds at most a few hundred rows."""


@st.cache_resource(show_spinner="Opening the stories …")
def store() -> Store:
    """Return the store, filled with the sample stories on first use."""
    opened = open_store()
    ensure_samples(opened)
    gc.collect()
    # Streamlit collects garbage after every run: what lives as long as the server need not be walked each time.
    gc.freeze()
    return opened


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _answer(name: str, filters: Filters, version: str, **options: int) -> pd.DataFrame:
    return getattr(query, name)(store(), filters, **options)


def places(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.places`."""
    return _answer("places", filters, store().version())


def journeys(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.journeys`."""
    return _answer("journeys", filters, store().version(), limit=limit)


def statements(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.statements`."""
    return _answer("statements", filters, store().version(), limit=limit)


def actors(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.actors`."""
    return _answer("actors", filters, store().version())


def counts(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.counts`."""
    return _answer("counts", filters, store().version())


@st.cache_data(max_entries=4, show_spinner=False)
def _span(version: str) -> tuple[dt.date, dt.date] | None:
    return query.date_span(store())


def date_span() -> tuple[dt.date, dt.date] | None:
    """Return :func:`geo.query.date_span`."""
    return _span(store().version())


@st.cache_data(max_entries=64, show_spinner=False)
def _article(article_id: str, version: str) -> StoredArticle | None:
    return query.article(store(), article_id)


def article(article_id: str) -> StoredArticle | None:
    """Return :func:`geo.query.article`."""
    return _article(article_id, store().version())
