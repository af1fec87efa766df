"""Who sits before this browser: an editor, or a visitor with a quota.  The decisions are `geo.access`'s."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import time
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAuthError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import access
from geo.errors import QuotaError, SettingError
from geo.quota import Quota, visitor_keys
from geo.ui.markdown import plain

if TYPE_CHECKING:
    from geo.query import StoredArticle
    from geo.quota import Refusal

_log = logging.getLogger(__name__)
_KEY, _GIVEN = "editor_key_given", "editor_key_digest"
_ATTEMPTS = "all attempts"


@st.cache_resource(show_spinner=False)
def _guesses() -> tuple[Quota, Quota]:
    """Return how often a wrong key may be given in a quarter of an hour: by one address, and by everybody."""
    return Quota(5, window_s=900), Quota(100, window_s=900)


def _settings() -> access.Settings:
    section, login = {}, False
    if st.secrets.load_if_toml_exists():
        section, login = st.secrets.get("dateline", {}), "auth" in st.secrets
    return access.settings(section, login=login, environment=os.environ)


def settings() -> access.Settings:
    """Return the settings of this deployment; where one is wrong, those of a public one without editors."""
    try:
        return _settings()
    except SettingError:
        return access.Settings(public=True, excerpts=True)


def problem() -> str | None:
    """Return the sentence about a setting that is wrong, for whoever keeps the deployment."""
    try:
        _settings()
    except SettingError as error:
        return str(error)
    return None


def _request() -> access.Request:
    headers = st.context.headers
    chosen = settings()
    return access.Request(
        headers={name.lower(): ", ".join(headers.get_all(name)) for name in headers},
        address=st.context.ip_address,
        url=st.context.url,
        claims=st.user.to_dict() if chosen.login and st.user.get("is_logged_in") else None,
        has_key=chosen.editor_key is not None and st.session_state.get(_GIVEN) == _digest(chosen.editor_key),
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def role() -> access.Role:
    """Return the role of this browser session."""
    return access.role(settings(), _request())


def is_editor() -> bool:
    """Tell whether this session may store and correct; ask again before each write."""
    return role().editor


def who() -> str:
    """Return the name that what this session does is signed with."""
    return role().name


def may_read_text(article: StoredArticle) -> bool:
    """Tell whether the full text of an article may be shown, exported or sent to this session.

    Where it may not, the sentences that its events rest on may.
    """
    from geo.ui import data

    own = data.looking_at() == data.SESSION
    return access.may_read_text(settings(), role(), collection=article.collection_id, own_session=own)


def keys() -> tuple[str, ...]:
    """Return what this visitor is counted by: the browser session, and where it comes from."""
    context = get_script_run_ctx()
    return visitor_keys(context.session_id if context else "", access.address_of(settings(), _request()))


def address_key() -> str:
    """Return what all sessions of one visitor have in common."""
    return keys()[-1]


def try_again(refusal: Refusal) -> str:
    """Return when to try again, as the beginning of a sentence."""
    minutes = math.ceil(refusal.wait_s / 60)
    return f"Try again in {minutes} minute{'s' if minutes > 1 else ''}"


def give_key(given: str) -> bool:
    """Make this session an editor's if this is the editor key; return whether it is.

    Raises
    ------
    QuotaError
        After too many wrong ones.
    """
    chosen = settings()
    (mine, everybody), own, now = _guesses(), keys(), time.monotonic()
    refusal = everybody.refusal([_ATTEMPTS], now=now) or mine.take(own, now=now)
    if refusal is not None:
        raise QuotaError(f"Too many wrong keys. {try_again(refusal)}.")
    if not access.right_key(chosen, given):
        everybody.take([_ATTEMPTS], now=now)
        return False
    mine.give_back(own)
    st.session_state[_GIVEN] = _digest(given)
    return True


def leave() -> None:
    """Make this session a visitor's again."""
    st.session_state.pop(_GIVEN, None)
    if settings().login and st.user.get("is_logged_in"):
        st.logout()


def has_door() -> bool:
    """Tell whether this deployment has a way to become an editor, or something to say about it."""
    chosen = settings()
    return chosen.login or chosen.editor_key is not None or problem() is not None


def _log_in() -> None:
    """Draw a button for each identity provider."""
    for provider in access.providers(st.secrets["auth"]):
        if st.button(f"Log in with {plain(provider)}" if provider else "Log in", key=f"login-{provider or ''}"):
            try:
                st.login(provider)
            except StreamlitAuthError as error:
                _log.warning("The section [auth] of the secrets is not complete: %s", " ".join(str(error).split()))
                st.error("Logging in is not set up completely. Tell whoever keeps this deployment; the log says why.")


def sign_in() -> None:
    """Draw what makes a visitor an editor, or an editor a visitor again; nothing where neither is possible."""
    chosen, now = settings(), role()
    if (wrong := problem()) is not None:
        st.error(plain(wrong))
        return
    if now.editor:
        if now.name != access.LOCAL_EDITOR:
            st.caption(
                f"You are signed in as {plain(now.name)}." if "@" in now.name else "You are signed in as an editor."
            )
            st.button("Sign out", on_click=leave, type="tertiary")
        return
    if chosen.login:
        if st.user.get("is_logged_in"):
            st.caption("You are logged in, and not on the list of editors: you can read, share and try an article.")
            st.button("Log out", on_click=st.logout, type="tertiary")
        else:
            _log_in()
    if chosen.editor_key is not None:
        with st.form("editor", border=False, clear_on_submit=True):
            given = st.text_input("Editor key", type="password", key=_KEY, max_chars=200)
            if st.form_submit_button("Sign in") and given:
                try:
                    right = give_key(given)
                except QuotaError as error:
                    st.error(plain(str(error)))
                    return
                if right:
                    st.rerun()
                st.error("This is not the editor key. Ask whoever keeps this deployment for it.")
