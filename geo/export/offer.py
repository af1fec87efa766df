"""What there is to download, made when it is asked for."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from geo import query
from geo.export.shown import MOST_ROWS, collect
from geo.query.filters import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.export.shown import Shown
    from geo.maps.style import Theme
    from geo.query import Filters
    from geo.share import View
    from geo.store import Store

Format = Literal["map", "print", "geojson", "kml", "csv", "records"]
FORMATS: tuple[Format, ...] = get_args(Format)

MOST_RECORDS = 10_000
"""The most records in one file; each is some 30 kB."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file to download.

    Attributes
    ----------
    format
        What it is, for programs.
    label, about
        What it is, for people: a few words, and a sentence.
    file_name, mime
        Its name and its media type.
    make
        Makes the bytes; may raise :class:`geo.errors.GeoError`.
    """

    format: Format
    label: str
    about: str
    file_name: str
    mime: str
    make: Callable[[], bytes]


def exports(
    store: Store,
    filters: Filters = EVERYTHING,
    *,
    permalink: str | None = None,
    theme: Theme = "light",
    miles: bool = False,
    view: View | None = None,
    excerpts_only: bool = True,
    most: int = MOST_ROWS,
) -> list[Export]:
    """Return all exports of what the filters show.  Nothing is asked of the store before one is made.

    Parameters
    ----------
    store
        Where to ask.
    filters
        What is shown.
    permalink
        The link that shows the same, named in each export.
    theme, miles, view
        How the map is drawn: "light" or "dark", miles instead of km, middle and zoom (None shows all marks).
    excerpts_only
        Leave the text of articles out of the records, as a public deployment should: what is exported then holds no
        more than the sentences that tell of something.
    most
        The most rows of each kind; an export says how many it leaves out.
    """

    @functools.cache
    def shown() -> Shown:
        return collect(store, filters, permalink=permalink, most=most)

    def page(layout: Literal["screen", "print"]) -> bytes:
        from geo.export.page import html_page

        return html_page(shown(), layout=layout, theme=theme, miles=miles, view=view)

    def geojson() -> bytes:
        from geo.export.geojson import geojson

        return geojson(shown())

    def kml() -> bytes:
        from geo.export.kml import kml

        return kml(shown())

    def csv() -> bytes:
        from geo.export.table import csv_zip

        return csv_zip(shown())

    def records() -> bytes:
        from geo.export.records import records_zip

        found = query.records(store, filters, limit=min(most, MOST_RECORDS))
        return records_zip(shown(), found, excerpts_only=excerpts_only)

    makers: dict[Format, Callable[[], bytes]] = {
        "map": lambda: page("screen"),
        "print": lambda: page("print"),
        "geojson": geojson,
        "kml": kml,
        "csv": csv,
        "records": records,
    }
    return [Export(key, *_ABOUT[key], make=make) for key, make in makers.items()]


_ABOUT: dict[Format, tuple[str, str, str, str]] = {
    "map": ("Map (HTML)", "One page that works without a network.", "dateline-map.html", "text/html"),
    "print": ("Print view (HTML)", "Sheets of A4: map, journeys, statements.", "dateline-print.html", "text/html"),
    "geojson": ("GeoJSON", "For QGIS, Leaflet, and other maps.", "dateline.geojson", "application/geo+json"),
    "kml": ("KML", "For Google Earth.", "dateline.kml", "application/vnd.google-earth.kml+xml"),
    "csv": ("CSV tables (ZIP)", "Journeys, statements, places, actors.", "dateline-tables.zip", "application/zip"),
    "records": ("JSON records (ZIP)", "All that was read in the articles.", "dateline-records.zip", "application/zip"),
}  # fmt: skip
