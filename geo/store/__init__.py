"""The store: articles, their records, and the events that everything drawn is read from."""

from geo.store.opening import open_store
from geo.store.samples import ensure_samples, fill_samples
from geo.store.store import Added, Store

__all__ = ["Added", "Store", "ensure_samples", "fill_samples", "open_store"]
