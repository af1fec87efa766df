"""The command line: ``python -m geo extract | geocode | schema``.

Exit status: 0 all well; 1 some inputs or names failed, the others are written; 2 wrong usage, or nothing could be read;
130 stopped with Ctrl-C.  Results go to standard output, sentences and the progress bar to standard error.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from geo.articles import Article, InputProblem, parse_date, read, require_english
from geo.errors import DateError, GeocoderError, GeoError, InputError
from geo.gazetteer import ATTRIBUTION, OnlineGeocoder
from geo.outfile import OutFile
from geo.progress import count_articles, progress_bar
from geo.record import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from geo.record import Record

SOME_FAILED = 1
NOTHING_READ = 2
STOPPED = 130
PIPE_CLOSED = 141
_Online = Annotated[
    bool,
    typer.Option("--online", help="Ask the Nominatim of DATELINE_NOMINATIM for places that the gazetteer lacks."),
]
COLUMNS = ("id", "name", "kind", "country", "lat", "lon", "population")
MOST_PLACES = 100


class _Commands(TyperGroup):
    """Ends every command without a traceback where the user or the data is the cause."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own signature
        try:
            return super().invoke(ctx)
        except GeoError as error:
            typer.echo(str(error), err=True)
            ctx.exit(NOTHING_READ)
        except BrokenPipeError:
            # The reader (such as head) has had enough; Python's own flush at exit must not complain about it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            typer.echo("Stopped. A file named with --out is as it was before.", err=True)
            ctx.exit(STOPPED)


app = typer.Typer(
    cls=_Commands,
    help="Dateline: who went where, how far, and who said what about whom, read from news reports in English.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _day(value: str) -> dt.date:
    try:
        day = parse_date(value)
    except DateError as error:
        raise typer.BadParameter(str(error)) from error
    if day is None:
        raise typer.BadParameter("The date is empty. Write it as year-month-day, for example 2023-09-11.")
    return day


def _point(value: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError as error:
        raise typer.BadParameter("Write latitude and longitude in degrees, for example 43.1,131.9.") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter("Latitude is from -90 to 90 degrees and comes first, longitude from -180 to 180.")
    return lat, lon


@app.command(epilog="Example: [bold]python -m geo extract story.md reports.jsonl --out records.jsonl[/bold]")
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files (.txt, .md, .html, .jsonl), or - for standard input."),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here instead of standard output, all or nothing.")
    ] = None,
    published: Annotated[
        dt.date | None,
        typer.Option(parser=_day, metavar="DATE", help="Day of publication of articles that bring none: 2023-09-11."),
    ] = None,
    online: _Online = False,
) -> None:
    """Read articles and write one extraction record a line, in JSON.

    A row of a .jsonl file has the fields id and text, and optionally title, published, url and publisher.  What cannot
    be read is reported with its file and line, and the rest goes on.
    """
    failed = 0
    geocoder = OnlineGeocoder.switched_on() if online else None
    articles = (item for source in inputs for item in read(source, published=published))
    with OutFile(out) as records, progress_bar(inputs, piped=out is None) as progress:
        seen: set[str] = set()
        for item in progress.track(articles, total=count_articles(inputs), description="Reading"):
            result = item if isinstance(item, InputProblem) else _extract(item, geocoder)
            if isinstance(result, InputProblem):
                failed += 1
                _say(progress.console, result)
                continue
            records.write(result.to_json())
            for note in _notes(result, seen):
                _say(progress.console, InputProblem(item.file, item.line, note))
            seen.add(result.id)
    if failed:
        raise typer.Exit(SOME_FAILED if records.written else NOTHING_READ)


def _extract(article: Article, geocoder: OnlineGeocoder | None) -> Record | InputProblem:
    import geo

    try:
        require_english(article.text)
        return geo.extract(
            article.text,
            published=article.published,
            id=article.id,
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            keep_text=article.derived,
            geocoder=geocoder,
        )
    except InputError as error:
        return InputProblem(article.file, article.line, str(error))


def _notes(record: Record, seen: set[str]) -> Iterator[str]:
    if not record.places:
        yield "no place found"
    yield from (w.message for w in record.warnings if w.code == "geocoder_unavailable")
    if record.id in seen:
        yield f"the id “{record.id}” occurs more than once; give each article its own"


def _say(console: Console, problem: InputProblem) -> None:
    console.print(str(problem), markup=False, highlight=False, soft_wrap=True)


@app.command(epilog="Example: [bold]python -m geo geocode Vladivostok Kyiv --json[/bold]")
def geocode(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Names of places.")] = None,
    reverse: Annotated[
        tuple | None,
        typer.Option(parser=_point, metavar="LAT,LON", help="Name the city at a point (degrees): 43.1,131.9."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every place of the name, the likeliest first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
    online: _Online = False,
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


@app.command(epilog="Example: [bold]python -m geo schema > record.schema.json[/bold]")
def schema() -> None:
    """Write the JSON Schema (draft 2020-12) of the extraction record."""
    typer.echo(schema_text(), nl=False)


def schema_text() -> str:
    """Return the JSON Schema of the extraction record as it is published in ``geo/record.schema.json``."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
