"""What is hidden: visitors see nothing of it, editors find it and show it again."""

from __future__ import annotations

import pytest

from geo.store import collections
from geo.ui import data
from tests.builders import Draft, add, story
from tests.ui.articles_page import EDITOR, listed, opened, reads, run, said

TITLE = "A train to Vladivostok"

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.fixture
def library():
    """The library with two articles in a collection of their own."""
    store = data.library()
    add(store, story(), collection="Mine")
    add(store, Draft("Nothing happened.", id="other", title="Quiet"), collection="Mine")
    return store


HIDE = {
    "article": lambda store, hidden=True: collections.hide_article(store, "story", hidden),
    "collection": lambda store, hidden=True: collections.hide(store, "mine", hidden),
}


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_a_visitor_neither_finds_nor_opens_what_is_hidden(library, role, hide):
    at = opened("story")
    assert TITLE in listed(at)
    assert reads(at)
    hide(library)
    assert TITLE not in listed(run(at))
    assert not reads(at), "it was open when it was hidden"
    assert said(at) == ["This article is not here any more. Choose another one from the list."]
    linked = opened("story")
    assert not reads(linked), "opened by a link"
    assert linked.session_state["problems"] == ("The link names an article that is not here: “story”.",)
    hide(library, False)
    assert TITLE in listed(run(at))
    assert reads(at)


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_an_editor_finds_what_is_hidden_marked_in_the_list(library, role, hide):
    hide(library)
    assert TITLE not in listed(opened()), "what a visitor saw first is no answer for an editor"
    role[0] = EDITOR
    at = opened("story")
    assert listed(at)[TITLE]["counts"] == "hidden"
    assert reads(at)
    assert "Quiet" in listed(at)
