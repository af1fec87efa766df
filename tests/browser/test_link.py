"""The address bar: one entry of the history for each thing a user does, Back, Forward, Share and the embed form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.conftest import frame, open_page, settled

pytestmark = pytest.mark.browser


def query(page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def chips(page) -> list[str]:
    return page.locator(".bar .chip bdi").all_inner_texts()


def box(page, name: str):
    return page.locator(".filters").get_by_role("checkbox", name=name)


def choose(page, name: str) -> None:
    box(page, name).click()
    page.locator(".bar .chip", has_text=name).wait_for()
    page.wait_for_function("name => location.search.includes(name)", arg=name.lower().replace(" ", "-"))


def entries(page) -> int:
    return page.evaluate("() => history.length")


def back(page, address: str) -> None:
    page.evaluate("() => history.back()")
    arrived(page, address)


def forward(page, address: str) -> None:
    page.evaluate("() => history.forward()")
    arrived(page, address)


def arrived(page, address: str) -> None:
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(700)  # a wrong entry would be written after the run
    assert page.url == address


def test_back_and_forward_restore_filters_selection_and_page(page, shot):
    start = entries(page)
    visited = [page.url]
    choose(page, "Kim Jong-un")
    visited.append(page.url)
    frame(page).locator(".dl-disc[aria-label^='Vladivostok']").first.press("Enter")
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    page.wait_for_function("() => location.search.includes('sel=')")
    visited.append(page.url)
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About Dateline").wait_for()
    page.wait_for_function("() => location.pathname.endsWith('about') && location.search.includes('sel=')")
    arrived(page, page.url)
    visited.append(page.url)
    assert query(page) == {"actor": "kim-jong-un", "sel": "place.2013348"}
    assert chips(page) == ["Kim Jong-un"], "the other page has the same filters"
    assert entries(page) - start == 3, "one entry for each thing done"

    back(page, visited[2])
    settled(page)
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    assert chips(page) == ["Kim Jong-un"]
    back(page, visited[1])
    page.locator(".panels .focus").wait_for(state="detached")
    assert box(page, "Kim Jong-un").is_checked()
    back(page, visited[0])
    page.locator(".bar .chip").wait_for(state="detached")
    assert not box(page, "Kim Jong-un").is_checked()

    forward(page, visited[1])
    page.locator(".bar .chip", has_text="Kim Jong-un").wait_for()
    forward(page, visited[2])
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    forward(page, visited[3])
    page.get_by_role("heading", name="About Dateline").wait_for()
    assert chips(page) == ["Kim Jong-un"]
    assert entries(page) - start == 3
    shot(page)


def test_a_link_stays_as_it_was_sent_until_something_changes(new_context, app):
    page = new_context().new_page()
    page.goto("about:blank")
    link = f"{app}/?actor=nobody-known_kim-jong-un&utm_source=mail"
    page.goto(link)
    settled(page)
    assert page.url == link
    assert chips(page) == ["Kim Jong-un"]
    page.go_back()
    assert page.url == "about:blank", "opening a link is one entry"


def test_quick_clicks_all_count(page):
    kinds = page.locator(".filters .kinds input")
    kinds.nth(0).click()
    kinds.nth(2).click()
    kinds.nth(4).click()
    page.wait_for_function("() => location.search.endsWith('kind=presence_scene')")
    arrived(page, page.url)
    assert [kinds.nth(n).is_checked() for n in range(5)] == [False, True, False, True, False]


def test_filters_go_along_from_page_to_page_and_home(page):
    choose(page, "Kim Jong-un")
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About Dateline").wait_for()
    page.locator(".bar .chip").click()
    page.locator(".bar .chip").wait_for(state="detached")
    page.wait_for_function("() => !location.search")
    page.get_by_role("link", name="Map", exact=True).click()
    settled(page)
    arrived(page, re.sub("about$", "", page.url))
    assert chips(page) == []


def test_share_gives_a_link_with_the_maps_view_that_restores_what_is_shown(new_context, app, shot):
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page(context, f"{app}?actor=kim-jong-un&units=mi&utm_source=mail")
    frame(page).locator(".dl-disc[aria-label^='Vladivostok']").first.press("Enter")
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    page.wait_for_function("() => location.search.includes('sel=')")
    leaflet = page.frames[-1]
    leaflet.evaluate("() => map.setView([40.5, 130.25], 4.5, { animate: false })")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied").wait_for()
    shot(page)
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == page.get_by_label("Link to what is shown").input_value()
    assert len(link) < 2000
    sent = dict(parse_qsl(urlsplit(link).query))
    lat, lon, zoom = map(float, sent.pop("map").split("_"))
    assert (abs(lat - 40.5) < 0.1, abs(lon - 130.25) < 0.1, zoom) == (True, True, 4.5)
    assert sent == {"actor": "kim-jong-un", "sel": "place.2013348", "units": "mi"}

    other = open_page(new_context(), link)
    other.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    assert chips(other) == ["Kim Jong-un"]
    assert other.locator(".filters").get_by_role("switch", name="Distances in miles").is_checked()
    at = other.frames[-1].evaluate("() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    assert at == pytest.approx([lat, lon, zoom], abs=0.1)


def test_what_does_not_fit_into_a_link_is_said(new_context, app):
    page = open_page(new_context(), app)
    page.get_by_role("searchbox", name="Words that must occur").fill("漢字" * 100)
    page.keyboard.press("Enter")
    page.locator(".bar .chip").wait_for()
    page.locator("[data-testid=stStatusWidget]").wait_for(state="detached")
    page.get_by_role("button", name="Share").click()
    assert "are sure to arrive: choose fewer" in page.locator("dialog").inner_text()
    assert not page.get_by_role("button", name="Copy link").is_visible()


def test_the_map_embeds_alone_and_leads_to_the_whole(new_context, app, shot):
    page = new_context(viewport={"width": 900, "height": 520}).new_page()
    page.goto(f"{app}?actor=kim-jong-un&sel=place.2013348&embed=true")
    frame(page).locator(".dl-selected[aria-label^='Vladivostok']").first.wait_for(timeout=40_000)
    assert frame(page).locator(".dl-mark[aria-label^='Kinshasa']").count() == 0
    assert "GeoNames" in frame(page).locator(".leaflet-control-attribution").inner_text()
    for selector in (".filters", ".bar", ".panels", "[data-testid=stSidebar]"):
        assert not page.locator(selector).is_visible()
    way = page.get_by_role("link", name="Open in Dateline").bounding_box()
    assert way["y"] + way["height"] <= 520, "the way to the whole is in sight"
    shot(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open in Dateline").click()
    whole = opened.value
    settled(whole)
    assert chips(whole) == ["Kim Jong-un"]
    assert "embed" not in whole.url
    whole.locator(".panels .focus strong", has_text="Vladivostok").wait_for()


def test_an_export_holds_what_is_shown(new_context, app, shot):
    page = open_page(new_context(), f"{app}?actor=kim-jong-un")
    page.get_by_role("button", name="Export").click()
    offer = page.get_by_role("dialog").get_by_role("button", name="GeoJSON")
    offer.wait_for()
    shot(page)
    with page.expect_download() as download:
        offer.click()
    text = download.value.path().read_text()
    assert "Vladivostok" in text
    assert "Kinshasa" not in text
    assert "actor=kim-jong-un&map=" in text
