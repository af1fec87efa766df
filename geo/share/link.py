"""Filters, selection and view to a link, and back.

Keys of a link: ``actor``, ``role`` (the part that the actors have), ``place``, ``country`` (ISO codes), ``kind``,
``act`` (of statements), ``status``, ``by`` (publishers), ``in`` (collections), ``from`` and ``to`` (days),
``q`` (free text), ``sel`` (the selection), ``map`` (the view), ``units`` ("mi" for miles) and ``page``.  Lists are
joined by ``_``; :mod:`geo.share.tokens` tells how ids are written.  Keys that are not ours are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol
from urllib.parse import urlencode

from geo.errors import LinkError
from geo.query.filters import Filters
from geo.share.tokens import shorten
from geo.store.tables import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MAX_QUERY = 1_800
"""Longest query string, in characters: with any host and page the link stays under 2,000."""
MAX_LINK = 2_000
"""Longest link, in characters, with host and page: what mail programs and chats are sure to pass on."""
MAX_TEXT = 200
KEYS = (
    "actor", "role", "place", "country", "kind", "act", "status", "by", "in", "from", "to", "q", "sel", "map", "page",
    "units",
)  # fmt: skip
"""The keys of a link that are Dateline's own."""

SelectionKind = Literal["place", "journey", "statement", "actor", "article"]

MAX_ZOOM = 20


class Known(Protocol):
    """Tell which ids exist, as :meth:`geo.store.Store.known` or :meth:`geo.store.Store.current` do."""

    def __call__(self, kind: str, ids: Collection[str]) -> Collection[str] | dict[str, str]:
        """Return those of the ids that exist, or (a dict) what they go by; ``kind`` of selection or collection."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected in all views; presences count as journeys.  Nothing, where both are None."""

    kind: SelectionKind | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The middle of the map (degrees) and its zoom (0 the world, 20 a house)."""

    lat: float
    lon: float
    zoom: float


class Link(NamedTuple):
    """What a link says; ``problems`` are sentences about what it names and is not here, with the link's own words."""

    filters: Filters
    selection: Selection
    view: View | None
    problems: tuple[str, ...]
    miles: bool = False


def to_query(
    filters: Filters,
    selection: Selection = Selection(),
    *,
    view: View | None = None,
    page: str | None = None,
    miles: bool = False,
) -> dict[str, str]:
    """Return the query parameters of a link.

    Parameters
    ----------
    filters, selection
        What the link restores.  Surplus blanks of the free text are dropped; ``filters.within`` is not carried.
    view
        The map's view, rounded to 0.0001 degrees and a hundredth of a zoom step; None leaves it to the page.
    page
        The page's name, for an address that has none in its path.
    miles
        Distances are shown in miles, not in km.

    Raises
    ------
    LinkError
        If the link would be too long to be sent, or the free text is longer than a link carries.
    """
    text = " ".join(storable(filters.text).split())
    if len(text) > MAX_TEXT:
        raise LinkError(
            f"The searched text has {len(text)} characters, and a link carries {MAX_TEXT}: search for less."
        )
    query = {
        "actor": _join("actor", filters.actors),
        "role": "_".join(filters.roles),
        "place": _join("place", filters.places),
        "country": "_".join(filters.countries),
        "kind": "_".join(filters.kinds),
        "act": "_".join(filters.acts),
        "status": "_".join(status.replace("_", "-") for status in filters.statuses),
        "by": _join("publisher", filters.publishers),
        "in": _join("collection", filters.collections),
        "from": filters.date_from.isoformat() if filters.date_from else "",
        "to": filters.date_to.isoformat() if filters.date_to else "",
        "q": text,
        "sel": f"{selection.kind}.{shorten(selection.kind, selection.id)}" if selection.kind and selection.id else "",
        "map": _written(view) if view else "",
        "page": page or "",
        "units": "mi" if miles else "",
    }
    query = {key: value for key, value in query.items() if value}
    if (length := len(urlencode(query))) > MAX_QUERY:
        raise LinkError(
            f"The link would be {length} characters long, and only {MAX_QUERY} are sure to arrive: "
            "choose fewer actors, places or publishers, or search for less."
        )
    return query


def _join(kind: str, ids: Iterable[str]) -> str:
    return "_".join(shorten(kind, id_) for id_ in ids)


def _written(view: View) -> str:
    """Return a view as a link has it; the map's copies of the world fold into one."""
    lat, zoom = max(-90.0, min(90.0, view.lat)), max(0.0, min(float(MAX_ZOOM), view.zoom))
    lon = view.lon if -180 <= view.lon <= 180 else (view.lon + 180) % 360 - 180
    return f"{lat:.4f}_{lon:.4f}_{zoom:.2f}"
