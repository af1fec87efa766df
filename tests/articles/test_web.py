"""Web pages to articles: main text, title, date, publisher and the address; and what is no article."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import from_url, same_url
from geo.errors import ContentError, InputError, NotEnglishError
from tests.web import PARAGRAPHS, article, feed

DAY = dt.date(2020, 1, 1)


def test_a_page_becomes_an_article(site):
    found = from_url(site.url + "/article/3?utm_source=mail&page=1#comments", published=DAY)
    assert (found.title, found.publisher) == ("Train to Vienna 3", "The Loopback Gazette")
    assert found.published == dt.date(2024, 5, 9)
    assert found.url == site.url + "/article/3?page=1"
    assert found.derived
    assert all(paragraph in found.text for paragraph in PARAGRAPHS)
    assert not any(word in found.text for word in ("Home", "2019", "<p>"))


def test_a_page_without_a_date_takes_the_one_that_is_given(site):
    url = site.serve("/undated", undated(1))
    assert from_url(url, published=DAY).published == DAY
    assert from_url(url).published is None


@pytest.mark.parametrize(
    "noise",
    [
        '<script>var server = {"time": "2026-02-01T10:00:00Z"}</script>',
        "<!-- rendered 2026-02-01T10:00:00Z -->",
        "<p>The treaty of 2019-04-25 holds until then, the ministry of transport in Vienna told reporters.</p>",
        "<p>Talks had begun at 2019-04-25T10:00:00Z by the log of the ministry of transport in Vienna.</p>",
    ],
)
def test_the_date_of_a_page_is_never_guessed(site, noise):
    url = site.serve("/undated", undated(1).replace("</article>", noise + "</article>"))
    assert from_url(url).published is None


def test_the_address_that_the_page_calls_its_own_is_kept(site):
    own = f"{site.url}/2024/train?utm_medium=social"
    url = site.serve("/print/7", article(1, head=f'<link rel="canonical" href="{own}">'))
    assert from_url(url).url == f"{site.url}/2024/train"


@pytest.mark.parametrize("claim", ["https://www.nytimes.com/2024/train", "/", "javascript:alert(1)", "http://["])
def test_an_address_of_another_site_or_of_the_front_page_is_not_believed(site, claim):
    url = site.serve("/news/7", article(1, head=f'<link rel="canonical" href="{claim}">'))
    assert from_url(url).url == url


def test_a_redirected_article_has_the_address_it_was_found_at(site):
    assert from_url(site.url + "/moved").url == site.url + "/article/1"


def undated(number):
    return re.sub(r'<meta property="article:published_time"[^>]*>', "", article(number))


def encoded(encoding, *, header="", meta=""):
    page = article(1).replace('<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else "")
    return page.encode(encoding), f"text/html{f'; charset={header}' if header else ''}"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", {}),
        ("utf-8", {"header": "iso-8859-1"}),
        ("utf-8", {"meta": "windows-1252"}),
        ("utf-8", {"header": "no-such-charset"}),
        ("utf-8", {"header": "punycode"}),
        ("utf-8-sig", {"header": "iso-8859-1"}),
        ("utf-16", {"header": "utf-8"}),
        ("cp1252", {"header": "iso-8859-1"}),
        ("cp1252", {"meta": "iso-8859-1"}),
        ("cp1252", {"header": "utf-8"}),
        ("cp1252", {"header": "utf-8", "meta": "utf-8"}),
        ("cp1252", {"header": "ascii"}),
        ("cp1252", {"header": "windows-1251"}),
        ("cp1252", {}),
        ("mac_roman", {"meta": "macintosh"}),
    ],
)
def test_letters_come_out_right_whatever_the_page_says(site, encoding, told):
    raw, content_type = encoded(encoding, **told)
    text = from_url(site.serve("/encoded", raw, content_type)).text
    assert "“We have come to listen,” the President said at the café opposite the Hofburg." in text


def test_a_page_of_xhtml_with_its_declaration_is_read(site):
    page = '<?xml version="1.0" encoding="iso-8859-1"?>' + article(1, charset="iso-8859-1")
    url = site.serve("/xhtml", page.encode("cp1252"), "application/xhtml+xml")
    assert "café" in from_url(url).text


def test_plain_text_is_taken_as_it_is(site):
    text = "\n\n".join(PARAGRAPHS)
    assert from_url(site.serve("/plain", text, "text/plain")).text == text


def test_a_page_without_a_content_type_is_looked_at(site):
    assert from_url(site.serve("/untyped", article(1), "")).title == "Train to Vienna 1"


LINKS = "".join(f"<li><a href='/article/{n}'>Minister {n} leaves for Vienna</a></li>" for n in range(40))


@pytest.mark.parametrize(
    ("page", "content_type", "words"),
    [
        ("", "text/html", "no article on the page"),
        ("<html><body><div id='app'></div><script src='a.js'></script></body></html>", "text/html", "no article"),
        ("<html><body><p>Please log in to read on.</p></body></html>", "text/html", "login"),
        (f"<html><body><h1>World</h1><ul>{LINKS}</ul></body></html>", "text/html", "no article"),
        ("<div>" * 20_000 + "x", "text/html", "Give|paste"),
        (b"PK\x03\x04\0\0\0", "text/html", "no text"),
        (b"%PDF-1.7\nnothing", "application/pdf", "PDF is broken"),
        (feed(1), "text/html", "leads to a feed"),
        ("Soon.", "text/plain", "no article"),
    ],
)
def test_what_is_no_article_gets_a_sentence(site, page, content_type, words):
    with pytest.raises(InputError, match=words):
        from_url(site.serve("/page", page, content_type))


def test_a_front_page_is_no_article(site):
    front = article(1).replace('content="article"', 'content="website"')
    with pytest.raises(ContentError, match="front page"):
        from_url(site.serve("/", front))


def test_another_language_is_refused(site):
    german = (
        "Der Präsident reiste am Montag mit dem Zug von Genf nach Wien, wie sein Büro mitteilte.",
        "Er verließ Genf am Morgen mit vier Ministern und kam nach elf Stunden in Wien an, sagte der Sprecher.",
        "Am Dienstag soll er den Bundeskanzler treffen und am Mittwoch nach Prag fliegen, hieß es weiter aus Wien.",
    )
    with pytest.raises(NotEnglishError, match="German"):
        from_url(site.serve("/de", article(1, text=german)))


def test_a_long_title_is_cut(site):
    page = article(1).replace("<title>Train", f"<title>{'Long ' * 1000}").replace("<h1>Train", f"<h1>{'Long ' * 1000}")
    assert len(from_url(site.serve("/long", page)).title) <= 300


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.org/news/7", "http://example.org/news/7", "https://www.example.org/news/7/"),
        *("HTTPS://WWW.Example.ORG:443/news/7", "https://example.org/news/7?utm_source=x&utm_medium=y"),
        *("https://example.org/news/7#top", "https://example.org/news/7?fbclid=1", " https://example.org/news/7 "),
        *("http://example.org:80/news/7", "example.org/news/7", "https://example.org//news/7"),
    ],
)
def test_spellings_of_one_address_share_a_key(url):
    assert same_url(url) == "example.org/news/7"
    assert same_url(same_url(url)) == same_url(url)


def test_other_addresses_have_other_keys():
    urls = ["https://example.org/news/7", "https://example.org/news/8", "https://example.org/news?id=7"]
    urls += ["https://example.org/news?id=8", "https://example.com/news/7", "https://example.org:8080/news/7"]
    urls += ["https://example.org/News/7", "kim-vladivostok", "", "https://news.example.org/7"]
    urls += ["https://example.org/news?7", "https://example.org/news?8", "https://example.org/news?reference=8"]
    assert len({same_url(url) for url in urls}) == len(urls)


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://www.", "https://example.org/", "example.org/?"]))
def test_any_text_has_a_key_that_is_its_own_key(text, start):
    key = same_url(start + text)
    assert same_url(key) == key


def test_parameters_in_another_order_are_the_same():
    assert same_url("http://example.org/a?b=2&a=1&b=3") == same_url("https://example.org/a?a=1&b=2&b=3")
