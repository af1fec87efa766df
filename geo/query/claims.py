"""How far articles say it is between two places, beside what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.query.filters import EVERYTHING, Filters, fetch, frame, wanted
from geo.store import tables as t

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store

_OWN = ("span_start", "span_end", "words", "claimed_km", "measured_km", "verdict")
_ARTICLE = ("id", "title", "published", "publisher", "url")


def claims(store: Store, filters: Filters = EVERYTHING, *, limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """Return the distances that articles claim; those that differ first, then the newest.

    A claim is no event: it is shown where its article has any event that the filters show.

    Returns
    -------
    pandas.DataFrame
        ``words`` (verbatim), ``claimed_km``, ``measured_km`` (geodesic on WGS84; NaN where an end is no known place),
        ``verdict`` (``agrees``, ``differs`` or ``unknown``); ``origin_id, origin, destination_id, destination`` (None
        where not known); ``sentence`` with ``sentence_start``; ``span_start, span_end`` (of the words, code points of
        the text); ``article_id, article_title, published, publisher, url``.  ``attrs["total"]`` is how many there are.
    """
    origin, destination = t.place.alias("origin"), t.place.alias("destination")
    found = t.claim.c.article_key.in_(sa.select(t.event.c.article_key).where(*wanted(store, filters)).correlate(None))
    ends = {"origin": origin, "destination": destination}
    query = (
        sa.select(
            *(t.claim.c[name] for name in _OWN),
            *(place.c.id.label(f"{end}_id") for end, place in ends.items()),
            *(place.c.name.label(end) for end, place in ends.items()),
            t.sentence.c.text.label("sentence"),
            t.sentence.c.span_start.label("sentence_start"),
            *(t.article.c[name].label(f"article_{name}" if name in ("id", "title") else name) for name in _ARTICLE),
        )
        .join(t.sentence, t.sentence.c.key == t.claim.c.sentence_key)
        .join(t.article, t.article.c.key == t.claim.c.article_key)
        .outerjoin(origin, origin.c.key == t.claim.c.origin_key)
        .outerjoin(destination, destination.c.key == t.claim.c.destination_key)
        .where(found)
        .order_by(
            sa.case({"differs": 0, "agrees": 1}, value=t.claim.c.verdict, else_=2),
            t.article.c.published.desc().nulls_last(),
            t.claim.c.article_key,
            t.claim.c.span_start,
        )
    )
    columns = dict.fromkeys(column.name for column in query.selected_columns)
    columns |= dict.fromkeys(("claimed_km", "measured_km"), float)
    columns |= dict.fromkeys(("span_start", "span_end", "sentence_start"), int)
    rows = fetch(store, query.limit(limit).offset(offset or None))
    shown = frame(rows, columns)
    whole = offset == 0 and (limit is None or len(rows) < limit)
    number = sa.select(sa.func.count().label("n")).select_from(t.claim).where(found)
    shown.attrs["total"] = len(rows) if whole else fetch(store, number)[0]["n"]
    return shown
