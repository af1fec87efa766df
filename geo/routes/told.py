"""Routes of journeys as the query returns them, each worked out once."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.routes.lines import simplified
from geo.routes.route import Route, route

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from geo.record import Mode

_ROUTES = 4096


class _Stop(NamedTuple):
    name: str
    lat: float
    lon: float


def told_route(row: Any, *, areas: Collection[str]) -> Route | None:  # noqa: ANN401 - a row of itertuples
    """Return the route of a journey by rail or by sea, with a line fit to be drawn; None for all other journeys.

    Parameters
    ----------
    row
        A row of :func:`geo.query.journeys`.
    areas
        Ids of the places that have no true point: no line leads from, to or through them.
    """
    if row.kind != "journey" or row.mode not in ("rail", "sea") or not row.km > 0:
        return None
    if {row.origin_id, row.destination_id} & set(areas):
        return None
    via = tuple(_Stop(name, lat, lon) for id_, name, lat, lon in row.via if id_ and id_ not in areas)
    ends = (
        _Stop(getattr(row, f"{end}_name"), getattr(row, f"{end}_lat"), getattr(row, f"{end}_lon"))
        for end in ("origin", "destination")
    )
    return _drawn(*ends, row.mode, via, row.date_from)


@functools.lru_cache(maxsize=_ROUTES)
def _drawn(origin: _Stop, destination: _Stop, mode: Mode, via: tuple[_Stop, ...], on: dt.date | None) -> Route:
    found = route(origin, destination, mode, via=via, on=on)
    return dataclasses.replace(found, points=simplified(found.points))
