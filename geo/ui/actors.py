"""The page of actors: the network of who spoke about or travelled to whom, and the profile of one of them."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import network, panels, profile
from geo.query import Filters
from geo.share import Selection
from geo.ui import data, faults, link, lists

if TYPE_CHECKING:
    import pandas as pd

NETWORK, LISTS = "network", "profile"
_HERE = Path(__file__).parent
_KINDS = ("person", "state", "organisation", "group")
_KEY = (
    "".join(f"<span><i class='{kind}'></i>{kind}</span>" for kind in _KINDS)
    + "<span><b class='spoke'></b>spoke about</span><span><b class='travelled'></b>travelled to</span>"
)


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_network",
        html='<div class="network"></div>',
        css=(_HERE / "network.css").read_text(encoding="utf-8"),
        js=(_HERE / "network.js").read_text(encoding="utf-8"),
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _drawing(filters: Filters, keep: str | None, version: str) -> dict[str, Any]:
    return network.drawing(data.network(filters), keep=keep)


@st.fragment
@faults.said()
def actors(filters: Filters) -> None:
    """Draw the page."""
    chosen = link.selection()
    actor = chosen.id if chosen.kind == "actor" else None
    left, right = st.columns([7, 4], gap="medium")
    with left:
        _network(filters, actor)
    with right:
        if actor:
            _profile(filters, actor)
        else:
            _everybody(filters)
    lists.open_article()
    link.save()


def _network(filters: Filters, actor: str | None) -> None:
    drawn = _drawing(filters, actor, data.store().version())
    if not drawn["nodes"]:
        st.info("Nobody in what is shown spoke about anybody or travelled to another state. Widen the filters.")
        return
    left_out = drawn["left_out"]
    rest = f"<em>{left_out:,} more, with fewer links, are in the list</em>" if left_out else ""
    st.html(f"<p class='dl-key'>{_KEY}{rest}</p>")
    _component()(key=NETWORK, data=drawn | {"selected": actor}, on_pick_change=_on_pick)


def _on_pick() -> None:
    picked = st.session_state[NETWORK].pick
    if isinstance(picked, str):
        link.select(Selection("actor", picked))


def _everybody(filters: Filters) -> None:
    who = data.actors(filters, limit=lists.limit(LISTS, "actors"))
    rows = panels.actor_rows(who.head(lists.limit(LISTS, "actors")))
    lists.lists(
        LISTS, [lists.Tab("actors", "Actors", "actors", rows, who.attrs["total"])], label="Actors, most linked first"
    )


def _profile(filters: Filters, actor: str) -> None:
    own = Filters(actors=(actor,), within=filters)
    found = data.picked("actors", filters, (actor,))
    if found.empty:
        lists.lists(LISTS, [], focus=panels.focus(link.selection(), {}, linked={}))
        return
    told = data.journeys(Filters(actors=(actor,), roles=("traveller",), within=filters), limit=_rows("journeys"))
    said = data.statements(Filters(actors=(actor,), roles=("speaker",), within=filters), limit=_rows("said"))
    about = data.statements(Filters(actors=(actor,), roles=("about",), within=filters), limit=_rows("about"))
    most = _rows("with")
    partners = data.actors(own, limit=most + 1)
    others = partners.attrs["total"] - 1  # but the actor's own row
    partners = partners[partners["id"] != actor]
    where = data.places(own, limit=_rows("where"))
    (row,) = found.itertuples(index=False)
    head = profile.summary(row, about=about.attrs["total"], partners=others, places=where.attrs["total"])
    st.html(_head(head))
    lists.lists(
        LISTS,
        [
            lists.Tab(
                "journeys", "Journeys", "journeys", _moves(told, filters), told.attrs["total"], "No journey told."
            ),
            _spoken("said", "Said", said, "Nothing said in what is shown."),
            _spoken("about", "About", about, "Nobody speaks about this actor in what is shown."),
            lists.Tab("with", "With", "actors", panels.actor_rows(partners.head(most)), others),
            lists.Tab("where", "Where", "places", panels.place_rows(where.head(_rows("where"))), where.attrs["total"]),
        ],
        label="What is told of this actor",
        focus={"title": head["name"], "text": head["kind"]},
    )


def _rows(tab: str) -> int:
    return lists.limit(LISTS, tab)


def _moves(told: pd.DataFrame, filters: Filters) -> list[dict[str, Any]]:
    return panels.journey_rows(told, data.places(filters), colours={}, miles=link.miles())


def _spoken(key: str, label: str, frame: pd.DataFrame, empty: str) -> lists.Tab:
    return lists.Tab(key, label, "statements", panels.statement_rows(frame), frame.attrs["total"], empty)


def _head(head: dict[str, Any]) -> str:
    """Return offices and figures as HTML, everything escaped."""
    held = "".join(f"<li dir='auto'>{html.escape(office)}</li>" for office in head["offices"])
    figures = " · ".join(html.escape(figure) for figure in head["figures"])
    return f"<div class='dl-profile'><ul>{held}</ul><p>{figures}</p></div>"
