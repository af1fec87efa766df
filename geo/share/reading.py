"""A link read back: what it says, and a sentence about whatever it names that is not here."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, get_args

from geo.query.filters import Filters
from geo.record import Act, JourneyStatus
from geo.share.link import MAX_QUERY, MAX_TEXT, MAX_ZOOM, Link, Selection, SelectionKind, View
from geo.share.tokens import lengthen, shown
from geo.store.tables import EVENT_KINDS
from geo.words import ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.share.link import Known

_ONE = {"collection": "a collection", "actor": "an actor", "article": "an article"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_VIEW = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?)_(-?\d{1,3}(?:\.\d{1,6})?)_(\d{1,2}(?:\.\d{1,2})?)", re.ASCII)
_STATUS_WORDS = tuple(status.replace("_", "-") for status in get_args(JourneyStatus))


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
        countries=reader.here("country", reader.split("country")),
        publishers=reader.ids("by", "publisher"),
        roles=reader.words("role", tuple(ROLES)),
        acts=reader.words("act", get_args(Act)),
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
        if lat is None or abs(lat) > 90 or abs(lon) > 180 or zoom > MAX_ZOOM:
            self.problems.append(f"The link's “map” is no view (latitude_longitude_zoom): {shown(value)}.")
            return None
        return View(lat, lon, zoom)


def _one(kind: str) -> str:
    return _ONE.get(kind, f"a {kind}")
