"""Adding articles: paste, upload, a web page or a feed, and a look at what will be stored of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.articles import (
    MAX_ARTICLES,
    MAX_BYTES,
    Article,
    InputProblem,
    check_text,
    from_feed,
    from_url,
    read_uploads,
    require_english,
)
from geo.errors import GeoError, InputError
from geo.identity import text_hash
from geo.store import collections
from geo.store.collections import SAMPLES
from geo.ui import access, data, details, session
from geo.ui.markdown import plain
from geo.words import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.ingest import Details

_DRAFTS, _PROBLEMS = "drafts", "draft_problems"
_ENDINGS = ["txt", "md", "html", "htm", "pdf", "docx", "jsonl", "csv"]
_NEW = "New collection …"
_SOURCES = ("Paste", "Upload", "Web page", "Feed")


def add() -> None:
    """Draw the way in: first where the text comes from, then what will be stored of it."""
    if not access.is_editor():
        left = access.articles_left()
        st.info(
            f"You are a visitor: what you add is seen in this browser session only, and is gone with it. "
            f"{count_text(left, 'article')} left within this hour."
            if left
            else access.quota_sentence()
        )
    if st.session_state.get(_DRAFTS):
        _review(st.session_state[_DRAFTS])
        return
    source = st.segmented_control(
        "Where the article comes from", _SOURCES, default="Paste", required=True, key="add_source"
    )
    {"Paste": _paste, "Upload": _upload, "Web page": _page, "Feed": _feed}[source]()
    for problem in st.session_state.pop(_PROBLEMS, ()):
        st.error(plain(problem))


def _paste() -> None:
    with st.form("paste", border=False):
        text = st.text_area("Text of the article", height=260, placeholder="Paste the text of a report in English.")
        told = details.fields()
        if st.form_submit_button("Continue", type="primary"):
            _take(_pasted(text, told))


def _pasted(text: str, told: Details) -> Iterable[Article | InputProblem]:
    try:
        check_text(text)
        require_english(text)
    except InputError as error:
        yield InputProblem(told.title or "The pasted text", None, str(error))
        return
    yield Article(text_hash(text)[:12], text, **told._asdict())


def _upload() -> None:
    files = st.file_uploader(
        f"Files: text, Markdown, HTML, PDF with a text layer, Word, rows (.jsonl, .csv); up to {MAX_ARTICLES} articles "
        f"of {MAX_BYTES / 1e6:.0f} MB",
        type=_ENDINGS,
        accept_multiple_files=True,
        key="add_files",
    )
    if files and st.button("Continue", type="primary"):
        with st.spinner("Reading the files …"):
            _take(read_uploads((file.name, file.getvalue()) for file in files))


def _page() -> None:
    with st.form("page", border=False):
        url = st.text_input("Address of the article", placeholder="https://…", max_chars=2000)
        if st.form_submit_button("Fetch", type="primary"):
            with st.spinner("Fetching the page …"):
                _take(_fetched(url))


def _fetched(url: str) -> Iterable[Article | InputProblem]:
    try:
        yield from_url(url)
    except InputError as error:
        yield InputProblem(url or "The address", None, str(error))


def _feed() -> None:
    with st.form("feed", border=False):
        url = st.text_input("Address of the RSS or Atom feed", placeholder="https://…", max_chars=2000)
        if st.form_submit_button("Fetch new items", type="primary"):
            with st.status("Fetching the feed …") as status:
                items = []
                try:
                    for item in from_feed(url, known=_is_here):
                        items.append(item)
                        label = item.title if isinstance(item, Article) else str(item)
                        status.update(label=f"{len(items)}: {plain(label)}")
                except InputError as error:
                    items.append(InputProblem(url or "The feed", None, str(error)))
            _take(items, nothing="The feed has no items that are not here already.")


def _is_here(url: str) -> bool:
    return data.store().find(Article("", "", url=url)) is not None


def _take(items: Iterable[Article | InputProblem], *, nothing: str = "There is no article in this.") -> None:
    """Keep what was read for a look, and say what could not be read."""
    found = list(items)
    drafts = [item for item in found if isinstance(item, Article)]
    problems = [str(item) for item in found if isinstance(item, InputProblem)]
    st.session_state[_DRAFTS] = drafts
    st.session_state[_PROBLEMS] = problems or ([] if drafts else [nothing])
    st.rerun()


def _review(drafts: Sequence[Article]) -> None:
    """Show title, date and publisher of what was read, to be corrected before it is stored."""
    for problem in st.session_state.get(_PROBLEMS, ()):
        st.warning(plain(problem))
    st.markdown(
        f"**{count_text(len(drafts), 'article')} to be added.** Check title, date and publisher: {details.WHY_DATE}"
    )
    frame = pd.DataFrame(
        {
            "Title": [draft.title or "" for draft in drafts],
            "Published": [draft.published for draft in drafts],
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
