"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from geo.articles import parse_date
from geo.errors import DateError

Online = Annotated[
    bool,
    typer.Option("--online", help="Ask the Nominatim of DATELINE_NOMINATIM for places that the gazetteer lacks."),
]


def parse_day(value: str) -> dt.date:
    """Return the day that an option gives; a wrong one is wrong usage."""
    try:
        day = parse_date(value)
    except DateError as error:
        raise typer.BadParameter(str(error)) from error
    if day is None:
        raise typer.BadParameter("The date is empty. Write it as year-month-day, for example 2023-09-11.")
    return day
