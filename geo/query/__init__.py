"""From filters to what is drawn: the only way out of the store."""

from geo.query.called import actors_called
from geo.query.claims import claims
from geo.query.drawn import Drawn, drawn
from geo.query.facets import DIMENSIONS, facets
from geo.query.filters import Filters
from geo.query.library import articles, copies, hidden_articles
from geo.query.network import network
from geo.query.overview import actors, counts, date_span, histogram, places
from geo.query.routes import routes
from geo.query.sequence import Step, step
from geo.query.single import EventPlace, StoredArticle, StoredEvent, article, event
from geo.query.sources import named, records, sources, warnings
from geo.query.speaking import acts, speakers, spoken_places
from geo.query.told import statements
from geo.query.totals import travellers
from geo.query.travels import journeys

__all__ = [
    "DIMENSIONS",
    "Drawn",
    "EventPlace",
    "Filters",
    "Step",
    "StoredArticle",
    "StoredEvent",
    "actors",
    "actors_called",
    "acts",
    "article",
    "articles",
    "claims",
    "copies",
    "counts",
    "date_span",
    "drawn",
    "event",
    "facets",
    "hidden_articles",
    "histogram",
    "journeys",
    "named",
    "network",
    "places",
    "records",
    "routes",
    "sources",
    "speakers",
    "spoken_places",
    "statements",
    "step",
    "travellers",
    "warnings",
]
