"""``python -m geo extract``: articles to records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.articles import Article, InputProblem, read
from geo.cli import batch
from geo.cli.main import NOTHING_READ, SOME_FAILED, app
from geo.cli.options import Online, parse_day
from geo.errors import InputError
from geo.extract.article import extract_article
from geo.gazetteer import OnlineGeocoder
from geo.outfile import OutFile
from geo.progress import count_articles, progress_bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from geo.record import Record


@app.command(epilog="Example: [bold]python -m geo extract story.md reports.jsonl --out records.jsonl[/bold]")
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files (.txt, .md, .html, .pdf, .docx, .csv, .jsonl), or - for standard input."
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write here instead of standard output, all or nothing; for dask a folder."),
    ] = None,
    published: Annotated[
        dt.date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="Day of publication of articles that bring none."),
    ] = None,
    online: Online = False,
    engine: batch.Engine = "here",
    scheduler: batch.Scheduler = None,
    workers: batch.Workers = None,
    format: batch.Format = "jsonl",
    partition_size: batch.PartitionSize = batch.DEFAULT_SIZE,
    fresh: batch.Fresh = False,
) -> None:
    """Read articles and write one extraction record a line, in JSON.

    A row of a .jsonl file has the fields id and text, and optionally title, published, url and publisher.  What cannot
    be read is reported with its file and line, and the rest goes on.  --engine dask reads .jsonl and .parquet files of
    any size, by path, glob or URL, into a folder (docs/scale.md).
    """
    options = {"scheduler": scheduler, "workers": workers, "format": format, "size": partition_size, "fresh": fresh}
    if batch.is_asked(engine, options, online=online):
        batch.extract_batch(inputs, out=out, published=published, **options)
        return
    failed = 0
    geocoder = OnlineGeocoder.switched_on() if online else None
    articles = (item for source in inputs for item in read(source, published=published))
    with OutFile(Path(out) if out else None) as records, progress_bar(inputs, piped=out is None) as progress:
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
    try:
        return extract_article(article, geocoder=geocoder)
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
