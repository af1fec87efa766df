"""The filters that all pages share: one component, whose one answer is all that is set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.ui import choices, counted, data, faults, link
from geo.words import date_text

if TYPE_CHECKING:
    from geo.query import Filters

KEY = "filters"
_SEQ, _FOUND = "filters_seq", "filters_found"
_HERE = Path(__file__).parent


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_filters",
        html='<div class="filters"></div>',
        css=(_HERE / "filters.css").read_text(encoding="utf-8"),
        js=(_HERE / "filters.js").read_text(encoding="utf-8"),
    )


def sidebar() -> None:
    """Draw the filters; :func:`geo.ui.link.filters` is what they ask for."""
    with st.sidebar:
        st.html(
            "<div class='dl-brand'><strong>Dateline</strong>"
            "<span>Who went where, who said what, and which sentence says so.</span></div>"
        )
        _filters()


@st.fragment(key=KEY)  # a search for a name reruns this much
@faults.said()
def _filters() -> None:
    _component()(
        key=f"{KEY}_component",
        data=payload(),
        on_change_change=_on_change,
        on_search_change=_on_search,
    )


def payload() -> dict[str, Any]:
    """Return all that the filters show."""
    state = st.session_state
    filters, span = link.filters(), data.date_span()
    kinds = counted.listed("kinds", filters)
    known = dict(zip(kinds["value"], kinds["events"], strict=True))
    return {
        "seq": state.get(_SEQ, 0),
        "set": choices.chosen(filters),
        "miles": link.miles(),
        "theme": st.context.theme.type or "light",
        "kinds": [[kind, title, int(known.get(kind, 0))] for kind, title in choices.KINDS.items()],
        "span": [day.isoformat() for day in span] if span else None,
        "ends": [date_text(day, None) for day in span] if span else [],
        "bars": choices.bars(counted.histogram(filters), span) if span else [],
        "facets": [_facet(field) for field in choices.FACETS],
        "found": _found(state.get(_FOUND), filters),
    }


def _facet(field: str) -> dict[str, Any]:
    filters, (title, noun) = link.filters(), choices.FACETS[field]
    if field in ("actors", "places"):
        frame, total = counted.most(field, filters)
        options = choices.options(frame)
        here = {option[0] for option in options}
        missing = tuple(id_ for id_ in getattr(filters, field) if id_ not in here)
        names = data.named(noun, missing)
        options += [[id_, names.get(id_, id_), 0, None] for id_ in missing]
    else:
        frame = counted.listed(field, filters)
        total = len(frame)
        names = dict(zip(frame["value"], frame["label"], strict=True))
        names |= data.collections_by_id() if field == "collections" else {}
        rows = zip(frame["value"], frame["events"], strict=True)
        options = [[value, choices.label(field, value, names), int(events), None] for value, events in rows]
    return {"key": field, "title": title, "noun": noun, "options": options, "total": total, "open": field == "actors"}


def _on_change() -> None:
    """Take over what the browser has set."""
    state = st.session_state
    sent = state[f"{KEY}_component"].change
    state[_SEQ] = int(sent["seq"])
    link.change(**choices.asked(sent["set"]))
    link.use_miles(bool(sent["miles"]))
    st.rerun()


def _on_search() -> None:
    """Look for names beyond those that were sent."""
    sent = st.session_state[f"{KEY}_component"].search
    field, text = sent["facet"], str(sent["text"])[:100]
    if field in ("actors", "places"):  # the others are sent whole
        st.session_state[_FOUND] = (field, text)


def _found(asked: tuple[str, str] | None, filters: Filters) -> dict[str, Any] | None:
    """Return what a search finds under the filters as they are now."""
    if asked is None:
        return None
    field, text = asked
    return {"facet": field, "text": text, "options": choices.options(counted.search(field, text, filters))}
