"""Lists of journeys, statements, actors and places as tabs of one component, and the way to what they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from geo import panels
from geo.share import Selection
from geo.ui import link
from geo.ui.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HERE = Path(__file__).parent
_MORE, _READING = "more", "reading"


class Tab(NamedTuple):
    """A list: ``kind`` says how its rows are drawn (``journeys``, ``statements``, ``actors`` or ``places``)."""

    key: str
    label: str
    kind: str
    rows: list[dict[str, Any]]
    total: int
    empty: str | None = None


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_panels",
        html='<div class="panels"></div>',
        css=(_HERE / "panels.css").read_text(encoding="utf-8"),
        js=(_HERE / "panels.js").read_text(encoding="utf-8"),
    )


def limit(key: str, tab: str) -> int:
    """Return how many rows of a tab are shown: a page, and one more for each "Show more"."""
    return st.session_state.get(_MORE, {}).get((key, tab), panels.FIRST.get(tab, panels.PAGE))


def more(key: str, tab: str) -> None:
    """Show another page of a tab's rows."""
    st.session_state.setdefault(_MORE, {})[key, tab] = limit(key, tab) + panels.PAGE


def more_button(key: str, tab: str, *, rest: int) -> None:
    """Draw what shows more rows of a list that is no component, if there is any ``rest``."""
    if rest > 0:
        label = f"Show {min(rest, panels.PAGE):,} more of {rest:,}"
        st.button(label, key=f"more-{key}-{tab}", on_click=more, args=(key, tab), type="tertiary")


def lists(
    key: str,
    tabs: Sequence[Tab],
    *,
    focus: dict[str, str] | None = None,
    first: str | None = None,
    unfolded: str | None = None,
    label: str = "Panels",
    on_select: Callable[[Selection], None] | None = None,
) -> None:
    """Draw lists as tabs; what is selected in the app is marked.

    Parameters
    ----------
    key
        Key of the component in the session.
    tabs
        The lists.
    focus
        Heading and summary of what is selected.
    first
        Key of the tab that a new selection brings to the front.
    unfolded
        Id of the row whose sentence is open.
    label
        What a screen reader calls the tabs.
    on_select
        Called after a row was selected.
    """
    chosen = link.selection()
    _component()(
        key=key,
        data={
            "tabs": [{"key": tab.key, "label": tab.label, "kind": tab.kind} for tab in tabs],
            "lists": {tab.key: panels.panel(tab.rows, tab.total, tab.kind, empty=tab.empty) for tab in tabs},
            "label": label,
            "page": panels.PAGE,
            "selected": {"kind": chosen.kind, "id": chosen.id} if chosen.kind else None,
            "focus": focus,
            "open": unfolded,
            "tab": first,
        },
        on_select_change=lambda: _on_select(key, on_select),
        on_open_change=lambda: _on_open(key),
        on_more_change=lambda: _on_more(key),
    )


def open_article() -> None:
    """Open the article that a row's button asked for; call it once at the end of a page or fragment."""
    if opened := st.session_state.pop(_READING, None):
        read(opened["article"], (opened["start"], opened["end"]))


def _on_select(key: str, then: Callable[[Selection], None] | None) -> None:
    state = st.session_state
    state.pop("stepped", None)
    asked = state[key].select
    chosen = Selection(asked["kind"], asked["id"]) if asked and asked["kind"] else Selection()
    link.select(chosen)
    if then and link.selection() == chosen:
        then(chosen)


def _on_open(key: str) -> None:
    st.session_state[_READING] = st.session_state[key].open


def _on_more(key: str) -> None:
    more(key, st.session_state[key].more)
