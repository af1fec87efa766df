"""An RSS or Atom feed to the articles that are new in it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from geo.articles.article import Article, InputProblem, from_fields, parse_date
from geo.articles.language_check import require_english
from geo.articles.page import page_fields
from geo.articles.uploads import MAX_ARTICLES, at_most
from geo.articles.urls import same_url, without_tracking
from geo.articles.web import from_url
from geo.errors import (
    ContentError,
    DateError,
    EmptyTextError,
    FetchTimeoutError,
    InputError,
    NotEnglishError,
    SpentError,
    StatusError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.articles.fetch import Answer, Fetcher

MIN_CONTENT_WORDS = 100
"""The fewest words of an item's own content that may stand for the page: fewer are a teaser."""

_PATIENCE = 3
"""After so many pages in a row that did not come, the server is left alone."""
_LONGEST_LINE = 300
_TOO_MANY = 429
_ALTERNATE = "//link[contains(@rel, 'alternate') and (@type='application/rss+xml' or @type='application/atom+xml')]"


def from_feed(
    url: str, *, known: Callable[[str], bool], fetcher: Fetcher | None = None, limit: int = MAX_ARTICLES
) -> Iterator[Article | InputProblem]:
    """Yield the new articles of an RSS or Atom feed, in its order, at most `limit`.

    Each item's page is fetched; where that fails, the item's own content stands for it if it is long enough.  Of a web
    page that names a feed, that feed is read.

    Parameters
    ----------
    url
        The feed's address.
    known
        Whether an article is there already; it is asked with the key of `same_url`.
    fetcher
        Fetches feed and pages; by default one with the bounds of :mod:`geo.articles.fetch`.
    limit
        The most articles that are given; what is left is told as a problem.

    Yields
    ------
    Article or InputProblem
        A problem in the place of an item that cannot be read, or of the whole feed; the other items go on.  Nothing
        where no item is new.
    """
    from geo.articles.fetch import Fetcher

    fetcher = fetcher or Fetcher()
    try:
        feed, base = _feed(url, fetcher)
    except InputError as error:
        yield InputProblem(url, None, str(error))
        return
    yield from at_most(limit, _items(feed, base, known, fetcher))


def _feed(url: str, fetcher: Fetcher) -> tuple[Any, str]:
    from geo.articles.fetch import FEEDS

    answer = fetcher.get(url, kinds=FEEDS)
    feed = _parse(answer)
    if not _is_feed(feed):
        answer = fetcher.get(_named_feed(answer), kinds=FEEDS)
        feed = _parse(answer)
    if not _is_feed(feed):
        raise ContentError("The page names a feed that is none. Give the address of an RSS or Atom feed.")
    return feed, answer.url


def _is_feed(feed: Any) -> bool:  # noqa: ANN401 - feedparser's dictionary
    return bool(feed.get("version") or feed.entries)


def _parse(answer: Answer) -> Any:  # noqa: ANN401 - feedparser's dictionary
    import feedparser

    # Entities name files and servers, or multiply to gigabytes; no feed needs its own.
    if b"<!ENTITY" in answer.content.replace(b"\0", b"").upper():
        raise ContentError("The feed declares entities, which Dateline does not read. Give its articles by address.")
    charset = f"; charset={answer.charset}" if answer.charset else ""
    # A stream, never bytes or an address: those feedparser would try to open or fetch.
    headers = {"content-location": answer.url, "content-type": f"{answer.content_type or 'text/xml'}{charset}"}
    return feedparser.parse(io.BytesIO(answer.content), response_headers=headers)


def _named_feed(answer: Answer) -> str:
    from trafilatura import load_html

    tree = load_html(answer.content)
    links = [] if tree is None else tree.xpath(_ALTERNATE)
    if not links:
        raise ContentError("This is no RSS or Atom feed. Look for a feed on the site, or give articles by address.")
    return urljoin(answer.url, links[0].get("href", ""))


def _items(
    feed: Any,  # noqa: ANN401 - feedparser's dictionary
    base: str,
    known: Callable[[str], bool],
    fetcher: Fetcher,
) -> Iterator[Article | InputProblem]:
    publisher = _line(feed.feed.get("title"))
    seen: set[str] = set()
    failures = 0
    for number, entry in enumerate(feed.entries, 1):
        link = urljoin(base, entry["link"]) if entry.get("link") else ""
        if link and _known(link, seen, known):
            continue
        article, error = _article(entry, link or base, fetcher)
        if isinstance(error, SpentError):
            yield InputProblem(base, None, str(error))
            return
        if article is None:
            yield InputProblem(link or base, None, str(error))
        elif not (article.url and same_url(article.url) != same_url(link) and _known(article.url, seen, known)):
            yield replace(article, publisher=article.publisher or publisher)
        failures = failures + 1 if isinstance(error, (FetchTimeoutError, UnreachableError)) else 0
        left = len(feed.entries) - number
        if left and (failures == _PATIENCE or (isinstance(error, StatusError) and error.status == _TOO_MANY)):
            yield InputProblem(base, None, f"The server gives no more pages: {left} items are left. Try again later.")
            return


def _known(url: str, seen: set[str], known: Callable[[str], bool]) -> bool:
    key = same_url(url)
    if key in seen or known(key):
        return True
    seen.add(key)
    return False


def _article(entry: Any, link: str, fetcher: Fetcher) -> tuple[Article | None, InputError | None]:  # noqa: ANN401
    """Return the article of an item, from its page or else its own content; and why the page is none."""
    day = _day(entry)
    try:
        article = from_url(link, published=day, fetcher=fetcher) if entry.get("link") else None
        failed = None if article else EmptyTextError("The item has no link and too little text of its own.")
    except InputError as error:
        article, failed = None, error
    if article is None and not isinstance(failed, NotEnglishError):
        try:
            article = _content(entry, link, day)
        except InputError as error:
            failed = failed or error
    if article is not None and article.title is None:
        article = replace(article, title=_line(entry.get("title")))
    return article, failed


def _content(entry: Any, link: str, day: dt.date | None) -> Article | None:  # noqa: ANN401
    """Return what an item holds as an article, None where that is only a teaser."""
    held = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    body = max(held, key=len)
    if len(body.split()) < MIN_CONTENT_WORDS:
        return None
    fields = page_fields(f"<html><body><article>{body}</article></body></html>")
    if len(fields["text"].split()) < MIN_CONTENT_WORDS:
        return None
    require_english(fields["text"])
    url = without_tracking(link) if entry.get("link") else None
    about = {"text": fields["text"], "title": _line(entry.get("title")), "url": url}
    return from_fields(about, published=day, file=link, derived=True)


def _day(entry: Any) -> dt.date | None:  # noqa: ANN401
    """Return the day of an item as its feed writes it, without a change of time zone."""
    for field in ("published", "updated"):
        value = entry.get(field) or ""
        for read in (parse_date, parsedate_to_datetime):
            try:
                day = read(value)
            except (DateError, ValueError, TypeError):
                continue
            if day is not None:
                return day.date() if isinstance(day, dt.datetime) else day
    return None


def _line(value: str | None) -> str | None:
    import lxml.html

    if not value or not value.strip():
        return None
    text = lxml.html.fromstring(f"<p>{value}</p>").text_content() if "<" in value or "&" in value else value
    return " ".join(text.split())[:_LONGEST_LINE] or None
