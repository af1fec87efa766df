"""The store: articles, their records, and the events that everything drawn is read from."""

from geo.store.samples import ensure_samples, fill_samples
from geo.store.store import Store, open_store

__all__ = ["Store", "ensure_samples", "fill_samples", "open_store"]
