"""``python -m geo backup`` and ``restore``: the whole store as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.main import app

_File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup: one file, whatever database the store is in.")]


@app.command(epilog="Example: [bold]python -m geo backup dateline-monday.backup[/bold]")
def backup(file: _File) -> None:
    """Write the whole store to one file: articles, records, collections, corrections."""
    from geo.store import open_store
    from geo.store.backup import backup as write

    store = open_store()
    try:
        write(store, file)
        articles = _articles(store)
    finally:
        store.close()
    typer.echo(f"{articles:,} {_noun(articles)} in {file}.", err=True)


@app.command(epilog="Example: [bold]python -m geo restore dateline-monday.backup[/bold]")
def restore(
    file: _File,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether what is in the store may go.")] = False,
) -> None:
    """Put what a backup holds in the place of all that is in the store."""
    from geo.store import open_store
    from geo.store.backup import restore as read

    store = open_store()
    try:
        before = _articles(store)
        if before and not yes:
            what = f"The {before:,} {_noun(before)} in the store go, with their corrections. Go on?"
            typer.confirm(what, abort=True, err=True)
        read(store, file)
        articles = _articles(store)
    finally:
        store.close()
    typer.echo(f"{articles:,} {_noun(articles)} restored from {file}.", err=True)


def _articles(store: object) -> int:
    from geo.store.collections import listed

    return sum(one.articles for one in listed(store))


def _noun(number: int) -> str:
    return "article" if number == 1 else "articles"
