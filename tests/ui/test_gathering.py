"""What is read in the background: told as it comes, kept when stopped, ended with its session; a visitor's bounds."""

from __future__ import annotations

import gc
import threading
import time

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.articles import InputProblem
from geo.errors import InputError
from geo.ui import metering
from geo.ui.gathering import Gathering
from tests.ingest.test_ingest import numbered
from tests.ui.test_jobs import until
from tests.web import article


class Source:
    """Items that come when they are let."""

    def __init__(self, number=3, error=None):
        self.more, self.ended, self.asked = threading.Semaphore(0), threading.Event(), 0
        self._number, self._error = number, error

    def __iter__(self):
        try:
            for n in range(self._number):
                self.asked += 1
                self.more.acquire()
                yield numbered(n)
            if self._error:
                raise self._error
        finally:
            self.ended.set()


def test_what_comes_is_told_at_once_and_kept_when_stopped():
    source = Source()
    gathering = Gathering(source, name="a feed")
    assert gathering.progress().running
    source.more.release()
    assert until(lambda: len(gathering.progress().items) == 1)
    assert gathering.progress().running
    gathering.stop()
    told = gathering.progress()
    assert (told.items, told.running, told.stopped) == ((numbered(0),), False, True)
    source.more.release()
    assert source.ended.wait(10)
    assert source.asked == 2  # what was under way is the last that was asked for
    assert gathering.progress().items == (numbered(0),)


def test_letting_go_of_it_ends_it():
    source = Source()
    held = [Gathering(source, name="a feed")]
    held.clear()
    gc.collect()
    source.more.release()
    assert source.ended.wait(10)
    assert source.asked == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(InputError("The page is empty."), "The page is empty."), (ZeroDivisionError(), "because of a fault in Dateline")],
)
def test_what_ends_it_is_a_problem_after_what_came(error, sentence):
    source = Source(1, error)
    source.more.release()
    gathering = Gathering(source, name="a feed")
    assert gathering.wait(10)
    told = gathering.progress()
    article, problem = told.items
    assert article == numbered(0)
    assert isinstance(problem, InputProblem)
    assert sentence in problem.message
    assert (told.running, told.stopped) == (False, False)


@pytest.fixture
def visitor(tmp_path, monkeypatch, site):
    """Return a visitor's page for adding articles."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(tmp_path / "store.sqlite"))
    st.cache_resource.clear()
    yield lambda: AppTest.from_function(_adding, default_timeout=60)
    st.cache_resource.clear()


def _adding():
    from geo.ui import adding

    adding.add()


def fetch(at, kind, url):
    """Fetch a page or a feed; return the page when all has come."""
    at.session_state["add_source"] = kind
    at.run()
    at.text_input[0].set_value(url)
    at.button[0].click()
    return settle(at.run())


def settle(at):
    """Return the page when all that is being read has come."""
    deadline = time.monotonic() + 30
    while "gathering" in at.session_state and time.monotonic() < deadline:
        time.sleep(0.2)
        at.run()
    assert not at.exception
    return at


def said(elements):
    """Return the first sentence, without the marks that keep Markdown out of it."""
    return elements[0].value.replace("\\", "").replace("\u2060", "")


def test_a_visitors_feed_brings_no_more_than_is_left_to_them(visitor, site, monkeypatch):
    monkeypatch.setattr(metering, "ARTICLES_AN_HOUR", 3)
    at = fetch(visitor(), "Feed", site.url + "/feed")
    assert [draft.title for draft in at.session_state["drafts"]] == [f"Train to Vienna {n}" for n in (1, 2, 3)]
    assert "More than 3 articles: the others are left out." in said(at.warning)
    assert len(site.asked) <= 5  # the feed, three items, and one that shows that there are more


def test_a_visitor_with_nothing_left_has_nothing_fetched(visitor, site):
    for _ in range(metering.ARTICLES_AN_HOUR):
        metering._articles().take(["address:unknown"], now=time.monotonic())
    at = visitor()
    at.session_state["add_source"] = "Feed"
    at.run()
    assert not at.exception
    assert "Try again in" in said(at.info)
    assert (len(at.text_input), len(at.button)) == (0, 0)
    assert site.asked == []


def test_pages_that_are_only_looked_at_are_counted_too(visitor, site, monkeypatch):
    monkeypatch.setattr(metering, "READS_AN_HOUR", 4)
    at = fetch(visitor(), "Web page", site.url + "/404")
    assert "has no such page" in said(at.error)
    at = fetch(at, "Feed", site.url + "/feed")
    assert len(at.session_state["drafts"]) == 2
    assert "pages and files read an hour. Try again in 60 minutes" in said(at.warning)
    assert [path.partition("?")[0] for path in site.asked] == ["/404", "/feed", "/article/1", "/article/2"]
    # A reload makes another session; the address stays.
    at = fetch(visitor(), "Web page", site.url + "/article/3")
    assert "pages and files read an hour" in said(at.error)
    assert len(site.asked) == 4


def test_no_more_of_a_visitors_files_are_read_than_are_granted(visitor, monkeypatch):
    monkeypatch.setattr(metering, "READS_AN_HOUR", 2)
    at = visitor()
    at.session_state["add_source"] = "Upload"
    at.run()
    files = [(f"{n}.html", article(n).encode(), "text/html") for n in range(1, 5)]
    at.file_uploader[0].set_value(files).run()
    at.button[0].click()
    settle(at.run())
    assert [draft.id for draft in at.session_state["drafts"]] == ["1", "2"]
    assert "pages and files read an hour" in said(at.warning)
