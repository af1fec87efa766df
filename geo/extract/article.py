"""An article as it was read to its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.articles import require_english
from geo.extract import extract

if TYPE_CHECKING:
    from geo.articles import Article
    from geo.gazetteer import OnlineGeocoder
    from geo.record import Record


def extract_article(
    article: Article, *, keep_text: bool | None = None, geocoder: OnlineGeocoder | None = None
) -> Record:
    """Read one article, with what its source says about it.

    Parameters
    ----------
    article
        The article.
    keep_text
        Whether the record carries the text; by default where the text is not the input as given.
    geocoder
        As in `geo.extract.extract`.

    Raises
    ------
    geo.errors.InputError
        If the text is not English or no article.
    """
    require_english(article.text)
    return extract(
        article.text,
        published=article.published,
        id=article.id,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        keep_text=article.derived if keep_text is None else keep_text,
        geocoder=geocoder,
    )
