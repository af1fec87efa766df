"""``python -m geo schema``: the JSON Schema of the record."""

from __future__ import annotations

import json

import typer

from geo.cli.main import app
from geo.record import json_schema


@app.command(epilog="Example: [bold]python -m geo schema > record.schema.json[/bold]")
def schema() -> None:
    """Write the JSON Schema (draft 2020-12) of the extraction record."""
    typer.echo(schema_text(), nl=False)


def schema_text() -> str:
    """Return the JSON Schema of the extraction record as it is published in ``geo/record.schema.json``."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
