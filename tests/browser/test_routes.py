"""Rails, water and the antimeridian, seen in Chromium."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from geo.maps.basemap import OfflineMap
from geo.maps.elements import JourneysLayer
from geo.maps.standalone import standalone_html
from geo.record import Place
from geo.routes import route
from tests.conftest import frame, open_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CREDIT = "Rail network © OpenStreetMap contributors (ODbL)"
KIM = "?actor=kim-jong-un&from=2023-09-09&to=2023-09-12"
TOKYO = Place("geonames:1850147", "Tokyo", "city", "JP", 35.6895, 139.69171)
SAN_FRANCISCO = Place("geonames:5391959", "San Francisco", "city", "US", 37.77493, -122.41942)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_train_follows_the_rails_and_they_are_credited(new_context, app, shot, scheme):
    page = open_page(new_context(color_scheme=scheme), app + KIM)
    line = frame(page).locator("path.dl-journey[aria-label*='Pyongyang → Vladivostok']").first
    said = line.get_attribute("aria-label")
    assert re.search(r"684 km great circle · about 1,1\d\d km by rail, indicative", said)
    assert line.get_attribute("d").count("L") > 40
    assert CREDIT in frame(page).locator(".leaflet-control-attribution").inner_text()
    card = page.locator(".panels .card", has_text="Pyongyang").first.inner_text()
    assert re.search(r"684 km great circle · about 1,1\d\d km by rail, indicative", card)
    shot(page)


def test_no_rails_no_credit(new_context, app):
    page = open_page(new_context(), f"{app}?actor=pope-francis")
    assert frame(page).locator("path.dl-journey").count()
    assert "OpenStreetMap" not in frame(page).locator(".leaflet-control-attribution").inner_text()


def test_miles_are_a_switch_and_in_the_link(new_context, app):
    page = open_page(new_context(), app + KIM)
    mounted = page.locator("iframe[title^=streamlit_folium]").element_handle()
    page.get_by_text("Distances in miles").click()
    page.locator(".panels .card", has_text="425 mi great circle").wait_for()
    frame(page).locator("path.dl-journey[aria-label*='425']").first.wait_for()
    frame(page).locator(".leaflet-control-scale-line", has_text="mi").wait_for()
    assert mounted.evaluate("frame => frame.isConnected"), "the map was mounted again"
    page.wait_for_function("() => location.search.includes('units=mi')")

    other = open_page(new_context(), page.url)
    other.locator(".panels .card", has_text="425 mi great circle").wait_for()


@pytest.mark.parametrize("mode", ["air", "sea"])
def test_the_pacific_is_crossed_in_one_line(chromium: Browser, tmp_path: Path, shot, mode):
    found = route(TOKYO, SAN_FRANCISCO, mode)
    ends = {
        key: {"id": p.id, "name": p.name, "lat": p.lat, "lon": p.lon}
        for key, p in (("from", TOKYO), ("to", SAN_FRANCISCO))
    }
    row = {
        "id": "journey:1", "travellers": "A traveller", "line": found.points, "km": 8290.0, "status": "completed",
        "mode": mode, "method": "great circle", "date": "", "reports": 1,
    }  # fmt: skip
    world = OfflineMap((40, 180), zoom_start=3, world_copy_jump=False)
    JourneysLayer([row | ends], theme="light").add_to(world)
    file = tmp_path / "pacific.html"
    file.write_text(standalone_html(world), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1000, "height": 600})
    page.goto(file.as_uri())
    path = page.locator("path.dl-journey")
    path.wait_for(state="attached")
    for piece in path.get_attribute("d").split("M")[1:]:
        xs = [float(x) for x in re.findall(r"(-?[\d.]+)[ ,]-?[\d.]+", piece)]
        assert all(0 <= b - a + 60 < 150 for a, b in itertools.pairwise(xs)), "the line jumps"
    longest = max(path.get_attribute("d").split("M"), key=len)
    xs = [float(x) for x in re.findall(r"(-?[\d.]+)[ ,]-?[\d.]+", longest)]
    assert max(xs) - min(xs) == pytest.approx(97.9 / 360 * 2048, rel=0.03)
    shot(page)
    page.close()
