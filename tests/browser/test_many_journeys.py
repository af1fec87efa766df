"""More journeys than the map draws singly: routes, each with its count, that lead to the journeys on them."""

from __future__ import annotations

import re

import pytest

from geo import query
from geo.store import open_store
from tests.conftest import frame, running_app, settled
from tests.corpus import corpus

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    store = open_store(folder / "store.sqlite")
    store.add_many(corpus(articles=300, toponyms=4, statements=1, among=8), collection="Generated")
    routes = query.routes(store)
    store.close()
    with running_app(folder) as address:
        yield address, routes


@pytest.fixture
def opened(chromium, many):
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{many[0]}?in=generated")
    settled(page)
    yield page
    page.context.close()


def line(page, route):
    told = f"{route['origin_name']} → {route['destination_name']}, {route['journeys']} journeys"
    return frame(page).locator(f"path.dl-journey[aria-label^='{told}']").first


def test_routes_stand_for_journeys_and_lead_to_them(opened, chromium, many, shot):
    page, routes = opened, many[1]
    busiest = routes.iloc[0].to_dict()
    assert busiest["journeys"] > 3
    label = line(page, busiest).get_attribute("aria-label")
    assert "1,000 km great circle" in label
    assert {"made": "made or under way", "planned": "planned"}[busiest["outcome"]] in label
    drawn = frame(page).locator("path.dl-journey").evaluate_all("all => new Set(all.map((p) => p.ariaLabel)).size")
    assert drawn == len(routes)
    note = f"On the map: {len(routes)} routes ({routes['journeys'].sum()} of"
    page.locator(".dl-beyond", has_text=note).wait_for()
    frame(page).get_by_text("Wider: more journeys").wait_for()
    shot(page, "drawn")

    line(page, busiest).dispatch_event("click")
    heading = f"{busiest['origin_name']} → {busiest['destination_name']}"
    page.locator(".panels .focus strong", has_text=heading).wait_for()
    said = page.locator(".panels .focus").inner_text()
    assert f"{busiest['journeys']} journeys on this line" in said
    page.locator(".panels .card.chosen .route", has_text=heading).wait_for()
    cards = page.locator(".panels .card .route").all_inner_texts()
    ends = {busiest["origin_name"], busiest["destination_name"]}
    assert len(cards) >= busiest["journeys"]
    assert all(set(re.split(" → ", card)) <= ends for card in cards if "→" in card)
    page.wait_for_function("() => location.search.includes('sel=journey.')")
    shot(page, "selected")

    other = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    other.goto(page.url)
    settled(other)
    other.locator(".panels .focus", has_text=said.split("·")[0].strip().splitlines()[-1]).wait_for()
    shot(other, "phone")
    other.context.close()


def test_few_journeys_each_have_a_line(opened):
    page = opened
    page.goto(f"{page.url}&actor=actor-1")
    settled(page)
    assert frame(page).locator("path.dl-journey[aria-label^='Actor']").count() > 0
    assert frame(page).locator(".dl-map.dl-routes").count() == 0
    assert page.locator(".dl-beyond").count() == 0
    frame(page).get_by_text("Wider: more journeys").wait_for(state="hidden")
