"""Queries over 100,000 mentions: ``pytest tests/benchmarks --benchmark-enable``.

Without that option they run once, over a small corpus, and only show that they still work.
"""

from __future__ import annotations

import datetime as dt

import pytest

from geo import query
from geo.query import Filters
from geo.store import open_store
from tests.corpus import corpus

PROMISED_S = 0.1

FILTERS = {
    "none": Filters(),
    "actor": Filters(actors=("person:actor-0",)),
    "days": Filters(date_from=dt.date(2021, 1, 1), date_to=dt.date(2022, 6, 1)),
    "actors-and-days": Filters(actors=("person:actor-0", "person:actor-3"), date_from=dt.date(2021, 1, 1)),
    "text": Filters(text="town 12"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory, request):
    measured = request.config.getoption("benchmark_enable")
    store = open_store(tmp_path_factory.mktemp("benchmark") / "dateline.sqlite")
    for article, record in corpus(articles=2_000 if measured else 20):
        store.add(article, record)
    yield store
    store.close()


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("ask", [query.places, query.counts, query.journeys, query.statements])
def test_what_a_filter_change_asks_for(benchmark, store, ask, filters):
    found = benchmark.pedantic(ask, (store, filters), rounds=10, iterations=1, warmup_rounds=1)
    assert len(found)
    if benchmark.enabled and ask is query.places and filters.text == "":
        assert benchmark.stats.stats.median < PROMISED_S
