"""The page of journeys, seen in Chromium."""

from __future__ import annotations

import re

import pytest

from geo.store import open_store
from tests.builders import Draft, add, story
from tests.conftest import Watch, frame, running_app, settled

pytestmark = pytest.mark.browser

RTL, LONG = "محمد بن سلمان آل سعود", "Her Excellency the Honourable " + "Very " * 12 + "Long Name"
HOSTILE = '"><img src=x onerror=alert(1)>${alert(2)}`{{7*7}}<script>alert(3)</script>'


OTHERWISE = (
    "Rain fell on the harbour all day, and nobody came to look at the boats.",
    "A choir sang for an hour in the old market hall while bread was handed out.",
    "Shops opened late because of a public holiday, which surprised the tourists.",
)  # else each would count as a copy of the first


def to_journeys(page, address, query=""):
    """Open the page of journeys by its link, as a user does."""
    page.goto(f"{address}{query}")
    page.locator(".panels .tabs").wait_for(timeout=40_000)
    page.get_by_role("link", name="Journeys", exact=True).click()
    page.locator(".ledger .tabs").wait_for()
    return page


@pytest.fixture
def journeys(new_context, app):
    return to_journeys(new_context().new_page(), app)


def column(page, label: str) -> list[str]:
    return page.locator(f".ledger td[data-label='{label}']").all_inner_texts()


def tab(page, name: str) -> None:
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()
    page.locator(f".ledger [role=tab][aria-selected=true]:has-text('{name}')").wait_for()


def test_a_row_that_is_chosen_is_chosen_on_the_map(journeys, shot):
    row = journeys.locator("tr[data-id]", has_text="Kim Jong-un").filter(has_text="684 km").first
    row.wait_for()
    shot(journeys)
    row.get_by_role("button").press("Enter")
    journeys.locator(".told blockquote", has_text="Kim").first.wait_for()
    journeys.wait_for_url(re.compile(r"sel=journey\."))
    shot(journeys, "chosen")
    id_ = row.get_attribute("data-id").removeprefix("journey:")
    assert f"sel=journey.{id_}" in journeys.url
    journeys.get_by_role("button", name="Show on the map").click()
    settled(journeys)
    journeys.locator(f".panels .card.chosen[data-id='journey:{id_}']").wait_for()
    assert frame(journeys).locator(".dl-map").is_visible()
    assert f"sel=journey.{id_}" in journeys.url


def test_what_was_chosen_on_the_map_is_unfolded_in_the_table(new_context, app):
    page = new_context().new_page()
    page.goto(app)
    card = page.locator(".panels .card.journey", has_text="684 km").first
    card.locator(".main").click()
    page.wait_for_url(re.compile("sel=journey"))
    page.get_by_role("link", name="Journeys", exact=True).click()
    page.locator(".ledger tr.chosen", has_text="684 km").wait_for()
    page.locator(".told blockquote").first.wait_for()


def test_the_sentence_of_a_row_leads_into_the_article(journeys):
    journeys.locator("tr[data-id] .choose").first.click()
    journeys.get_by_role("button", name="Read in the article").first.click()
    journeys.locator(".evidence-view .asked").first.wait_for()


def test_rows_are_sorted_by_a_heading_and_paged(journeys):
    journeys.get_by_role("button", name="Great circle").click()
    journeys.locator("th[aria-sort=descending]", has_text="Great circle").wait_for()
    found = [int(re.sub(r"\D", "", text)) for text in column(journeys, "Great circle") if "km" in text]
    assert found == sorted(found, reverse=True)
    assert len(found) > 20
    assert journeys.locator(".ledger tr[data-id]").count() == 100
    journeys.get_by_role("button", name="Next").click()
    journeys.locator(".pager p", has_text="101 –").wait_for()
    assert journeys.get_by_role("button", name="Next").is_disabled()
    assert journeys.locator(".ledger tr[data-id]").count() < 100


def test_totals_lead_to_the_longest_journey(journeys, shot):
    tab(journeys, "Travellers")
    first = journeys.locator(".totals tr[data-id]").first
    shot(journeys)
    name, longest = first.locator(".choose").inner_text(), first.locator("td[data-label=Longest] button")
    far = longest.inner_text()
    longest.click()
    row = journeys.locator(".moves tr.chosen")
    row.wait_for()
    assert far in row.inner_text()
    assert name in row.inner_text()


def test_a_traveller_that_is_chosen_narrows_the_journeys(journeys):
    tab(journeys, "Travellers")
    journeys.locator(".totals .choose", has_text="Kim Jong-un").click()
    journeys.wait_for_url(re.compile("sel=actor.kim-jong-un"))
    tab(journeys, "Journeys")
    journeys.locator(".ledger .focus", has_text="Kim Jong-un").wait_for()
    assert column(journeys, "Who")
    journeys.get_by_role("button", name="Clear the selection").click()
    journeys.locator(".ledger .focus").wait_for(state="detached")


def test_what_articles_claim_stands_beside_what_is_measured(journeys, shot):
    tab(journeys, "Claimed distances")
    assert column(journeys, "Verdict")[0] == "differs"
    row = journeys.locator(".claims tr", has_text="Pyongyang – Vladivostok").first
    text = " ".join(row.inner_text().split())
    assert "680 km" in text
    assert "684 km" in text
    assert "agrees" in text
    assert row.locator("mark").inner_text() == "about 680 kilometres"
    shot(journeys)
    row.get_by_role("button", name="Read in the article").click()
    journeys.locator(".evidence-view").wait_for()


def cell(page, row: str, other: str) -> str:
    names = page.locator(".matrix thead th").all_inner_texts()
    line = page.locator(".matrix tbody tr", has=page.locator("th", has_text=row))
    return line.locator("td").nth(names.index(other)).inner_text()


def test_the_matrix_measures_between_chosen_places(new_context, app, shot):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = to_journeys(context.new_page(), app)
    tab(page, "Between places")
    assert page.locator(".matrix thead th").count() == 6
    for name in ("Pyongyang", "Vladivostok"):
        if name not in page.locator(".matrix thead th").all_inner_texts():
            page.get_by_label("Add a place").fill(name.lower())
            page.get_by_label("Add a place").press("Enter")
            page.locator(".matrix thead th", has_text=name).wait_for()
    assert cell(page, "Pyongyang", "Vladivostok") == "684"
    shot(page)
    page.get_by_role("button", name="Copy table").click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in copied.split("\n")]
    assert (
        dict(zip(lines[0], next(line for line in lines if line[0] == "Pyongyang"), strict=True))["Vladivostok"] == "684"
    )
    number = page.locator(".matrix thead th").count()
    page.get_by_role("button", name="Take out Pyongyang").click()
    page.locator(".matrix thead th").nth(number - 1).wait_for(state="detached")
    page.locator(".filters").get_by_text("Distances in miles").click()
    page.locator(".matrix .corner", has_text="mi").wait_for()


def test_nothing_found_says_so_and_leads_back(new_context, app, shot):
    page = to_journeys(new_context().new_page(), app, "?kind=statement")
    page.get_by_text("No journey in what is shown. Clear a filter to see more.").wait_for()
    shot(page)
    page.locator(".ledger").get_by_role("button", name="Show everything").click()
    page.locator(".ledger tr[data-id]").first.wait_for()


@pytest.mark.parametrize(("size", "scheme"), [((390, 844), "light"), ((1440, 900), "dark")])
def test_each_table_fits_its_screen(new_context, app, shot, size, scheme):
    context = new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = to_journeys(context.new_page(), app) if size[0] > 640 else phone(context.new_page(), app)
    for name in ("Journeys", "Presences", "Travellers", "Claimed distances", "Between places"):
        tab(page, name)
        page.wait_for_timeout(200)
        shot(page, name)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= size[0], f"{name} is wider than the screen"


def phone(page, address):
    page.goto(address)
    page.locator(".panels .tabs").wait_for(timeout=40_000)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Journeys", exact=True).click()
    page.locator(".ledger .tabs").wait_for()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    return page


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """An app whose store holds names that are long, right to left or hostile."""
    folder = tmp_path_factory.mktemp("strange")
    store = open_store(folder / "store.sqlite")
    add(store, story())
    for number, name in enumerate((RTL, LONG, HOSTILE)):
        draft = Draft(
            f"{name} left Pyongyang, {HOSTILE} said.\n{OTHERWISE[number]}", id=f"strange-{number}", title=HOSTILE
        )
        _travel(draft, name, number)
        add(store, draft)
    store.close()
    with running_app(folder) as address:
        yield address


def _travel(draft: Draft, name: str, number: int) -> None:
    from geo.record import Journey, Statement, Traveller

    draft.toponym("Pyongyang", "origin")
    actor = f"person:strange-{number}"
    draft.actor(actor, name, name)
    who = (Traveller(actor, name),)
    draft.journeys.append(
        Journey(
            f"journey:strange-{number}", "journey", who, draft.end("Pyongyang"), (), None, "unknown", "completed",
            None, None, (draft.line(0),),
        )
    )  # fmt: skip
    draft.statements.append(
        Statement(
            f"statement:strange-{number}", actor, None, (draft.span(name),), (draft.span("said"),),
            (draft.span(f"{name} left Pyongyang"),), "indirect", "deny", sentences=(draft.line(0),),
        )
    )  # fmt: skip


@pytest.mark.parametrize("name", [RTL, LONG, HOSTILE], ids=["rtl", "long", "hostile"])
def test_strange_names_are_shown_as_text(chromium, strange, shot, name):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    watch = Watch(context, strange)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a name ran as code: {dialog.message}"))
    to_journeys(page, strange, "?q=left+Pyongyang")
    button = page.locator(".ledger .choose", has=page.get_by_text(name, exact=True))
    button.click()
    page.locator(".told blockquote", has_text="left Pyongyang").wait_for()
    shot(page)
    assert page.locator(".ledger bdi", has_text=name).first.inner_text() == name
    page.get_by_role("link", name="Statements", exact=True).click()
    page.locator(".voices .card .who", has=page.get_by_text(name, exact=True)).wait_for()
    shot(page, "said")
    assert page.locator(".voices img, .voices script, .ledger img, .ledger script").count() == 0
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1440
    context.close()
    assert watch.problems == []
