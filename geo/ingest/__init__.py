"""Articles into the store: read in processes that can be killed, stored as they are read."""

from geo.ingest.again import Details, reextract, reextract_all
from geo.ingest.outcome import Outcome
from geo.ingest.pipeline import ingest
from geo.ingest.results import is_result, load

__all__ = ["Details", "Outcome", "ingest", "is_result", "load", "reextract", "reextract_all"]
