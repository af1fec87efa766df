"""Queries over 100,000 mentions and 100,000 statements: ``pytest tests/benchmarks --benchmark-enable``.

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
def store(new_database, request):
    measured = request.config.getoption("benchmark_enable")
    store = open_store(new_database())
    # 2,000 articles with 50 mentions and 50 statements in each.
    store.add_many(corpus(articles=2_000 if measured else 20, statements=50 if measured else 5), collection="samples")
    yield store
    store.close()


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("ask", [query.places, query.counts, query.journeys, query.statements, query.facets])
def test_what_a_filter_change_asks_for(benchmark, store, ask, filters):
    found = benchmark.pedantic(ask, (store, filters), rounds=10, iterations=1, warmup_rounds=1)
    assert len(found)
    if benchmark.enabled and ask is query.places and filters.text == "":
        assert benchmark.stats.stats.median < PROMISED_S


def test_statements_by_actor_and_date(benchmark, store):
    filters = FILTERS["actors-and-days"]
    found = benchmark.pedantic(query.statements, (store, filters), rounds=20, iterations=1, warmup_rounds=1)
    assert len(found)
    if benchmark.enabled:
        assert query.counts(store).set_index("kind").loc["statement", "total"] == 100_000
        assert benchmark.stats.stats.median < PROMISED_S
