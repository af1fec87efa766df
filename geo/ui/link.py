"""The address bar and the session: the link wins where it is not what the app wrote itself.

What all pages share lives in the session: the widgets' values under the keys below, and ``selection``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import LinkError
from geo.query import Filters
from geo.share import Selection, View, from_query, to_query
from geo.store.tables import EVENT_KINDS
from geo.ui import data

if TYPE_CHECKING:
    import datetime as dt

ACTORS, PERIOD, NAMED, MILES = "actors", "period", "named", "miles"
"""Keys of the widgets: chosen actors, first and last day, whether places that are only named are drawn, miles or km."""
_SELECTION, _PROBLEMS, _WRITTEN, _VIEW, _MORE = "selection", "problems", "written", "view", "more"
_SCENES = tuple(kind for kind in EVENT_KINDS if kind != "named")


def _of_app(params: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in params.items() if not key.startswith("embed")}


def load() -> None:
    """Put the link's filters and selection into the session; call it before any widget."""
    state = st.session_state
    params = _of_app(st.query_params.to_dict())
    if params == state.get(_WRITTEN):
        for key in (ACTORS, PERIOD, NAMED, MILES):
            state[key] = state[key]  # keeps a widget's value where this run does not draw it
        return
    link = from_query(params, known=data.store().current)
    state[ACTORS] = list(link.filters.actors)
    state[PERIOD] = _period(link.filters)
    state[NAMED] = not link.filters.kinds or "named" in link.filters.kinds
    state[MILES] = link.miles
    state[_SELECTION] = link.selection
    state[_PROBLEMS] = link.problems
    state[_VIEW] = link.view
    state[_WRITTEN] = params


def save() -> None:
    """Write filters and selection into the address bar; call it at the end of a run and of a fragment."""
    state = st.session_state
    try:
        written = to_query(filters(), selection(), view=state.get(_VIEW), miles=miles())
    except LinkError as error:
        st.warning(str(error))
        return
    if written != _of_app(st.query_params.to_dict()):
        kept = {k: v for k, v in st.query_params.to_dict().items() if k.startswith("embed")}
        st.query_params.from_dict(kept | written)
    state[_WRITTEN] = written


def _period(filters: Filters) -> tuple[dt.date, ...]:
    span = data.date_span()
    if span is None:
        return ()
    first, last = filters.date_from or span[0], filters.date_to or span[1]
    return (min(first, last), max(first, last))


def filters() -> Filters:
    """Return what the session's widgets ask for; the whole period counts as no filter."""
    state = st.session_state
    span = data.date_span()
    days = tuple(state.get(PERIOD) or ())
    first = days[0] if days else None
    last = days[1] if len(days) > 1 else None
    if span:
        first = None if first is not None and first <= span[0] else first
        last = None if last is not None and last >= span[1] else last
    kinds = () if state.get(NAMED, True) else _SCENES
    return Filters(actors=tuple(state.get(ACTORS, ())), date_from=first, date_to=last, kinds=kinds)


def selection() -> Selection:
    """Return what is selected in all views."""
    return st.session_state.get(_SELECTION, Selection())


def select(chosen: Selection) -> None:
    """Select something in all views; selecting it again clears the selection."""
    st.session_state[_SELECTION] = Selection() if chosen == selection() else chosen
    st.session_state.pop(_MORE, None)


def problems() -> tuple[str, ...]:
    """Return the sentences about what the link named and is not here."""
    return st.session_state.get(_PROBLEMS, ())


def miles() -> bool:
    """Return whether distances are shown in miles."""
    return bool(st.session_state.get(MILES))


def view() -> View | None:
    """Return the map's view that the link asked for."""
    return st.session_state.get(_VIEW)


def clear() -> None:
    """Clear all filters; the selection stays."""
    st.session_state[ACTORS] = []
    st.session_state[PERIOD] = _period(Filters())
    st.session_state[NAMED] = True
    st.session_state[_PROBLEMS] = ()
