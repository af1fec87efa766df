"""Stores of visitors: few, small, gone with their session, and never anybody else's."""

from __future__ import annotations

import gc

import pytest
import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import tables as t
from geo.ui.sessions import Visits
from tests.builders import add, story


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def articles(store):
    with store.engine.connect() as connection:
        return list(connection.scalars(sa.select(t.article.c.id)))


def test_each_visit_has_a_store_of_its_own():
    visits = Visits()
    one, two = visits.begin(), visits.begin()
    add(visits.use(one), story())
    assert articles(visits.use(one)) == ["story"]
    assert articles(visits.use(two)) == []
    assert visits.use(one).version().split("-")[0] != visits.use(two).version().split("-")[0]


def test_an_hour_unused_ends_it():
    clock = Clock()
    visits = Visits(idle_s=3600, clock=clock)
    old, used = visits.begin(), visits.begin()
    clock.now = 3000
    assert visits.use(used)
    clock.now = 4000
    assert visits.use(used)
    assert (old.store, len(visits)) == (None, 1)
    assert visits.use(old) is None


def test_there_are_never_too_many():
    clock = Clock()
    visits = Visits(most=3, clock=clock)
    held = []
    for n in range(10):
        clock.now = n
        held.append(visits.begin())
        assert len(visits) <= 3
    assert [visit.store is not None for visit in held] == [False] * 7 + [True] * 3


def test_a_visit_that_nobody_holds_is_closed():
    visits = Visits()
    visit = visits.begin()
    engine = visit.store.engine
    closed = []
    sa.event.listen(engine, "close", lambda *_: closed.append(True))
    del visit
    gc.collect()
    assert closed == [True]
    assert len(visits) == 0


def test_whoever_uses_a_store_may_finish():
    clock = Clock()
    visits = Visits(idle_s=10, clock=clock)
    visit = visits.begin()
    store = visits.use(visit)
    add(store, story())
    clock.now = 20
    assert len([visits.begin()]) == 1
    assert visit.store is None
    assert articles(store) == ["story"]


def test_a_store_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr("geo.ui.sessions.MOST_PAGES", 120)
    visits = Visits()
    visit = visits.begin()
    add(visits.use(visit), story())
    long = story(id="long")
    long.text += " and so on" * 100_000
    with pytest.raises(StoreError, match="full"):
        add(visits.use(visit), long)
    assert articles(visits.use(visit)) == ["story"]
