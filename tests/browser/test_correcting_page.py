"""Corrections by hand in Chromium: a point on the map, words chosen in the text; each undone again."""

from __future__ import annotations

import json
import math
import re
import zipfile
from contextlib import closing

import pytest

from geo.store import open_store
from tests.builders import add, story
from tests.conftest import Watch, running_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the app has its store, with the story of the tests in it."""
    made = tmp_path_factory.mktemp("correcting")
    with closing(open_store(made / "store.sqlite")) as store:
        add(store, story(), collection="My reading")
    return made


@pytest.fixture(scope="module")
def server(folder):
    with running_app(folder) as address:
        yield address


@pytest.fixture
def record(folder, server):
    """Return the record of the article as the store has it now."""
    with closing(open_store(folder / "store.sqlite")) as store:
        yield lambda: store.record("story")


@pytest.fixture
def open_article(chromium, server):
    """Open the article of the tests in a window of this size; no page may have misbehaved at the end."""
    contexts, watches = [], []

    def visit(width=1440, height=900):
        context = chromium.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(40_000)
        contexts.append(context)
        watches.append(Watch(context, server))
        page = context.new_page()
        page.goto(f"{server}/articles")
        page.locator(".panels .card.article", has_text="A train to Vladivostok").locator(".main").click()
        page.get_by_text("Click a mark to correct it").wait_for()
        idle(page)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [p for w in watches for p in w.problems] == []


def idle(page):
    """Wait until no rerun is under way: it would lose a click."""
    page.wait_for_timeout(600)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(600)


def mark(page, words):
    return page.locator(".evidence-view .seg", has_text=re.compile(f"^{words}$")).first


def tip(page, words):
    """Return what hovering a mark says."""
    page.mouse.move(0, 0)
    mark(page, words).hover()
    found = page.locator(".evidence-view .tip")
    found.wait_for()
    return found.inner_text()


def undo(page):
    idle(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("The correction is undone.").wait_for()
    idle(page)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "narrow"])
def test_a_place_is_moved_by_a_click_on_the_map_and_back(open_article, record, shot, size):
    before = record()
    page = open_article(*size)
    assert "Sea of Japan" in tip(page, "Sea of Japan")
    mark(page, "Sea of Japan").click()
    page.get_by_role("button", name="Choose a point on the map").click()
    page.get_by_text("Click the map where the place is.").wait_for()
    world = page.frame_locator("iframe[title^=streamlit_folium]").locator(".leaflet-container")
    world.wait_for()
    idle(page)
    box = world.bounding_box()
    # 60 pixels to the right of the middle and 30 above it, where a whole turn of the earth is 512 pixels.
    world.click(position={"x": box["width"] / 2 + 60, "y": box["height"] / 2 - 30})
    name = page.get_by_label("Name of the place")
    name.fill("Somewhere in Asia")
    name.press("Enter")
    idle(page)
    shot(page, "chosen")
    page.get_by_role("button", name="Move it here").click()
    page.get_by_text(re.compile("Corrected: “Sea of Japan” moved from Sea of Japan")).wait_for()
    idle(page)
    assert "Somewhere in Asia" in tip(page, "Sea of Japan")
    (moved,) = [t for t in record().toponyms if t.text == "Sea of Japan"]
    (place,) = [p for p in record().places if p.id == moved.place]
    middle = math.asinh(math.tan(math.radians(25)))
    latitude = math.degrees(math.atan(math.sinh(middle + 30 * 2 * math.pi / 512)))
    assert (place.name, place.lat, place.lon) == (
        "Somewhere in Asia", pytest.approx(latitude, abs=1), pytest.approx(15 + 60 * 360 / 512, abs=1),
    )  # fmt: skip
    undo(page)
    assert "Sea of Japan" in tip(page, "Sea of Japan")
    assert record() == before


def look(page, view):
    page.get_by_role("radio", name=view).click(force=True)
    idle(page)


def test_words_chosen_with_the_mouse_are_added_as_a_place_taken_along_and_gone_again(
    open_article, record, shot, tmp_path
):
    before = record()
    page = open_article()
    words = page.locator(".evidence-view .text p", has_text="Fighting goes on").locator("span").first
    assert words.inner_text().startswith("Fighting")
    words.dblclick(position={"x": 12, "y": 8})
    page.get_by_text("Add what was missed").wait_for()
    page.get_by_text("“Fighting”", exact=True).wait_for()
    query = page.get_by_label("Search the gazetteer")
    query.fill("Kherson")
    query.press("Enter")
    idle(page)
    page.get_by_role("combobox", name=re.compile("^Place")).click()
    page.get_by_role("option", name=re.compile("Kherson, Ukraine")).first.click()
    page.get_by_role("button", name="Add the place").click()
    page.get_by_text(re.compile("Corrected: “Fighting” added as site")).wait_for()
    idle(page)
    shot(page, "added")
    assert "Kherson, Ukraine" in tip(page, "Fighting")
    assert [t.text for t in record().toponyms if t not in before.toponyms] == ["Fighting"]

    look(page, "Collections")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 1 article").click()
    shot(page, "annotations")
    download.value.save_as(tmp_path / download.value.suggested_filename)
    with zipfile.ZipFile(tmp_path / download.value.suggested_filename) as packed:
        (row,) = map(json.loads, packed.read("geo_dateline.jsonl").decode().splitlines())
    assert [t["name"] for t in row["toponyms"] if t["text"] == "Fighting"] == ["Kherson"]

    look(page, "Read")
    undo(page)
    assert mark(page, "Fighting").count() == 0
    assert record() == before
