"""The page of actors, seen in Chromium."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def actors(new_context, app):
    page = new_context().new_page()
    page.goto(app)
    page.locator(".panels .card").first.wait_for(timeout=40_000)
    page.get_by_role("link", name="Actors").click()
    page.locator(".network .node").first.wait_for()
    return page


def test_an_actor_of_the_network_leads_to_the_profile_and_to_the_map(actors, shot):
    assert 20 <= actors.locator(".network .node").count() <= 50
    shot(actors)
    actors.get_by_role("button", name="Kim Jong-un,").press("Enter")
    actors.get_by_text("Supreme Leader of North Korea, since Dec 2011").wait_for()
    assert "Kim Jong-un" in actors.locator(".panels .card.journey .who").first.inner_text()
    actors.get_by_role("tab", name="Said").click()
    speakers = set(actors.locator(".panels .card .who").all_inner_texts())
    assert speakers == {"Kim Jong-un"}
    assert "sel=actor.kim-jong-un" in actors.url
    shot(actors, "profile")


def test_a_row_of_a_profile_opens_its_sentence(actors):
    actors.get_by_role("button", name="Kim Jong-un,").click()
    row = actors.locator(".panels .card.journey").first
    row.locator("summary").first.click()
    row.get_by_role("button", name="Read in the article").click()
    actors.locator(".evidence-view .asked").first.wait_for()
