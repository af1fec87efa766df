"""The page of statements, seen in Chromium."""

from __future__ import annotations

import re

import pytest

from tests.conftest import settled

pytestmark = pytest.mark.browser


def to_statements(page, address, query=""):
    page.goto(f"{address}{query}")
    page.locator(".panels .tabs").wait_for(timeout=40_000)
    page.get_by_role("link", name="Statements", exact=True).click()
    page.locator(".voices .top").wait_for()
    return page


@pytest.fixture
def statements(new_context, app):
    return to_statements(new_context().new_page(), app)


def number(button) -> int:
    return int(button.locator(".n").inner_text().replace(",", ""))


def tally(page, count: int) -> None:
    page.locator(".voices .tally", has_text=re.compile(rf"^(\d+ of )?{count:,} statement")).wait_for()


def test_an_act_narrows_to_denials_and_the_link_carries_it(statements, new_context, app, shot):
    button = statements.locator(".act-chip", has_text="Denied")
    count = number(button)
    shot(statements)
    button.click()
    tally(statements, count)
    statements.wait_for_url(re.compile("act=deny"))
    cards = statements.locator(".voices .card")
    assert cards.count() == count
    assert cards.locator(".chip.deny").count() == count
    statements.locator(".bar .chip", has_text="Denied").wait_for()  # the bar is sent after the page
    shot(statements, "denied")
    again = to_statements(new_context().new_page(), app, statements.url[statements.url.index("?") :])
    tally(again, count)
    button.click()
    statements.locator(".bar .chip").wait_for(state="detached")
    statements.wait_for_url(lambda url: "act=" not in url)


def test_a_speaker_narrows_to_what_this_actor_says_and_back(statements):
    choice = statements.locator(".choice", has_text="Kim Jong-un").first
    count = number(choice)
    choice.click()
    tally(statements, count)
    statements.wait_for_url(re.compile("actor=kim-jong-un&role=speaker"))
    assert set(statements.locator(".voices .who").all_inner_texts()) == {"Kim Jong-un"}
    statements.locator(".choice[aria-pressed=true]", has_text="Kim Jong-un").click()
    statements.locator(".bar .chip").first.wait_for(state="detached")
    statements.locator(".voices .card").nth(49).wait_for()
    statements.wait_for_url(lambda url: "role=" not in url)


def test_a_place_narrows_to_what_is_said_of_it(statements):
    choice = statements.get_by_role("region", name="Places spoken of").locator(".choice").first
    count, name = number(choice), choice.locator(".label bdi").first.inner_text()
    choice.click()
    tally(statements, count)
    statements.locator(".bar .chip", has_text=name).wait_for()


def test_a_search_narrows_all_pages(statements):
    statements.get_by_label("Search statements by words").fill("ceasefire")
    statements.get_by_label("Search statements by words").press("Enter")
    statements.wait_for_url(re.compile("q=ceasefire"))
    statements.locator(".bar .chip", has_text="ceasefire").wait_for()
    for card in statements.locator(".voices .card").all()[:3]:
        card.locator(".who").click()
        card.locator(".told blockquote").first.wait_for()


def test_a_statement_that_is_chosen_is_chosen_on_the_map(statements, shot):
    card = statements.locator(".voices .card").nth(2)
    id_ = card.get_attribute("data-id").removeprefix("statement:")
    card.locator(".who").press("Enter")
    statements.wait_for_url(re.compile(f"sel=statement.{id_}"))
    statements.locator(".card.chosen .told blockquote").first.wait_for()
    shot(statements)
    statements.get_by_role("button", name="Show on the map").click()
    settled(statements)
    statements.locator(f".panels .card.chosen[data-id='statement:{id_}']").wait_for()


def test_more_are_shown_and_each_leads_into_its_article(statements):
    assert statements.locator(".voices .card").count() == 50
    statements.get_by_role("button", name=re.compile("^Show 50 more")).click()
    statements.locator(".voices .card").nth(99).wait_for()
    statements.get_by_role("button", name="Read in the article").first.click()
    statements.locator(".evidence-view .asked").first.wait_for()


def test_nothing_said_says_so_and_leads_back(new_context, app):
    page = to_statements(new_context().new_page(), app, "?kind=journey")
    page.get_by_text("No statement in what is shown. Clear a filter to see more.").wait_for()
    page.locator(".voices").get_by_role("button", name="Show everything").click()
    page.locator(".voices .card").first.wait_for()


def test_the_page_stands_on_a_phone_in_the_dark(new_context, app, shot):
    page = new_context(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    page.goto(app)
    page.locator(".panels .tabs").wait_for(timeout=40_000)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Statements", exact=True).click()
    page.locator(".voices .card").first.wait_for()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    page.wait_for_timeout(400)
    shot(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    page.get_by_text("Who speaks, and of which places").click()
    page.locator(".choice").first.wait_for()
    shot(page, "choices")
