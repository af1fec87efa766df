"""The line above every page: how much is shown, what is set and how to clear it, Share and Export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from geo.share import KEYS, MAX_LINK
from geo.ui import choices, data, export, link, messages

KEY = "bar"
_PRIVATE = (
    "What you look at is held by this browser session alone and goes with it: a link carries the filters, not the "
    "articles. An editor can store them for everybody."
)
_HERE = Path(__file__).parent


@st.cache_resource
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_bar",
        html='<div class="bar"></div>',
        css=(_HERE / "bar.css").read_text(encoding="utf-8"),
        js=(_HERE / "bar.js").read_text(encoding="utf-8"),
    )


def bar(*, path: str) -> None:
    """Draw the line; ``path`` is the page's own part of the address."""
    filters = link.filters()
    table = data.counts(filters)
    shown, total = int(table["shown"].sum()), int(table["total"].sum())
    names = chosen_names()
    chips = choices.chips(filters, names, data.date_span())
    _component()(
        key=KEY,
        data={
            "theme": st.context.theme.type or "light",
            "shown": shown,
            "total": total,
            "chips": chips,
            "empty": None if shown else messages.nothing(filters, chips),
            "keys": KEYS,
            "most": MAX_LINK,
            "path": path,
            "long": link.too_long(),
            "private": _PRIVATE if data.looking_at() == data.SESSION else None,
            "exports": bool(shown),
        },
        on_remove_change=_on_remove,
        on_clear_change=link.clear,
        on_export_change=_on_export,
    )
    export.dialog()


def chosen_names() -> dict[str, str]:
    """Return the names of what the filters have chosen, by id."""
    filters = link.filters()
    names = data.named("actor", filters.actors) | data.named("place", filters.places)
    return names | (data.collections_by_id() if filters.collections else {})


def _on_remove() -> None:
    sent = st.session_state[KEY].remove
    link.change(**choices.without(link.filters(), str(sent["field"]), str(sent["id"])))


def _on_export() -> None:
    export.ask(st.session_state[KEY].export)
