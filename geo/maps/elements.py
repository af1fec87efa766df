"""Folium elements that draw places and journeys: one JSON payload each, drawn by the map script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict

from branca.element import MacroElement
from folium.template import Template

from geo.gazetteer import ATTRIBUTION
from geo.maps.geometry import DECIMALS, drawn
from geo.maps.payload import to_json
from geo.maps.style import Theme, journey_colour, palette
from geo.routes import RAIL_CREDIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.record import JourneyStatus, Mode, PlaceKind

Units = Literal["km", "mi", "nmi"]

CANVAS_ABOVE = 150
"""With more discs and rings than this, one canvas holds them: faster, but the keyboard does not reach each."""


class PlaceRow(TypedDict):
    """A place to draw: ``lat`` and ``lon`` in degrees, ``extent_km`` the radius that holds it."""

    id: str
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    draw: Literal["disc", "ring", "area"]
    events: int
    mentions: int
    extent_km: float | None


class JourneyEnd(TypedDict):
    """Where a journey starts or ends: ``lat`` and ``lon`` in degrees."""

    id: str
    name: str
    lat: float
    lon: float


class Way(TypedDict):
    """The line of a journey over a network: its length in km, and what it is ("by rail, indicative")."""

    km: float
    method: str


JourneyRow = TypedDict(
    "JourneyRow",
    {
        "id": str,
        "travellers": str,
        "from": JourneyEnd,
        "to": JourneyEnd,
        "line": NotRequired[list[tuple[float, float]]],
        "km": float | None,
        "status": "JourneyStatus",
        "mode": "Mode",
        "method": str,
        "way": NotRequired[Way | None],
        "note": NotRequired[str | None],
        "date": str,
        "color": NotRequired[str],
        "reports": int,
        "also": NotRequired[list[str]],
        "journeys": NotRequired[int],
    },
)
"""A journey to draw.

Without a ``line`` (latitudes and longitudes in degrees, unrolled past 180) the script draws the great circle; ``also``
are the ids of journeys that the same line stands for, ``journeys`` how many go this way where the line is that of a
route, as wide as they are many; ``method`` says what ``km`` is ("great circle"); ``way`` is
there where the line follows rails or water, ``note`` says why it does not.
"""


class _Layer(MacroElement):
    """A call of the map script with one payload, added to a map or a feature group."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "Dateline.{{ this.function }}({{ this.payload }}).addTo({{ this._parent.get_name() }});\n"
        "{% endmacro %}"
    )
    function: str

    def __init__(self, **payload: object) -> None:
        super().__init__()
        self._name = type(self).__name__
        self.payload = to_json(payload)


class PlacesLayer(_Layer):
    """Discs, rings and areas; a click gives the page a feature with ``kind`` "place" and ``id`` as properties.

    Parameters
    ----------
    rows
        The places, in any order; see :class:`PlaceRow`.
    theme
        "light" or "dark".
    selected
        Ids of the places that are marked with a halo.
    """

    function = "places"

    def __init__(self, rows: Iterable[PlaceRow], *, theme: Theme, selected: Collection[str] = ()) -> None:
        shown = [{**row, "lat": round(row["lat"], DECIMALS), "lon": round(row["lon"], DECIMALS)} for row in rows]
        super().__init__(
            **_table(shown),
            palette=palette(theme),
            selected=list(selected),
            canvasAbove=CANVAS_ABOVE,
            credit=ATTRIBUTION if any(row["id"].startswith("osm:") for row in shown) else None,
        )


class JourneysLayer(_Layer):
    """Arcs with an arrow and a distance; a click gives the page a feature with ``kind`` "journey" and ``id``.

    Parameters
    ----------
    rows
        The journeys; see :class:`JourneyRow`.
    theme
        "light" or "dark".
    selected
        Ids of the journeys that are marked: one with a halo, several by fading all others.
    units
        Unit of the distances shown: "km", "mi" or "nmi" (the rows are in km).
    """

    function = "journeys"

    def __init__(
        self, rows: Iterable[JourneyRow], *, theme: Theme, selected: Collection[str] = (), units: Units = "km"
    ) -> None:
        shown = [_journey(row, theme) for row in rows]
        rails = any((row.get("way") or {}).get("method", "").startswith("by rail") for row in shown)
        credit = RAIL_CREDIT if rails else None
        super().__init__(**_table(shown), palette=palette(theme), selected=list(selected), units=units, credit=credit)


def _journey(row: JourneyRow, theme: Theme) -> dict[str, Any]:
    line = row.get("line")
    return {
        **row,
        "from": _end(row["from"]),
        "to": _end(row["to"]),
        "method": row["method"] if row["method"] != "great circle" else None,
        "line": drawn(line) if line is not None else None,
        "also": row.get("also") if row.get("also") != [row["id"]] else None,
        "color": row.get("color") or journey_colour(0, theme=theme),
    }


def _end(end: JourneyEnd) -> list[Any]:
    return [end["id"], end["name"], round(end["lat"], DECIMALS), round(end["lon"], DECIMALS)]


def _table(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows as a table: the names of their fields are half of what would be sent."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return {"columns": columns, "rows": [[row.get(key) for key in columns] for row in rows]}
