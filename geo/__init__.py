"""Dateline: from news reports to a map that answers back.

Importing the package loads neither spaCy nor pandas: both wait for the first article and the first query.
"""

from geo.extract import extract
from geo.gazetteer import geocode
from geo.record import Record
from geo.version import __version__

__all__ = ["Record", "__version__", "extract", "geocode"]
