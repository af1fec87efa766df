"""The address bar: one entry of the history for each thing a user does, Back, Forward, Share and the embed form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.conftest import frame, settled

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
