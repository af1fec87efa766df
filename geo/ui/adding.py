"""Adding articles: paste, upload, a folder, a web page or a feed."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from geo.errors import InputError
from geo.identity import text_hash
from geo.ui import access, data, details, drafts, metering
from geo.ui.gathering import Gathering
from geo.words import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geo.articles.fetch import Fetcher
    from geo.ingest import Details

_UNDER_WAY = "gathering"
_ENDINGS = ["txt", "md", "html", "htm", "pdf", "docx", "jsonl", "csv"]
_SOURCES = ("Paste", "Upload", "Folder", "Web page", "Feed")
_NOTHING = "There is no article in this."
_STOPPED = "Stopped. What had come by then is below; give it again later for the rest."
_AT_ONCE_S, _LOOK_S = 0.7, 1.0
"""What comes so soon is shown without a word; what takes longer is looked after as often as this."""
_LATEST = 20
"""Items that are listed while others are read."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """What is being read, what to call that, and what to say where there is nothing in it."""

    gathering: Gathering
    doing: str
    nothing: str


def add() -> None:
    """Draw the way in: first where the text comes from, then what will be stored of it."""
    left = MAX_ARTICLES if access.is_editor() else metering.articles_left()
    if not access.is_editor():
        st.info(
            f"You are a visitor: what you add is seen in this browser session only, and is gone with it. "
            f"{count_text(left, 'article')} left within this hour."
            if left
            else metering.quota_sentence()
        )
    if drafts.waiting():
        drafts.review()
    elif _UNDER_WAY in st.session_state:
        st.fragment(_under_way, run_every=_LOOK_S)()
    elif left:
        source = st.segmented_control(
            "Where the article comes from", _SOURCES, default="Paste", required=True, key="add_source"
        )
        {"Paste": _paste, "Upload": _upload, "Folder": _folder, "Web page": _page, "Feed": _feed}[source](left)
        drafts.problems()


def _paste(_: int) -> None:
    with st.form("paste", border=False):
        text = st.text_area("Text of the article", height=260, placeholder="Paste the text of a report in English.")
        told = details.fields()
        if st.form_submit_button("Continue", type="primary"):
            drafts.take(_pasted(text, told), nothing=_NOTHING)


def _pasted(text: str, told: Details) -> Iterable[Article | InputProblem]:
    try:
        check_text(text)
        require_english(text)
    except InputError as error:
        yield InputProblem(told.title or "The pasted text", None, str(error))
        return
    yield Article(text_hash(text)[:12], text, **told._asdict())


def _upload(left: int) -> None:
    files = st.file_uploader(
        f"Files: text, Markdown, HTML, PDF with a text layer, Word, rows (.jsonl, .csv); {_bounds(left)}",
        type=_ENDINGS,
        accept_multiple_files=True,
        key="add_files",
    )
    _read(files, left)


def _folder(left: int) -> None:
    files = st.file_uploader(
        f"A folder and the folders in it: their files of text, Markdown, HTML, PDF, Word and rows (.jsonl, .csv) are "
        f"taken, others left out; {_bounds(left)}",
        type=_ENDINGS,
        accept_multiple_files="directory",
        key="add_folder",
    )
    _read(files, left)


def _bounds(left: int) -> str:
    return f"up to {count_text(left, 'article')} of {MAX_BYTES / 1e6:.0f} MB"


def _read(files: list[UploadedFile], left: int) -> None:
    if files and st.button("Continue", type="primary"):
        items = read_uploads(_granted(sorted(files, key=lambda file: file.name), metering.reads()), limit=left)
        _begin(items, name="The files", doing="Reading the files …")


def _granted(files: Iterable[UploadedFile], grant: Callable[[], None]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        grant()
        yield file.name, file.getvalue()


def _page(_: int) -> None:
    with st.form("page", border=False):
        url = st.text_input("Address of the article", placeholder="https://…", max_chars=2000)
        if st.form_submit_button("Fetch", type="primary"):
            _begin(_fetched(url, _fetcher()), name=url or "The address", doing="Fetching the page …")


def _fetched(url: str, fetcher: Fetcher) -> Iterator[Article | InputProblem]:
    yield from_url(url, fetcher=fetcher)


def _feed(left: int) -> None:
    with st.form("feed", border=False):
        url = st.text_input("Address of the RSS or Atom feed", placeholder="https://…", max_chars=2000)
        if st.form_submit_button("Fetch new items", type="primary"):
            store = data.store()
            items = from_feed(
                url,
                known=lambda found: store.find(Article("", "", url=found)) is not None,
                fetcher=_fetcher(),
                limit=left,
            )
            nothing = "The feed has no items that are not here already."
            _begin(items, name=url or "The feed", doing="Fetching the feed …", nothing=nothing)


def _fetcher() -> Fetcher:
    from geo.articles.fetch import Fetcher

    return Fetcher(grant=metering.reads())


def _begin(items: Iterable[Article | InputProblem], *, name: str, doing: str, nothing: str = _NOTHING) -> None:
    """Have items read in the background; what is there at once is looked at at once."""
    gathering = Gathering(items, name=name)
    st.session_state[_UNDER_WAY] = _UnderWay(gathering, doing, nothing)
    if gathering.wait(_AT_ONCE_S):
        _under_way()
    st.rerun()


def _under_way() -> None:
    """Draw what has been read by now, or take it to be looked at where that is all."""
    found = st.session_state.get(_UNDER_WAY)
    if found is None:
        return
    now = found.gathering.progress()
    if not now.running:
        del st.session_state[_UNDER_WAY]
        nothing = "Stopped before the first article came." if now.stopped else found.nothing
        drafts.take(now.items, nothing=nothing, note=_STOPPED if now.stopped else None)
    so_far = f" {count_text(len(now.items), 'item')} so far." if now.items else ""
    st.text(f"{found.doing}{so_far}")
    st.button("Stop", on_click=found.gathering.stop, help="What has come already is kept.", key="stop_gathering")
    if now.items:
        st.html(_listed(now.items[-_LATEST:]))


def _listed(items: Iterable[Article | InputProblem]) -> str:
    """Return the latest items as HTML, everything escaped, the newest first."""
    rows = []
    for item in reversed(list(items)):
        name = item.title or item.id if isinstance(item, Article) else item.file
        said = "" if isinstance(item, Article) else f"<p dir='auto'>{html.escape(item.message)}</p>"
        rows.append(f"<li><b dir='auto'>{html.escape(name)}</b>{said}</li>")
    return f"<div class='dl-outcomes'><ol>{''.join(rows)}</ol></div>"
