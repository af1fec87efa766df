"""What pages change: only the store that leave was given for, asked again at the write."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import access as decisions
from geo import query
from geo.corrections import rename_actor
from geo.store import collections, corrections
from geo.ui import access, correcting, data
from geo.ui import session as sessions
from geo.ui.reader import Picked
from tests.builders import KIM, add, story

EDITOR = decisions.Role(True, "ann@example.org")


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(tmp_path / "store.sqlite"))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def role(monkeypatch):
    """Who sits before the browser; may change while the test runs."""
    now = [decisions.VISITOR]
    monkeypatch.setattr(access, "role", lambda: now[0])
    return now


def page():
    import streamlit as st

    from geo.query import Filters
    from geo.share import Selection
    from geo.ui import articles, data, link

    if first := "looked" not in st.session_state:
        st.session_state["looked"] = True
        data.look_at(st.session_state["where"])
    link.load()
    if first:
        link.select(Selection("article", "story"))
    articles.articles(Filters())


def reading(*, where):
    """Return the page of a session that reads the same article in the library or in its own store."""
    visit = sessions._visits().begin()
    for store in (data.library(), visit.store):
        add(store, story(), collection="My reading")
    at = AppTest.from_function(page, default_timeout=120)
    at.session_state["where"], at.session_state["visit"] = where, visit
    return at, visit


def renamed():
    record = story().record()
    return rename_actor(record, KIM, "Somebody else")


def said(at):
    assert not at.exception
    return [message.value.replace("\\", "") for message in (*at.error, *at.success)]


def names(store):
    return set(query.actors(store)["name"])


def test_a_visitors_correction_never_goes_to_the_library(role, monkeypatch):
    at, visit = reading(where="session")
    at.session_state["correcting"] = ("story", Picked(words=(0, 5)))
    kept = visit.store

    def given_up(*_):
        visit.store = None
        return renamed()

    monkeypatch.setattr(correcting, "correcting", given_up)
    at.run()
    assert any("given up meanwhile: nothing was changed" in words for words in said(at))
    assert corrections.listed(data.library(), None) == corrections.listed(kept, None) == []
    assert "Kim Jong-un" in names(data.library())


def test_a_visitor_corrects_their_own_session(role, monkeypatch):
    at, visit = reading(where="session")
    at.session_state["correcting"] = ("story", Picked(words=(0, 5)))
    monkeypatch.setattr(correcting, "correcting", lambda *_: renamed())
    at.run()
    assert any(words.startswith("Corrected:") for words in said(at))
    assert "Somebody else" in names(visit.store)
    assert "Kim Jong-un" in names(data.library())


def test_undo_goes_to_the_store_that_the_button_was_drawn_of(role):
    at, visit = reading(where="session")
    kept = visit.store
    made = corrections.correct(kept, None, renamed())
    at.run()
    visit.store = None
    at.button(f"undo-{made}").click().run()
    assert any("given up meanwhile" in words for words in said(at))
    assert "Somebody else" in names(kept)


def test_who_is_no_editor_any_more_changes_nothing(role):
    role[0] = EDITOR
    at, _ = reading(where="library")
    made = corrections.correct(data.library(), None, renamed())
    at.run()
    for button in (f"undo-{made}", "hide", "delete"):
        role[0] = EDITOR
        at.run()
        at.checkbox("sure-story").check().run()
        role[0] = decisions.VISITOR
        at.button(button).click().run()
        assert any("Only editors change the library" in words for words in said(at)), button
    assert "Somebody else" in names(data.library())
    assert not query.article(data.library(), "story").hidden


def test_the_page_of_collections_is_an_editors(role):
    role[0] = EDITOR
    at, _ = reading(where="library")
    at.session_state["articles_view"] = "Collections"
    at.run()
    role[0] = decisions.VISITOR
    at.button("hide-my-reading").click().run()
    assert any("Only editors change the library" in words for words in said(at))
    assert not any(found.hidden for found in collections.listed(data.library()))
    assert not at.expander
    assert not [button for button in at.button if button.key and button.key.startswith("hide-")]
