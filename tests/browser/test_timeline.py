"""The timeline under the map, seen in Chromium: brush, step, play."""

from __future__ import annotations

import re

import pytest

from tests.conftest import frame, open_page

pytestmark = pytest.mark.browser

DELHI = "?from=2023-09-05&to=2023-09-30"


def brush(page, start: float, end: float) -> None:
    """Drag over the chart between two shares of its width."""
    box = page.locator("canvas.marks, svg.marks").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + 30, steps=8)
    page.mouse.up()


def test_a_brush_chooses_the_period_of_all_filters(page, shot):
    mounted = page.locator("iframe[title^=streamlit_folium]").element_handle()
    brush(page, 0.70, 0.76)
    page.wait_for_url(re.compile("from=2023-.*to=2023-"))
    frame(page).locator(".dl-mark[aria-label^='Vladivostok']").first.wait_for()
    frame(page).locator(".dl-mark[aria-label^='Kinshasa']").first.wait_for(state="detached")
    assert mounted.evaluate("frame => frame.isConnected"), "the map was mounted again"
    shot(page)


def test_arrow_keys_step_through_the_events_and_the_map_follows(new_context, app, shot):
    page = open_page(new_context(), app + DELHI)
    player = page.locator(".player")
    page.locator("body").press("ArrowRight")
    player.locator(".n", has_text="1 of").wait_for()
    page.locator("body").press("ArrowRight")
    player.locator(".n", has_text="2 of").wait_for()
    chosen = page.locator(".panels .card.chosen")
    chosen.locator("details[open] blockquote").wait_for()
    assert "sel=" in page.url
    shot(page)
    page.locator("body").press("ArrowLeft")
    player.locator(".n", has_text="1 of").wait_for()


def test_play_goes_through_the_events_in_order(new_context, app):
    page = open_page(new_context(), app + DELHI)
    player = page.locator(".player")
    player.get_by_role("button", name="Play through the events in order").click()
    player.locator(".n", has_text="2 of").wait_for()
    first = page.url
    player.locator(".n", has_text="3 of").wait_for()
    assert page.url != first
    player.get_by_role("button", name="Pause").click()
    player.get_by_role("button", name="Play through the events in order").wait_for()
