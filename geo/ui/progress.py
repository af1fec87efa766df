"""How far the articles are that this session adds, and what became of each."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.share import Selection
from geo.ui import link, session
from geo.ui.markdown import plain

if TYPE_CHECKING:
    from geo.ui.jobs import Progress

_RAN = "job_ran"


def progress() -> None:
    """Draw how far the articles of this session are that were added last; nothing where there are none."""
    job = session.job()
    if job is None:
        return
    running = job.progress().running
    st.fragment(_progress, run_every=1.0 if running else None)()


def _progress() -> None:
    job = session.job()
    if job is None:
        return
    now = job.progress()
    words = ", ".join(f"{n:,} {_WORDS[status]}" for status, n in sorted(now.counts.items()))
    if now.running:
        share = now.done / now.total if now.total else 0.0
        st.progress(min(1.0, share), text="Waiting for a turn …" if now.waiting else f"Reading … {words}")
        st.button("Stop", on_click=job.cancel, help="What is stored already stays.", key="stop_job")
        st.session_state[_RAN] = True
        return
    if st.session_state.pop(_RAN, False):
        st.rerun()  # the lists of all pages have changed
    st.html(_outcomes(now, words))
    if now.problem:
        st.error(plain(now.problem))
    see, close, _ = st.columns([2, 1, 5])
    stored = [outcome.article_id for outcome in now.outcomes if outcome.stored and outcome.article_id]
    if stored and see.button("See it on the map" if len(stored) == 1 else "See them on the map", type="primary"):
        link.clear()
        chosen = Selection("article", stored[-1]) if len(stored) == 1 else Selection()
        if link.selection() != chosen:
            link.select(chosen)
        st.switch_page("pages/map.py")
    close.button("Close", on_click=session.forget_job, key="forget_job")


_WORDS = {
    "added": "added",
    "replaced": "read again",
    "present": "already here",
    "copy": "further reports of an article",
    "refused": "refused",
    "failed": "failed",
}


def _outcomes(now: Progress, words: str) -> str:
    """Return what became of each article as HTML, everything escaped."""
    state = "Stopped" if now.cancelled else "Done"
    rows = []
    for outcome in reversed(now.outcomes):
        doubts = "".join(f"<li dir='auto'>{html.escape(warning.message)}</li>" for warning in outcome.warnings[:8])
        more = len(outcome.warnings) - 8
        doubts += f"<li>and {more} more, listed below the article</li>" if more > 0 else ""
        rows.append(
            f"<li class='{outcome.status}'><b dir='auto'>{html.escape(outcome.title)}</b> "
            f"<span>{_WORDS[outcome.status]}</span>"
            f"<p dir='auto'>{html.escape(outcome.message)}</p>{f'<ul>{doubts}</ul>' if doubts else ''}</li>"
        )
    head = f"{state}: {words or 'nothing was added'}"
    return f"<div class='dl-outcomes'><strong>{head}</strong><ol>{''.join(rows)}</ol></div>"
