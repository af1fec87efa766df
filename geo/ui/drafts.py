"""What was read and is to be added: title, date and publisher are looked at and put right before it is stored."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.articles import Article, InputProblem
from geo.errors import GeoError
from geo.store import collections
from geo.store.collections import SAMPLES
from geo.ui import access, data, details, session
from geo.ui.markdown import plain
from geo.words import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DRAFTS, _PROBLEMS = "drafts", "draft_problems"
_NEW = "New collection …"


def take(items: Iterable[Article | InputProblem], *, nothing: str, note: str | None = None) -> None:
    """Keep what was read for a look, with what could not be read, and draw the page again.

    Parameters
    ----------
    items
        The articles, and the inputs that are none.
    nothing
        What to say where there is neither.
    note
        What to say besides where there are articles.
    """
    found = list(items)
    drafts = [item for item in found if isinstance(item, Article)]
    problems = [str(item) for item in found if isinstance(item, InputProblem)]
    if note and drafts:
        problems.insert(0, note)
    st.session_state[_DRAFTS] = drafts
    st.session_state[_PROBLEMS] = problems or ([] if drafts else [nothing])
    st.rerun()


def waiting() -> bool:
    """Tell whether something that was read waits to be looked at."""
    return bool(st.session_state.get(_DRAFTS))


def problems() -> None:
    """Say, once, why nothing of what was given waits to be looked at."""
    for problem in st.session_state.pop(_PROBLEMS, ()):
        st.error(plain(problem))


def review() -> None:
    """Show title, date and publisher of what was read, to be corrected before it is stored."""
    drafts: Sequence[Article] = st.session_state[_DRAFTS]
    for problem in st.session_state.get(_PROBLEMS, ()):
        st.warning(plain(problem))
    st.markdown(
        f"**{count_text(len(drafts), 'article')} to be added.** Check title, date and publisher: {details.WHY_DATE}"
    )
    frame = pd.DataFrame(
        {
            "Title": [draft.title or "" for draft in drafts],
            # Of a column without a date nothing else would tell that what is written into it is one.
            "Published": pd.Series([draft.published for draft in drafts], dtype="datetime64[s]"),
            "Publisher": [draft.publisher or "" for draft in drafts],
            "Begins": [" ".join(draft.text[:240].split())[:120] for draft in drafts],
        }
    )
    edited = st.data_editor(
        frame,
        key="review",
        hide_index=True,
        disabled=["Begins"],
        width="stretch",
        column_config={
            "Title": st.column_config.TextColumn(max_chars=details.MOST_TITLE, width="medium"),
            "Published": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Publisher": st.column_config.TextColumn(max_chars=details.MOST_PUBLISHER),
        },
    )
    collection = _collection() if access.is_editor() else session.COLLECTION
    go, back = st.columns([1, 5])
    if go.button("Add", type="primary", key="add_now") and collection:
        items = [_edited(draft, row) for draft, row in zip(drafts, edited.itertuples(index=False), strict=True)]
        try:
            session.add(items, collection=collection, total=len(items))
        except GeoError as error:
            st.error(plain(str(error)))
            return
        _forget()
        st.rerun()
    back.button("Back", on_click=_forget, type="tertiary")


def _forget() -> None:
    st.session_state.pop(_DRAFTS, None)
    st.session_state.pop(_PROBLEMS, None)


def _edited(draft: Article, row: object) -> Article:
    published = row.Published if isinstance(row.Published, dt.date) and not pd.isna(row.Published) else None
    return dataclasses.replace(
        draft,
        title=(row.Title or "").strip() or None,
        published=published.date() if isinstance(published, dt.datetime) else published,
        publisher=(row.Publisher or "").strip() or None,
    )


def _collection() -> str:
    """Return the id or the name of the collection to add to."""
    names = {found.id: found.name for found in collections.listed(data.library()) if found.id != SAMPLES}
    names = names or {"My reading": "My reading"}
    left, right = st.columns(2)
    chosen = left.selectbox("Collection", [*names, _NEW], format_func=lambda id_: names.get(id_, id_))
    if chosen != _NEW:
        return chosen
    return right.text_input("Name of the new collection", max_chars=80).strip()
