"""What was missed, added from words that were chosen in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import streamlit as st

from geo import corrections as make
from geo.record import Act, Role
from geo.ui import journeying, placing

if TYPE_CHECKING:
    from geo.corrections import Correction
    from geo.query import StoredArticle
    from geo.record import Record, Span

_PARTS = ("Place", "Statement", "Journey", "Date")
_SLOTS = ("Words told", "Words that say so", "Words that name the speaker")
_HELD = "missed_statement"


def missed(article: StoredArticle, words: Span) -> Correction | None:
    """Draw what the chosen words may be; return the correction that adds it."""
    record, text = article.record, article.text
    st.markdown("**Add what was missed**")
    st.text(f"“{text[slice(*words)][:200]}”")
    part = st.segmented_control("These words are a", _PARTS, default="Place", required=True, key="missed-part")
    if part == "Statement":
        return _statement(article.id, record, text, words)
    if part == "Journey":
        return journeying.add(record, text, words)
    if part == "Date":
        value = st.text_input("Date (2023-09-11, 2019-04, 2023; empty: not known)", key=f"missed-date-{words}")
        if st.button("Add the date", key="do-add-date", type="primary"):
            return make.add_date(record, text, words, value.strip() or None)
        return None
    role = st.selectbox("Part it plays", get_args(Role), index=get_args(Role).index("site"), key="missed-role")
    if chosen := placing.place(text[slice(*words)], key="missed", button="Add the place"):
        return make.add_toponym(record, text, words, chosen, role=role)
    return None


def _statement(article_id: str, record: Record, text: str, words: Span) -> Correction | None:
    """Gather what is told, its cue and its source, one choice of words after the other."""
    from geo.ui.correcting import actor

    held: dict[str, Span] = st.session_state.setdefault(_HELD, {}).setdefault(article_id, {})
    slot = st.radio("Use these words as", _SLOTS, key="missed-slot")
    if st.button("Use them", key="do-use"):
        held[slot] = words
    for name, span in held.items():
        st.text(f"{name}: “{text[slice(*span)][:120]}”")
    speaker = actor(record, "Speaker", now=None, key="missed-speaker")
    act = st.selectbox("What they do", get_args(Act), key="missed-act")
    told = held.get(_SLOTS[0])
    if told and st.button("Add the statement", key="do-add-statement", type="primary"):
        cue, source = ([held[slot]] if slot in held else [] for slot in _SLOTS[1:])
        made = make.add_statement(record, text, content=[told], cue=cue, source=source, speaker=speaker, act=act)
        st.session_state.pop(_HELD)
        return made
    if not told:
        st.caption("First choose the words that are told, and use them.")
    return None
