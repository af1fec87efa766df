"""Names to places: the offline gazetteer and its geocoder, and an online one behind them."""

from geo.gazetteer.candidate import Candidate
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geocoder import OfflineGeocoder, geocode
from geo.gazetteer.names import DIVISION_WORDS, normalise
from geo.gazetteer.online import ATTRIBUTION, OnlineGeocoder

__all__ = [
    "ATTRIBUTION",
    "DIVISION_WORDS",
    "Candidate",
    "Gazetteer",
    "OfflineGeocoder",
    "OnlineGeocoder",
    "geocode",
    "normalise",
]
