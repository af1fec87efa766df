"""Feeds: new items only, each through the one transport; a bad item is a problem and not the end."""

import datetime as dt
import re

import pytest

from geo.articles import Article, InputProblem, from_feed, same_url
from geo.articles.fetch import Fetcher
from tests.web import PARAGRAPHS, article, feed

RSS = "application/rss+xml"
QUICK = Fetcher(seconds=0.5)


def new(_):
    return False


def read(url, known=new, fetcher=QUICK):
    return list(from_feed(url, known=known, fetcher=fetcher))


def articles(items):
    assert all(isinstance(item, Article) for item in items), items
    return items


def problem(items):
    (item,) = items
    assert isinstance(item, InputProblem)
    return item.message


def test_ten_items_are_ten_articles(site):
    found = articles(read(site.url + "/feed"))
    assert [item.title for item in found] == [f"Train to Vienna {n}" for n in range(1, 11)]
    assert {item.publisher for item in found} == {"The Loopback Gazette"}
    assert found[0].url == site.url + "/article/1"
    assert found[0].published == dt.date(2024, 5, 7)


def test_only_new_items_are_fetched(site):
    there = {same_url(item.url) for item in read(site.url + "/feed")[:8]}
    site.asked.clear()
    assert [item.title for item in read(site.url + "/feed", there.__contains__)] == [
        "Train to Vienna 9",
        "Train to Vienna 10",
    ]
    assert len(site.asked) == 3
    assert read(site.url + "/feed", lambda _: True) == []


def test_an_item_whose_page_has_the_address_of_a_known_article_is_known(site):
    site.serve("/short/1", article(1, head=f'<link rel="canonical" href="{site.url}/article/1">'))
    site.serve("/f", feed(more="<item><link>/short/1</link></item>"), RSS)
    assert read(site.url + "/f", {same_url(site.url + "/article/1")}.__contains__) == []


def test_an_item_that_is_listed_twice_comes_once(site):
    site.serve("/f", feed(1, 2, 1, more="<item><link>/article/2#more</link></item>"), RSS)
    assert len(articles(read(site.url + "/f"))) == 2


def test_a_bad_item_is_a_problem_and_the_others_go_on(site):
    more = "".join(
        f"<item><link>{link}</link></item>" for link in ("/404", "/drip", "http://10.0.0.1/", "javascript:x")
    )
    site.serve(
        "/f", feed(1, more=more + "<item><title>No link</title></item><item><link>/article/2</link></item>"), RSS
    )
    first, *bad, last = read(site.url + "/f")
    assert (first.title, last.title) == ("Train to Vienna 1", "Train to Vienna 2")
    words = ("has no such page", "did not finish", "private network", "no web address", "no link")
    assert all(word in item.message for word, item in zip(words, bad, strict=True))
    assert bad[0].file == site.url + "/404"


def test_an_item_with_its_whole_text_stands_for_a_page_that_does_not_come(site):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2).replace("<", "&lt;")
    item = (
        f"<item><title>Train &amp;amp; boat</title><link>/403</link><description>{body}</description>"
        "<pubDate>Tue, 07 May 2024 00:30:00 +0900</pubDate></item>"
    )
    site.serve("/f", feed(more=item), RSS)
    (found,) = articles(read(site.url + "/f"))
    assert (found.title, found.published) == ("Train & boat", dt.date(2024, 5, 7))
    assert (found.url, found.publisher) == (site.url + "/403", "The Loopback Gazette")
    assert PARAGRAPHS[2] in found.text
    assert "<" not in found.text


def test_the_day_of_an_item_is_the_one_that_is_written(site):
    """At half past midnight in Tokyo it is the day before in London."""
    page = re.sub("<meta property=.article:published_time[^>]*>", "", article(1))
    for path, date in {
        "/a": "<pubDate>Tue, 07 May 2024 00:30:00 +0900</pubDate>",
        "/b": "<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2024-05-07T00:30:00+09:00</dc:date>",
    }.items():
        site.serve(path, page)
        site.serve("/f", feed(more=f"<item><link>{path}</link>{date}</item>"), RSS)
        (found,) = articles(read(site.url + "/f"))
        assert found.published == dt.date(2024, 5, 7)


def test_atom_with_a_base_is_read(site):
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{site.url}/article/"><title>Gazette</title>'
        "<entry><title>One</title><link href='1'/><updated>2024-05-07T10:00:00Z</updated></entry></feed>"
    )
    (found,) = articles(read(site.serve("/atom", atom, "application/atom+xml")))
    assert found.url == site.url + "/article/1"


def test_a_page_that_names_its_feed_leads_to_it(site):
    page = article(1, head='<link rel="alternate" type="application/rss+xml" href="feed">')
    assert len(articles(read(site.serve("/home", page)))) == 10


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (article(1), "text/html", "no RSS or Atom feed"),
        ("", RSS, "no RSS or Atom feed"),
        ("plain", "text/plain", "no RSS or Atom feed"),
        (
            article(1, head='<link rel="alternate" type="application/rss+xml" href="/article/1">'),
            "text/html",
            "is none",
        ),
        (b"\x89PNG\0", "image/png", "a picture (image/png), not to a feed"),
        (b"\0\1\2", RSS, "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_gets_a_sentence(site, body, content_type, words):
    assert words in problem(read(site.serve("/page", body, content_type)))


@pytest.mark.parametrize("path", ["/404", "/drip", "/large", "/metadata", "/circle"])
def test_a_feed_that_does_not_come_is_one_problem(site, path):
    assert problem(read(site.url + path))


def test_a_feed_without_items_gives_nothing(site):
    assert read(site.serve("/f", feed(), RSS)) == []


@pytest.mark.parametrize("place", ["title", "link", "description"])
def test_no_entity_brings_a_file_in(site, tmp_path, place):
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-of-the-house " * 50)
    remote = site.serve("/remote", "the-secret-of-the-house")
    for target in (secret.as_uri(), remote):
        for declared in (f'<!ENTITY x SYSTEM "{target}">', f'<!ENTITY % p SYSTEM "{target}"> %p;'):
            more = f"<item><link>/article/1</link><{place}>&x;</{place}></item>"
            body = feed(more=more).replace("<rss", f"<!DOCTYPE rss [{declared}]><rss")
            site.asked.clear()
            items = read(site.serve("/xxe", body, RSS))
            assert "the-secret" not in repr(items)
            assert "/remote" not in site.asked


def test_entities_do_not_multiply(site):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = feed(1, more="<item><title>&l9;</title><link>/article/2</link></item>")
    body = body.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]><rss')
    assert "declares entities" in problem(read(site.serve("/lol", body, RSS)))
    wide = body.replace("utf-8", "utf-16").encode("utf-16")
    assert "declares entities" in problem(read(site.serve("/lol", wide, RSS)))


def test_no_more_than_two_hundred_articles(site):
    for number in range(11, 212):
        site.serve(f"/article/{number}", article(1, text=(*PARAGRAPHS, f"Number {number}.")))
    items = "".join(f"<item><link>/article/{n}</link></item>" for n in range(11, 212))
    *found, last = read(site.serve("/f", feed(more=items), RSS))
    assert len(articles(found)) == 200
    assert "More than 200 articles" in last.message


def test_a_server_that_has_enough_is_left_alone(site):
    more = "<item><link>/429</link></item><item><link>/article/2</link></item><item><link>/article/3</link></item>"
    first, refused, end = read(site.serve("/f", feed(1, more=more), RSS))
    assert first.title == "Train to Vienna 1"
    assert "too many requests" in refused.message
    assert "2 items are left" in end.message
    assert "/article/2" not in site.asked


def test_a_server_that_has_gone_is_not_waited_for_two_hundred_times(site):
    more = "".join(f"<item><link>/silent?{n}</link></item>" for n in range(50))
    *slow, end = read(site.serve("/f", feed(more=more), RSS), fetcher=Fetcher(seconds=0.6))
    assert len(slow) == 3
    assert "47 items are left" in end.message
