"""The map and the print view as files: seen in Chromium, from the disk, with no network."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from geo.export import collect
from geo.export.page import html_page
from geo.export.text import clean
from geo.query import Filters
from tests.builders import KIM, add, story
from tests.export.hostile import ADDRESSES, WORDS, add_hostile

pytestmark = pytest.mark.browser
TRAIN = Filters(actors=(KIM,), date_from=dt.date(2023, 9, 9), date_to=dt.date(2023, 9, 12))
RAILS = "Rail network © OpenStreetMap contributors (ODbL)"


@pytest.fixture
def opened(chromium, tmp_path):
    """Open bytes as a file of the disk, in a browser that is offline; it may ask for nothing and report nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    problems = []
    asked = lambda r: problems.append(r.url) if not r.url.startswith((tmp_path.as_uri(), "data:", "blob:")) else None  # noqa: E731
    context.on("request", asked)
    context.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    context.on("weberror", lambda e: problems.append(str(e.error)))
    context.on("dialog", lambda d: (problems.append(d.message), d.dismiss()))

    def _open(content: bytes):
        file = tmp_path / "export.html"
        file.write_bytes(content)
        page = context.new_page()
        page.goto(file.as_uri())
        page.locator(".dl-map canvas").first.wait_for()
        page.wait_for_timeout(600)
        return page

    yield _open
    context.close()
    assert problems == []


def test_the_map_works_from_the_disk(samples, opened, shot):
    page = opened(html_page(collect(samples, TRAIN, permalink="https://dateline.example/?actor=kim-jong-un")))
    assert page.title() == "Dateline: Actor: Kim Jong-un; Date: 9 – 12 Sep 2023"
    line = page.locator("path.dl-journey[aria-label*='Pyongyang → Vladivostok']").first
    assert line.get_attribute("d").count("L") > 40
    assert page.get_by_role("heading", level=1).inner_text() == "Actor: Kim Jong-un; Date: 9 – 12 Sep 2023"
    assert page.get_by_role("link", name="Open in Dateline").get_attribute("href").endswith("?actor=kim-jong-un")
    entry = page.locator(".journeys .entry").first.inner_text()
    assert re.search(r"684 km great circle, about 1,1\d\d km by rail, indicative · 10 Sep 2023", entry)
    assert "Kim Jong-un is travelling from Pyongyang to Vladivostok by armoured train" in entry
    footer = page.locator("footer").inner_text()
    for credit in (
        "CC BY 4.0",
        RAILS,
        "Natural Earth",
        "Visionscarto",
        "“Kim on his way to Vladivostok by armoured train”",
    ):
        assert credit in footer
    assert RAILS in page.locator(".leaflet-control-attribution").inner_text()
    assert "Agafonkin" in page.locator("footer details pre").text_content(), "Leaflet's licence goes with its copies"
    shot(page)


def test_the_map_can_be_moved_and_asked(samples, opened):
    page = opened(html_page(collect(samples, TRAIN), miles=True))
    assert "425 mi great circle" in page.locator(".journeys .entry").first.inner_text()
    scale = page.locator(".leaflet-control-scale-line").first.inner_text()
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("s => document.querySelector('.leaflet-control-scale-line').innerText !== s", arg=scale)


def test_a_narrow_screen_has_the_lists_below_the_map(samples, opened):
    page = opened(html_page(collect(samples, TRAIN), theme="dark"))
    page.set_viewport_size({"width": 390, "height": 800})
    box, lists = page.locator(".map").bounding_box(), page.locator("main").bounding_box()
    assert lists["y"] >= box["y"] + box["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_print_view_is_sheets_of_a4_landscape(samples, opened, shot):
    page = opened(html_page(collect(samples, TRAIN, permalink="https://dateline.example/?x=1"), layout="print"))
    assert page.locator("path.dl-journey[aria-label*='Pyongyang → Vladivostok']").count()
    assert page.get_by_role("link", name="https://dateline.example/?x=1").is_visible()
    page.emulate_media(media="print")
    box = page.locator(".folium-map").bounding_box()
    assert (round(box["width"]), round(box["height"])) == (1017, 529), "the whole map fits on one sheet"
    shot(page)
    sheets = page.pdf(prefer_css_page_size=True)
    width, height = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", sheets)[0]
    assert (float(width), float(height)) == pytest.approx((841.9, 595.3), abs=0.5)
    assert len(re.findall(rb"/Type /Page\b", sheets)) == 2


@pytest.mark.parametrize("layout", ["screen", "print"])
def test_hostile_text_is_shown_as_text_and_runs_nothing(store, opened, shot, layout):
    for number, words in enumerate(WORDS):
        add_hostile(store, words, number)
    page = opened(html_page(collect(store), layout=layout))
    assert page.evaluate("window.ran") is None
    assert page.locator(".page img, .page iframe, .page script, .page b:not(.dl-mark b)").count() == 0
    links = {link.get_attribute("href") for link in page.locator(".page a[href]").all()}
    assert links <= {ADDRESSES[3], "#"} | {link for link in links if "leaflet" in link}
    shown = " ".join(page.locator(".page").text_content().split())
    for words in WORDS:
        assert " ".join(clean(words).split()) in shown, words
    for mark in page.locator(".dl-mark").all()[:20]:
        mark.hover(force=True)
    assert page.evaluate("window.ran") is None
    shot(page)


def test_the_filters_themselves_are_text(store, opened):
    add(store, story())
    page = opened(html_page(collect(store, Filters(text="<img src=x onerror=window.ran=1>{{7*7}}"))))
    assert page.get_by_role("heading", level=1).inner_text() == "Words: “<img src=x onerror=window.ran=1>{{7*7}}”"
    assert page.locator(".none").all_inner_texts() == [
        "No journeys in what is shown.", "No statements in what is shown.",
    ]  # fmt: skip
    assert page.evaluate("window.ran") is None


def test_a_script_that_got_in_would_not_run(samples, opened, chromium, tmp_path):
    """The policy of the page stops what is not its own, even if it were to slip through."""
    content = html_page(collect(samples, TRAIN)).replace(
        b"<main>", b"<main><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
    )
    file = tmp_path / "changed.html"
    file.write_bytes(content)
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.locator(".dl-map canvas").first.wait_for()
    assert page.evaluate("window.ran") is None
    page.close()


def test_a_large_page_says_what_it_leaves_out(everything, opened, monkeypatch):
    monkeypatch.setattr("geo.export.page.MOST_DRAWN", 10)
    page = opened(html_page(everything))
    said = page.locator("header").inner_text()
    assert f"The page holds the first 10 of {len(everything.journeys)} journeys." in said
    assert f"The page holds the first 10 of {len(everything.places)} places." in said
    assert page.locator(".journeys .entry").count() == 10
    assert page.locator("footer h3 + ul li").count() == 10
