"""Filters, selection and view to a link, and back."""

from geo.share.link import MAX_QUERY, Known, Link, Selection, View, from_query, to_query

__all__ = ["MAX_QUERY", "Known", "Link", "Selection", "View", "from_query", "to_query"]
