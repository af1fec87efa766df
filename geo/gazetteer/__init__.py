"""Names to places: the offline gazetteer and its geocoder."""

from geo.gazetteer.candidate import Candidate
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geocoder import OfflineGeocoder, geocode
from geo.gazetteer.names import DIVISION_WORDS, normalise

__all__ = ["DIVISION_WORDS", "Candidate", "Gazetteer", "OfflineGeocoder", "geocode", "normalise"]
