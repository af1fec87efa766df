"""Near-copies: each can be opened, and the map shows the report that they count with."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from geo import query
from geo.store import collections
from geo.ui import data
from tests.builders import add
from tests.store.test_collections import agency
from tests.ui.articles_page import EDITOR, opened, press, reads, run

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.fixture
def library():
    """The library with a report of one agency in three papers; the first leads."""
    store = data.library()
    for number, day in (("one", "2023-09-13"), ("two", "2023-09-12"), ("three", "2023-09-11")):
        add(store, agency(number, published=day), collection="Papers")
    return store


def copies(at):
    return [button.label for button in at.button if button.key and button.key.startswith("copy-")]


def told(at):
    return [element.proto.body for element in at.get("html")]


def test_each_copy_is_listed_and_opens(library, role):
    at = opened("one")
    assert [expander.label for expander in at.expander] == ["+2 reports of much the same text"]
    assert copies(at) == ["three", "two"]
    assert any("Test press · 12 Sep 2023" in html for html in told(at))
    press(at, "two")
    assert at.query_params["sel"] == "article.two"
    assert reads(at)
    assert copies(at) == ["one", "three"]
    assert any("13 Sep 2023 · shown on the map" in html for html in told(at))
    assert any("the map and the lists show that one" in note.value for note in at.caption)
    press(at, "one")
    assert copies(at) == ["three", "two"]


def test_a_copy_is_hidden_shown_moved_and_deleted_as_any_article(library, role):
    role[0] = EDITOR
    at = press(opened("one"), "two")
    press(at, "Hide")
    assert query.article(library, "two").hidden
    assert any("12 Sep 2023 · hidden" in html for html in told(opened("one")))
    press(at, "Show again")
    assert not query.article(library, "two").hidden
    at.selectbox("move-two").set_value("my-reading")
    run(at)
    assert query.article(library, "two").collection == "My reading"
    at.checkbox("sure-two").check()
    press(run(at), "Delete")
    assert query.article(library, "two") is None
    assert copies(opened("one")) == ["three"]


def test_a_visitor_is_told_of_no_hidden_copy(library, role):
    collections.hide_article(library, "two")
    assert copies(opened("one")) == ["three"]
    role[0] = EDITOR
    assert copies(opened("one")) == ["three", "two"]


def test_a_hidden_copy_is_listed_under_collections_and_shown_again(library, role):
    role[0] = EDITOR
    collections.hide_article(library, "two")
    at = opened(view="Collections")
    at.button("unhide-two").click()
    run(at)
    assert query.article(library, "two").shown
    assert not [button for button in at.button if button.key and button.key.startswith("unhide-")]


def test_of_many_hidden_articles_each_is_found(library, role):
    role[0] = EDITOR
    for n in range(60):
        add(library, agency(f"copy {n}"))
        collections.hide_article(library, f"copy {n}")
    at = opened(view="Collections")
    assert len([button for button in at.button if button.label == "Show again"]) == 50
    press(at, "Show 10 more of 10")
    assert len([button for button in at.button if button.label == "Show again"]) == 60
    at.text_input("find_hidden").set_value("copy 59")
    run(at)
    press(at, "Show again")
    assert query.article(library, "copy 59").shown


def page():
    from geo.ui import dashboard, link

    link.load()
    dashboard.dashboard(link.filters())


def test_the_map_shows_the_report_that_a_copy_counts_with(library, role):
    at = AppTest.from_function(page, default_timeout=120)
    at.query_params["sel"] = "article.two"
    run(at)
    (panels,) = [c.proto for c in at.get("bidi_component") if c.proto.component_name == "dateline_panels"]
    shown = json.loads(panels.json)
    assert shown["focus"]["title"] == "one"
    assert [row["name"] for row in shown["lists"]["places"]["rows"]] == ["Delhi"]
