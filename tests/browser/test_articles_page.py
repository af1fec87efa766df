"""Articles in, corrections kept: an editor and a visitor of one server, seen in Chromium."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Watch, running_app

pytestmark = pytest.mark.browser

KEY = "a key for the tests only"
TITLE = "A visit to Ankara"
TEXT = (
    "Espen Barth Eide, the foreign minister of Norway, flew from Oslo to Ankara on Monday to meet Hakan Fidan. "
    "Fidan said that the talks had been useful. Later they spoke of the harbour of Georgia. "
    "The minister is expected in Tbilisi next week."
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    secrets = folder / "secrets.toml"
    secrets.write_text(f'[dateline]\neditor_key = "{KEY}"\n')
    with running_app(folder, f"--secrets.files={secrets}") as address:
        yield address


@pytest.fixture
def visit(chromium, server):
    """Open the page of articles in a browser of its own; none may have misbehaved at the end."""
    contexts, watches = [], []

    def open_page():
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(40_000)
        contexts.append(context)
        watches.append(Watch(context, server))
        page = context.new_page()
        page.goto(server)
        page.locator(".panels .card").first.wait_for()
        page.get_by_role("link", name="Articles").click()
        page.locator(".panels .card.article").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [p for w in watches for p in w.problems] == []


def look(page, view: str) -> None:
    page.get_by_role("radio", name=view).click(force=True)


def sign_in(page) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Editor key").fill(KEY)
    page.get_by_label("Editor key").press("Enter")
    page.get_by_role("radio", name="Collections").wait_for(state="attached")


def paste(page, text: str, title: str, published: str = "") -> None:
    look(page, "Add an article")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Title").fill(title)
    if published:
        page.get_by_role("spinbutton", name="year, Published").click()
        page.keyboard.type(published)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add", exact=True).click()


def choose(page, label: str, option: str) -> None:
    page.wait_for_timeout(800)  # a rerun of the page closes the list
    page.get_by_role("combobox", name=re.compile(label)).click()
    found = page.get_by_role("option", name=re.compile(option)).first
    found.wait_for()
    page.wait_for_timeout(500)  # the list slides open
    found.click()


def tip_of(page, mark) -> str:
    """Return what hovering a mark says."""
    page.mouse.move(0, 0)
    mark.hover()
    tip = page.locator(".evidence-view .tip")
    tip.wait_for()
    return tip.inner_text()


def georgia(page):
    return page.locator(".evidence-view .place", has_text="Georgia").first


def cue(page):
    return page.locator(".evidence-view .statement-cue", has_text="said").first


def corrected(page) -> bool:
    return "United States" in tip_of(page, georgia(page)) and "said by Espen Barth Eide" in tip_of(page, cue(page))


def test_an_article_is_pasted_seen_on_the_map_corrected_kept_and_undone(visit, shot):
    page = visit()
    sign_in(page)
    paste(page, TEXT, TITLE, "20240513")
    page.get_by_text("Done: 1 added").wait_for()
    shot(page, "added")

    page.get_by_role("button", name="See it on the map").click()
    page.locator(".panels .focus strong", has_text=TITLE).wait_for()
    card = page.locator(".panels .card.journey", has_text="Oslo → Ankara")
    card.wait_for()
    assert "13 May 2024" in card.inner_text()
    frame = page.frame_locator("iframe[title^=streamlit_folium]")
    frame.locator("path.dl-journey[aria-label*='Oslo'][aria-label*='Ankara']").first.wait_for()
    shot(page, "map")

    page.get_by_role("link", name="Articles").click()
    page.locator(".evidence-view .seg").first.wait_for()
    assert not corrected(page)
    georgia(page).click()
    query = page.get_by_label("Search the gazetteer")
    query.fill("Georgia, US")
    query.press("Enter")
    choose(page, "^Place", "United States")
    page.get_by_role("button", name="Move it here").first.click()
    page.get_by_text(re.compile("Corrected: “Georgia”")).wait_for()
    shot(page, "corrected")
    cue(page).click()
    choose(page, "^Speaker", "Espen Barth Eide")
    page.get_by_role("button", name="Change the speaker").click()
    page.get_by_text("2 corrections").wait_for()
    assert corrected(page)

    page.reload()
    page.locator(".evidence-view .seg").first.wait_for()
    assert corrected(page), "lost by a reload"
    sign_in_again(page)
    page.get_by_text("This article", exact=True).click()
    page.wait_for_timeout(1_500)  # a rerun under way would lose the click
    page.get_by_role("button", name="Extract again").click()
    shot(page, "again")
    page.get_by_text(re.compile("Read again")).first.wait_for()
    assert corrected(page), "lost by reading the article again"

    for left in ("Redo", "Redo"):
        page.get_by_role("button", name="Undo").first.click()
        page.get_by_text("The correction is undone.").wait_for()
        page.get_by_role("button", name=left).first.wait_for()
        page.wait_for_timeout(800)
    page.get_by_role("button", name="Undo").first.wait_for(state="detached")
    assert "said by Hakan Fidan" in tip_of(page, cue(page))
    assert "United States" not in tip_of(page, georgia(page))


def sign_in_again(page) -> None:
    """A reload is a new session: the key is given again; the article is still selected."""
    sign_in(page)
    page.get_by_text("2 corrections").wait_for()


def test_details_are_put_right_and_the_library_comes_back_from_one_file(visit, shot, tmp_path):
    page = visit()
    sign_in(page)
    text = "Mette Frederiksen flew from Copenhagen to Nuuk on Friday. She praised the fishermen she had met there."
    paste(page, text, "Greenland visited", "20240318")
    page.get_by_text("Done: 1 added").wait_for()
    look(page, "Read")
    page.locator(".panels .card.article", has_text="Greenland visited").locator(".main").click()
    page.get_by_text("This article", exact=True).click()
    title = page.get_by_label("Title")
    title.fill("The prime minister in Greenland")
    title.press("Tab")
    page.wait_for_timeout(800)  # a rerun under way would lose the click
    shot(page, "details")
    page.get_by_role("button", name="Save details").click()
    page.get_by_text("Saved, and read again").wait_for()
    page.locator(".panels .card.article", has_text="The prime minister in Greenland").wait_for()

    look(page, "Collections")
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up").click()
    saved = tmp_path / download.value.suggested_filename
    assert re.fullmatch(r"dateline-\d{4}-\d\d-\d\d\.backup", saved.name)
    download.value.save_as(saved)
    page.get_by_label("New collection").fill("Made afterwards")
    page.get_by_role("button", name="Create").click()
    page.get_by_text("Made afterwards · 0 articles").wait_for()

    # While the page is drawn again the field is there twice.
    page.wait_for_function("() => document.querySelectorAll('[data-testid=stFileUploaderDropzoneInput]').length === 1")
    page.wait_for_timeout(1_500)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(saved)
    page.get_by_text(re.compile("It takes the place of")).click()
    shot(page, "backup")
    page.get_by_role("button", name="Restore").click()
    page.get_by_text("is restored").wait_for()
    page.get_by_text("Made afterwards · 0 articles").wait_for(state="detached")
    look(page, "Read")
    page.locator(".panels .card.article", has_text="The prime minister in Greenland").wait_for()


def test_a_near_copy_is_seen_opened_hidden_and_shown_again(visit, shot):
    page = visit()
    sign_in(page)
    text = (
        "Sanna Marin travelled from Helsinki to Vilnius on Tuesday, her office said. She met Ingrida Simonyte there "
        "and spoke of the border with Belarus, of energy and of the harbours of the Baltic Sea. Simonyte thanked her "
        "guest for the visit. The two will meet again in Riga in spring, the office said, to open a school."
    )
    paste(page, text, "Marin in Vilnius", "20220315")
    page.get_by_text("Done: 1 added").wait_for()
    page.get_by_role("button", name="Close").click()
    paste(page, text + " It rained.", "A Finnish guest", "20220316")
    page.get_by_text("Done: 1 more of an article already here").wait_for()
    page.get_by_role("button", name="See it on the map").click()
    page.locator(".panels .focus strong", has_text="Marin in Vilnius").wait_for()
    page.locator(".panels .card.journey", has_text="Helsinki → Vilnius").wait_for()

    page.get_by_role("link", name="Articles").click()
    page.get_by_text("+1 report of much the same text").click()
    page.get_by_role("button", name="A Finnish guest").click()
    page.locator(".dl-article h2", has_text="A Finnish guest").wait_for()
    page.get_by_text("Much the same as another report").wait_for()
    shot(page, "copy")
    page.get_by_text("This article", exact=True).click()
    page.wait_for_timeout(1_500)  # a rerun under way would lose the click
    page.get_by_role("button", name="Hide", exact=True).click()
    page.get_by_text("Hidden. Collections lists what is hidden.").wait_for()
    look(page, "Collections")
    page.get_by_text("1 hidden article", exact=True).wait_for()
    page.wait_for_timeout(1_500)
    shot(page, "hidden")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(800)
    shot(page, "hidden-narrow")
    page.locator("[class*='st-key-unhide-'] button").click()
    page.get_by_text("Shown again.").wait_for()
    page.get_by_text("1 hidden article", exact=True).wait_for(state="detached")


def test_a_visitor_can_try_an_article_but_neither_store_nor_correct(visit, shot):
    page = visit()
    assert page.get_by_role("radio", name="Collections").count() == 0
    page.locator(".panels .card.article .main").first.click()
    page.locator(".evidence-view .seg").first.wait_for()
    assert page.get_by_text("Click a mark to correct it").count() == 0
    assert page.get_by_text("This article", exact=True).count() == 0

    paste(page, TEXT.replace("Ankara", "Bergen") + " He left for Atlantisburg.", "A visit to Bergen")
    page.get_by_text("Done: 1 added").wait_for()
    doubt = page.locator(".dl-outcomes li li", has_text="is not in the gazetteer")
    assert "He left for Atlantisburg." in doubt.inner_text()
    page.get_by_text("this browser session only").first.wait_for()
    look(page, "Read")
    page.locator(".panels .card.article", has_text="A visit to Bergen").wait_for()
    shot(page)

    other = visit()
    look(other, "Read")
    assert other.locator(".panels .card.article", has_text="Bergen").count() == 0


def test_what_is_no_article_is_refused_with_a_sentence(visit):
    page = visit()
    look(page, "Add an article")
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("The text is empty: it has no words.").wait_for()
    page.get_by_label("Text of the article").fill(
        "Der Zug fährt nach Wladiwostok, und niemand weiß, wann er ankommt. " * 5
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("The text is German, not English.").wait_for()
    page.get_by_role("radio", name="Web page").click(force=True)
    page.get_by_label("Address of the article").fill("http://127.0.0.1/secret")
    page.get_by_role("button", name="Fetch").click()
    page.get_by_text("127.0.0.1 is in a private network").wait_for()
