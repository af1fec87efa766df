"""Names to places: the offline gazetteer and its geocoder."""

from geo.gazetteer.candidate import Candidate
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geocoder import OfflineGeocoder, geocode
from geo.gazetteer.names import normalise

__all__ = ["Candidate", "Gazetteer", "OfflineGeocoder", "geocode", "normalise"]
