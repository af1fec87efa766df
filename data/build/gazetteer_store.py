"""Weigh names against each other and write the gazetteer's tables."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING

import gazetteer_names as names
from gazetteer_names import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer_sources import Entry

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
    country TEXT, admin1 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, extent_km REAL, population INTEGER,
    weight INTEGER NOT NULL, stands_for TEXT
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL, preferred INTEGER NOT NULL, curated INTEGER NOT NULL,
    weight INTEGER NOT NULL, exact TEXT NOT NULL, PRIMARY KEY (key, place, form, exact)
) WITHOUT ROWID;
CREATE INDEX place_city ON place (lat) WHERE kind = 'city';
CREATE INDEX place_country ON place (country, kind);
"""

BONUS = {"PPLC": 1.0, "PPLA": 0.3, "PPLX": -0.7, "ADM1": -0.5, "PCLI": 1.3, "CONT": 2.0}
STATES_IN_THE_NEWS = {"US": 0.3, "GB": 1.0, "CA": 0.5, "AU": 0.6, "IN": 0.4, "CN": 0.4, "UA": 0.4, "RU": 0.3}
ALIAS_PENALTY = 2.0
"""What an alternate name costs, in powers of ten."""
DEFAULT_WEIGHT = 6.5
CURATED_RENOWN = 99.0
"""Weight of a name that the curated table lists, when others of that name are judged."""
COUNTY_WEIGHT = {"GB": 6.3, "FR": 5.8, "US": 5.5}


def weight(entry: Entry) -> float:
    """Return how much a place is in the news: log10 of its people, more for capitals and names in many languages."""
    if entry.population is None and entry.feature == "ADM2":
        return COUNTY_WEIGHT.get(entry.country or "", DEFAULT_WEIGHT)
    if entry.population is None and entry.curated:
        return DEFAULT_WEIGHT
    languages = math.log10(1 + entry.prominence)
    home = STATES_IN_THE_NEWS.get(entry.country or "", 0.0) if entry.feature == "ADM1" else 0.0
    return math.log10((entry.population or 0) + 1000) + 0.5 * languages + BONUS.get(entry.feature, 0.0) + home


Owner = tuple[float, str | None, str]
"""Weight, country and kind of a place that has a name of its own."""


def false_friend(key: str, entry: Entry, owners: dict[str, list[Owner]]) -> bool:
    """Return whether an alternate name of a city is better known as the name of another place.

    Khasan is no Hassan and Kashmir no Cashmere: what is not even a spelling of the name gives way to any place of that
    name, a spelling to a greater one.  A city may share its name with the division about it.
    """
    rivals = [o for o in owners.get(key, ()) if not (o[2] == "region" and o[1] == entry.country)]
    if not rivals:
        return False
    return names.alike(key, entry.name) < 0.6 or max(o[0] for o in rivals) > weight(entry) - ALIAS_PENALTY


def admitted(key: str, entry: Entry, owners: dict[str, list[Owner]], *, preferred: bool) -> bool:
    """Return whether a name that the curated table does not list may enter: no everyday word, no false friend.

    A word that is common because of a great place (Paris) is a name of its namesakes too.
    """
    if preferred:
        return not names.everyday(key, max(o[0] for o in owners[key]), preferred=True)
    if names.everyday(key, weight(entry), preferred=False):
        return False
    return entry.kind != "city" or not false_friend(key, entry, owners)


def rows_of(entry: Entry, owners: dict[str, list[Owner]]) -> list[tuple[str, str, bool, bool, int, str]]:
    """Return key, form, preferred, curated, weight (hundredths) and exact spelling of each name of a place."""
    base, found = weight(entry), {}
    canonical = set(names.variants(normalise(entry.name)))
    for name, marked in sorted(entry.names.items(), key=lambda item: not item[1].endswith("!")):
        form, curated = marked.removesuffix("!"), marked.endswith("!")
        exact = name if form in {"abbreviation", "postal"} else ""
        for key in names.variants(normalise(name)):
            preferred = key in canonical
            if not key or (form, key, exact) in found:
                continue
            if form == "name" and not curated and not admitted(key, entry, owners, preferred=preferred):
                continue
            penalty = 0.0 if preferred or curated or form == "demonym" else ALIAS_PENALTY
            found[form, key, exact] = (key, form, preferred, curated, round(100 * (base - penalty)), exact)
    return list(found.values())


def write(path: Path, entries: list[Entry], version: str) -> int:
    """Write the gazetteer and return the number of names in it."""
    owners: dict[str, list[Owner]] = defaultdict(list)
    for entry in entries:
        listed = {name for name, form in entry.names.items() if form == "name!"}
        own = {entry.name} if entry.kind == "city" else set(entry.names)
        for name in own | listed:
            renown = CURATED_RENOWN if name in listed or (entry.curated and name == entry.name) else weight(entry)
            for key in names.variants(normalise(name)):
                owners[key].append((renown, entry.country, entry.kind))
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA page_size = 4096; {SCHEMA}")
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
    count = 0
    for pk, entry in enumerate(entries, 1):
        connection.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                pk,
                entry.id,
                entry.name,
                entry.kind,
                entry.feature,
                entry.country,
                entry.admin1,
                entry.lat,
                entry.lon,
                entry.extent_km,
                entry.population,
                round(100 * weight(entry)),
                entry.stands_for,
            ),
        )
        rows = rows_of(entry, owners)
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", [(r[0], pk, *r[1:]) for r in rows])
        count += len(rows)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    return count
