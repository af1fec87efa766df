"""``python -m geo ingest`` and ``reextract``: articles into the store, and stored articles read again."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.articles import Article, InputProblem, from_feed, from_url, read, read_folder
from geo.cli.main import NOTHING_READ, SOME_FAILED, STOPPED, app
from geo.cli.options import Online, parse_day
from geo.cli.stopping import Stop
from geo.errors import InputError
from geo.gazetteer import OnlineGeocoder
from geo.progress import count_articles, progress_bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from geo.ingest import Outcome
    from geo.store import Store

MOST_PROCESSES = 64
_MOST_DOUBTS = 8
"""Doubts that are told of an article."""
TIMEOUT_S, ONLINE_TIMEOUT_S = 30.0, 300.0
_WORDS = {
    "added": "added",
    "replaced": "read again",
    "present": "there before",
    "copy": "copies",
    "refused": "refused",
    "failed": "failed",
}
Processes = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_PROCESSES, metavar="N", help="Processes that read; by default one a core."),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        min=1,
        metavar="SECONDS",
        help=f"The longest that reading one article may take: {TIMEOUT_S:g}, with --online {ONLINE_TIMEOUT_S:g}.",
        show_default=False,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Write one JSON object an article to standard output once it is stored.")
]


@app.command(epilog='Example: [bold]python -m geo ingest reports/ archive.jsonl --collection "My reading"[/bold]')
def ingest(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt, .md, .html, .pdf, .docx, .csv, .jsonl), folders, - for standard input, or the result of "
            "a batch.",
        ),
    ] = None,
    url: Annotated[list[str] | None, typer.Option(metavar="URL", help="A web page with an article.")] = None,
    feed: Annotated[list[str] | None, typer.Option(metavar="URL", help="An RSS or Atom feed: its new items.")] = None,
    collection: Annotated[
        str, typer.Option(metavar="NAME", help="The collection that new articles go to; it is made if need be.")
    ] = "My reading",
    published: Annotated[
        dt.date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="Day of publication of articles that bring none."),
    ] = None,
    processes: Processes = None,
    timeout: Timeout = None,
    online: Online = False,
    as_json: AsJson = False,
) -> None:
    """Read articles and store them, where the map shows them.

    What is there already (the same address or the same text) is left as it is: to resume what was stopped, give the
    same command again.  Ctrl-C loses nothing that is stored.
    """
    files, urls, feeds = inputs or [], url or [], feed or []
    if not (files or urls or feeds):
        raise typer.BadParameter("Give a file, a folder, - for standard input, --url or --feed.")
    from geo import ingest as pipeline
    from geo.store import open_store

    results = [file for file in files if file != "-" and pipeline.is_result(file)]
    if results and (len(results) < len(files) or urls or feeds):
        raise typer.BadParameter("Load the result of a batch by itself, without other inputs.")
    if results and online:
        raise typer.BadParameter("The result of a batch is read already: load it without --online.")
    options = _options(online=online, processes=processes, timeout=timeout)
    total = None if results or feeds or any(Path(f).is_dir() for f in files) else _count(files, len(urls))
    with closing(open_store()) as store, Stop() as stop:
        shared = {"collection": collection, "by": "command line", "cancelled": stop.asked}
        if results:
            loads = (pipeline.load(store, folder, processes=processes or _cores(), **shared) for folder in results)
            outcomes = itertools.chain.from_iterable(loads)
        else:
            items = stop.pulling(_items(store, files, urls, feeds, published))
            number = processes or min(_cores(), total or _cores())
            outcomes = pipeline.ingest(store, items, processes=number, **options, **shared)
        _tell(outcomes, stop, inputs=[*files, *urls, *feeds], total=total, as_json=as_json)


@app.command(epilog="Example: [bold]python -m geo reextract --collection samples[/bold]")
def reextract(
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the articles of this collection.")
    ] = None,
    processes: Processes = None,
    timeout: Timeout = None,
    online: Online = False,
    as_json: AsJson = False,
) -> None:
    """Read stored articles again with this version of Dateline; corrections are kept.

    The samples are left out unless they are named: their records come with Dateline.  Places that were once looked up
    with --online are known again without it.
    """
    options = _options(online=online, processes=processes, timeout=timeout)
    from geo.ingest import again
    from geo.store import open_store

    with closing(open_store()) as store, Stop() as stop:
        ids = again.article_ids(store, collection=collection)
        outcomes = again.reextract_all(
            store,
            collection=collection,
            processes=processes or min(_cores(), len(ids) or 1),
            cancelled=stop.asked,
            **options,
        )
        _tell(outcomes, stop, inputs=ids, total=len(ids), as_json=as_json)


def _options(*, online: bool, processes: int | None, timeout: float | None) -> dict[str, Any]:
    if online:
        OnlineGeocoder.switched_on()
        if (processes or 1) > 1:
            raise typer.BadParameter(
                "One process reads with --online, which asks for a name a second: leave out --processes."
            )
    return {"online": online, "timeout_s": timeout or (ONLINE_TIMEOUT_S if online else TIMEOUT_S)}


def _items(
    store: Store, files: Iterable[str], urls: Iterable[str], feeds: Iterable[str], published: dt.date | None
) -> Iterator[Article | InputProblem]:
    for file in files:
        folder = file != "-" and Path(file).is_dir()
        yield from (read_folder if folder else read)(file, published=published)
    for url in urls:
        try:
            yield from_url(url, published=published)
        except InputError as error:
            yield InputProblem(url, None, str(error))
    for feed in feeds:
        try:
            yield from from_feed(feed, known=lambda key: store.find(Article(key, key, url=key)) is not None)
        except InputError as error:
            yield InputProblem(feed, None, str(error))


def _count(files: list[str], urls: int) -> int | None:
    known = count_articles(files)
    return None if known is None else known + urls


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(outcomes: Iterable[Outcome], stop: Stop, *, inputs: list[str], total: int | None, as_json: bool) -> None:
    """Tell each outcome as it comes, a summary at the end, and exit with the status that it makes."""
    counts: Counter[str] = Counter()
    started = time.monotonic()
    with progress_bar(inputs, piped=as_json) as progress:
        for outcome in progress.track(outcomes, total=total, description="Storing"):
            counts[outcome.status] += 1
            if as_json:
                _write(outcome)
            name = outcome.source or outcome.title
            if outcome.status in ("refused", "failed"):
                _say(progress.console, f"{name}: {outcome.message}")
            for doubt in _doubts(outcome):
                _say(progress.console, f"{name}: {doubt}")
        _say(progress.console, _summary(counts, time.monotonic() - started))
        if stop.asked():
            _say(progress.console, "Stopped. What is counted is stored; give the same command again to go on.")
            raise typer.Exit(STOPPED)
    if counts["refused"] + counts["failed"]:
        raise typer.Exit(
            SOME_FAILED if sum(counts[s] for s in ("added", "replaced", "present", "copy")) else NOTHING_READ
        )


def _write(outcome: Outcome) -> None:
    row = {name: getattr(outcome, name) for name in ("status", "article_id", "title", "message", "source")}
    pairs = zip(outcome.warnings, outcome.sentences, strict=True)
    row["warnings"] = [
        {"code": warning.code, "message": warning.message, "sentence": sentence} for warning, sentence in pairs
    ]
    # Flushed at once: who reads it may rely on what it says.
    typer.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))


def _doubts(outcome: Outcome) -> Iterator[str]:
    """Yield what the extractor was unsure of in an article, each with its sentence."""
    pairs = list(zip(outcome.warnings, outcome.sentences, strict=True))
    for warning, sentence in pairs[:_MOST_DOUBTS]:
        yield f"{warning.message} In: {sentence}" if sentence else warning.message
    if (more := len(pairs) - _MOST_DOUBTS) > 0:
        yield f"{more:,} more things are not certain; --json lists all."


def _summary(counts: Counter[str], seconds: float) -> str:
    told = [f"{counts[status]:,} {word}" for status, word in _WORDS.items() if counts[status]]
    read = counts["added"] + counts["copy"] + counts["replaced"]
    speed = f" ({read / seconds:.1f} articles a second)" if read and seconds else ""
    return f"{', '.join(told) or 'Nothing to do'}{speed}."


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
