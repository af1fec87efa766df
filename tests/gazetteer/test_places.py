"""The curated table: complete in the gazetteer, well-formed, and near where it says it is."""

import csv
import re
import sqlite3
from typing import get_args

import pytest
from geopy.distance import geodesic

from geo.gazetteer import Gazetteer, normalise
from geo.gazetteer.gazetteer import DEFAULT_PATH
from geo.record import PlaceKind

with (DEFAULT_PATH.parent / "places.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
LOCATED = [row for row in ROWS if row["lat"]]
REMOTE = {"site:franz-josef-land", "site:easter-island", "site:mururoa", "site:thule-air-base"}
"""Far from all towns of their country."""


def test_ids_are_unique_and_of_the_two_kinds() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids) > 300
    assert all(re.fullmatch(r"geonames:\d+|site:[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


def test_kinds_countries_and_coordinates_are_valid() -> None:
    kinds = set(get_args(PlaceKind))
    wrong = [
        row["id"]
        for row in ROWS
        if row["kind"] not in kinds
        or not row["feature"]
        or not re.fullmatch(r"([A-Z]{2})?", row["country"])
        or bool(row["lat"]) != bool(row["lon"])
        or (row["id"].startswith("site:") and not (row["lat"] and row["extent_km"]))
        or (row["lat"] and not (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180))
        or (row["extent_km"] and not 0 < float(row["extent_km"]) <= 10_000)
        or (
            row["stands_for"]
            and not re.fullmatch(r"(state:[A-Z]{2}|(organisation|group):[a-z0-9-]+)", row["stands_for"])
        )
    ]
    assert wrong == []


def test_who_a_seat_stands_for_is_a_known_actor() -> None:
    with (DEFAULT_PATH.parent / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["id"] for row in csv.DictReader(lines)}
    meant = {row["stands_for"] for row in ROWS if row["stands_for"].startswith(("organisation:", "group:"))}
    assert meant
    assert meant - known == set()


def test_no_place_lists_a_name_twice() -> None:
    for row in ROWS:
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        assert len(set(names)) == len(names), row["id"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_name_of_a_row_finds_it(row: dict[str, str]) -> None:
    gazetteer = Gazetteer.default()
    place = gazetteer.get(row["id"])
    assert (place.name, place.kind) == (row["name"], row["kind"])
    names = [row["name"], *filter(None, row["aliases"].split("|")), *filter(None, row["demonyms"].split("|"))]
    for name in names:
        found = gazetteer.candidates(name) or gazetteer.containers(name)
        assert row["id"] in {c.place.id for c in found}, name


def boxes() -> dict[str, tuple[float, float, float, float]]:
    """Return the box about the cities of each country (degrees): south, north, west, east."""
    sql = (
        "SELECT country, min(lat), max(lat), min(lon), max(lon) FROM place"
        " WHERE kind = 'city' AND pk < ? GROUP BY country"
    )
    with sqlite3.connect(DEFAULT_PATH) as connection:
        first = connection.execute("SELECT min(pk) FROM place WHERE id LIKE 'site:%'").fetchone()[0]
        return {row[0]: row[1:] for row in connection.execute(sql, (first,))}


def test_places_lie_in_or_near_their_country() -> None:
    about, far = boxes(), []
    for row in LOCATED:
        if row["country"] not in about or row["kind"] == "country" or row["id"] in REMOTE:
            continue
        south, north, west, east = about[row["country"]]
        lat, lon = float(row["lat"]), float(row["lon"])
        nearest = min(max(lat, south), north), min(max(lon, west), east)
        if geodesic((lat, lon), nearest).km > max(250.0, 1.3 * float(row["extent_km"] or 0)):
            far.append((row["id"], nearest))
    assert far == []


@pytest.mark.parametrize(
    ("id_", "city", "km"),
    [
        ("site:kremlin", "Moscow", 5),
        ("site:white-house", "Washington", 5),
        ("site:pentagon", "Washington", 8),
        ("site:downing-street", "London", 3),
        ("site:elysee-palace", "Paris", 5),
        ("site:zhongnanhai", "Beijing", 5),
        ("site:blue-house", "Seoul", 5),
        ("site:knesset", "Jerusalem", 5),
        ("site:khasan", "Tumangang", 5),
        ("site:panmunjom", "Kaesong", 15),
        ("site:zaporizhzhia-nuclear-power-plant", "Enerhodar", 8),
        ("site:chernobyl-nuclear-power-plant", "Pripyat", 5),
        ("site:fordow", "Qom", 40),
        ("site:evin-prison", "Tehran", 15),
        ("site:un-headquarters", "New York", 8),
        ("site:heathrow", "London", 30),
        ("site:rafah-crossing", "Rafah", 10),
        ("site:robotyne", "Orikhiv", 20),
    ],
)
def test_sites_lie_by_the_cities_they_are_known_to_lie_by(id_: str, city: str, km: float) -> None:
    gazetteer = Gazetteer.default()
    site, town = gazetteer.get(id_), gazetteer.candidates(city)[0].place
    assert geodesic((site.lat, site.lon), (town.lat, town.lon)).km < km


def test_no_place_is_on_null_island_or_out_of_range() -> None:
    sql = "SELECT count(*) FROM place WHERE (lat = 0 AND lon = 0) OR abs(lat) > 90 OR abs(lon) > 180"
    with sqlite3.connect(DEFAULT_PATH) as connection:
        assert connection.execute(sql).fetchone() == (0,)


def test_keys_in_the_file_are_those_that_the_program_makes() -> None:
    with sqlite3.connect(DEFAULT_PATH) as connection:
        keys = [row[0] for row in connection.execute("SELECT DISTINCT key FROM name ORDER BY random() LIMIT 5000")]
    assert [key for key in keys if normalise(key) != key] == []
