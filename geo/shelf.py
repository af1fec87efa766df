"""Frames to the rows of the lists of articles: all, the near-copies of one, the hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.words import count_text, date_text

if TYPE_CHECKING:
    import pandas as pd


def article_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the list of articles, from :func:`geo.query.articles`."""
    return [
        {
            "id": row.id,
            "title": row.title or row.id,
            "about": _published(row, row.collection),
            "counts": "hidden" if row.hidden else count_text(int(row.events), "event"),
            "reports": f"+{count_text(int(row.copies), 'report')}" if row.copies else None,
            "doubts": f"{count_text(int(row.warnings), 'thing')} not certain" if row.warnings else None,
        }
        for row in frame.itertuples(index=False)
    ]


def copy_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the rows of the list of an article's near-copies, from :func:`geo.query.copies`."""
    return [
        {
            "id": row.id,
            "title": row.title or row.id,
            "about": _published(row, row.leads and not row.hidden and "shown on the map", row.hidden and "hidden"),
        }
        for row in frame.itertuples(index=False)
    ]


def hidden_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the rows of the list of hidden articles, from :func:`geo.query.hidden_articles`; ``done``: once shown."""
    return [
        {
            "id": row.id,
            "title": row.title or row.id,
            "about": _published(row, row.collection, row.collection_hidden and "a hidden collection"),
            "done": f"Shown again once its collection, {row.collection}, is."
            if row.collection_hidden
            else "Shown again.",
        }
        for row in frame.itertuples(index=False)
    ]


def _published(row: Any, *more: str | bool) -> str:  # noqa: ANN401 - a row of itertuples
    return " · ".join(filter(None, [row.publisher, date_text(row.published, None), *more]))
