"""What an editor does with whole articles and collections, on the page."""

from __future__ import annotations

import pytest
import streamlit as st

from geo import query
from geo.store import collections
from geo.ui import data
from tests.builders import add, story
from tests.ui.articles_page import EDITOR, listed, opened, press, reads, run, said

TITLE = "A train to Vladivostok"

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.fixture
def library(role):
    role[0] = EDITOR
    store = data.library()
    add(store, story(), collection="Mine")
    return store


def where(store, article="story"):
    return query.article(store, article).collection


def test_an_article_is_hidden_and_shown_again_where_it_is_read(library):
    at = opened("story")
    press(at, "Hide")
    assert said(at) == ["Hidden. Collections lists what is hidden."]
    assert listed(at)[TITLE]["counts"] == "hidden"
    assert len(query.journeys(library, query.Filters(articles=("story",)))) == 0
    assert reads(at)
    press(at, "Show again")
    assert said(at) == ["Shown again."]
    assert "event" in listed(at)[TITLE]["counts"]
    assert len(query.journeys(library, query.Filters(articles=("story",)))) > 0
    collections.hide(library, "mine")
    assert any("Its collection is hidden" in note.value for note in run(at).caption)


def test_an_article_moves_to_any_other_collection(library):
    at = opened("story")
    choice = at.selectbox("move-story")
    assert choice.options == ["My reading", "Samples"], "not the one that it is in"
    choice.set_value("my-reading")
    run(at)
    assert said(at) == ["Moved to My reading."]
    assert where(library) == "My reading"
    assert at.selectbox("move-story").value is None
    assert at.selectbox("move-story").options == ["Mine", "Samples"]


def test_a_move_that_fails_is_said_and_not_tried_again(library):
    at = opened("story")
    choice = at.selectbox("move-story")
    collections.delete(library, "my-reading")
    choice.set_value("my-reading")
    run(at)
    assert said(at) == ["There is no collection with the id 'my-reading' (any more)."]
    assert where(library) == "Mine"
    assert said(run(at)) == []


def test_deleting_an_article_is_said_at_once(library):
    at = opened("story")
    at.checkbox("sure-story").check()
    run(at)
    press(at, "Delete")
    assert said(at) == ["Deleted."]
    assert TITLE not in listed(at)
    assert not reads(at)
    assert query.article(library, "story") is None
    assert "sel" not in at.query_params


def test_the_details_of_a_sample_are_its_own_in_any_collection(library):
    sample = "2018-06-12-trump-kim-singapore"
    assert not offers_details(opened(sample))
    collections.move_article(library, sample, "mine")
    assert not offers_details(opened(sample))
    assert offers_details(opened("story"))


def test_a_backup_that_the_page_cannot_bring_back_names_the_command(library):
    def told():
        return [note.value for note in opened(view="Collections").info if "brings back" in note.value]

    assert told() == [], "the samples are small"
    most = st.get_option("server.maxUploadSize")
    try:
        st.config.set_option("server.maxUploadSize", 1)
        (sentence,) = told()
    finally:
        st.config.set_option("server.maxUploadSize", most)
    assert "brings back files of up to 1 MB; for a larger one run “python -m geo restore FILE”" in sentence


def offers_details(at):
    assert reads(at)
    return "Save details" in [button.label for button in at.button]


def test_collections_are_made_renamed_hidden_shown_and_deleted(library):
    at = opened(view="Collections")
    (name,) = [field for field in at.text_input if field.label == "New collection"]
    name.set_value("Far East")
    press(at, "Create")
    assert said(at) == ["The collection Far East is there."]
    at.text_input("name-far-east").set_value("Samples")
    run(at)
    at.button("rename-far-east").click()
    run(at)
    assert said(at) == ["There is a collection named “Samples” already: choose another name."]
    at.text_input("name-far-east").set_value("Asia")
    run(at)
    at.button("rename-far-east").click()
    run(at)
    assert said(at) == ["Far East is now Asia."]

    at.button("hide-mine").click()
    run(at)
    assert said(at) == ["Mine is hidden."]
    assert "Mine · 1 article · hidden" in [text.value for text in at.text]
    assert query.counts(library, query.Filters(collections=("mine",)))["shown"].sum() == 0
    at.button("hide-mine").click()
    run(at)
    assert said(at) == ["Mine is shown again."]

    assert at.button("delete-mine").disabled
    at.checkbox("sure-mine").check()
    run(at)
    at.button("delete-mine").click()
    run(at)
    assert said(at) == ["Mine is deleted."]
    assert query.article(library, "story") is None
    assert [found.name for found in collections.listed(library)] == ["Asia", "My reading", "Samples"]
    assert at.button("delete-samples").disabled
