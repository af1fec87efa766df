"""Filters, selection and view to a link, and back.

Keys of a link: ``actor``, ``place``, ``kind``, ``status``, ``in`` (collections), ``from`` and ``to`` (days), ``q``
(free text), ``sel`` (the selection), ``map`` (the view), ``units`` ("mi" for miles) and ``page``.  Lists are joined by
``_``; :mod:`geo.share.tokens` tells how ids are written.  Keys that are not ours are left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, get_args
from urllib.parse import urlencode

from geo.errors import LinkError
from geo.query.filters import Filters
from geo.record import JourneyStatus
from geo.share.tokens import lengthen, shorten, shown
from geo.store.tables import EVENT_KINDS, storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

MAX_QUERY = 1_800
"""Longest query string, in characters: with any host and page the link stays under 2,000."""
MAX_TEXT = 200

SelectionKind = Literal["place", "journey", "statement", "actor", "article"]

_ONE = {"collection": "a collection", "actor": "an actor", "article": "an article"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_VIEW = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?)_(-?\d{1,3}(?:\.\d{1,6})?)_(\d{1,2}(?:\.\d{1,2})?)", re.ASCII)
_MAX_ZOOM = 20
_STATUS_WORDS = tuple(status.replace("_", "-") for status in get_args(JourneyStatus))


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
        "place": _join("place", filters.places),
        "kind": "_".join(filters.kinds),
        "status": "_".join(status.replace("_", "-") for status in filters.statuses),
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
            "choose fewer actors, places or collections, or search for less."
        )
    return query


def from_query(params: Mapping[str, str], *, known: Known) -> Link:
    """Return what a link says.

    Parameters
    ----------
    params
        The query parameters, decoded, one value a key.  Keys that are not ours are ignored, so that links of newer
        versions still open; ``page`` is the page's business.
    known
        Tells which ids exist.

    Returns
    -------
    Link
        Never an error: what cannot be read, or is not here, is left out and said in ``problems``.
    """
    reader = _Reader(params, known)
    first, last = reader.day("from"), reader.day("to")
    if first and last and first > last:
        reader.problems.append(f"The link's period ends ({last}) before it starts ({first}); all days are shown.")
        first = last = None
    filters = Filters(
        actors=reader.ids("actor", "actor"),
        date_from=first,
        date_to=last,
        kinds=reader.words("kind", EVENT_KINDS),
        places=reader.ids("place", "place"),
        collections=reader.ids("in", "collection"),
        statuses=tuple(w.replace("-", "_") for w in reader.words("status", _STATUS_WORDS)),
        text=reader.text(),
    )
    miles = reader.words("units", ("km", "mi")) == ("mi",)
    return Link(filters, reader.selection(), reader.view(), tuple(reader.problems), miles)


class _Reader:
    """A link being read; what is wrong with it gathers in ``problems``."""

    def __init__(self, params: Mapping[str, str], known: Known) -> None:
        self.params = params
        self.known = known
        self.problems: list[str] = []

    def value(self, key: str) -> str:
        value = self.params.get(key, "")
        if len(value) > MAX_QUERY:
            self.problems.append(f"The link's “{key}” is too long to be read and was left out.")
            return ""
        return value

    def split(self, key: str) -> Sequence[str]:
        return tuple(dict.fromkeys(word for word in self.value(key).split("_") if word))

    def words(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        found = self.split(key)
        self.problems += [f"The link's “{key}” has no value {shown(word)}." for word in found if word not in allowed]
        return tuple(word for word in found if word in allowed)

    def ids(self, key: str, kind: str) -> tuple[str, ...]:
        found = dict.fromkeys(self.full(kind, token) for token in self.split(key))
        return self.here(kind, [id_ for id_ in found if id_ is not None])

    def full(self, kind: str, token: str) -> str | None:
        id_ = lengthen(kind, token)
        if id_ is None:
            self.problems.append(f"The link names {_one(kind)} in a way that cannot be read: {shown(token)}.")
        return id_

    def here(self, kind: str, ids: Collection[str]) -> tuple[str, ...]:
        exist = self.known(kind, ids) if ids else ()
        self.problems += [f"The link names {_one(kind)} that is not here: {shown(i)}." for i in ids if i not in exist]
        now = exist if isinstance(exist, dict) else {}
        return tuple(dict.fromkeys(now.get(id_, id_) for id_ in ids if id_ in exist))

    def day(self, key: str) -> dt.date | None:
        value = self.value(key)
        try:
            return dt.date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            if value:
                self.problems.append(f"The link's “{key}” is no day (as in 2023-09-11): {shown(value)}.")
            return None

    def text(self) -> str:
        text = " ".join(self.value("q").split())
        if len(text) > MAX_TEXT:
            self.problems.append(f"The link searches for more than {MAX_TEXT} characters; only those are used.")
        return text[:MAX_TEXT].rstrip()

    def selection(self) -> Selection:
        value = self.value("sel")
        kind, _, token = value.partition(".")
        if kind not in get_args(SelectionKind):
            if value:
                self.problems.append(f"The link selects what cannot be read: {shown(value)}.")
            return Selection()
        id_ = self.full(kind, token)
        here = self.here(kind, [id_]) if id_ is not None else ()
        return Selection(kind, *here) if here else Selection()

    def view(self) -> View | None:
        value = self.value("map")
        if not value:
            return None
        match = _VIEW.fullmatch(value)
        lat, lon, zoom = map(float, match.groups()) if match else (None,) * 3
        if lat is None or abs(lat) > 90 or abs(lon) > 180 or zoom > _MAX_ZOOM:
            self.problems.append(f"The link's “map” is no view (latitude_longitude_zoom): {shown(value)}.")
            return None
        return View(lat, lon, zoom)


def _join(kind: str, ids: Iterable[str]) -> str:
    return "_".join(shorten(kind, id_) for id_ in ids)


def _written(view: View) -> str:
    """Return a view as a link has it; the map's copies of the world fold into one."""
    lat, zoom = max(-90.0, min(90.0, view.lat)), max(0.0, min(float(_MAX_ZOOM), view.zoom))
    lon = view.lon if -180 <= view.lon <= 180 else (view.lon + 180) % 360 - 180
    return f"{lat:.4f}_{lon:.4f}_{zoom:.2f}"


def _one(kind: str) -> str:
    return _ONE.get(kind, f"a {kind}")
