"""The offline gazetteer: from a name to the places that may be meant, best first.

The data are ``data/gazetteer.sqlite``, which ``data/build/gazetteer.py`` builds from GeoNames, Natural Earth and the
curated table ``data/places.csv``.  The file is opened read-only, on first use, and serves any number of threads.
"""

from __future__ import annotations

import functools
import re
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError, PlaceNotFoundError
from geo.gazetteer.candidate import Candidate, candidate_of, place_of, ranked
from geo.gazetteer.names import DIVISION_WORDS, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.record import Place, PlaceKind

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "data" / "gazetteer.sqlite"
CACHE_SIZE = 32_768
LONGEST = 100
"""Code points of the longest name that is looked up."""
SHORT = 4
WELL_KNOWN = 630
"""Weight (hundredths) of a place that four capital letters or fewer may mean: ROME and LIMA, not DIG or ILO."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_BY_KEY = """
SELECT p.*, n.form, n.preferred, n.curated, n.weight AS strength, n.exact
FROM name n JOIN place p ON p.pk = n.place WHERE n.key = ?
"""
_BY_PREFIX = """
SELECT p.*, n.form, n.preferred, n.curated, max(n.weight + 400 * n.curated) AS strength
FROM name n JOIN place p ON p.pk = n.place WHERE n.key >= ? AND n.key < ? AND n.form <> 'postal'
GROUP BY p.pk ORDER BY strength DESC LIMIT ?
"""
_BY_COUNTRY = """
SELECT * FROM place WHERE country = ?1 AND (?2 IS NULL OR kind = ?2) ORDER BY weight DESC, id LIMIT ?3
"""
_NEAR = """
SELECT * FROM place WHERE kind = 'city' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND feature <> 'PPLX'
"""


class Gazetteer:
    """Places by name, by id and by country.

    Parameters
    ----------
    path
        A gazetteer file.

    Raises
    ------
    geo.errors.DataError
        On first use, if the file is missing or no gazetteer.
    """

    def __init__(self, path: Path = DEFAULT_PATH) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._lookup = functools.lru_cache(maxsize=CACHE_SIZE)(self._read_candidates)
        self._place = functools.lru_cache(maxsize=CACHE_SIZE)(self._read_place)

    @classmethod
    @functools.cache
    def default(cls) -> Gazetteer:
        """Return the gazetteer that ships with Dateline, the same one each time."""
        return cls()

    def close(self) -> None:
        """Close the file; it is opened again on the next use."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _rows(self, sql: str, parameters: Iterable[object] = ()) -> list[sqlite3.Row]:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                return self._connection.execute(sql, tuple(parameters)).fetchall()
            except sqlite3.DatabaseError as error:
                raise DataError(
                    f"the gazetteer {self._path} is broken ({error}): run data/build/gazetteer.py"
                ) from error

    def _open(self) -> sqlite3.Connection:
        if not self._path.is_file():
            raise DataError(f"the gazetteer {self._path} is missing: install again, or run data/build/gazetteer.py")
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        return connection

    @functools.cached_property
    def version(self) -> str:
        """Return the version of the data, such as ``2026-11``."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'version'")
        if not rows:
            raise DataError(f"the gazetteer {self._path} has no version: run data/build/gazetteer.py")
        return str(rows[0]["value"])

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that a name may mean, best first; empty where the gazetteer has none.

        Case, diacritics and punctuation make no difference, except that abbreviations (US, U.S., Calif.) must be
        written as they are, and that four capital letters or fewer (ROME, ILO) mean a well-known place or none.
        "Kherson region" and "the Crimea" find the division "Kherson" and "Crimea".

        Parameters
        ----------
        name
            A name, demonym or abbreviation, without a possessive 's; any text.

        Returns
        -------
        tuple of Candidate
            At most one candidate for each place; ``prior`` sums to 1.
        """
        name = name.strip()
        return self._lookup(name) if _readable(name) else ()

    def _read_candidates(self, name: str) -> tuple[Candidate, ...]:
        key = normalise(name)
        if not key:
            return ()
        shouted = name.isupper() and len(key) <= SHORT
        found = ranked(row for row in self._rows(_BY_KEY, (key,)) if _meant(row, name, shouted=shouted))
        if found:
            return found
        head, _, rest = key.partition(" ")
        if rest and head == "the":
            return self.candidates(name[3:])
        stem, _, last = key.rpartition(" ")
        if stem and last in DIVISION_WORDS:
            rows = self._rows(_BY_KEY, (stem,))
            return ranked(row for row in rows if row["kind"] == "region" and row["form"] == "name")
        return ()

    def containers(self, name: str) -> tuple[Candidate, ...]:
        """Return the countries and regions that a name may mean after a comma: Texas, TX, Tex., France.

        Postal codes of states count here only: by themselves they are words (IN, OR, ME).
        """
        found = tuple(c for c in self.candidates(name) if c.place.kind in {"country", "region", "continent"})
        if found or not name.strip().isupper() or not _readable(name):
            return found
        return ranked(row for row in self._rows(_BY_KEY, (normalise(name),)) if row["form"] == "postal")

    def get(self, place_id: str) -> Place:
        """Return the place with an id, such as ``geonames:2013348``.

        Raises
        ------
        geo.errors.PlaceNotFoundError
            If no place has this id.
        """
        return self._place(place_id)

    def _read_place(self, place_id: str) -> Place:
        rows = self._rows("SELECT * FROM place WHERE id = ?", (place_id,))
        if not rows:
            raise PlaceNotFoundError(f"no place has the id {place_id!r}: use an id that the gazetteer gave")
        return place_of(rows[0])

    def by_country(self, country: str, *, kind: PlaceKind | None = None, limit: int = 100) -> tuple[Place, ...]:
        """Return the places of a country (ISO 3166-1 alpha-2), the most prominent first, at most ``limit``."""
        return tuple(place_of(row) for row in self._rows(_BY_COUNTRY, (country.upper(), kind, limit)))

    def country(self, code: str) -> Place | None:
        """Return the country with an ISO 3166-1 alpha-2 code, or None."""
        return next(iter(self.by_country(code, kind="country", limit=1)), None)

    def stands_for(self, place_id: str) -> str | None:
        """Return the actor whose seat a place is (``state:RU`` for the Kremlin), or None."""
        rows = self._rows("SELECT stands_for FROM place WHERE id = ?", (place_id,))
        return rows[0]["stands_for"] if rows else None

    def search(self, prefix: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places with a name that starts so, the most prominent first: for a search box.

        Parameters
        ----------
        prefix
            The start of a name.
        limit
            How many places at most.

        Returns
        -------
        tuple of Candidate
            Their ``prior`` is 0: they bear different names, so none has a share.
        """
        key = normalise(prefix) if _readable(prefix) else ""
        if not key:
            return ()
        rows = self._rows(_BY_PREFIX, (key, key + "\U0010ffff", limit))
        return tuple(candidate_of(row, prior=0.0) for row in rows)

    def near(self, lat: float, lon: float, *, degrees_lat: float, degrees_lon: float) -> tuple[Place, ...]:
        """Return the cities, not their quarters, in a box about a point (degrees); it may cross the antimeridian."""
        boxes = [(max(-180.0, lon - degrees_lon), min(180.0, lon + degrees_lon))]
        if lon - degrees_lon < -180:
            boxes.append((lon - degrees_lon + 360, 180.0))
        if lon + degrees_lon > 180:
            boxes.append((-180.0, lon + degrees_lon - 360))
        rows = [r for box in boxes for r in self._rows(_NEAR, (lat - degrees_lat, lat + degrees_lat, *box))]
        return tuple(place_of(row) for row in {row["id"]: row for row in rows}.values())


def _readable(name: str) -> bool:
    """Return whether a name can be looked up: not too long, and no half of a surrogate pair, which SQLite refuses."""
    return len(name) <= LONGEST and (name.isascii() or _SURROGATES.search(name) is None)


def _meant(row: sqlite3.Row, name: str, *, shouted: bool) -> bool:
    """Return whether a name as written may mean a place that has its key."""
    if row["form"] == "postal":
        return False
    if row["exact"]:
        return row["exact"] == name
    return not shouted or row["curated"] == 1 or row["strength"] >= WELL_KNOWN
