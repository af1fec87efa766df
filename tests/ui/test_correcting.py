"""Every kind of correction on the page of an article: made, seen, undone, and gone again."""

from __future__ import annotations

import re
import shutil

import pytest
import streamlit as st

from geo import access as decisions
from geo.store import open_store
from geo.ui import access, reader
from geo.ui import session as sessions
from tests.builders import KIM, MODI, PUTIN, Draft, add, story
from tests.corrections.drawn import RECORD
from tests.ui import editing

TRAIN = "Kim Jong-un set off from Pyongyang on Sunday"
NOWHERE = "Nowhere"
PILGRIMS = "Some pilgrims want to leave for the village of Nowhere"
EDITOR = decisions.Role(True, "ann@example.org")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store with the sample stories and the story of the tests."""
    from geo.store import ensure_samples

    path = tmp_path_factory.mktemp("filled") / "store.sqlite"
    store = open_store(path)
    ensure_samples(store)
    store.add(story().article(), RECORD, collection="My reading")
    store.close()
    return path


@pytest.fixture(autouse=True)
def library(filled, tmp_path, monkeypatch):
    """The store that the page reads, a copy for each test; the reader is an editor."""
    address = tmp_path / "store.sqlite"
    shutil.copy(filled, address)
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(address))
    monkeypatch.setattr(access, "role", lambda: EDITOR)
    monkeypatch.setattr(reader, "_view", lambda: editing.view)
    st.cache_resource.clear()
    st.cache_data.clear()
    store = open_store(address)
    yield store
    store.close()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def page(library):
    return editing.Editing("story")


def journey(library, id_):
    return next((j for j in library.record("story").journeys if j.id == id_), None)


def test_a_journey_of_unnamed_travellers_is_changed_only_in_what_was_chosen(page, library):
    before = journey(library, "journey:pilgrims")
    page.click("journey", PILGRIMS)
    assert not page.offered("Change the journey"), "nothing was changed yet"
    page.fill("Status", "cancelled")
    page.press("Change the journey")
    after = journey(library, "journey:pilgrims")
    assert (after.status, after.travellers) == ("cancelled", before.travellers)
    assert page.said == ["Corrected: Journey at “Nowhere”: status from planned to cancelled."]
    page.press("Undo")
    assert journey(library, "journey:pilgrims") == before


def test_unnamed_travellers_turn_out_to_be_somebody(page, library):
    before = journey(library, "journey:pilgrims")
    page.click("journey", PILGRIMS)
    page.fill("Travellers", [MODI])
    page.press("Change the journey")
    assert [(who.actor, who.spans) for who in journey(library, "journey:pilgrims").travellers] == [(MODI, ())]
    assert page.marks("journey", NOWHERE) == ["Narendra Modi: a place not resolved · planned"]
    page.press("Undo")
    assert journey(library, "journey:pilgrims") == before


def by(page):
    """The lines that tell by whom and when, without the times."""
    return [re.sub(r", \d+ \w{3} 20\d\d, \d\d:\d\d UTC", "", line) for line in page.signed]


def test_the_page_tells_who_made_a_correction_who_undid_it_and_who_made_it_again(page, monkeypatch):
    page.click("date", "2022")
    page.press("Is right")
    (line,) = page.signed
    assert re.fullmatch(r"made by ann@example\.org, \d+ \w{3} 20\d\d, \d\d:\d\d UTC", line)
    monkeypatch.setattr(access, "role", lambda: decisions.Role(True, "<b>bob"))
    page.press("Undo")
    assert by(page) == ["made by ann@example.org · undone by <b>bob"]
    page.press("Redo")
    assert by(page) == ["made by ann@example.org · undone by <b>bob · made again by <b>bob"]
    for _ in range(2):
        page.press("Undo")
        page.press("Redo")
    steps = " · ".join(["undone by <b>bob · made again by <b>bob"] * 2)
    assert by(page) == [f"made by ann@example.org · … · {steps}"]


OTHER = "person:kim-jong-un-2"


def elsewhere():
    """Another article, which writes the name of Kim Jong-un otherwise."""
    draft = Draft("Kim Jong Un arrived in Delhi.", id="other")
    draft.toponym("Delhi", "site")
    draft.actor(OTHER, "Kim Jong Un", "Kim Jong Un", country="KP")
    return draft


def names(store, article):
    return {actor.id: actor.name for actor in store.record(article).actors}


def test_an_actor_is_made_one_with_one_of_another_article(page, library):
    add(library, elsewhere())
    before = library.record("story")
    page.click("actor", "Kim Jong-un")
    page.fill("Is the same as", "kim jong un")
    assert page.choices("Actor")[0] == "Kim Jong Un · North Korea · 1 event"
    page.fill("Actor", OTHER)
    assert "Kim Jong-un will be Kim Jong Un in all articles. You can undo it below." in page.captions
    page.press("Make them one, in all articles")
    assert page.said == ["Corrected: Kim Jong-un made one with Kim Jong Un."]
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong Un · Supreme Leader"]
    assert names(library, "story")[OTHER] == "Kim Jong Un"
    assert KIM not in names(library, "story")
    assert journey(library, "journey:train").travellers[0].actor == OTHER
    page.press("Undo")
    assert library.record("story") == before
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong-un · Supreme Leader"]


def test_a_name_that_nobody_else_has_is_told_and_the_actors_of_the_article_can_be_chosen(page, library):
    page.click("actor", "Kim Jong-un")
    page.fill("Is the same as", "Kim * Il-sung")
    assert "No other actor is called “Kim * Il-sung”. Try another name; the list has those of this article." in (
        page.captions
    )
    assert page.choices("Actor") == [
        "KCNA · North Korea · organisation · in this article",
        "Narendra Modi · India · in this article",
        "Ukraine · state · in this article",
        "Vladimir Putin · Russia · in this article",
    ]
    page.fill("Actor", PUTIN)
    page.press("Make them one, in all articles")
    assert page.marks("actor", "Kim Jong-un") == ["Vladimir Putin · Supreme Leader"]
    assert page.marks("journey", TRAIN) == ["Vladimir Putin: Pyongyang → Khasan station → Vladivostok · under way"]
    page.press("Undo")
    assert KIM in names(library, "story")
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong-un · Supreme Leader"]


def test_a_visitor_sees_and_merges_the_actors_of_their_own_session_alone(library, monkeypatch):
    monkeypatch.setattr(access, "role", lambda: decisions.VISITOR)
    add(library, elsewhere())
    visit = sessions._visits().begin()
    add(visit.store, story())
    mine = Draft("Marshal Kim Jong-un was in Delhi.", id="mine")
    mine.toponym("Delhi", "site")
    mine.actor("person:marshal-kim", "Marshal Kim Jong-un", "Marshal Kim Jong-un")
    add(visit.store, mine)
    page = editing.Editing("story", where="session", visit=visit)
    page.click("actor", "Kim Jong-un")
    assert page.choices("Actor")[0] == "Marshal Kim Jong-un · 1 event"
    assert not any("Kim Jong Un" in choice for choice in page.choices("Actor"))
    page.fill("Actor", "person:marshal-kim")
    page.press("Make them one, in all articles")
    assert "person:marshal-kim" in names(visit.store, "story")
    assert KIM in names(library, "story")
