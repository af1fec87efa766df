"""What pages change: only the store that leave was given for, asked again at the write."""

from __future__ import annotations

import pytest

from geo import access as decisions
from geo import query
from geo.corrections import rename_actor
from geo.store import collections, corrections
from geo.ui import correcting, data
from geo.ui import session as sessions
from geo.ui.reader import Picked
from tests.builders import KIM, add, story
from tests.ui.articles_page import EDITOR, opened, said

GIVEN_UP, SIGNED_OUT = "given up meanwhile: nothing was changed", "Only editors change the library"

pytestmark = pytest.mark.usefixtures("fresh", "role")


def renamed():
    return rename_actor(story().record(), KIM, "Somebody else")


def names(store):
    return set(query.actors(store)["name"])


@pytest.fixture
def visit():
    """A visitor's own store that holds an article of the library too."""
    visit = sessions._visits().begin()
    for store in (data.library(), visit.store):
        add(store, story(), collection="My reading")
    return visit


def test_a_visitors_correction_never_goes_to_the_library(visit, monkeypatch):
    kept = visit.store

    def given_up(*_):
        visit.store = None
        return renamed()

    monkeypatch.setattr(correcting, "correcting", given_up)
    at = opened("story", where="session", visit=visit, correcting=("story", Picked(words=(0, 5))))
    assert any(GIVEN_UP in words for words in said(at))
    assert corrections.listed(data.library(), None) == corrections.listed(kept, None) == []
    assert "Kim Jong-un" in names(data.library())


def test_a_visitor_corrects_their_own_session(visit, monkeypatch):
    monkeypatch.setattr(correcting, "correcting", lambda *_: renamed())
    at = opened("story", where="session", visit=visit, correcting=("story", Picked(words=(0, 5))))
    assert any(words.startswith("Corrected:") for words in said(at))
    assert "Somebody else" in names(visit.store)
    assert "Kim Jong-un" in names(data.library())


def test_undo_goes_to_the_store_that_the_button_was_drawn_of(visit):
    kept = visit.store
    made = corrections.correct(kept, None, renamed())
    at = opened("story", where="session", visit=visit)
    visit.store = None
    at.button(f"undo-{made}").click().run()
    assert any(GIVEN_UP in words for words in said(at))
    assert "Somebody else" in names(kept)


def test_who_is_no_editor_any_more_changes_nothing(visit, role):
    role[0] = EDITOR
    made = corrections.correct(data.library(), None, renamed())
    at = opened("story")
    for button in (f"undo-{made}", "hide", "delete"):
        role[0] = EDITOR
        at.run()
        at.checkbox("sure-story").check().run()
        role[0] = decisions.VISITOR
        at.button(button).click().run()
        assert any(SIGNED_OUT in words for words in said(at)), button
    assert "Somebody else" in names(data.library())
    assert not query.article(data.library(), "story").hidden


def test_the_page_of_collections_is_an_editors(visit, role):
    role[0] = EDITOR
    at = opened(view="Collections")
    role[0] = decisions.VISITOR
    at.button("hide-my-reading").click().run()
    assert any(SIGNED_OUT in words for words in said(at))
    assert not any(found.hidden for found in collections.listed(data.library()))
    assert not at.expander
    assert not [button for button in at.button if button.key and button.key.startswith("hide-")]
