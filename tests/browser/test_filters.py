"""The filters in the sidebar and the chips above the page, seen in Chromium."""

from __future__ import annotations

import re

import pytest

from geo.store import open_store
from tests.builders import Draft, add
from tests.conftest import Watch, open_page, running_app, settled

pytestmark = pytest.mark.browser

RTL, LONG = "محمد بن سلمان آل سعود", "Her Excellency the Honourable " + "Very " * 12 + "Long Name"
HOSTILE = '"><img src=x onerror=alert(1)>${alert(2)}`{{7*7}}'


def chips(page) -> list[str]:
    return page.locator(".bar .chip bdi").all_inner_texts()


def counted(row) -> int:
    return int(row.locator(".n").inner_text().replace(",", ""))


def shown(page) -> tuple[int, int]:
    text = page.locator(".bar .count").inner_text()
    return tuple(int(n.replace(",", "")) for n in re.findall(r"[\d,]+", text))


def wait_shown(page, number: int) -> None:
    page.locator(".bar .count b", has_text=re.compile(f"^{number:,}$")).wait_for()


def section(page, title: str):
    part = page.locator(".filters details", has=page.locator("summary", has_text=title))
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    return part


@pytest.mark.parametrize("title", ["Actors", "Countries", "Places", "Status of journeys"])
def test_a_choice_shows_as_many_events_as_it_says(page, title):
    row = section(page, title).locator("li", has=page.locator("input")).nth(1)
    row.wait_for()
    name, number = row.locator(".name").evaluate("n => n.firstChild.textContent"), counted(row)
    row.locator("input").click()
    page.locator(".bar .chip", has_text=name).wait_for()
    wait_shown(page, number)
    chip = page.get_by_role("button", name=re.compile(f"^Clear .*{re.escape(name)}$"))
    chip.click()
    page.locator(".bar .chip").wait_for(state="detached")
    wait_shown(page, shown(page)[1])


def test_counts_are_those_under_the_other_filters(new_context, app, shot):
    page = open_page(new_context(), f"{app}?from=2023-09-01&to=2023-09-30")
    other = page.locator(".filters .kinds li", has_text="Statements")
    number = counted(other)
    other.get_by_role("button", name="Only statements").focus()
    page.keyboard.press("Enter")
    wait_shown(page, number)
    assert chips(page) == ["September 2023", "Only statements"]
    assert counted(page.locator(".filters .kinds li", has_text="Scenes")) > 0, "what they would add is still told"
    shot(page)
    total = shown(page)[1]
    page.get_by_role("button", name="Clear all").click()
    wait_shown(page, total)
    assert chips(page) == []


def test_words_and_days_are_typed_with_the_keyboard(page):
    page.get_by_role("searchbox", name="Words that must occur").press_sequentially("train")
    page.keyboard.press("Enter")
    page.locator(".bar .chip", has_text="“train”").wait_for()
    first = page.get_by_label("First day")
    first.fill("2023-09-01")
    first.press("Enter")
    page.locator(".bar .chip", has_text="from 1 Sep 2023").wait_for()
    page.wait_for_function("() => location.search === '?from=2023-09-01&q=train'")
    assert 0 < shown(page)[0] < shown(page)[1]


def test_dragging_over_the_bars_sets_the_days(page, shot):
    bars = page.locator(".filters .chart i")
    one, other = bars.nth(30).bounding_box(), bars.nth(40).bounding_box()
    page.mouse.move(one["x"] + 1, one["y"] + 20)
    page.mouse.down()
    page.mouse.move(other["x"] + 1, other["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_function("() => /from=.*to=/.test(location.search)")
    page.locator(".bar .chip").first.wait_for()  # drawn with the numbers, after the address is written
    assert page.get_by_label("First day").input_value() in page.url
    assert 0 < shown(page)[0] < shown(page)[1]
    shot(page)


def test_where_nothing_is_left_the_filter_that_hides_most_is_named(new_context, app, shot):
    page = open_page(new_context(), f"{app}?actor=kim-jong-un&q=zzzz&from=2018-01-01")
    page.get_by_text("No events match all filters together. The filter on words hides most").wait_for()
    shot(page)
    page.get_by_role("button", name="Without “zzzz”").click()
    page.locator(".bar .empty").wait_for(state="hidden")
    assert shown(page)[0] > 0
    assert chips(page) == ["from 1 Jan 2018", "Kim Jong-un"]


def test_a_pan_or_a_zoom_asks_the_server_nothing(new_context, app):
    page = new_context().new_page()
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    page.goto(app)
    settled(page)
    page.wait_for_timeout(500)
    before = len(sent)
    assert before
    box = page.locator("iframe[title^=streamlit_folium]").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 250, steps=5)
    page.mouse.up()
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(1500)
    assert len(sent) == before


def test_on_a_phone_the_filters_are_a_drawer(new_context, app, shot):
    page = open_page(
        new_context(viewport={"width": 390, "height": 844}, has_touch=True), f"{app}?actor=kim-jong-un&from=2018-01-01"
    )
    drawer = page.get_by_role("button", name="Filters (2)")
    assert drawer.is_visible()
    search = page.get_by_role("searchbox", name="Search actors")
    assert search.bounding_box()["x"] < 0, "the drawer is closed at first"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    shot(page)
    drawer.click()
    page.wait_for_timeout(800)
    assert search.bounding_box()["x"] > 0
    shot(page, "open")


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """Start an app whose store holds names that are long, right to left, or no names at all."""
    folder = tmp_path_factory.mktemp("strange")
    store = open_store(folder / "store.sqlite")
    for number, name in enumerate((RTL, LONG, HOSTILE)):
        draft = Draft(f"{name} spoke in Delhi.", id=f"strange-{number}", title=name)
        draft.actor(f"person:strange-{number}", name, name)
        draft.toponym("Delhi", "site")
        add(store, draft)
    store.close()
    with running_app(folder) as address:
        yield address


def test_strange_names_are_shown_as_text(chromium, strange, shot):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    watch = Watch(context, strange)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{strange}?actor=strange-0_strange-1_strange-2")
    settled(page)
    assert chips(page) == [RTL, LONG, HOSTILE]
    names = page.locator(".filters .actors bdi").evaluate_all("all => all.map(n => n.firstChild.textContent)")
    assert {RTL, LONG, HOSTILE} <= set(names)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    search = page.get_by_role("searchbox", name="Search actors")
    search.fill("محمد")
    page.locator(".filters .actors li").nth(1).wait_for(state="detached")
    assert counted(page.locator(".filters .actors li")) == 1, "who was chosen is counted, also far down the list"
    shot(page)
    assert not dialogs
    assert watch.problems == []
    context.close()
