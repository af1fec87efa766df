"""The page of journeys: tables of journeys and presences, totals by traveller, claimed and measured distances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import itineraries
from geo.query import Filters
from geo.query.travels import ORDERS
from geo.share import Selection
from geo.ui import data, faults, link
from geo.ui.reader import read
from geo.words import count_text

if TYPE_CHECKING:
    import pandas as pd

KEY = "ledger"
PAGE = 100
"""Rows of a table that are sent at once."""
_HERE = Path(__file__).parent
_STATE = "journeys_page"
_MOVES = {"journeys": "journey", "presences": "presence"}
_EMPTY = {
    "journeys": "No journey in what is shown.",
    "presences": "Nobody is told to be anywhere in what is shown.",
    "travellers": "No known actor travels in what is shown.",
    "claims": "The articles shown say of no distance how long it is.",
    "distances": "A table of distances needs two cities or sites, and fewer are shown.",
}


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_ledger",
        html='<div class="ledger"></div>',
        css=(_HERE / "ledger.css").read_text(encoding="utf-8"),
        js=(_HERE / "ledger.js").read_text(encoding="utf-8"),
    )


def _state() -> dict[str, Any]:
    fresh = {"tab": "journeys", "by": "date", "descending": True, "offsets": {}, "places": (), "seen": None}
    return st.session_state.setdefault(_STATE, fresh)


@st.fragment
@faults.said()
def journeys(filters: Filters) -> None:
    """Draw the page."""
    state, chosen = _state(), link.meant()
    if state.get("filters") != filters:
        state |= {"filters": filters, "offsets": {}}
    if state["seen"] != chosen:
        state["seen"] = chosen
        if chosen.kind == "journey" and state["tab"] != "distances":
            event = data.event(chosen.id)
            state["tab"] = "presences" if event and event.kind == "presence" else "journeys"
    linked = _linked(filters, chosen)
    totals = {tab: data.journeys(_only(tab, linked), limit=1).attrs["total"] for tab in _MOVES}
    totals |= {"travellers": data.travellers(filters, limit=PAGE).attrs["total"]}
    totals |= {"claims": data.claims(filters, limit=1, offset=0).attrs["total"]}
    labels = {
        "journeys": "Journeys",
        "presences": "Presences",
        "travellers": "Travellers",
        "claims": "Claimed distances",
        "distances": "Between places",
    }
    tab = state["tab"]
    other = filters != Filters() and bool(data.counts(filters)["shown"].sum())  # else the line above says it
    _component()(
        key=KEY,
        data={
            "tabs": [{"key": key, "label": label, "n": totals.get(key)} for key, label in labels.items()],
            "tab": tab,
            "theme": st.context.theme.type or "light",
            "selected": {"kind": chosen.kind, "id": chosen.id} if chosen.kind else None,
            "focus": _focus(filters, chosen, totals) if tab in _MOVES else None,
            "empty": _EMPTY[tab] + (" Clear a filter to see more." if other else ""),
            "clear": other,
            "page": PAGE,
        }
        | _body(tab, filters, linked, totals.get(tab, 0)),
        on_tab_change=_on_tab,
        on_sort_change=_on_sort,
        on_page_change=_on_page,
        on_select_change=_on_select,
        on_journey_change=_on_journey,
        on_places_change=_on_places,
        on_open_change=_on_open,
        on_map_change=lambda: state.update(leave=True),
        on_clear_change=lambda: state.update(clear=True),
    )
    if opened := state.pop("open", None):
        read(opened["article"], (opened["start"], opened["end"]))
    if state.pop("clear", False):
        link.clear()
        st.rerun()
    link.save()
    if state.pop("leave", False):
        st.switch_page("pages/map.py")


def _only(tab: str, filters: Filters) -> Filters:
    return Filters(kinds=(_MOVES[tab],), within=filters)


def _linked(filters: Filters, chosen: Selection) -> Filters:
    """Return the filters narrowed to what the selection links, as beside the map."""
    field = {"place": "places", "actor": "actors", "article": "articles"}.get(chosen.kind or "")
    return Filters(**{field: (chosen.id,)}, within=filters) if field else filters


def _focus(filters: Filters, chosen: Selection, totals: dict[str, int]) -> dict[str, str] | None:
    if chosen.kind not in ("place", "actor", "article"):
        return None
    text = f"{count_text(totals['journeys'], 'journey')}, {count_text(totals['presences'], 'presence')}"
    if chosen.kind == "article":
        found = data.article(chosen.id)
        title = (found.title if found else None) or chosen.id
    else:
        title = data.named(chosen.kind, (chosen.id,)).get(chosen.id, chosen.id)
    return {"title": title, "text": text}


def _body(tab: str, filters: Filters, linked: Filters, total: int) -> dict[str, Any]:
    state, miles = _state(), link.miles()
    offset = state["offsets"].get(tab, 0)
    if tab == "distances":
        shown = data.places(filters)
        return {"matrix": itineraries.matrix(shown, state["places"], miles=miles)}
    if tab in _MOVES:
        frame = _with_chosen(
            data.journeys_page(
                _only(tab, linked), limit=PAGE, offset=offset, order=state["by"], descending=state["descending"]
            ),
            tab,
            filters,
        )
        rows = itineraries.journey_rows(frame, miles=miles)
        chosen = link.selection()
        detail = itineraries.journey_detail(frame, chosen.id if chosen.kind == "journey" else None, miles=miles)
        extra = {"order": {"by": state["by"], "descending": state["descending"]}, "detail": detail}
        noun = "journey" if tab == "journeys" else "presence"
    elif tab == "travellers":
        frame = data.travellers(filters, limit=PAGE)
        rows, extra, noun = itineraries.traveller_rows(frame, miles=miles), {}, "traveller"
    else:
        frame = data.claims(filters, limit=PAGE, offset=offset)
        rows, extra, noun = itineraries.claim_rows(frame, miles=miles), {}, "distance"
    count = itineraries.page_text(offset, min(len(rows), PAGE), total, noun)
    return {"rows": rows, "total": total, "offset": offset, "count": count} | extra


def _with_chosen(frame: pd.DataFrame, tab: str, filters: Filters) -> pd.DataFrame:
    """Return the page with the selected journey at its head where the page does not hold it."""
    import pandas as pd

    chosen = link.selection()
    if chosen.kind != "journey" or any(chosen.id in tellings for tellings in frame["tellings"]):
        return frame
    row = data.journeys(Filters(events=(chosen.id,), within=_only(tab, filters)), limit=1)
    return frame if row.empty else pd.concat([row, frame], ignore_index=True) if len(frame) else row


def _sent(name: str) -> Any:  # noqa: ANN401 - whatever a browser sends
    return getattr(st.session_state[KEY], name)


def _on_tab() -> None:
    if _sent("tab") in _EMPTY:
        _state()["tab"] = _sent("tab")


def _on_sort() -> None:
    asked = _sent("sort")
    if asked["by"] in ORDERS:
        _state().update(by=asked["by"], descending=bool(asked["descending"]), offsets={})


def _on_page() -> None:
    state = _state()
    state["offsets"] = state["offsets"] | {state["tab"]: max(0, int(_sent("page")))}


def _on_select() -> None:
    asked = _sent("select")
    kind = asked["kind"] if asked["kind"] in ("journey", "actor") else None
    link.select(Selection(kind, str(asked["id"])) if kind else Selection())
    _state()["seen"] = link.selection()


def _on_journey() -> None:
    """Show the longest journey of a traveller."""
    if link.selection() != (wanted := Selection("journey", str(_sent("journey")))):
        link.select(wanted)
    _state()["tab"] = "journeys"


def _on_places() -> None:
    _state()["places"] = tuple(str(id_) for id_ in _sent("places")[: itineraries.MOST_POINTS])


def _on_open() -> None:
    _state()["open"] = _sent("open")
