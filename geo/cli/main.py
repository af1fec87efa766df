"""The program: what all commands share, and how each of them ends."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from geo.errors import GeoError

SOME_FAILED = 1
NOTHING_READ = 2
STOPPED = 130
PIPE_CLOSED = 141


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
