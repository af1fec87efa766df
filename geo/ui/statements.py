"""The page of statements: what is said, by whom, in what manner and of which places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import voices
from geo.query import Filters
from geo.share import Selection
from geo.ui import data, link
from geo.ui.reader import read
from geo.words import count_text

if TYPE_CHECKING:
    import pandas as pd

KEY = "voices"
PAGE = 50
"""Statements that are sent at first, and added by "Show more"."""
MOST = 500
"""Statements that are sent at most."""
_CHOICES = 40
_HERE = Path(__file__).parent
_STATE = "statements_page"


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_voices",
        html='<div class="voices"></div>',
        css=(_HERE / "voices.css").read_text(encoding="utf-8"),
        js=(_HERE / "voices.js").read_text(encoding="utf-8"),
    )


def statements(filters: Filters) -> None:
    """Draw the page; what narrows it are the filters of all pages, so all of the page runs again."""
    state, chosen = st.session_state.setdefault(_STATE, {"shown": PAGE}), link.meant()
    if state.get("filters") != filters:
        state |= {"filters": filters, "shown": PAGE}
    linked = _linked(filters, chosen)
    frame = data.statements(linked, limit=state["shown"])
    total = frame.attrs["total"]
    other = filters != Filters() and bool(data.counts(filters)["shown"].sum())  # else the line above says it
    rows = voices.statement_rows(_with_chosen(frame, filters))
    _component()(
        key=KEY,
        data={
            "theme": st.context.theme.type or "light",
            "selected": {"kind": chosen.kind, "id": chosen.id} if chosen.kind else None,
            "focus": _focus(chosen, total),
            "text": filters.text,
            "rows": rows,
            "total": max(total, len(rows)) if state["shown"] < MOST else len(rows),
            "page": PAGE,
            "count": _count(len(rows), total),
            "acts": voices.act_options(data.acts(_others(filters, acts=())), filters),
            "speakers": voices.speaker_options(data.speakers(_speaking(filters), limit=_CHOICES), filters),
            "places": voices.place_options(data.spoken_places(_others(filters, places=()), limit=_CHOICES), filters),
            "empty": "No statement in what is shown." + (" Clear a filter to see more." if other else ""),
            "clear": other,
        },
        on_narrow_change=_on_narrow,
        on_search_change=lambda: link.change(text=" ".join(str(_sent("search"))[:200].split())),
        on_select_change=_on_select,
        on_more_change=lambda: state.update(shown=min(MOST, state["shown"] + PAGE)),
        on_open_change=lambda: state.update(open=_sent("open")),
        on_map_change=lambda: state.update(leave=True),
        on_clear_change=link.clear,
    )
    if opened := state.pop("open", None):
        read(opened["article"], (opened["start"], opened["end"]))
    if state.pop("leave", False):
        link.save()
        st.switch_page("pages/map.py")


def _count(shown: int, total: int) -> str:
    if not total:
        return ""
    newest = count_text(total, "statement") if shown >= total else f"{shown:,} of {count_text(total, 'statement')}"
    end = ", the newest first" if total > 1 else ""
    return f"{newest}{end}" + (". Narrow them to see the others." if MOST <= shown < total else "")


def _linked(filters: Filters, chosen: Selection) -> Filters:
    """Return the filters narrowed to what the selection links, as beside the map."""
    field = {"place": "places", "actor": "actors", "article": "articles"}.get(chosen.kind or "")
    return Filters(**{field: (chosen.id,)}, within=filters) if field else filters


def _others(filters: Filters, **own: tuple[str, ...]) -> Filters:
    """Return what a list of choices is counted under: all but its own filter, and what the selection links."""
    return Filters(within=_linked(replace(filters, **own), link.meant()))


def _speaking(filters: Filters) -> Filters:
    return _others(filters, actors=(), roles=()) if filters.roles == ("speaker",) else _others(filters)


def _focus(chosen: Selection, total: int) -> dict[str, str] | None:
    if chosen.kind not in ("place", "actor", "article"):
        return None
    if chosen.kind == "article":
        found = data.article(chosen.id)
        title = (found.title if found else None) or chosen.id
    else:
        title = data.named(chosen.kind, (chosen.id,)).get(chosen.id, chosen.id)
    return {"title": title, "text": count_text(total, "statement")}


def _with_chosen(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the page with the selected statement at its head where the page does not hold it."""
    import pandas as pd

    chosen = link.selection()
    if chosen.kind != "statement" or chosen.id in set(frame["id"]):
        return frame
    row = data.statements(Filters(events=(chosen.id,), within=filters), limit=1)
    return frame if row.empty else pd.concat([row, frame], ignore_index=True) if len(frame) else row


def _sent(name: str) -> Any:  # noqa: ANN401 - whatever a browser sends
    return getattr(st.session_state[KEY], name)


def _on_narrow() -> None:
    asked = _sent("narrow")
    link.change(**voices.narrowed(link.filters(), str(asked["field"]), str(asked["id"])))


def _on_select() -> None:
    asked = _sent("select")
    link.select(Selection("statement", asked) if isinstance(asked, str) else Selection())
