"""Two actors that are one: the other is looked for among the actors of all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import corrections as make
from geo import query
from geo.record import Actor
from geo.ui import data
from geo.ui.markdown import plain
from geo.words import apart, count_text, country_name

if TYPE_CHECKING:
    import pandas as pd

    from geo.corrections import Correction
    from geo.record import Record
    from geo.store import Store

_MOST = 20
_HERE = "in this article"


@st.cache_data(max_entries=64, show_spinner=False)
def _called(_store: Store, name: str, version: str) -> pd.DataFrame:
    return query.actors_called(_store, name, limit=_MOST)


def merging(store: Store, record: Record, who: Actor) -> Correction | None:
    """Draw the search for whom an actor is the same as; return the correction that makes them one, if asked for."""
    name = st.text_input(
        "Is the same as (search the actors of all articles)", who.name, key=f"merge-query-{who.id}", max_chars=100
    )
    found = _called(store, name, store.version())
    others, labels = _choices(store, record, who, found)
    if found["id"].isin([who.id]).sum() == len(found):
        st.caption(f"No other actor is called “{plain(name)}”. Try another name; the list has those of this article.")
    elif found.attrs["total"] > len(found):
        st.caption(f"These are {len(found)} of {found.attrs['total']:,}. Write more of the name to see fewer.")
    into = st.selectbox(
        "Actor", list(others), index=None, format_func=labels.get, key=f"merge-{who.id}-{name}",
        placeholder="Choose an actor",
    )  # fmt: skip
    if not into:
        return None
    st.caption(f"{plain(who.name)} will be {plain(others[into].name)} in all articles. You can undo it below.")
    if st.button("Make them one, in all articles", key="do-merge", type="primary"):
        return make.merge_actors(record, who.id, others[into])
    return None


def _choices(store: Store, record: Record, who: Actor, found: pd.DataFrame) -> tuple[dict[str, Actor], dict[str, str]]:
    """Return who may be chosen, by id, and how each is called: those that were found, then those of the article."""
    others, labels = {}, {}
    rows = [(Actor(*row), int(events)) for *row, events in found.itertuples(index=False, name=None)]
    for actor, events in [*rows, *((actor, None) for actor in sorted(record.actors, key=lambda a: a.name))]:
        if actor.id == who.id or actor.id in others:
            continue
        others[actor.id] = actor
        labels[actor.id] = _label(store, actor, _HERE if events is None else count_text(events, "event"))
    return others, apart(labels)


def _label(store: Store, actor: Actor, where: str) -> str:
    """Return an actor's name with what tells it from its namesakes."""
    country = country_name(actor.country) if actor.kind != "state" else None
    office = actor.position if actor.position != actor.name else None
    kind = actor.kind if actor.kind != "person" else None
    alone = None
    if "@" in actor.id and where != _HERE and (article := data.article(actor.id.partition("@")[2], of=store)):
        alone = f"only in “{(article.title or article.id)[:60]}”"
    return " · ".join(filter(None, [actor.name, office or country, kind, where, alone]))
