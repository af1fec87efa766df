"""Filters, selection and view to a link, and back."""

from geo.share.link import KEYS, MAX_LINK, MAX_QUERY, Known, Link, Selection, View, to_query
from geo.share.reading import from_query

__all__ = ["KEYS", "MAX_LINK", "MAX_QUERY", "Known", "Link", "Selection", "View", "from_query", "to_query"]
