"""A web page to its main text, title, date and publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.articles.apart import MAX_SECONDS, apart
from geo.articles.article import parse_date
from geo.errors import DateError, EmptyTextError, InputError

if TYPE_CHECKING:
    import datetime as dt


_UNDATED = "//footer | //*[@id='footer' or @class='footer'] | //comment() | //script[not(contains(@type, 'ld+json'))]"
_DECLARED = "//meta/@content | //time/@datetime | //script/text() | //*[@itemprop]/@*"


def page_fields(html: str | bytes, *, url: str | None = None, seconds: float = MAX_SECONDS) -> dict[str, Any]:
    """Return ``text``, ``title``, ``published``, ``url``, ``publisher`` and ``pagetype`` of a page; None is not told.

    The date is one that the page or its address declares, never guessed from the text or from a copyright line.

    Parameters
    ----------
    html
        The page; of bytes the encoding is found out.
    url
        Where it came from.
    seconds
        How long reading may take.

    Raises
    ------
    EmptyTextError
        If it has no main text.
    InputError
        If its elements are nested too deeply, or it takes too much time or memory.
    """
    return apart(_page_fields, html, url, seconds=seconds, what="page")


def _page_fields(html: str | bytes, url: str | None) -> dict[str, Any]:
    from trafilatura import load_html

    tree = load_html(html)
    try:
        page, declared = (None, "") if tree is None else _document(tree, url)
    except RecursionError as error:
        raise InputError("The page is nested too deeply to be read. Give its main text as .txt.") from error
    if page is None or not page.text:
        raise EmptyTextError("The page has no main text. Give the article as .txt, or another page.")
    # A day that stands nowhere but in the text is what the article tells of.
    guessed = page.date and page.date in page.text and page.date not in f"{declared} {url}"
    return {
        "text": page.text,
        "title": page.title,
        "published": None if guessed else _day(page.date),
        "url": page.url,
        "publisher": page.sitename,
        "pagetype": page.pagetype,
    }


def _document(tree: Any, url: str | None) -> tuple[Any, str]:  # noqa: ANN401 - lxml's tree
    """Return what trafilatura finds, and the values of the page that tell its date."""
    from trafilatura import bare_extraction

    # A copyright line or the server's clock is no date of publication, and would shift every "on Monday".
    for element in tree.xpath(_UNDATED):
        element.drop_tree()
    declared = " ".join(map(str, tree.xpath(_DECLARED)))
    options = {"original_date": True, "extensive_search": False}
    page = bare_extraction(tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=options)
    return page, declared


def _day(value: str | None) -> dt.date | None:
    try:
        return parse_date(value)
    except DateError:
        return None
