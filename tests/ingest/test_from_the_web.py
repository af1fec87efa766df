"""Pages and feeds of a real server by ``python -m geo ingest`` into a real store; of a bad server nothing is stored."""

from __future__ import annotations

import datetime as dt
import socket

import httpcore
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from geo.cli import app
from geo.store import open_store
from geo.store import tables as t
from tests.content import content
from tests.ingest.test_command_line import run
from tests.web import PARAGRAPHS, Elsewhere, article, feed, gzip_bomb

PUBLIC = "93.184.215.14"
NO_ENCODING = article(1).encode("ascii", "ignore").replace(b"Vienna", b"Vien" + bytes(range(128, 256)) + b"na")
FAILURES = [
    ("/drip", "127.0.0.1 did not finish within 10 seconds. Try again later."),
    ("/404", "127.0.0.1 has no such page. Check the address. (Its answer: 404.)"),
    ("/500", "127.0.0.1 is out of order. Try again later. (Its answer: 500.)"),
    (
        "/no-encoding",
        "The page does not say how its letters are encoded, or says it wrongly. Open it in a browser, copy the text "
        "and paste it.",
    ),
    ("/circle", "127.0.0.1 redirects in a circle. Open the page in a browser, copy the text and paste it."),
    ("/further", "127.0.0.1 redirects more than 5 times. Open the page in a browser, copy the text and paste it."),
    ("/large", "The page is larger than 5 MB. Copy the article's text and paste it."),
    ("/bomb", "The page is larger than 5 MB. Copy the article's text and paste it."),
    ("/neighbour", "Web pages are not asked for at port {other}. Give the public address of the article."),
    (
        "/metadata",
        "169.254.169.254 is in a private network, and Dateline asks public servers only. Give a public address, or "
        "upload the page.",
    ),
]
REBOUND = (
    "rebind.example leads to 127.0.0.1, which is in a private network, and Dateline asks public servers only. Give a "
    "public address, or upload the page."
)


def stored(address):
    """Return title, day, publisher, address and text of each article."""
    store = open_store(address)
    columns = (t.article.c.title, t.article.c.published, t.article.c.publisher, t.article.c.url, t.article.c.text)
    with store.engine.connect() as connection:
        found = sorted(map(tuple, connection.execute(sa.select(*columns))))
    store.close()
    return found


@pytest.fixture
def library(new_database):
    """The address of a store that holds an article already, and a function that returns all that is in it."""
    address = new_database()
    store = open_store(address)
    from tests.builders import add, story

    add(store, story())
    yield address, lambda: content(store)
    store.close()


def refused(monkeypatch, address, *words):
    """Run the command in this process, which has nothing to read; return the one sentence that it says."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(address))
    result = CliRunner().invoke(app, ["ingest", *words])
    assert result.exit_code == 2, result.output
    sentence, summary = result.stderr.splitlines()
    assert summary == "1 refused."
    return sentence


def test_a_page_and_the_ten_items_of_a_feed_are_stored_and_then_only_new_ones(new_database, site):
    store = new_database()
    status, told, errors = run(store, "ingest", "--url", f"{site.url}/article/3?utm_source=mail#top", "--json")
    assert (status, [row["status"] for row in told]) == (0, ["added"]), errors
    ((title, day, publisher, url, text),) = stored(store)
    assert (title, publisher, url) == ("Train to Vienna 3", "The Loopback Gazette", f"{site.url}/article/3")
    assert dt.date.fromisoformat(str(day)) == dt.date(2024, 5, 9)
    assert all(paragraph in text for paragraph in PARAGRAPHS)

    # The page is the third item: nine are new.
    status, told, errors = run(store, "ingest", "--feed", f"{site.url}/feed", "--json")
    assert (status, len(told)) == (0, 9), errors
    assert {row["status"] for row in told} <= {"added", "copy"}
    numbers = range(1, 11)
    assert {row[3] for row in stored(store)} == {f"{site.url}/article/{n}" for n in numbers}
    assert {row[0] for row in stored(store)} == {f"Train to Vienna {n}" for n in numbers}

    site.serve("/feed", feed(*range(1, 13)), "application/rss+xml")
    site.asked.clear()
    status, told, errors = run(store, "ingest", "--feed", f"{site.url}/feed", "--json")
    assert (status, [row["title"] for row in told]) == (0, ["Train to Vienna 11", "Train to Vienna 12"]), errors
    assert [path.partition("?")[0] for path in site.asked] == ["/feed", "/article/11", "/article/12"]
    assert len(stored(store)) == 12
    status, told, errors = run(store, "ingest", "--feed", f"{site.url}/feed", "--json")
    assert (status, told, errors) == (0, [], "Nothing to do.\n")


@pytest.mark.parametrize(
    ("encoding", "said"), [("cp1252", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", "windows-1251")]
)
def test_a_wrong_charset_that_can_be_told_is_put_right(new_database, site, encoding, said):
    store = new_database()
    page = article(1, charset=said).encode(encoding)
    url = site.serve("/wrong", page, f"text/html; charset={said}")
    status, told, errors = run(store, "ingest", "--url", url, "--json")
    assert (status, [row["status"] for row in told]) == (0, ["added"]), errors
    ((*_, text),) = stored(store)
    assert "“We have come to listen,” the President said at the café opposite the Hofburg." in text


@pytest.mark.parametrize(("path", "sentence"), FAILURES, ids=[path[1:] for path, _ in FAILURES])
def test_a_bad_server_ends_in_a_sentence_and_nothing_is_stored(library, site, monkeypatch, path, sentence):
    gzip_bomb(200_000_000)  # made before the clock runs
    site.serve("/no-encoding", NO_ENCODING, "text/html; charset=utf-8")
    site.redirect("/neighbour", f"{site.other_url}/article/1")
    address, everything = library
    before = everything()
    told = refused(monkeypatch, address, "--url", site.url + path)
    assert told == f"{site.url}{path}: {sentence.format(other=site.other_url.rpartition(':')[2])}"
    assert site.asked[0] == path
    assert not any(asked.startswith("/article") for asked in site.asked)
    assert everything() == before


def test_a_feed_is_refused_like_a_page(library, site, monkeypatch):
    address, everything = library
    before = everything()
    for path, sentence in FAILURES[1:3]:
        assert refused(monkeypatch, address, "--feed", site.url + path) == f"{site.url}{path}: {sentence}"
    assert everything() == before


@pytest.mark.parametrize("option", ["--url", "--feed"])
def test_a_name_that_turns_private_at_the_second_look_up_is_refused(library, site, monkeypatch, option):
    """The page sends on to its own name, which is looked up again, and then leads to the machine itself."""
    answers, looked_up, real = iter([PUBLIC, "127.0.0.1"]), [], socket.getaddrinfo

    def names(host, port, *rest, **options):
        if host != "rebind.example":
            return real(host, port, *rest, **options)
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    backend = Elsewhere(site, None)
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda _, *rest: backend.connect_tcp(*rest))
    site.redirect("/again", "http://rebind.example/article/1")
    address, everything = library
    before = everything()
    told = refused(monkeypatch, address, option, "http://rebind.example/again")
    assert told == f"http://rebind.example/again: {REBOUND}"
    assert (backend.asked, site.asked, len(looked_up)) == ([PUBLIC], ["/again"], 2)
    assert everything() == before
