"""What pages change: the store that leave was given for, and no other; how it went is said in the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from geo.errors import GeoError
from geo.ui import access, data, session
from geo.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Store

_SAID = "said"
_GIVEN_UP = (
    "What you added is held for this browser session only, and was given up meanwhile: nothing was changed. "
    "Add the article again."
)
_SIGNED_OUT = "Only editors change the library, and you are not signed in as one any more: nothing was changed."


class Leave(NamedTuple):
    """Leave to change one store; ``own``: what this browser session brought, not the library."""

    store: Store
    own: bool


def leave() -> Leave | None:
    """Return leave to change the store that all pages show; None where this session may only read it."""
    if (own := data.own()) is not None:
        return Leave(own, True)
    return library_leave()


def library_leave() -> Leave | None:
    """Return leave to change the library; None for visitors."""
    return Leave(data.library(), False) if access.is_editor() else None


def do(given: Leave, act: Callable[[Store], object], done: str) -> bool:
    """Change the store that leave was given for, if it still holds; return whether it was changed.

    Parameters
    ----------
    given
        The leave, as it was when the button was drawn.
    act
        What to do to the store.
    done
        What to say of it; what went wrong is said instead.
    """
    try:
        refusal = _refusal(given)
        if not refusal:
            act(given.store)
    except GeoError as error:
        refusal = str(error)
    say("error" if refusal else "success", refusal or done)
    return not refusal


def say(kind: Literal["error", "success"], words: str) -> None:
    """Keep a sentence for `said`."""
    st.session_state[_SAID] = [(kind, words)]


def said() -> None:
    """Draw what is to be said of the last change, once."""
    for kind, words in st.session_state.pop(_SAID, ()):
        (st.error if kind == "error" else st.success)(plain(words))


def _refusal(given: Leave) -> str:
    """Return why leave does not hold any more, asked at the very write; empty where it does."""
    if given.own:
        return "" if session.kept() is given.store else _GIVEN_UP
    return "" if access.is_editor() else _SIGNED_OUT
