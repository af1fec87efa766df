"""Places that the gazetteer lacks, for articles that go into a store: looked up online, or as once looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.errors import InputError
from geo.gazetteer import OnlineGeocoder

if TYPE_CHECKING:
    from geo.store import Store

PROCESSES = 1
"""How many processes read where names are looked up: a server is asked once a second, whoever asks."""


class Lookup(NamedTuple):
    """How a worker looks names up: in which store (its address) answers are kept, and whether the server is asked."""

    store: str | None
    sends: bool

    def geocoder(self) -> OnlineGeocoder:
        """Return the geocoder; it opens the store."""
        from geo.store import open_store
        from geo.store.geocodes import Geocodes

        return OnlineGeocoder(kept=Geocodes(open_store(self.store)) if self.store else None, sends=self.sends)


def lookup(store: Store, *, online: bool) -> Lookup | None:
    """Return how names are looked up for a store; None where no server is named that was ever asked.

    Parameters
    ----------
    store
        Where the answers are kept; those for a store in memory, which no other process sees, go to the cache's folder.
    online
        Whether the server is asked; otherwise only what it once said counts.

    Raises
    ------
    geo.errors.InputError
        If a server is to be asked and the environment names none.
    """
    url = store.engine.url
    in_memory = url.get_backend_name() == "sqlite" and not url.database
    address = None if in_memory else url.render_as_string(hide_password=False)
    if online:
        OnlineGeocoder.switched_on()
    elif in_memory or not _named():
        return None
    return Lookup(address, online)


def _named() -> bool:
    """Tell whether the environment names a server; a wrong address stops nobody who would not ask it."""
    try:
        return OnlineGeocoder().on
    except InputError:
        return False
