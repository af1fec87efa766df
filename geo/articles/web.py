"""A web address to an article."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.articles.article import Article, from_fields
from geo.articles.decode import UTF16, decode_page
from geo.articles.language_check import require_english
from geo.articles.page import page_fields
from geo.articles.pdf import pdf_fields
from geo.articles.urls import without_tracking
from geo.errors import ContentError, EmptyTextError

if TYPE_CHECKING:
    import datetime as dt

    from geo.articles.fetch import Answer, Fetcher

MIN_WORDS = 40
"""The fewest words in whole sentences that make a page an article; lists of headlines have none."""

_LONGEST_TITLE = 300
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
_FEED = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def from_url(url: str, *, published: dt.date | None = None, fetcher: Fetcher | None = None) -> Article:
    """Fetch a page and return the article on it: main text, title, date, publisher.

    Parameters
    ----------
    url
        Its address, http or https, on a public server.
    published
        The date if the page has none.
    fetcher
        Fetches it; by default one with the bounds of :mod:`geo.articles.fetch`.

    Returns
    -------
    Article
        ``url`` is the address that the page calls its own, without fragment and tracking parameters; ``derived`` is
        true.

    Raises
    ------
    FetchError
        If it cannot be fetched.
    InputError
        If it is no article, or not in English.
    """
    from geo.articles.fetch import PAGES, Fetcher

    answer = (fetcher or Fetcher()).get(url, kinds=PAGES)
    fields = _fields(answer)
    fields["url"] = _own_address(fields.get("url"), answer.url)
    fields["title"] = " ".join((fields.get("title") or "").split())[:_LONGEST_TITLE] or None
    article = from_fields(fields, published=published, file=fields["url"], derived=True)
    require_english(article.text)
    _require_article(article.text, fields.get("pagetype"), answer.url)
    return article


def _fields(answer: Answer) -> dict[str, Any]:
    raw = answer.content
    if raw.startswith(b"%PDF-"):
        return pdf_fields(io.BytesIO(raw))
    if b"\0" in raw and not raw.startswith(UTF16):
        raise ContentError("The address leads to a file that is no text. Give the address of the article's page.")
    if _FEED.match(raw):
        raise ContentError("The address leads to a feed, not to a page. Give it as a feed.")
    text = decode_page(raw, declared=answer.charset)
    if answer.content_type == "text/plain" and not _HTML.search(raw[:1000]):
        return {"text": text}
    try:
        return page_fields(text, url=answer.url)
    except EmptyTextError as error:
        raise _no_article() from error


def _require_article(text: str, pagetype: str | None, url: str) -> None:
    """Refuse front pages and lists of headlines, which are no reports."""
    parts = urlsplit(url)
    if parts.path in ("", "/") and not parts.query and pagetype != "article":
        raise ContentError("This is the front page of a site, no article. Give the address of one article.")
    if sum(len(line.split()) for line in text.splitlines() if _SENTENCE_END.search(line)) < MIN_WORDS:
        raise _no_article()


def _no_article() -> ContentError:
    return ContentError(
        "There is no article on the page, or it shows only with a login or a script. Open it in a browser, copy the "
        "text and paste it."
    )


def _own_address(canonical: str | None, fetched: str) -> str:
    """Return the address that a page calls its own, unless it is that of another site or of a front page."""
    from courlan import extract_domain

    own, given = urlsplit(canonical or ""), urlsplit(fetched)
    same_site = own.netloc == given.netloc or (
        (domain := extract_domain(canonical or "")) is not None and domain == extract_domain(fetched)
    )
    told = own.scheme in ("http", "https") and same_site and (own.path not in ("", "/") or own.query)
    return without_tracking(canonical if told and canonical else fetched)
