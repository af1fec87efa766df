"""What may be chosen under the filters, counted: cached, so that a rerun with the same filters asks nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo import query
from geo.query import Filters
from geo.store.tables import fold
from geo.ui import data

if TYPE_CHECKING:
    import pandas as pd

MOST = 60
"""Choices of a kind that are sent; the rest is found by search."""


def listed(field: str, filters: Filters) -> pd.DataFrame:
    """Return the values of a field under the other filters: ``value, label, events``, most events first."""
    dimension = {field: dimension for dimension, field in query.DIMENSIONS.items()}[field]
    table = data.facets(filters)
    return table[table["dimension"] == dimension]


def histogram(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.histogram` under the other filters."""
    return data.histogram(replace(filters, date_from=None, date_to=None))


@st.cache_data(max_entries=512, show_spinner=False)
def _most(field: str, filters: Filters, chosen: tuple[str, ...], version: str) -> tuple[pd.DataFrame, int]:
    ask = query.actors if field == "actors" else query.places
    top = ask(data.store(), filters, limit=MOST)
    few = tuple(id_ for id_ in chosen if id_ not in set(top["id"]))
    if not few:
        return top, top.attrs["total"]
    import pandas as pd

    return pd.concat([top, ask(data.store(), filters, only=few)]), top.attrs["total"]


@st.cache_data(max_entries=8, show_spinner=False)
def _every(field: str, filters: Filters, version: str) -> pd.DataFrame:
    if field == "actors":
        return query.actors(data.store(), filters)
    return query.places(data.store(), filters, limit=None)


def most(field: str, filters: Filters) -> tuple[pd.DataFrame, int]:
    """Return the choices of a field with most events under the other filters and those made; and how many there are."""
    chosen = getattr(filters, field)
    return _most(field, replace(filters, **{field: ()}), chosen, data.store().version())


def search(field: str, text: str, filters: Filters) -> pd.DataFrame:
    """Return the choices of a field whose name has all the words (case and accents aside), most events first."""
    every = _every(field, replace(filters, **{field: ()}), data.store().version())
    words = fold(text).split()
    folded = every["name"].map(fold)
    for word in words:
        every = every[folded.str.contains(word, regex=False)]
        folded = folded[every.index]
    return every.head(MOST)
