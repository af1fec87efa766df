"""What a map draws, asked for at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from geo.query.filters import EVERYTHING, Filters, both
from geo.query.overview import places
from geo.query.routes import MOST_ROUTES, routes
from geo.query.travels import journeys

if TYPE_CHECKING:
    import pandas as pd

    from geo.store import Store


class Drawn(NamedTuple):
    """The newest journeys and the places, as :func:`journeys` and :func:`places` have them.

    ``routes``, as :func:`geo.query.routes.routes` has them, are there where more journeys match than have lines of
    their own.
    """

    journeys: pd.DataFrame
    places: pd.DataFrame
    routes: pd.DataFrame | None


def drawn(store: Store, filters: Filters = EVERYTHING, *, most: int = MOST_ROUTES) -> Drawn:
    """Return what a map of the filters draws; ``most`` journeys or routes."""
    (moves, ways), where = both(partial(_lines, store, filters, most), partial(places, store, filters))
    return Drawn(moves, where, ways)


def _lines(store: Store, filters: Filters, most: int) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    moves = journeys(store, filters, limit=most)
    return moves, routes(store, filters, limit=most) if moves.attrs["total"] > most else None
