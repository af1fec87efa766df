"""The answers of a geocoder, kept on disk: places and true "no such place", never an outage."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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


class AnswerCache:
    """Answers by server, name and countries, in an SQLite file that any number of threads and processes may share.

    Parameters
    ----------
    folder
        Where the file is; made on first use.
    server
        Whose answers these are: its address.
    """

    def __init__(self, folder: Path, *, server: str) -> None:
        self.path = folder / FILE
        self._server = server

    def get(self, name: str, countries: Sequence[str]) -> list[Answer] | None:
        """Return what the server said of a name; None where it was not asked, or longer than 180 days ago.

        Raises
        ------
        geo.errors.GeocoderError
            If the file cannot be read or written.
        """
        today = dt.date.today()
        with self._open() as connection:
            row = connection.execute(
                "SELECT answers FROM answer WHERE server = ? AND name = ? AND countries = ? AND day > ? AND day <= ?",
                (*self._key(name, countries), (today - dt.timedelta(DAYS)).isoformat(), today.isoformat()),
            ).fetchone()
        try:
            return None if row is None else answers().validate_json(row[0])
        except ValidationError:
            return None  # written by another version: ask again

    def put(self, name: str, countries: Sequence[str], found: Sequence[Answer]) -> None:
        """Keep what the server said of a name (an empty list: no such place), and drop what is too old.

        Raises
        ------
        geo.errors.GeocoderError
            If the file cannot be written.
        """
        today = dt.date.today()
        line = answers().dump_json(list(found), exclude_none=True).decode()
        with self._open() as connection:
            connection.execute("DELETE FROM answer WHERE day <= ?", ((today - dt.timedelta(DAYS)).isoformat(),))
            connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                (*self._key(name, countries), today.isoformat(), line),
            )

    def _key(self, name: str, countries: Sequence[str]) -> tuple[str, str, str]:
        return self._server, name.casefold(), ",".join(sorted(countries))

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
