"""The store and its queries, cached: a rerun with the same filters asks the database nothing."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from geo import query
from geo.query.overview import MOST_PLACES
from geo.store import collections, ensure_samples, open_store
from geo.ui import access, session

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    import pandas as pd

    from geo.query import Filters, StoredArticle, StoredEvent
    from geo.store import Store

_FEW_MODULES = 20
_ENTRIES = 256
"""Filter settings whose answers are kept; each holds at most a few hundred rows."""
MOST_ACTORS = 60


LIBRARY, SESSION = "library", "session"
_LOOKING = "looking_at"


@st.cache_resource(show_spinner="Opening the stories …")
def library() -> Store:
    """Return the store that everybody reads, filled with the sample stories on first use."""
    opened = open_store()
    ensure_samples(opened)
    return opened


@st.cache_resource
def _frozen() -> dict[str, int]:
    return {"modules": 0}


def freeze() -> None:
    """Set aside what lives as long as the server; call it at the end of a run.

    Streamlit collects garbage after every run, and would walk all libraries each time: that took half of a rerun.
    """
    state = _frozen()
    if len(sys.modules) > state["modules"] + _FEW_MODULES:
        state["modules"] = len(sys.modules)
        gc.collect()
        gc.freeze()


def look_at(what: Literal["library", "session"]) -> None:
    """Choose what all pages show: the library, or the articles of this browser session alone."""
    st.session_state[_LOOKING] = what


def looking_at() -> Literal["library", "session"]:
    """Return what all pages show; the session only while it has articles to show."""
    return LIBRARY if own() is None else SESSION


def own() -> Store | None:
    """Return the store of this session where it is what all pages show."""
    return session.kept() if st.session_state.get(_LOOKING) == SESSION else None


def store() -> Store:
    """Return the store that this session looks at.

    Its version is part of every cache's key and begins with what names the store itself: no session is ever answered
    from another's.
    """
    mine = own()
    return library() if mine is None else mine


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _answer(name: str, filters: Filters, version: str, **options: int | str | tuple[str, ...]) -> Any:  # noqa: ANN401 - what the query returns
    return getattr(query, name)(store(), filters, **options)


def drawn(filters: Filters) -> query.Drawn:
    """Return :func:`geo.query.drawn`."""
    return _answer("drawn", filters, store().version())


def places(filters: Filters, *, limit: int = MOST_PLACES) -> pd.DataFrame:
    """Return :func:`geo.query.places`; as many as a map draws, or a longer list."""
    return _answer("places", filters, store().version(), limit=max(limit, MOST_PLACES))


def journeys(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.journeys`."""
    return _answer("journeys", filters, store().version(), limit=limit)


def journeys_page(filters: Filters, *, limit: int, offset: int, order: str, descending: bool) -> pd.DataFrame:
    """Return a page of :func:`geo.query.journeys` in any order."""
    page = {"limit": limit, "offset": offset, "order": order, "descending": descending}
    return _answer("journeys", filters, store().version(), **page)


def routes(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.routes`."""
    return _answer("routes", filters, store().version())


def travellers(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.travellers`."""
    return _answer("travellers", filters, store().version(), limit=limit)


def claims(filters: Filters, *, limit: int, offset: int) -> pd.DataFrame:
    """Return :func:`geo.query.claims`."""
    return _answer("claims", filters, store().version(), limit=limit, offset=offset)


def acts(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.acts`."""
    return _answer("acts", filters, store().version())


def speakers(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.speakers`."""
    return _answer("speakers", filters, store().version(), limit=limit)


def spoken_places(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.spoken_places`."""
    return _answer("spoken_places", filters, store().version(), limit=limit)


def statements(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.statements`."""
    return _answer("statements", filters, store().version(), limit=limit)


def actors(filters: Filters, *, limit: int = MOST_ACTORS) -> pd.DataFrame:
    """Return :func:`geo.query.actors`; as many as choices are offered, or a longer list."""
    return _answer("actors", filters, store().version(), limit=max(limit, MOST_ACTORS))


def picked(kind: Literal["actors", "places"], filters: Filters, ids: tuple[str, ...]) -> pd.DataFrame:
    """Return some actors or places, however few of the events shown are theirs; without ids, none of them."""
    return _answer(kind, filters, store().version(), only=ids)


def counts(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.counts`."""
    return _answer("counts", filters, store().version())


def network(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.network`."""
    return _answer("network", filters, store().version())


def facets(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.facets`."""
    return _answer("facets", filters, store().version())


def articles(filters: Filters, *, limit: int) -> pd.DataFrame:
    """Return :func:`geo.query.articles`; the hidden are told to editors only."""
    return _answer("articles", filters, store().version(), limit=limit, hidden=access.is_editor())


def histogram(filters: Filters) -> pd.DataFrame:
    """Return :func:`geo.query.histogram`."""
    return _answer("histogram", filters, store().version())


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _step(filters: Filters, start: str | None, by: int, version: str) -> query.Step | None:
    return query.step(store(), filters, start=start, by=by)


def step(filters: Filters, *, start: str | None = None, by: int = 1) -> query.Step | None:
    """Return :func:`geo.query.step`."""
    return _step(filters, start, by, store().version())


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def _event(event_id: str, version: str) -> StoredEvent | None:
    return query.event(store(), event_id)


def event(event_id: str) -> StoredEvent | None:
    """Return :func:`geo.query.event`."""
    return _event(event_id, store().version())


@st.cache_data(max_entries=4, show_spinner=False)
def _span(version: str) -> tuple[dt.date, dt.date] | None:
    return query.date_span(store())


def date_span() -> tuple[dt.date, dt.date] | None:
    """Return :func:`geo.query.date_span`."""
    return _span(store().version())


@st.cache_data(max_entries=4, show_spinner=False)
def _collections(version: str) -> dict[str, str]:
    return {one.id: one.name for one in collections.listed(store())}


def collections_by_id() -> dict[str, str]:
    """Return the names of all collections by their ids."""
    return _collections(store().version())


@st.cache_data(max_entries=512, show_spinner=False)
def _named(kind: str, ids: tuple[str, ...], version: str) -> dict[str, str]:
    return query.named(store(), kind, ids)


def named(kind: str, ids: tuple[str, ...]) -> dict[str, str]:
    """Return :func:`geo.query.named`."""
    return _named(kind, ids, store().version()) if ids else {}


@st.cache_data(max_entries=64, show_spinner=False)
def _article(_store: Store, article_id: str, version: str) -> StoredArticle | None:
    return query.article(_store, article_id)


def article(article_id: str, *, of: Store | None = None) -> StoredArticle | None:
    """Return :func:`geo.query.article`, by default of the store that this session looks at.

    An article that is hidden is there for editors only.
    """
    held = of or store()
    found = _article(held, article_id, held.version())
    return found if found is None or found.shown or access.is_editor() else None


def known(kind: str, ids: Collection[str]) -> dict[str, str]:
    """Return :meth:`geo.store.Store.current`; hidden articles are known to editors only."""
    return store().current(kind, ids, hidden=access.is_editor())
