"""``python -m geo export``: what the filters show, as a file."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args
from urllib.parse import parse_qsl, urlsplit

import typer

from geo.cli.main import app
from geo.cli.options import parse_day
from geo.errors import InputError, LinkError
from geo.outfile import OutFile

if TYPE_CHECKING:
    from geo.export import Format
    from geo.query import Filters
    from geo.share import Link
    from geo.store import Store

_Many = list[str] | None


def _formats() -> tuple[str, ...]:
    from geo.export import FORMATS

    return FORMATS


def _format(value: str) -> str:
    if value not in _formats():
        raise typer.BadParameter(f"There is no format “{value}”. Choose one of {', '.join(_formats())}.")
    return value


@app.command(epilog="Example: [bold]python -m geo export --actor person:kim-jong-un --out kim.geojson[/bold]")
def export(
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here instead of standard output, all or nothing.")
    ] = None,
    as_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            parser=_format,
            metavar="FORMAT",
            help="map or print (HTML), geojson, kml, csv or records (ZIP); else the end of FILE tells.",
        ),
    ] = None,
    link: Annotated[str | None, typer.Option(metavar="LINK", help="Export what a shared link shows.")] = None,
    actor: Annotated[_Many, typer.Option(metavar="ID", help="Events with this actor; may be repeated.")] = None,
    place: Annotated[_Many, typer.Option(metavar="ID", help="Events with this place; may be repeated.")] = None,
    country: Annotated[_Many, typer.Option(metavar="CODE", help="Events in this country, such as KP.")] = None,
    publisher: Annotated[_Many, typer.Option(metavar="NAME", help="Articles of this publisher.")] = None,
    kind: Annotated[_Many, typer.Option(metavar="KIND", help="journey, presence, statement, scene or named.")] = None,
    status: Annotated[_Many, typer.Option(metavar="STATUS", help="Journeys of this status, such as planned.")] = None,
    collection: Annotated[_Many, typer.Option(metavar="ID", help="Articles of this collection (samples).")] = None,
    first: Annotated[
        dt.date | None, typer.Option("--from", parser=parse_day, metavar="DATE", help="Not before this day.")
    ] = None,
    last: Annotated[
        dt.date | None, typer.Option("--to", parser=parse_day, metavar="DATE", help="Not after this day.")
    ] = None,
    text: Annotated[str, typer.Option(metavar="WORDS", help="Events whose sentences have all these words.")] = "",
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Leave the text of articles in records that carry it.")
    ] = False,
    miles: Annotated[bool, typer.Option("--miles", help="Distances in miles on map and print view.")] = False,
) -> None:
    """Write what the filters show: a map, a print view, GeoJSON, KML, CSV tables or JSON records.

    Without a filter everything in the store is exported.  Filters narrow together; a repeated one widens.
    """
    from geo.export import exports
    from geo.query import Filters, sources
    from geo.share import Link, Selection
    from geo.store import open_store

    wanted = as_format or _told_by(out)
    if out is None and wanted in ("csv", "records") and sys.stdout.isatty():
        raise typer.BadParameter("A ZIP file is nothing for a terminal: name a file with --out.")
    asked = Filters(
        actors=tuple(actor or ()),
        places=tuple(place or ()),
        countries=tuple(country or ()),
        publishers=tuple(publisher or ()),
        kinds=tuple(kind or ()),
        statuses=tuple(status or ()),
        collections=tuple(collection or ()),
        date_from=first,
        date_to=last,
        text=text,
    )
    if first and last and first > last:
        raise typer.BadParameter(f"The period ends ({last}) before it starts ({first}).")
    store = open_store()
    try:
        asked = _checked(store, asked)
        shown = _followed(store, link, asked) if link else Link(asked, Selection(), None, ())
        if not sources(store, shown.filters, limit=1).attrs["total"]:
            typer.echo(_nothing(store), err=True)
        options = {"miles": miles or shown.miles, "view": shown.view, "excerpts_only": not with_text}
        permalink = link if asked == Filters() else None
        offered = {item.format: item for item in exports(store, shown.filters, permalink=permalink, **options)}
        content = offered[wanted].make()
    finally:
        store.close()
    with OutFile(out) as file:
        file.write_bytes(content)


def _nothing(store: Store) -> str:
    from geo.query import sources

    if sources(store, limit=1).attrs["total"]:
        return "The filters show nothing, so the export is empty. Leave one out, or widen the dates."
    return "The store has no articles yet, so the export is empty. Open the app once for the samples, or add articles."


def _told_by(out: Path | None) -> Format:
    ends: dict[str, Format] = {
        ".html": "map", ".htm": "map", ".geojson": "geojson", ".json": "geojson", ".kml": "kml", ".zip": "csv",
    }  # fmt: skip
    found = ends.get(out.suffix.lower()) if out else None
    if found is None:
        raise typer.BadParameter(f"Say what to write with --format: {', '.join(_formats())}.")
    return found


def _checked(store: Store, filters: Filters) -> Filters:
    """Return the filters with ids as they are now; refuse what no event can have: the export would just be empty."""
    from geo.record import JourneyStatus
    from geo.store.tables import EVENT_KINDS

    known = {"kind": (filters.kinds, EVENT_KINDS), "status": (filters.statuses, get_args(JourneyStatus))}
    for option, (words, allowed) in known.items():
        for word in words:
            if word not in allowed:
                raise typer.BadParameter(f"--{option} has no value “{word}”. Choose of {', '.join(allowed)}.")
    for option, field in (("actor", "actors"), ("place", "places"), ("collection", "collections")):
        ids = getattr(filters, field)
        found = store.current(option, ids)
        for id_ in ids:
            if id_ not in found:
                raise InputError(f"The store has no {option} “{id_}”. Ids stand in the CSV tables and the records.")
        filters = replace(filters, **{field: tuple(found[id_] for id_ in ids)})
    return filters


def _followed(store: Store, link: str, asked: Filters) -> Link:
    """Return what the link shows, narrowed to what the options ask for."""
    from geo.query import Filters
    from geo.share import from_query

    query = urlsplit(link).query or link.removeprefix("?")
    opened = from_query(dict(parse_qsl(query)), known=store.current)
    if opened.problems:
        raise LinkError(" ".join(opened.problems))
    return opened if asked == Filters() else opened._replace(filters=replace(asked, within=opened.filters))
