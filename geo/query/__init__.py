"""From filters to what is drawn: the only way out of the store."""

from geo.query.articles import named, records, sources, warnings
from geo.query.filters import Filters
from geo.query.overview import actors, counts, date_span, histogram, places
from geo.query.single import EventPlace, StoredArticle, StoredEvent, article, event
from geo.query.told import journeys, statements

__all__ = [
    "EventPlace",
    "Filters",
    "StoredArticle",
    "StoredEvent",
    "actors",
    "article",
    "counts",
    "date_span",
    "event",
    "histogram",
    "journeys",
    "named",
    "places",
    "records",
    "sources",
    "statements",
    "warnings",
]
