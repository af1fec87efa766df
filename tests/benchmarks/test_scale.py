"""Every page's queries over 1,000,000 mentions, 100,000 statements and 20,000 journeys in PostgreSQL.

    pytest --benchmark-only --benchmark-enable tests/benchmarks/test_scale.py

Each query is asked under the same 200 random filters; p95 is in the extra information of each (``p95_ms``), and in the
table that is printed at the end.  ``DATELINE_SCALE_DATABASE`` names a database that is kept: it is filled once, and
used as it is the next time.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import query
from geo.ingest import load
from geo.query import Filters
from geo.store import Store, open_store
from tests.conftest import settled, start_app
from tests.corpus import corpus, drawn

ARTICLES, PARTITION, FILTERS, SEED = 20_000, 200, 200, 684
VARIABLE = "DATELINE_SCALE_DATABASE"

ASKED: dict[str, Callable[[Store, Filters], object]] = {
    "places": query.places,
    "places, all": lambda store, filters: query.places(store, filters, limit=None),
    "journeys, 400": lambda store, filters: query.journeys(store, filters, limit=400),
    "journeys, by distance": lambda store, filters: query.journeys(store, filters, limit=100, order="km"),
    "routes": query.routes,
    "statements, 50": lambda store, filters: query.statements(store, filters, limit=50),
    "actors": query.actors,
    "counts": query.counts,
    "facets": query.facets,
    "histogram": query.histogram,
    "network": query.network,
    "step": query.step,
    "travellers, 100": lambda store, filters: query.travellers(store, filters, limit=100),
    "claims, 100": lambda store, filters: query.claims(store, filters, limit=100),
    "acts": query.acts,
    "speakers, 40": lambda store, filters: query.speakers(store, filters, limit=40),
    "spoken places, 40": lambda store, filters: query.spoken_places(store, filters, limit=40),
    "articles, 50": lambda store, filters: query.articles(store, filters, limit=50),
}


def result(folder: Path, articles: int) -> Path:
    """Write the generated corpus as `python -m geo extract --engine dask` would: 50 mentions an article."""
    items = corpus(articles=articles)
    number = 0
    while part := list(itertools.islice(items, PARTITION)):
        number += 1
        lines = (dataclasses.replace(record, text=article.text).to_json() + "\n" for article, record in part)
        (folder / f"records-{number:05d}.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"partitions": number}))
    return folder


@pytest.fixture(scope="module")
def filters() -> list[Filters]:
    return list(itertools.islice(drawn(SEED), FILTERS))


@pytest.fixture(scope="module")
def store(request, tmp_path_factory):
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("needs --benchmark-enable, and minutes")
    kept = os.environ.get(VARIABLE)
    store = open_store(kept or request.getfixturevalue("postgresql").new().render_as_string(hide_password=False))
    if not len(query.articles(store, limit=1)):
        began = time.perf_counter()
        folder = result(tmp_path_factory.mktemp("result"), ARTICLES)
        made = time.perf_counter()
        assert sum(outcome.stored for outcome in load(store, folder, collection="Generated", processes=2)) == ARTICLES
        loaded = time.perf_counter() - made
        sys.stderr.write(f"\ncorpus made in {made - began:.0f} s, loaded in {loaded:.0f} s\n")
    yield store
    store.close()


@pytest.fixture(scope="module")
def table():
    rows: list[str] = []
    yield rows
    head = f"{'query':22} {'p50':>6} {'p95':>6} {'max':>6}   slowest filter (ms)"
    sys.stderr.write("\n".join(("", head, *rows, "")))


@pytest.mark.parametrize("name", ASKED)
def test_what_pages_ask(benchmark, store, filters, table, name):
    asked, taken = iter(filters), []

    def ask() -> None:
        chosen = next(asked)
        began = time.perf_counter()
        ASKED[name](store, chosen)
        taken.append((1000 * (time.perf_counter() - began), repr(set_fields(chosen))))

    benchmark.pedantic(ask, rounds=len(filters), iterations=1)
    cuts = statistics.quantiles([ms for ms, _ in taken], n=20)
    slowest, what = max(taken)
    benchmark.extra_info |= {"p50_ms": cuts[9], "p95_ms": cuts[18], "max_ms": slowest}
    table.append(f"{name:22} {cuts[9]:6.0f} {cuts[18]:6.0f} {slowest:6.0f}   {what}")


WATCH = """() => { window.changed = new Promise((done) => {
  const observer = new MutationObserver(() => { observer.disconnect(); done(); });
  observer.observe(document.querySelector('.leaflet-map-pane'), { childList: true, subtree: true });
}); }"""
"""The promise of the next change of the map's marks."""


@pytest.mark.browser
def test_a_filter_changes_in_the_browser(benchmark, chromium, store, tmp_path):
    """Time ten changes to filters that were not asked for before, from the click until the map has its new marks."""
    process, address = start_app(tmp_path, database=store.engine.url.render_as_string(hide_password=False))
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    settled(page)
    page.reload()
    settled(page)
    map_ = next(one for one in page.frames if "folium" in one.url)
    actors = page.locator("[data-testid=stSidebar] input[type=checkbox]:not([role=switch])")
    switches = [page.get_by_role("switch", name=name) for name in ("Journeys", "Statements", "Only named", "Scenes")]
    clicks = iter([actors.nth(n) for n in range(6)] + switches)

    def ready() -> tuple[tuple, dict]:
        clear = page.get_by_role("button", name=re.compile("^Clear( all)?$"))
        if clear.count():
            clear.click()
        page.wait_for_timeout(2500)
        map_.evaluate(WATCH)
        return (next(clicks),), {}

    def change(what) -> None:
        what.click()
        map_.evaluate("() => window.changed")

    benchmark.pedantic(change, setup=ready, rounds=10)
    process.terminate()
    process.wait(20)


def set_fields(filters: Filters) -> dict:
    """Return the fields that are set."""
    return {f.name: v for f in dataclasses.fields(filters) if (v := getattr(filters, f.name)) != f.default}
