"""The answers of a geocoder, kept on disk: places and true "no such place", never an outage."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from platformdirs import user_cache_path
from pydantic import ValidationError

from geo.errors import GeocoderError
from geo.gazetteer.osm import answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer.osm import Answer

VARIABLE = "DATELINE_CACHE"
FILE = "nominatim.sqlite"
DAYS = 180
"""How long an answer is kept."""

_BUSY_SECONDS = 10
_TABLE = """
CREATE TABLE IF NOT EXISTS answer (
  server TEXT NOT NULL, name TEXT NOT NULL, countries TEXT NOT NULL, day TEXT NOT NULL, answers TEXT NOT NULL,
  PRIMARY KEY (server, name, countries)
) WITHOUT ROWID
"""


def cache_folder() -> Path:
    """Return where answers are kept: the environment's ``DATELINE_CACHE``, else the user's cache folder."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("dateline", appauthor=False)


class Kept(Protocol):
    """Where answers are kept: by server (its address), name and countries."""

    def get(self, server: str, name: str, countries: Sequence[str], *, fresh: bool = True) -> list[Answer] | None:
        """Return what the server said of a name; None where it was not asked, or (``fresh``) over 180 days ago."""

    def put(self, server: str, name: str, countries: Sequence[str], found: Sequence[Answer]) -> None:
        """Keep what the server said of a name; an empty list: no such place."""


def key(name: str, countries: Sequence[str]) -> tuple[str, str]:
    """Return a question as answers are kept by it: whatever the case of the name and the order of the countries."""
    return name.casefold(), ",".join(sorted(countries))


def written(found: Sequence[Answer]) -> str:
    """Return answers as JSON."""
    return answers().dump_json(list(found), exclude_none=True).decode()


def read(line: str) -> list[Answer] | None:
    """Return answers from JSON; None where another version wrote it, so that the server is asked again."""
    try:
        return answers().validate_json(line)
    except ValidationError:
        return None


class AnswerCache:
    """Answers in an SQLite file that any number of threads and processes may share; what is too old is dropped.

    Parameters
    ----------
    folder
        Where the file is; made on first use.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def get(self, server: str, name: str, countries: Sequence[str], *, fresh: bool = True) -> list[Answer] | None:
        """Return what the server said of a name; None where it was not asked, or (``fresh``) over 180 days ago.

        Raises
        ------
        geo.errors.GeocoderError
            If the file cannot be read or written.
        """
        today = dt.date.today()
        first = today - dt.timedelta(DAYS) if fresh else dt.date.min
        with self._open() as connection:
            row = connection.execute(
                "SELECT answers FROM answer WHERE server = ? AND name = ? AND countries = ? AND day > ? AND day <= ?",
                (server, *key(name, countries), first.isoformat(), today.isoformat()),
            ).fetchone()
        return None if row is None else read(row[0])

    def put(self, server: str, name: str, countries: Sequence[str], found: Sequence[Answer]) -> None:
        """Keep what the server said of a name (an empty list: no such place), and drop what is too old.

        Raises
        ------
        geo.errors.GeocoderError
            If the file cannot be written.
        """
        today = dt.date.today()
        with self._open() as connection:
            connection.execute("DELETE FROM answer WHERE day <= ?", ((today - dt.timedelta(DAYS)).isoformat(),))
            connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                (server, *key(name, countries), today.isoformat(), written(found)),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS)) as connection, connection:
                connection.execute(_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise GeocoderError(
                f"The answers of the online geocoder cannot be kept in {self.path} ({error}): set {VARIABLE} to a "
                f"folder that can be written, or remove the file if it is broken."
            ) from error
