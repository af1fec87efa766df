"""What a reader of a large corpus waits for, in the browser: the first map, a filter, a page; and what is sent for it.

100,000 mentions, 10,000 statements and 2,000 journeys on 1,500 places, as `tests.corpus` makes them.  A change of a
filter is timed from the click to the moment at which the map has its new layers.
"""

from __future__ import annotations

import itertools
import re
import statistics

import pytest

from geo.store import open_store
from tests.conftest import frame, running_app, settled
from tests.corpus import corpus

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large(tmp_path_factory, request):
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("only measured: run with --benchmark-enable")
    folder = tmp_path_factory.mktemp("large")
    store = open_store(folder / "store.sqlite")
    store.add_many(corpus(), collection="Generated")
    store.close()
    with running_app(folder) as address:
        yield address


@pytest.fixture
def opened(chromium, large):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.brought = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: page.brought.append(len(data))))
    page.goto(large)
    settled(page)
    yield page
    context.close()


def test_the_first_map(benchmark, chromium, large, opened):
    def load() -> None:
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(large)
        frame(page).locator(".dl-map .dl-label").first.wait_for()
        contexts.append(context)

    contexts = []
    benchmark.pedantic(load, rounds=5, warmup_rounds=1)
    for context in contexts:
        context.close()


CLICKED = """() => document.addEventListener(
  'click', (event) => { window.clicked = performance.timeOrigin + event.timeStamp; }, true)"""
DRAWN = """() => { window.drawn = new Promise((done) => {
  const observer = new MutationObserver(() => requestAnimationFrame(() => {
    observer.disconnect();
    done(performance.timeOrigin + performance.now());
  }));
  observer.observe(document.querySelector('.leaflet-map-pane'), { childList: true, subtree: true });
}); }"""


def test_a_filter_change_repaints(benchmark, opened):
    """Time it from outside, with what the driver takes to click and to look; and by the browser's own clock."""
    page, sizes, taken = opened, [], []
    map_ = next(one for one in page.frames if "folium" in one.url)
    page.evaluate(CLICKED)
    lines = frame(page).locator("path.dl-journey")
    switch = page.get_by_role("switch", name="Journeys")
    states = itertools.cycle(["detached", "attached"])

    def idle() -> tuple[tuple, dict]:
        page.wait_for_timeout(1500)
        sizes.append(sum(page.brought))
        page.brought.clear()
        map_.evaluate(DRAWN)
        return (), {}

    def change() -> None:
        switch.click()
        lines.first.wait_for(state=next(states))
        taken.append(map_.evaluate("() => window.drawn") - page.evaluate("() => window.clicked"))

    benchmark.pedantic(change, setup=idle, rounds=20)
    benchmark.extra_info["ms from the click to the next frame"] = round(statistics.median(taken))
    benchmark.extra_info["kB sent"] = round(statistics.median(sizes[1:]) / 1000)
    benchmark.extra_info["most kB sent"] = round(max(sizes[1:]) / 1000)


@pytest.mark.parametrize(
    ("path", "drawn"),
    [("Journeys", r"of 2,000|2,000"), ("Statements", r"10,000"), ("Actors", r"Actor 0"), ("Articles", r"Report \d+")],
)
def test_a_page_opens(benchmark, opened, path, drawn):
    page = opened

    def away() -> tuple[tuple, dict]:
        page.get_by_role("link", name="About", exact=True).first.click()
        page.get_by_role("heading", name=re.compile("reads|About|How")).first.wait_for()
        page.wait_for_timeout(800)
        return (), {}

    def there() -> None:
        page.get_by_role("link", name=path, exact=True).first.click()
        page.locator("[data-testid=stMain]").get_by_text(re.compile(drawn)).first.wait_for()

    benchmark.pedantic(there, setup=away, rounds=5)
