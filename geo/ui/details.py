"""Title, day of publication and publisher of an article, as fields of a form."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from geo.ingest import Details

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

WHY_DATE = "“On Monday” and “last week” hang on the day of publication. Without it they stay unknown."
MOST_TITLE, MOST_PUBLISHER = 300, 200
"""Characters."""
FIRST_DAY = dt.date(1800, 1, 1)
_NOTHING = Details(None, None, None)


def fields(before: Details = _NOTHING, *, key: str = "new", narrow: bool = False) -> Details:
    """Draw the fields, filled with what is known before, and return what is in them; an empty one is None.

    Where it is ``narrow`` they stand one below the other.
    """
    left, middle, right = (st.container() for _ in range(3)) if narrow else st.columns(3)
    title = _line(left, "Title", before.title, MOST_TITLE, key)
    first = min(FIRST_DAY, before.published or FIRST_DAY)
    published = middle.date_input("Published", before.published, key=f"published-{key}", min_value=first, help=WHY_DATE)
    return Details(title, published, _line(right, "Publisher", before.publisher, MOST_PUBLISHER, key))


def _line(place: DeltaGenerator, label: str, before: str | None, most: int, key: str) -> str | None:
    """Draw a field; what is there already is never cut."""
    before = before or ""
    return place.text_input(label, before, key=f"{label}-{key}", max_chars=max(most, len(before))).strip() or None
