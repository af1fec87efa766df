"""Articles into the store: read in processes that can be killed, stored as they are read."""

from geo.ingest.again import reextract, reextract_all
from geo.ingest.outcome import Outcome
from geo.ingest.pipeline import ingest

__all__ = ["Outcome", "ingest", "reextract", "reextract_all"]
