"""What a browser session has of its own: a visitor's store, and the ingest under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import QuotaError
from geo.ui import access, metering
from geo.ui.jobs import Job, Turns
from geo.ui.sessions import Visits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.articles import Article, InputProblem
    from geo.store import Store

COLLECTION = "This session"
_VISIT, _JOB = "visit", "job"


@st.cache_resource(show_spinner=False)
def _visits() -> Visits:
    return Visits()


@st.cache_resource(show_spinner=False)
def _turns() -> Turns:
    """Return what lets two visitors' articles be read at a time, however many are waiting."""
    return Turns(2)


def has_store() -> bool:
    """Tell whether this session has a store of its own (that was not given up after an hour)."""
    visit = st.session_state.get(_VISIT)
    return visit is not None and visit.store is not None


def kept() -> Store | None:
    """Return this session's own store; None where it has none, or it was given up meanwhile."""
    visit = st.session_state.get(_VISIT)
    return None if visit is None else _visits().use(visit)


def store() -> Store:
    """Return this session's own store, a new one if need be."""
    found = kept()
    if found is None:
        visit = st.session_state[_VISIT] = _visits().begin()
        found = visit.store
    return found


def add(items: Iterable[Article | InputProblem], *, collection: str, total: int | None = None) -> Job:
    """Begin to add articles: an editor's to the library, a visitor's to their own session; that is then looked at.

    Parameters
    ----------
    items
        The articles, and the inputs that are none; taken in another thread.
    collection
        Id or name of the collection that an editor's articles go to.
    total
        How many items there are, where that is known.

    Raises
    ------
    QuotaError
        If this session is adding articles already, or a visitor has added all that is granted for this hour.
    """
    from geo.ui import data

    running = job()
    if running is not None and running.progress().running:
        raise QuotaError("Articles are being added already. Wait until they are done, or stop them.")
    who = access.role()
    if who.editor:
        begun = Job(data.library(), items, collection=collection, by=who.name, total=total)
        data.look_at(data.LIBRARY)
    else:
        if not metering.articles_left():
            raise QuotaError(metering.quota_sentence())
        begun = Job(
            store(), metering.metered(items), collection=COLLECTION, total=total, turn=_turns().of(access.address_key())
        )
        data.look_at(data.SESSION)
    st.session_state[_JOB] = begun
    return begun


def job() -> Job | None:
    """Return the job that this session began last."""
    return st.session_state.get(_JOB)


def forget_job() -> None:
    """Let go of the job that this session began last; one that goes on is stopped."""
    st.session_state.pop(_JOB, None)
