"""Ways in on the page Articles, in Chromium: a page and a feed of a real server, files; progress and Stop."""

from __future__ import annotations

import json
import re
import time

import pytest

from tests.browser.test_articles_page import TEXT, look
from tests.conftest import Watch, running_app
from tests.ingest.test_command_line import rows
from tests.ingest.test_from_the_web import stored
from tests.web import PARAGRAPHS, Site, article, feed, respond

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def web():
    with Site() as site, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_TEST_ALLOW", site.allow)
        yield site


@pytest.fixture
def server(web, tmp_path):
    """An app of this test alone, with a store of its own."""
    with running_app(tmp_path) as address:
        yield address


@pytest.fixture
def adding(chromium, server):
    """The view in which articles are added; the page must not have misbehaved at the end."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(40_000)
    watch = Watch(context, server)
    page = context.new_page()
    page.goto(f"{server}/articles")
    page.locator(".panels .card.article").first.wait_for()
    look(page, "Add an article")
    page.get_by_label("Text of the article").wait_for()
    yield page
    context.close()
    assert watch.problems == []


def source(page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click(force=True)


def in_collection(page, number: int) -> None:
    """See that so many articles are in the library beside the samples."""
    look(page, "Collections")
    page.get_by_text(f"My reading · {number} articles", exact=True).wait_for()


def give_files(page, *paths) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(paths))
    page.get_by_role("button", name="Continue").click()


def outcomes(page) -> list[str]:
    return page.locator(".dl-outcomes li b").all_inner_texts()


def test_a_web_page_and_then_the_new_items_of_a_feed_are_added(adding, web, shot):
    page = adding
    source(page, "Web page")
    page.get_by_label("Address of the article").fill(f"{web.url}/article/3")
    page.get_by_role("button", name="Fetch").click()
    page.get_by_text("1 article to be added.").wait_for()
    shot(page, "review")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Done: 1 added").wait_for()
    assert outcomes(page) == ["Train to Vienna 3"]

    source(page, "Feed")
    page.get_by_label("Address of the RSS or Atom feed").fill(f"{web.url}/feed")
    page.get_by_role("button", name="Fetch new items").click()
    page.get_by_text("9 articles to be added.").wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".dl-outcomes:has(strong)", has_text="Train to Vienna 10").wait_for()
    assert sorted(outcomes(page)) == sorted(f"Train to Vienna {n}" for n in range(1, 11) if n != 3)

    source(page, "Feed")
    page.get_by_label("Address of the RSS or Atom feed").fill(f"{web.url}/feed")
    page.get_by_role("button", name="Fetch new items").click()
    page.get_by_text("The feed has no items that are not here already.").wait_for()
    in_collection(page, 10)


def archive(path, number: int, sentences: int = 40):
    """Write rows of JSON Lines that take a moment each to read; return the path."""
    parts = [json.loads(row)["text"] for row in rows(range(number * sentences))]
    texts = [" ".join(parts[n::number]) for n in range(number)]
    path.write_text(
        "".join(
            json.dumps({"id": f"report-{n}", "title": f"Report {n}", "text": text, "published": "2023-06-01"}) + "\n"
            for n, text in enumerate(texts)
        ),
        encoding="utf-8",
    )
    return path


def read_so_far(page, at_least: int) -> int:
    """Wait until so many articles are listed while the bar says that others are being read; return how many are."""
    seen = page.wait_for_function(
        """least => {
            const bar = document.querySelector("[data-testid=stProgress]")?.innerText ?? ""
            const listed = document.querySelectorAll(".dl-outcomes li.added").length
            const told = bar.match(/^Reading … (\\d+) of (\\d+): (\\d+) added/)
            return told && listed >= least && listed === Number(told[1]) && {listed, told: told.slice(1).map(Number)}
        }""",
        arg=at_least,
    ).json_value()
    done, total, added = seen["told"]
    assert seen["listed"] == done == added < total == 40
    return done


def test_articles_are_listed_as_they_are_read_and_stop_keeps_them(adding, tmp_path, shot):
    page = adding
    source(page, "Upload")
    give_files(page, archive(tmp_path / "archive.jsonl", 40))
    page.get_by_text("40 articles to be added.").wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    first = read_so_far(page, 1)
    assert outcomes(page)[-1] == "Report 0"
    later = read_so_far(page, first + 1)
    shot(page, "reading")

    page.get_by_role("button", name="Stop").click()
    told = page.locator(".dl-outcomes strong", has_text=re.compile(r"^Stopped: \d+ added$"))
    told.wait_for()
    kept = int(re.search(r"\d+", told.inner_text())[0])
    assert later <= kept < 40
    assert sorted(outcomes(page)) == sorted(f"Report {n}" for n in range(kept))
    shot(page, "stopped")
    in_collection(page, kept)


def slow(site, path: str, number: int, seconds: float) -> None:
    """Serve the page of an article that takes a while to come."""

    def answer(handler) -> None:
        time.sleep(seconds)
        respond(handler, article(number).encode())

    site.routes[path] = answer


def test_a_feed_that_is_stopped_keeps_what_came_also_when_the_page_was_left(adding, web, shot):
    page = adding
    for n in range(1, 11):
        slow(web, f"/slow/{n}", n, 0.1 if n < 3 else 3)
    items = "".join(f"<item><title>Slow {n}</title><link>/slow/{n}</link></item>" for n in range(1, 11))
    url = web.serve("/slow-feed", feed(more=items), "application/rss+xml")
    source(page, "Feed")
    page.get_by_label("Address of the RSS or Atom feed").fill(url)
    page.get_by_role("button", name="Fetch new items").click()
    page.get_by_text("Fetching the feed … 2 items so far.").wait_for()
    assert outcomes(page) == ["Train to Vienna 2", "Train to Vienna 1"]
    shot(page, "fetching")
    page.get_by_role("link", name="About").click()
    page.get_by_text("Fetching the feed").wait_for(state="detached")
    page.get_by_role("link", name="Articles").click()
    look(page, "Add an article")
    page.get_by_text(re.compile("Fetching the feed … [2-9] items so far")).wait_for()

    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped. What had come by then is below").wait_for()
    told = page.get_by_text(re.compile(r"\d articles to be added\."))
    came = int(re.search(r"\d", told.inner_text())[0])
    assert 2 <= came < 10
    shot(page, "stopped")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".dl-outcomes:has(strong)", has_text=f"Train to Vienna {came}").wait_for()
    in_collection(page, came)


def test_a_folder_is_added_with_the_folders_in_it(adding, tmp_path, shot):
    page = adding
    folder = tmp_path / "reports"
    (folder / "2024").mkdir(parents=True)
    (folder / "one.txt").write_text(" ".join(PARAGRAPHS))
    (folder / "2024" / "page.html").write_text(article(5))
    (folder / "2024" / "photo.png").write_bytes(b"\x89PNG\r\n")
    (folder / "2024" / "de.txt").write_text("Der Präsident reiste am Montag mit dem Zug nach Wien, um ihn zu sehen.")
    source(page, "Folder")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(folder)
    shot(page, "chosen")
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("2 articles to be added.").wait_for()
    page.get_by_text("The text is German, not English.").wait_for()
    shot(page, "review")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".dl-outcomes:has(strong)", has_text="Train to Vienna 5").wait_for()
    in_collection(page, 2)


def write(page, x: int, words: str) -> None:
    """Write into the cell of the first row that is so far (pixels) from the left of the table."""
    page.locator(".dvn-scroller").click(position={"x": x, "y": 52})
    page.wait_for_timeout(400)  # the table is a canvas: nothing tells that the cell is chosen
    page.keyboard.press("Enter")
    field = page.locator("#portal textarea, #portal input")
    field.wait_for()
    field.fill(words)
    field.press("Enter")
    field.wait_for(state="detached")


def test_title_day_and_publisher_are_put_right_before_an_article_is_stored(adding, tmp_path, shot):
    page = adding
    given = tmp_path / "draft-7.txt"
    given.write_text(TEXT)
    source(page, "Upload")
    give_files(page, given)
    page.get_by_text("1 article to be added.").wait_for()
    page.get_by_test_id("glide-cell-0-0").wait_for(state="attached")
    page.wait_for_timeout(1_000)  # the canvas takes its size late
    write(page, 60, "Eide in Ankara")
    write(page, 330, "2024-05-14")
    write(page, 500, "The Loopback Gazette")
    page.wait_for_timeout(1_000)  # what was written is sent a moment later
    shot(page, "edited")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Done: 1 added").wait_for()
    assert outcomes(page) == ["Eide in Ankara"]
    ((title, day, publisher, _, text),) = [row for row in stored(tmp_path / "store.sqlite") if row[4] == TEXT]
    assert (title, str(day), publisher, text) == ("Eide in Ankara", "2024-05-14", "The Loopback Gazette", TEXT)

    # “On Monday” hangs on the day that was given.
    page.get_by_role("button", name="See it on the map").click()
    card = page.locator(".panels .card.journey", has_text="Oslo → Ankara")
    card.wait_for()
    assert "13 May 2024" in card.inner_text()
