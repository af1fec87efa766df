"""How far the articles are that this session adds, and what became of each."""

from __future__ import annotations

import html
import itertools
from typing import TYPE_CHECKING

import streamlit as st

from geo.share import Selection
from geo.ui import link, session, shelf
from geo.ui.markdown import plain

if TYPE_CHECKING:
    from geo.ingest import Outcome
    from geo.record import Warning
    from geo.ui.jobs import Progress

_RAN = "job_ran"
_DOUBTS = 8
"""Doubts that are listed of an article."""
_LATEST = 20
"""Articles that are listed while others are read; at the end there are more, with their doubts."""


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
    # Each at its own place, so that the last list takes the place of the one before and is not below it for a moment.
    bar, stop, told = st.empty(), st.empty(), st.empty()
    words = ", ".join(f"{n:,} {_WORDS[status]}" for status, n in sorted(now.counts.items()))
    if now.running:
        share = now.done / now.total if now.total else 0.0
        doing = "Stopping …" if now.cancelled else "Waiting for a turn …" if now.waiting else "Reading …"
        bar.progress(min(1.0, share), text=doing if now.waiting else f"{doing} {_so_far(now, words)}")
        help_ = "What is stored already stays."
        stop.button("Stop", on_click=job.cancel, help=help_, disabled=now.cancelled, key="stop_job")
        if now.outcomes:
            told.html(_latest(now))
        st.session_state[_RAN] = True
        return
    if st.session_state.pop(_RAN, False):
        st.rerun()  # the lists of all pages have changed
    told.html(_outcomes(now, words))
    if now.problem:
        st.error(plain(now.problem))
    see, close, _ = st.columns([2, 1, 5])
    stored = [outcome.article_id for outcome in now.outcomes if outcome.stored and outcome.article_id]
    if stored and see.button("See it on the map" if len(stored) == 1 else "See them on the map", type="primary"):
        link.clear()
        chosen = Selection("article", shelf.lead(stored[-1])) if len(stored) == 1 else Selection()
        if link.selection() != chosen:
            link.select(chosen)
        st.switch_page("pages/map.py")
    close.button("Close", on_click=session.forget_job, key="forget_job")


_WORDS = {
    "added": "added",
    "replaced": "read again",
    "present": "already here",
    "copy": "more of an article already here",
    "refused": "refused",
    "failed": "failed",
}


def _so_far(now: Progress, words: str) -> str:
    """Return how far it is in words: how many of how many, and what became of them."""
    done = f"{now.done:,} of {now.total:,}" if now.total else f"{now.done:,}"
    return f"{done}: {words}" if words else done


def _latest(now: Progress) -> str:
    """Return what became of the latest articles as HTML, without what asks the store."""
    rows = "".join(_row(outcome) for outcome in reversed(now.outcomes[-_LATEST:]))
    more = now.done - _LATEST
    before = f"<p>and {more:,} before</p>" if more > 0 else ""
    return f"<div class='dl-outcomes'><ol>{rows}</ol>{before}</div>"


def _outcomes(now: Progress, words: str) -> str:
    """Return what became of each article as HTML, everything escaped."""
    state = "Stopped" if now.cancelled else "Done"
    rows = []
    for outcome in reversed(now.outcomes):
        pairs = list(zip(outcome.warnings, outcome.sentences, strict=True))
        doubts = "".join(itertools.starmap(_doubt, pairs[:_DOUBTS]))
        more = len(outcome.warnings) - _DOUBTS
        doubts += f"<li>and {more} more, listed below the article</li>" if more > 0 else ""
        rows.append(_row(outcome, f"<ul>{doubts}</ul>" if doubts else ""))
    head = f"{state}: {words or 'nothing was added'}"
    return f"<div class='dl-outcomes'><strong>{head}</strong><ol>{''.join(rows)}</ol></div>"


def _row(outcome: Outcome, doubts: str = "") -> str:
    return (
        f"<li class='{outcome.status}'><b dir='auto'>{html.escape(outcome.title)}</b> "
        f"<span>{_WORDS[outcome.status]}</span>"
        f"<p dir='auto'>{html.escape(outcome.message)}</p>{doubts}</li>"
    )


def _doubt(warning: Warning, sentence: str) -> str:
    """Return what was not certain, with the sentence that it is about."""
    quoted = f"<q>{html.escape(sentence)}</q>" if sentence else ""
    return f"<li dir='auto'>{html.escape(warning.message)} {quoted}</li>"
