"""Stepping through the events visits each once, in order of days, forwards and backwards."""

from __future__ import annotations

import pytest

from geo.query import Filters, event, step
from geo.store import ensure_samples, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("sequence") / "dateline.sqlite")
    ensure_samples(store)
    yield store
    store.close()


FILTERS = Filters(actors=("person:kim-jong-un",))


def walk(store, by):
    seen, at = [], step(store, FILTERS, by=by)
    while at:
        seen.append(at)
        at = step(store, FILTERS, start=at.id, by=by)
    return seen


def test_a_walk_visits_every_event_once_in_order_of_days(store):
    seen = walk(store, 1)
    assert len(seen) > 10
    assert [at.number for at in seen] == list(range(1, len(seen) + 1))
    assert {at.total for at in seen} == {len(seen)}
    days = [event(store, at.id).date_from for at in seen]
    assert days == sorted(days)


def test_the_way_back_is_the_same_way(store):
    assert [at.id for at in walk(store, -1)] == [at.id for at in reversed(walk(store, 1))]


def test_no_step_stays_where_it_is(store):
    at = step(store, FILTERS, by=3)
    assert step(store, FILTERS, start=at.id, by=0) == at


def test_a_hidden_event_is_no_place_to_start_from(store):
    at = step(store, FILTERS)
    assert step(store, Filters(text="no article has these words"), start=at.id, by=0) is None
    assert step(store, Filters(text="no article has these words")) is None
    assert step(store, FILTERS, start="journey:none") == at
