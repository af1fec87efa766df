"""What is shown, gathered once for all exports."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import query
from geo.export.text import clean, web_address
from geo.query.filters import EVERYTHING
from geo.words import ACTS, ROLES, country_name, date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from geo.query import Filters
    from geo.record import Span
    from geo.store import Store

MOST_ROWS = 50_000
"""The most rows of a kind that are exported at once; what is left out is said."""

_SPEED = "impossible_speed"
_KINDS = {
    "journey": "journeys",
    "presence": "presences",
    "statement": "statements",
    "scene": "scenes",
    "named": "names of places",
}
_LABELS = {"statuses": "Status", "countries": "Country", "text": "Words", "acts": "Statements", "roles": "Actors only"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The frames of :mod:`geo.query` under one set of filters.

    Attributes
    ----------
    places, journeys, statements, actors, sources
        As :mod:`geo.query` returns them.
    filters
        The filters in words, a sentence part each ("Actor: Kim Jong-un"); none where everything is shown.
    warnings
        What is doubted, by article id and span of the sentence.
    permalink
        The link that shows the same in Dateline; None where there is none.
    made
        The day of the export.
    """

    places: pd.DataFrame
    journeys: pd.DataFrame
    statements: pd.DataFrame
    actors: pd.DataFrame
    sources: pd.DataFrame
    filters: tuple[str, ...] = ()
    warnings: Mapping[tuple[str, Span], str] = dataclasses.field(default_factory=dict)
    permalink: str | None = None
    made: dt.date = dataclasses.field(default_factory=lambda: dt.datetime.now(dt.UTC).date())

    @property
    def heading(self) -> str:
        """What is shown, in one line."""
        return clean("; ".join(self.filters)) or "Everything: no filter is set"

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences that say how much the limit left out."""
        frames = {name: getattr(self, name) for name in ("journeys", "statements", "sources")}
        return tuple(
            f"Only the first {len(frame):,} of {frame.attrs['total']:,} {'articles' if name == 'sources' else name} "
            "are in this export: narrow the filters for the rest."
            for name, frame in frames.items()
            if frame.attrs.get("total", 0) > len(frame)
        )

    def head_of_sources(self, most: int) -> Shown:
        """Return the same with no more than so many articles."""
        return dataclasses.replace(self, sources=self.sources.head(most))

    def doubt(self, row: Any) -> str | None:  # noqa: ANN401 - a row of itertuples
        """Return what is doubted in the sentences of a journey."""
        spans = ((row.article_id, (start, end)) for start, end, _ in row.evidence)
        return " ".join(dict.fromkeys(self.warnings[span] for span in spans if span in self.warnings)) or None


def collect(
    store: Store, filters: Filters = EVERYTHING, *, permalink: str | None = None, most: int = MOST_ROWS
) -> Shown:
    """Return what the filters show.

    Parameters
    ----------
    store
        Where to ask.
    filters
        What is shown.
    permalink
        The link that shows the same; anything but a web address is left out.
    most
        The most rows of each frame.
    """
    return Shown(
        places=query.places(store, filters, limit=most),
        journeys=query.journeys(store, filters, limit=most),
        statements=query.statements(store, filters, limit=most),
        actors=query.actors(store, filters, limit=most),
        sources=query.sources(store, filters, limit=most),
        filters=tuple(in_words(store, filters)),
        warnings=query.warnings(store, filters, code=_SPEED),
        permalink=web_address(permalink),
    )


def in_words(store: Store, filters: Filters) -> Iterator[str]:
    """Yield what the filters say, for people, a part for each field that is set."""
    if filters.within:
        yield from in_words(store, filters.within)
    told = {field.name: getattr(filters, field.name) for field in dataclasses.fields(filters)}
    told.pop("within")
    first, last = told.pop("date_from"), told.pop("date_to")
    for field, values in told.items():
        if values:
            label = _LABELS.get(field, field.removesuffix("s").capitalize())
            yield clean(f"{label}: {', '.join(_words(store, field, values))}")
    if first and last:
        yield f"Date: {date_text(first, last)}"
    elif first or last:
        yield f"Date: {'from' if first else 'until'} {date_text(first or last, None)}"


def _words(store: Store, field: str, values: Any) -> list[str]:  # noqa: ANN401 - what a field of Filters holds
    if isinstance(values, str):
        return [f"“{values}”"]
    if field in ("actors", "places", "collections"):
        names = query.named(store, field.removesuffix("s"), values)
        return [names.get(id_, id_) for id_ in values]
    if field in ("acts", "roles"):
        return [(ACTS if field == "acts" else ROLES).get(value, value).lower() for value in values]
    if field == "countries":
        return [country_name(code) for code in values]
    if field == "events":
        return [f"{len(values):,} chosen"]
    if field == "statuses":
        return [status.replace("_", " ") for status in values]
    return [_KINDS.get(str(value), str(value)) for value in values]
