"""What a reader meets on the Map page, seen in Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import frame, open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SEPTEMBER = "?actor=kim-jong-un_vladimir-putin_yoon-suk-yeol_s.UA&from=2023-09-09&to=2023-09-12"


def marks(page: Page, draw: str) -> set[str]:
    """Return the names of the marks of one kind on the map."""
    labels = frame(page).locator(f".dl-mark.dl-{draw}[tabindex='0']").evaluate_all("all => all.map(m => m.ariaLabel)")
    return {label.split(",")[0] for label in labels}


def journey(page: Page, *words: str):
    selector = "".join(f"[aria-label*='{w}']" for w in words)
    return frame(page).locator(f"path.dl-journey{selector}").first


def cards(page: Page, tab: str) -> list[str]:
    page.locator(f"#tab-{tab}").click()
    return page.locator(".panels .card").all_inner_texts()


def events_shown(page: Page) -> tuple[int, int]:
    text = page.get_by_text(re.compile(r"[\d,]+ of [\d,]+ events shown")).inner_text()
    shown, total = re.findall(r"[\d,]+", text)
    return int(shown.replace(",", "")), int(total.replace(",", ""))


def test_the_september_2023_story_is_on_the_map(new_context, app, shot):
    page = open_page(new_context(), app + SEPTEMBER)

    assert {"Pyongyang", "Vladivostok", "Delhi"} <= marks(page, "disc")
    assert "Kyiv" in marks(page, "ring")
    assert "684 km" in journey(page, "Pyongyang", "Vladivostok").get_attribute("aria-label")
    assert {"Kim Jong-un", "Vladimir Putin"} <= {text.splitlines()[0] for text in cards(page, "actors")}
    speakers = {text.splitlines()[0] for text in cards(page, "statements")}
    assert len(speakers - {"Unnamed source"}) >= 3
    shot(page)


def test_the_first_paint_shows_the_stories(page, shot):
    shown, total = events_shown(page)
    assert shown == total > 100
    assert {"Vladivostok", "Delhi", "Kyiv"} <= marks(page, "disc")
    assert any("Pyongyang → Vladivostok" in card for card in cards(page, "journeys"))
    shot(page)


def test_filtering_by_an_actor_changes_map_and_panels(page):
    before, total = events_shown(page)
    mounted = page.locator("iframe[title^=streamlit_folium]").element_handle()

    page.get_by_role("searchbox", name="Search actors").fill("francis")
    page.locator(".filters .actors").get_by_role("checkbox", name=re.compile("Francis")).first.click()
    page.locator(".panels", has_text="Kinshasa").wait_for()
    page.get_by_text(re.compile(r"[\d,]+ of [\d,]+ events shown")).filter(has_not_text=f"{before} of").wait_for()

    assert events_shown(page)[0] < total
    frame(page).locator(".dl-mark[aria-label^='Kinshasa']").first.wait_for()
    frame(page).locator(".dl-mark[aria-label^='Hanoi']").first.wait_for(state="detached")
    assert all("Francis" in card for card in cards(page, "journeys"))
    assert mounted.evaluate("frame => frame.isConnected"), "the map was mounted again"
    assert "actor=" in page.url


def test_a_period_without_events_says_so_and_leads_back(new_context, app, shot):
    page = open_page(new_context(), f"{app}?from=2021-01-01&to=2021-01-31")

    page.get_by_text("No events in the period January 2021.").wait_for()
    assert events_shown(page)[0] == 0
    assert "No journeys in what is shown" in page.locator(".panels").inner_text()
    shot(page)
    page.get_by_role("button", name="Show everything").click()
    page.locator(".panels .card").nth(5).wait_for()
    assert "from=" not in page.url


def test_a_click_on_the_map_selects_in_the_panels(page, shot):
    frame(page).locator(".dl-disc[aria-label^='Juba']").first.click()
    page.locator(".panels .focus strong", has_text="Juba").wait_for()

    assert all("Juba" in card for card in page.locator(".panels .card .route").all_inner_texts())
    assert "sel=place." in page.url
    frame(page).locator(".dl-selected[aria-label^='Juba']").first.wait_for()
    shot(page)
    page.get_by_role("button", name="Clear the selection").click()
    page.locator(".panels .focus").wait_for(state="detached")
    page.wait_for_function("() => !location.search.includes('sel=')")


def test_a_click_on_a_line_selects_the_journey(page):
    line = journey(page, "Delhi", "Hanoi")
    line.dispatch_event("click")
    page.locator(".panels .card.chosen .route", has_text="Delhi → Hanoi").wait_for()
    assert "sel=journey." in page.url


def test_a_click_in_a_panel_selects_on_the_map(page):
    cards(page, "places")
    page.locator(".panels .card .main", has_text="Kinshasa").click()
    frame(page).locator(".dl-selected[aria-label^='Kinshasa']").first.wait_for()
    assert page.locator(".panels .focus strong").inner_text() == "Kinshasa"


def test_each_row_leads_to_its_sentence_in_the_article(page, shot):
    cards(page, "statements")
    row = page.locator(".panels .card").first
    row.locator("summary").first.click()
    sentence = row.locator("blockquote").inner_text()
    row.get_by_role("button", name="Read in the article").click()

    page.locator(".evidence-view .asked").first.wait_for()
    assert "".join(page.locator(".evidence-view .asked").all_inner_texts()) == sentence
    shot(page)


def test_a_mark_in_the_article_says_what_was_read_and_leads_to_the_map(new_context, app, shot):
    page = open_page(new_context(), f"{app}{SEPTEMBER}")
    row = page.locator(".panels .card", has_text="Pyongyang → Vladivostok").first
    row.locator("summary").first.click()
    row.get_by_role("button", name="Read in the article").click()
    mark = page.locator(".evidence-view .place-scene", has_text="Vladivostok").first
    mark.hover()
    tip = page.locator(".evidence-view .tip")
    tip.get_by_text("Vladivostok, Russia · a journey ends here").wait_for()
    shot(page)

    page.get_by_role("button", name=re.compile("^Statements")).click()
    assert page.locator(".evidence-view.no-statement").count() == 1
    mark.click()
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    page.get_by_role("dialog").wait_for(state="detached")
    frame(page).locator(".dl-selected[aria-label^='Vladivostok']").first.wait_for()


def test_what_is_not_certain_is_listed_below_the_article(new_context, app, shot):
    page = open_page(new_context(), f"{app}?from=2024-10-08&to=2024-10-08")
    row = page.locator(".panels .card", has=page.locator("summary")).first
    row.locator("summary").first.click()
    row.get_by_role("button", name="Read in the article").click()
    page.locator(".doubts li", has_text="is not in the gazetteer").first.wait_for()
    shot(page)


def test_a_permalink_restores_filters_and_selection_in_a_fresh_browser(new_context, app):
    page = open_page(new_context(), f"{app}{SEPTEMBER}")
    frame(page).locator(".dl-disc[aria-label^='Vladivostok']").first.click()
    page.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    page.wait_for_function("() => location.search.includes('sel=')")
    shown, panel = events_shown(page), page.locator(".panels").inner_text()

    other = open_page(new_context(), page.url)
    other.locator(".panels .focus strong", has_text="Vladivostok").wait_for()
    assert events_shown(other) == shown
    assert other.locator(".panels").inner_text() == panel
    frame(other).locator(".dl-selected[aria-label^='Vladivostok']").first.wait_for()


def test_a_link_that_names_what_is_not_here_says_so(new_context, app):
    page = open_page(new_context(), f"{app}?actor=nobody-known&sel=place.1&from=2023-02-31")
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "names an actor that is not here" in text
    assert "names a place that is not here" in text
    assert "is no day" in text


def test_the_keyboard_reaches_marks_and_tabs(page):
    frame(page).locator(".dl-disc[aria-label^='Juba']").first.press("Enter")
    page.locator(".panels .focus strong", has_text="Juba").wait_for()
    page.locator("#tab-journeys").press("ArrowRight")
    assert page.locator("#tab-statements").get_attribute("aria-selected") == "true"


@pytest.mark.parametrize(("size", "scheme"), [((1440, 900), "dark"), ((390, 844), "light"), ((390, 844), "dark")])
def test_the_page_stands_on_other_screens(new_context, app, shot, size, scheme):
    width, height = size
    page = open_page(
        new_context(viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=width < 500), app
    )
    overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    box = page.locator("iframe[title^=streamlit_folium]").bounding_box()
    assert box["height"] <= (0.6 * height if width < 500 else height)
    shot(page)


def test_about_tells_method_sources_and_limits(page):
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About Dateline").wait_for()
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "GeoNames" in text
    assert "Natural Earth" in text
    page.get_by_role("link", name="Map", exact=True).click()
    settled(page)
