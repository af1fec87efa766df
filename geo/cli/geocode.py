"""``python -m geo geocode``: names to places, and points to names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.main import SOME_FAILED, app
from geo.cli.options import Online
from geo.errors import GeocoderError
from geo.gazetteer import ATTRIBUTION, OnlineGeocoder

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "population")
MOST_PLACES = 100


def _point(value: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError as error:
        raise typer.BadParameter("Write latitude and longitude in degrees, for example 43.1,131.9.") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter("Latitude is from -90 to 90 degrees and comes first, longitude from -180 to 180.")
    return lat, lon


@app.command(epilog="Example: [bold]python -m geo geocode Vladivostok Kyiv --json[/bold]")
def geocode(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Names of places.")] = None,
    reverse: Annotated[
        tuple | None,
        typer.Option(parser=_point, metavar="LAT,LON", help="Name the city at a point (degrees): 43.1,131.9."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every place of the name, the likeliest first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
    online: Online = False,
) -> None:
    """Look names of places up in the gazetteer; without --online no network is used."""
    if not names and reverse is None:
        raise typer.BadParameter("Give the name of a place, or --reverse LAT,LON.")
    geocoder = OnlineGeocoder.switched_on() if online else None
    queries = [(name, _named(name, geocoder, limit=MOST_PLACES if every else 1)) for name in names or []]
    if reverse is not None:
        queries.append((",".join(map(str, reverse)), _nearest(*reverse)))
    found = [{"query": query, **place} for query, places in queries for place in places]
    if as_json:
        for row in found:
            typer.echo(json.dumps(row, ensure_ascii=False))
    elif found:
        _print_table(found)
    if any(row["id"].startswith("osm:") for row in found):
        typer.echo(f"Places with an id in osm: {ATTRIBUTION}", err=True)
    unknown = [query for query, places in queries if not places]
    for query in unknown:
        what = f"“{query}” is no name in the gazetteer. Check its spelling, or try its English name."
        typer.echo(what if query in (names or []) else f"No city lies within 50 km of {query}.", err=True)
    if unknown:
        raise typer.Exit(SOME_FAILED)


def _named(name: str, geocoder: OnlineGeocoder | None, *, limit: int) -> list[dict[str, Any]]:
    from geo.gazetteer import geocode

    try:
        found = (geocoder.geocode if geocoder else geocode)(name, limit=limit)
    except GeocoderError as error:
        typer.echo(str(error), err=True)
        found = ()
    return [{key: getattr(candidate.place, key) for key in COLUMNS} for candidate in found]


def _nearest(lat: float, lon: float) -> list[dict[str, Any]]:
    from geo.gazetteer import OfflineGeocoder

    location = OfflineGeocoder().reverse((lat, lon))
    return [{key: location.raw[key] for key in COLUMNS}] if location else []


def _print_table(rows: Iterable[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in ("lat", "lon", "population") else "left", no_wrap=True)
    for row in rows:
        cells = [row[key] for key in COLUMNS[:4]]
        table.add_row(
            *(cell or "–" for cell in cells), f"{row['lat']:.4f}", f"{row['lon']:.4f}", _thousands(row["population"])
        )
    console = Console(markup=False, highlight=False, emoji=False)
    # In a pipe there is no width to fit.
    console.print(table, soft_wrap=not console.is_terminal)


def _thousands(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"
