"""What a page says when there is something to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.ui import choices, data, link
from geo.ui.markdown import plain
from geo.words import count_text, date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.query import Filters


def link_problems() -> None:
    """Say what the link named and is not here."""
    for sentence in link.problems():
        st.warning(plain(sentence))


def nothing(filters: Filters, chips: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Return what to say where nothing is shown: which filter hides most, and the way back.

    Returns
    -------
    dict
        ``text``: a sentence; ``drop``: the chip whose removal shows most, or None; ``clear``: whether there is anything
        to clear.
    """
    span = data.date_span()
    if span is None:
        return {"text": "The store holds no articles yet.", "drop": None, "clear": False}
    if [chip["field"] for chip in chips] == ["days"]:
        period = date_text(filters.date_from or span[0], filters.date_to or span[1])
        text = f"No events in the period {period}. The stories run from {date_text(*span)}."
        return {"text": text, "drop": None, "clear": True}
    by_field: dict[str, list[dict[str, str]]] = {}
    for chip in chips:
        by_field.setdefault(chip["field"], []).append(chip)
    ways = []
    for field, group in by_field.items():
        change = choices.without(filters, field)
        ways.append((int(data.counts(replace(filters, **change))["shown"].sum()), field, group))
    most, field, group = max(ways, key=lambda way: way[0], default=(0, "", []))
    if not most or len(by_field) == 1:
        return {"text": "No events match these filters.", "drop": None, "clear": bool(chips)}
    what = group[0]["what"].lower()
    named = group[0]["text"] if len(group) == 1 else f"{len(group)} {what}"
    text = (
        f"No events match all filters together. The filter on {what} hides most: without it there "
        f"{'is' if most == 1 else 'are'} {count_text(most, 'event')}."
    )
    return {"text": text, "drop": {"field": field, "id": "", "text": named}, "clear": True}
