"""The address bar and the session: what is shown, and one entry of the browser's history for each thing a user does.

What all pages share lives in the session: filters, selection, units and the view that a link asked for.  Widgets show
it and call :func:`change`; they keep nothing of their own.

Who wins: the address on the first run of a session, after Back and Forward, and whenever it says what the app never
wrote.  Else the session: a click made before the browser has heard of the last change brings the address before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import LinkError
from geo.query import Filters
from geo.share import Selection, from_query, to_query
from geo.store.tables import EVENT_KINDS
from geo.ui import data, shelf

if TYPE_CHECKING:
    from geo.share import View

SCENES = tuple(kind for kind in EVENT_KINDS if kind != "named")
"""The kinds of events that are more than a name."""

_FILTERS, _SELECTION, _MILES, _VIEW, _PROBLEMS = "shown", "selection", "miles", "view", "problems"
_ADDRESS, _WRITTEN, _CANON, _MORE = "address", "addresses", "canonical", "more"
_REMEMBERED = 20
"""Addresses of our own that a click may still bring back."""


def load() -> None:
    """Put the address's filters and selection into the session; call it before ``st.navigation``."""
    state = st.session_state
    params = st.query_params.to_dict()
    if _ADDRESS in state and not _wins(params):
        if not params and state[_ADDRESS]:
            # A page link drops the query.  Given back before the page is announced, it is part of the page's one entry.
            st.query_params.from_dict(state[_ADDRESS])
        return
    link = from_query(params, known=data.known)
    state[_FILTERS] = _normal(link.filters)
    state[_SELECTION] = link.selection
    state[_MILES] = link.miles
    state[_PROBLEMS] = link.problems
    state[_VIEW] = link.view
    state.pop(_MORE, None)
    _remember(params, canonical=_canonical())


def _wins(params: dict[str, str]) -> bool:
    state = st.session_state
    if params == state[_ADDRESS]:
        return False
    if getattr(get_script_run_ctx(), "is_history_navigation", False):
        return True
    return bool(params) and params not in state[_WRITTEN]


def _remember(params: dict[str, str], *, canonical: dict[str, str] | None) -> None:
    state = st.session_state
    state[_ADDRESS], state[_CANON] = params, canonical
    state[_WRITTEN] = [*state.get(_WRITTEN, ()), params][-_REMEMBERED:]


def _canonical() -> dict[str, str] | None:
    """Return the session's query; None where it is too long for a link, and :func:`too_long` says so."""
    state = st.session_state
    try:
        query = to_query(filters(), selection(), view=view(), miles=miles())
    except LinkError as error:
        state["too_long"] = str(error)
        return None
    state["too_long"] = None
    return query


def save() -> None:
    """Write filters and selection into the address bar; call it at the end of a run and of a fragment.

    An address that says the same in other words, or names what is not here, stays as it is until something changes.
    """
    query = _canonical()
    if query is None or query == st.session_state[_CANON]:
        return
    _remember(query, canonical=query)
    st.query_params.from_dict(query)


def query() -> dict[str, str]:
    """Return the query of what is shown; empty where it does not fit into a link."""
    return _canonical() or {}


def too_long() -> str | None:
    """Return why what is shown does not fit into a link; None where it does."""
    _canonical()
    return st.session_state["too_long"]


def _normal(filters: Filters) -> Filters:
    """Return the filters without what filters nothing: the whole period, all kinds, the part that no actor has."""
    span = data.date_span()
    first, last = filters.date_from, filters.date_to
    if span:
        first = None if first is not None and first <= span[0] else first
        last = None if last is not None and last >= span[1] else last
    kinds = tuple(kind for kind in EVENT_KINDS if kind in filters.kinds)
    roles = filters.roles if filters.actors else ()
    return replace(filters, date_from=first, date_to=last, kinds=() if kinds == EVENT_KINDS else kinds, roles=roles)


def filters() -> Filters:
    """Return what is asked for on all pages; the whole period counts as no filter."""
    return st.session_state.get(_FILTERS, Filters())


def change(**fields: Any) -> None:  # noqa: ANN401 - the fields of Filters
    """Change fields of the filters (see :class:`geo.query.Filters`); the rest and the selection stay."""
    state = st.session_state
    state[_FILTERS] = _normal(replace(filters(), **fields))
    state[_PROBLEMS] = ()
    state.pop(_MORE, None)


def clear() -> None:
    """Clear all filters; the selection stays."""
    st.session_state[_FILTERS] = Filters()
    st.session_state[_PROBLEMS] = ()
    st.session_state.pop(_MORE, None)


def selection() -> Selection:
    """Return what is selected in all views."""
    return st.session_state.get(_SELECTION, Selection())


def meant() -> Selection:
    """Return what is selected; for a near-copy the article that it counts with, which has the events."""
    chosen = selection()
    return Selection("article", shelf.lead(chosen.id)) if chosen.kind == "article" and chosen.id else chosen


def select(chosen: Selection) -> None:
    """Select something in all views; selecting it again clears the selection."""
    st.session_state[_SELECTION] = Selection() if chosen == selection() else chosen
    st.session_state.pop(_MORE, None)


def problems() -> tuple[str, ...]:
    """Return the sentences about what the link named and is not here."""
    return st.session_state.get(_PROBLEMS, ())


def miles() -> bool:
    """Return whether distances are shown in miles."""
    return bool(st.session_state.get(_MILES))


def use_miles(wanted: bool) -> None:
    """Show distances in miles, or in kilometres."""
    st.session_state[_MILES] = wanted


def view() -> View | None:
    """Return the map's view that the link asked for."""
    return st.session_state.get(_VIEW)
