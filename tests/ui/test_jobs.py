"""Jobs in the background: seen from a page that is drawn again and again, stopped, and ended with their session."""

from __future__ import annotations

import gc
import multiprocessing
import time

import pytest

from geo.articles import InputProblem
from geo.store import open_store
from geo.ui.jobs import MOST_OUTCOMES, Job, Turns
from geo.ui.sessions import Visits
from tests.ingest.test_ingest import FAKE, numbered


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "dateline.sqlite")
    yield store
    store.close()


def job(store, items, **options):
    return Job(store, items, collection="x", extractor=FAKE, **options)


def until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_progress_is_told_while_it_works(store):
    hanging = (numbered(n, "HANG" if n == 3 else "") for n in range(4))
    work = job(store, hanging, total=4)
    assert until(lambda: work.progress().done == 3)
    progress = work.progress()
    assert (progress.running, progress.total, progress.counts) == (True, 4, {"added": 3})
    assert [o.title for o in progress.outcomes] == ["Report 0", "Report 1", "Report 2"]
    work.cancel()
    assert work.wait(30)
    progress = work.progress()
    assert (progress.running, progress.cancelled, progress.done, progress.problem) == (False, True, 3, None)
    assert all(store.record(f"article-{n}") for n in range(3))


def test_only_the_latest_outcomes_are_kept(store):
    work = job(store, [InputProblem(f"{n}.txt", None, "There is no such file.") for n in range(MOST_OUTCOMES + 50)])
    assert work.wait(60)
    progress = work.progress()
    assert progress.counts == {"refused": MOST_OUTCOMES + 50}
    assert len(progress.outcomes) == MOST_OUTCOMES
    assert progress.outcomes[-1].title == f"{MOST_OUTCOMES + 49}.txt"


def test_letting_go_of_it_ends_it(store):
    held = [job(store, [numbered(1), numbered(2, "HANG")])]
    assert until(lambda: held[0].progress().done == 1)
    held.clear()
    gc.collect()
    assert until(lambda: not multiprocessing.active_children())


def test_a_page_reads_a_visitors_store_while_it_is_written():
    visits = Visits()
    visit = visits.begin()
    work = job(visits.use(visit), map(numbered, range(60)))
    seen = []
    while work.progress().running:
        store = visits.use(visit)
        store.version()
        seen.append(sum(store.record(f"article-{n}") is not None for n in range(60)))
        time.sleep(0.01)  # a page draws what it has read; without a breath the one connection never comes free
    assert work.progress().problem is None
    assert seen == sorted(seen)
    assert work.progress().counts == {"added": 60}


def items_that_break():
    yield numbered(1)
    raise ZeroDivisionError("the feed is broken")


def test_a_fault_ends_it_with_a_sentence(store):
    work = job(store, items_that_break())
    assert work.wait(60)
    assert "fault in Dateline" in work.progress().problem
    assert not work.progress().running


def test_visitors_take_turns(store):
    turns = Turns(1)
    first = job(store, [numbered(1, "HANG")], turn=turns.of("a"))
    second = job(store, [numbered(2)], turn=turns.of("b"))
    assert until(lambda: second.progress().waiting)
    first.cancel()
    assert second.wait(60)
    assert second.progress().counts == {"added": 1}
    third = job(store, [numbered(3, "HANG")], turn=turns.of("a"))
    waits = job(store, [numbered(4)], turn=turns.of("a"))
    assert until(lambda: waits.progress().waiting)
    waits.cancel()
    assert waits.wait(10)
    assert waits.progress().done == 0
    third.cancel()
    assert third.wait(30)


def test_one_visitor_has_one_turn():
    turns = Turns(2)
    one, same, other = turns.of("a"), turns.of("a"), turns.of("b")
    assert one.acquire(timeout_s=0.01)
    assert not same.acquire(timeout_s=0.01)
    assert other.acquire(timeout_s=0.01)
    one.release()
    assert same.acquire(timeout_s=0.01)
