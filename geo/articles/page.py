"""A web page to its main text, title, date and publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.articles.article import parse_date
from geo.errors import DateError, EmptyTextError, InputError

if TYPE_CHECKING:
    import datetime as dt


def page_fields(html: str | bytes, *, url: str | None = None) -> dict[str, Any]:
    """Return ``text``, ``title``, ``published``, ``url``, ``publisher`` and ``pagetype`` of a page; None is not told.

    The date is one that the page or its address declares, never guessed from the text or from a copyright line.

    Parameters
    ----------
    html
        The page; of bytes the encoding is found out.
    url
        Where it came from.

    Raises
    ------
    EmptyTextError
        If it has no main text.
    InputError
        If its elements are nested too deeply.
    """
    try:
        page = _document(html, url)
    except RecursionError as error:
        raise InputError("The page is nested too deeply to be read. Give its main text as .txt.") from error
    if page is None or not page.text:
        raise EmptyTextError("The page has no main text. Give the article as .txt, or another page.")
    return {
        "text": page.text,
        "title": page.title,
        "published": _day(page.date),
        "url": page.url,
        "publisher": page.sitename,
        "pagetype": page.pagetype,
    }


def _document(html: str | bytes, url: str | None) -> Any:  # noqa: ANN401 - trafilatura's Document, or None
    from trafilatura import bare_extraction, load_html

    tree = load_html(html)
    if tree is None:
        return None
    # A copyright line is no date of publication, and would shift every "on Monday" of the article.
    for footer in tree.xpath("//footer | //*[@id='footer' or @class='footer']"):
        footer.drop_tree()
    declared = {"original_date": True, "extensive_search": False}
    return bare_extraction(tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=declared)


def _day(value: str | None) -> dt.date | None:
    try:
        return parse_date(value)
    except DateError:
        return None
