"""``python -m geo gold``: corrected articles as annotations."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.main import app
from geo.errors import InputError
from geo.outfile import OutFile
from geo.words import count_text


@app.command(epilog="Example: [bold]python -m geo gold --out gold/[/bold]")
def gold(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Write the files here, all or none.")],
    every: Annotated[
        bool, typer.Option("--all", help="All articles, not only those with a correction or a mark of their own.")
    ] = False,
) -> None:
    """Write corrected articles as annotations to measure by, one JSON Lines file a kind.

    The files are geo, statements, journeys, ner and dates, each with _dateline.jsonl; they hold the texts of the
    articles.  What an editor verified says so, and what was marked wrong is listed under "rejected".
    """
    from geo.corrections import GOLD_KINDS
    from geo.export.annotations import annotations, file_name
    from geo.store import open_store

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{out} is no folder that can be written ({error.strerror}): give another after --out."
        ) from error
    count, store = 0, open_store()
    try:
        with ExitStack() as stack:
            files = {kind: stack.enter_context(OutFile(out / file_name(kind))) for kind in GOLD_KINDS}
            for lines in annotations(store, every=every):
                count += 1
                for kind, line in lines.items():
                    files[kind].write(line)
    finally:
        store.close()
    if not count:
        raise InputError("No article has a correction or a mark yet: make some, or add --all for all articles.")
    typer.echo(f"{count_text(count, 'article')} in {len(GOLD_KINDS)} files in {out}.", err=True)
