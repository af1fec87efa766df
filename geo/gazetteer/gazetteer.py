"""The offline gazetteer: from a name to the places that may be meant, best first.

The data are ``data/gazetteer.sqlite``, which ``data/build/gazetteer.py`` builds from GeoNames, Natural Earth and the
curated table ``data/places.csv``.  The file is opened read-only, on first use, and serves any number of threads.
"""

from __future__ import annotations

import functools
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geo.errors import DataError
from geo.gazetteer.names import DIVISION_WORDS, normalise
from geo.record import Form, Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "data" / "gazetteer.sqlite"
CACHE_SIZE = 32_768
CURATED_LEAD = 400
"""What a name of the curated table is ahead of all others, in hundredths of a power of ten, as weights are."""

SHORT = 4
WELL_KNOWN = 630
"""Weight (hundredths) that a place needs to be meant by four capital letters or fewer: ROME and LIMA, not DIG or ILO."""

_PLACE = "p.id, p.name, p.kind, p.country, p.lat, p.lon, p.extent_km, p.population, p.feature, p.admin1"
_BY_KEY = (
    f"SELECT {_PLACE}, n.form, n.preferred, n.curated, n.weight, n.exact"
    " FROM name n JOIN place p ON p.pk = n.place WHERE n.key = ?"
)
_BY_PREFIX = (
    f"SELECT {_PLACE}, n.form, n.preferred, n.curated, max(n.weight + 400 * n.curated), n.exact"
    " FROM name n JOIN place p ON p.pk = n.place WHERE n.key >= ? AND n.key < ? AND n.form <> 'postal'"
    " GROUP BY p.pk ORDER BY max(n.weight + 400 * n.curated) DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    ``preferred`` tells that the name is the place's own, not an alternate; ``curated`` that it comes from the curated
    table; ``feature`` is a GeoNames code (PPLC) or a word (strait); ``prior`` is the share of this place among all that
    bear the name, from 0 to 1, by prominence alone.
    """

    place: Place
    form: Form
    preferred: bool
    curated: bool
    feature: str
    admin1: str | None
    prior: float


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
        self.get = functools.lru_cache(maxsize=CACHE_SIZE)(self._get)

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

    def _rows(self, sql: str, parameters: Iterable[object] = ()) -> list[tuple]:
        with self._lock:
            try:
                if self._connection is None:
                    if not self._path.is_file():
                        raise DataError(
                            f"the gazetteer {self._path} is missing: reinstall Dateline, or run data/build/gazetteer.py"
                        )
                    uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
                    self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                return self._connection.execute(sql, tuple(parameters)).fetchall()
            except sqlite3.DatabaseError as error:
                raise DataError(f"the gazetteer {self._path} is broken ({error}): run data/build/gazetteer.py") from error

    @functools.cached_property
    def version(self) -> str:
        """Return the version of the data, such as ``2026-11``."""
        return str(self._rows("SELECT value FROM meta WHERE key = 'version'")[0][0])

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that a name may mean, best first; empty where the gazetteer has none.

        Case, diacritics and punctuation make no difference, except that abbreviations (US, U.S., Calif.) must be
        written as they are.  "Kherson region" and "the Crimea" find the division "Kherson" and "Crimea".

        Parameters
        ----------
        name
            A name, demonym or abbreviation; any text.

        Returns
        -------
        tuple of Candidate
            At most one candidate for each place; ``prior`` sums to 1.
        """
        try:
            name.encode()
        except UnicodeEncodeError:
            return ()
        return self._lookup(name)

    def _read_candidates(self, name: str) -> tuple[Candidate, ...]:
        key = normalise(name)
        if not key:
            return ()
        rows = [row for row in self._rows(_BY_KEY, (key,)) if row[10] != "postal"]
        shouted = name.isupper() and len(key) <= SHORT
        found = _ranked(
            row
            for row in rows
            if (row[14] == name.strip() if row[14] else not shouted or row[12] or row[13] >= WELL_KNOWN)
        )
        if found:
            return found
        head, _, rest = key.partition(" ")
        if rest and head == "the":
            return self._lookup(rest)
        stem, _, last = key.rpartition(" ")
        if stem and last in DIVISION_WORDS:
            rows = self._rows(_BY_KEY, (stem,))
            return _ranked(row for row in rows if row[2] == "region" and row[10] == "name")
        return ()

    def containers(self, name: str) -> tuple[Candidate, ...]:
        """Return the countries and regions that a name may mean after a comma: Texas, TX, Tex., France.

        Postal codes of states count here only: by themselves they are words (IN, OR, ME).
        """
        found = tuple(c for c in self.candidates(name) if c.place.kind in {"country", "region", "continent"})
        if found or not name.strip().isupper():
            return found
        return _ranked(row for row in self._rows(_BY_KEY, (normalise(name),)) if row[10] == "postal")

    def _get(self, place_id: str) -> Place:
        """Return the place with an id, such as ``geonames:2013348``.

        Raises
        ------
        KeyError
            If no place has this id.
        """
        rows = self._rows(f"SELECT {_PLACE} FROM place p WHERE p.id = ?", (place_id,))
        if not rows:
            raise KeyError(place_id)
        return _place(rows[0])

    def by_country(self, country: str, *, kind: PlaceKind | None = None, limit: int = 100) -> tuple[Place, ...]:
        """Return the places of a country (ISO 3166-1 alpha-2), the most prominent first, at most ``limit``."""
        rows = self._rows(
            f"SELECT {_PLACE} FROM place p WHERE p.country = ? AND (?2 IS NULL OR p.kind = ?2)"
            " ORDER BY p.weight DESC, p.id LIMIT ?3",
            (country.upper(), kind, limit),
        )
        return tuple(_place(row) for row in rows)

    def country(self, code: str) -> Place | None:
        """Return the country with an ISO 3166-1 alpha-2 code, or None."""
        return next(iter(self.by_country(code, kind="country", limit=1)), None)

    def stands_for(self, place_id: str) -> str | None:
        """Return the actor whose seat a place is (``state:RU`` for the Kremlin), or None."""
        rows = self._rows("SELECT stands_for FROM place WHERE id = ?", (place_id,))
        return rows[0][0] if rows else None

    def search(self, prefix: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places with a name that starts so, the most prominent first: for a search box.

        Parameters
        ----------
        prefix
            The start of a name.
        limit
            How many places at most.
        """
        key = normalise(prefix) if prefix.isprintable() else ""
        if not key:
            return ()
        rows = self._rows(_BY_PREFIX, (key, key + "\U0010ffff", limit))
        return tuple(_candidate(row, prior=0.0) for row in rows)

    def near(self, lat: float, lon: float, *, degrees_lat: float, degrees_lon: float) -> tuple[Place, ...]:
        """Return the cities in a box about a point (degrees); a box over the antimeridian is split."""
        boxes = [(max(-180.0, lon - degrees_lon), min(180.0, lon + degrees_lon))]
        if lon - degrees_lon < -180:
            boxes.append((lon - degrees_lon + 360, 180.0))
        if lon + degrees_lon > 180:
            boxes.append((-180.0, lon + degrees_lon - 360))
        sql = f"SELECT {_PLACE} FROM place p WHERE p.kind = 'city' AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
        rows = [r for west, east in boxes for r in self._rows(sql, (lat - degrees_lat, lat + degrees_lat, west, east))]
        return tuple(_place(row) for row in dict.fromkeys(rows))


def _place(row: tuple) -> Place:
    return Place(
        id=row[0], name=row[1], kind=row[2], country=row[3], lat=row[4], lon=row[5], extent_km=row[6], population=row[7],
        geonamesid=int(row[0][9:]) if row[0].startswith("geonames:") else None,
    )  # fmt: skip


def _candidate(row: tuple, *, prior: float) -> Candidate:
    return Candidate(
        place=_place(row), form=cast("Form", row[10] if row[10] != "postal" else "abbreviation"), preferred=bool(row[11]),
        curated=bool(row[12]), feature=row[8], admin1=row[9], prior=prior,
    )  # fmt: skip


def _ranked(rows: Iterable[tuple]) -> tuple[Candidate, ...]:
    best: dict[str, tuple[float, tuple]] = {}
    for row in rows:
        strength = row[13] + CURATED_LEAD * row[12]
        if row[0] not in best or strength > best[row[0]][0]:
            best[row[0]] = (strength, row)
    if not best:
        return ()
    ordered = sorted(best.values(), key=lambda item: (-item[0], item[1][0]))
    shares = [10 ** ((strength - ordered[0][0]) / 100) for strength, _ in ordered]
    return tuple(_candidate(row, prior=s / sum(shares)) for (_, row), s in zip(ordered, shares, strict=True))
