"""A web address to an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import FetchError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from geo.articles.article import Article, InputProblem


def from_url(url: str, *, published: dt.date | None = None) -> Article:
    """Fetch a page and return the article on it: main text, title, date, publisher.

    Parameters
    ----------
    url
        Its address, http or https, on a public server.
    published
        The date if the page has none.

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
    raise FetchError("Web addresses are not read yet. Save the page and upload it.")


def from_feed(url: str, *, known: Callable[[str], bool]) -> Iterator[Article | InputProblem]:
    """Yield the new articles of an RSS or Atom feed, newest first as the feed has them, at most 200.

    Parameters
    ----------
    url
        The feed's address.
    known
        Whether an article is there already; it is asked with the key of `same_url`.

    Yields
    ------
    Article or InputProblem
        A problem in the place of an item that cannot be read; the others go on.

    Raises
    ------
    FetchError
        If the feed cannot be fetched.
    InputError
        If it is no feed.
    """
    raise FetchError("Feeds are not read yet. Give the addresses of their articles.")
    yield
