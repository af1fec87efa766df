"""``python -m geo extract --engine dask``: articles to records, over many processes or machines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from geo.batch.plan import MAX_PARTITION_BYTES, PARTITION_BYTES, plan
from geo.batch.run import require_libraries, run
from geo.cli.main import NOTHING_READ, SOME_FAILED, STOPPED
from geo.progress import progress_bar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.batch.plan import Plan
    from geo.batch.run import Done

DEFAULT_SIZE = PARTITION_BYTES / 1e6
_PANEL = "With --engine dask"
Engine = Annotated[
    Literal["here", "dask"],
    typer.Option(help="Where articles are read: in this process, or by Dask, over the machine's cores or a cluster."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A cluster that runs: tcp://host:8786.", rich_help_panel=_PANEL),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes on this machine (one a core).", rich_help_panel=_PANEL),
]
Format = Annotated[Literal["jsonl", "parquet"], typer.Option(help="How records are written.", rich_help_panel=_PANEL)]
PartitionSize = Annotated[
    float,
    typer.Option(
        min=0.001,
        max=MAX_PARTITION_BYTES / 1e6,
        metavar="MB",
        help="Articles that are read and written as one.",
        rich_help_panel=_PANEL,
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Replace what --out holds.", rich_help_panel=_PANEL)]


def is_asked(engine: str, options: dict[str, Any], *, online: bool) -> bool:
    """Tell whether Dask is to read; options that do not go together are wrong usage."""
    if engine == "dask":
        if online:
            raise typer.BadParameter("--online asks one name a second: leave it out with --engine dask.")
        if options["scheduler"] and options["workers"]:
            raise typer.BadParameter("--workers is for this machine: leave it out with --scheduler.")
        return True
    plain = {"scheduler": None, "workers": None, "format": "jsonl", "size": DEFAULT_SIZE, "fresh": False}
    if options != plain:
        raise typer.BadParameter(f"The options of the part “{_PANEL}” need --engine dask.")
    return False


def extract_batch(
    inputs: Sequence[str],
    *,
    out: str | None,
    published: dt.date | None,
    scheduler: str | None,
    workers: int | None,
    format: str,
    size: float,
    fresh: bool,
) -> None:
    """Read the inputs into the folder `out`, and say on standard error what came of it.

    Raises
    ------
    geo.errors.GeoError
        As `geo.batch.plan.plan` and `geo.batch.run.run` do.
    typer.Exit
        With the status of the command, if any article failed.
    """
    if out is None:
        raise typer.BadParameter("Give the folder of the result: --out DIR.", param_hint="--out")
    require_libraries()
    began = time.monotonic()
    try:
        with progress_bar(inputs, piped=False, long=True) as progress:
            looking = progress.add_task("Looking at the inputs", total=None)
            todo = plan(
                inputs,
                out=out,
                format=format,
                published=published,
                partition_bytes=round(size * 1e6),
                fresh=fresh,
            )
            progress.remove_task(looking)
            reading = progress.add_task("Reading", total=todo.rows)
            results = []
            for done in run(todo, scheduler=scheduler, workers=workers):
                results.append(done)
                progress.advance(reading, done.work.partition.rows)
                if done.failure:
                    progress.console.print(_failure(done), markup=False, highlight=False, soft_wrap=True)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. What is finished stays in {out}: the same command goes on from there.", err=True)
        raise typer.Exit(STOPPED) from None
    records, errors = sum(done.records for done in results), sum(done.errors for done in results)
    typer.echo(_summary(todo, records, errors, time.monotonic() - began), err=True)
    if errors or todo.errors_before or any(done.failure for done in results):
        raise typer.Exit(SOME_FAILED if records or todo.finished else NOTHING_READ)


def _failure(done: Done) -> str:
    where = done.work.partition
    return (
        f"{where.file}:{where.first}: the partition of {_count(where.rows, 'row')} from here failed ({done.failure}). "
        "Start again to read it."
    )


def _summary(todo: Plan, records: int, errors: int, seconds: float) -> str:
    articles = records + errors
    parts = [f"{_count(articles, 'article')}: {_count(records, 'record')}, {_count(errors, 'error')}"]
    if todo.finished:
        parts.append(f"{_count(len(todo.finished), 'partition')} finished before")
    if errors or todo.errors_before:
        parts.append(f"what could not be read is in {todo.folder}/errors-*.jsonl")
    if articles:
        parts.append(f"{seconds:,.1f} s, {articles / seconds:,.1f} articles a second")
    return "; ".join(parts) + "."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
