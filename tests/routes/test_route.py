"""Lines of journeys: over real railways and shipping lanes, and what is said where there are none."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.record import Place
from geo.routes import route
from geo.routes.rail import railways

ROOT = Path(__file__).resolve().parents[2]


def place(name: str, lat: float, lon: float) -> Place:
    return Place(f"site:{name.lower().replace(' ', '-')}", name, "city", None, lat, lon)


PYONGYANG = place("Pyongyang", 39.03385, 125.75432)
VLADIVOSTOK = place("Vladivostok", 43.10562, 131.87353)
SEOUL = place("Seoul", 37.566, 126.9784)
BUSAN = place("Busan", 35.10168, 129.03004)
WARSAW = place("Warsaw", 52.22977, 21.01178)
KYIV = place("Kyiv", 50.45466, 30.5238)
PRZEMYSL = place("Przemysl", 49.78498, 22.76728)
TOKYO = place("Tokyo", 35.6895, 139.69171)
SAN_FRANCISCO = place("San Francisco", 37.77493, -122.41942)
WONSAN = place("Wonsan", 39.15278, 127.44361)
DELHI = place("Delhi", 28.65195, 77.23149)
LAHORE = place("Lahore", 31.558, 74.35071)
KABUL = place("Kabul", 34.52813, 69.17233)
LONDON = place("London", 51.50853, -0.12574)
TANA = place("Antananarivo", -18.91368, 47.53613)
GYUMRI = place("Gyumri", 40.7942, 43.84528)
KARS = place("Kars", 40.60199, 43.09495)
ODESA = place("Odesa", 46.48572, 30.74383)
ISTANBUL = place("Istanbul", 41.01384, 28.94966)
HONOLULU = place("Honolulu", 21.30694, -157.85833)
SUVA = place("Suva", -18.14161, 178.44149)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return Geodesic.WGS84.Inverse(*a, *b)["s12"] / 1000


def km_past(points: list[tuple[float, float]], lat: float, lon: float) -> float:
    return min(km(point, (lat, lon)) for point in points)


def sound(found, origin, destination) -> None:
    """Assert what holds for every line."""
    assert found.points[0] == (origin.lat, origin.lon)
    assert found.points[-1][0] == destination.lat
    assert (found.points[-1][1] - destination.lon) % 360 == pytest.approx(0, abs=1e-9)
    assert all(abs(b[1] - a[1]) <= 180 for a, b in itertools.pairwise(found.points))
    assert found.km >= km((origin.lat, origin.lon), (destination.lat, destination.lon)) - 1e-6
    assert (found.note is None) or found.method == "great circle"


def test_pyongyang_to_vladivostok_runs_along_the_coast_by_rajin_tumangang_and_khasan():
    found = route(PYONGYANG, VLADIVOSTOK, "rail")
    assert 1100 <= found.km <= 1250
    assert (found.method, found.note) == ("by rail, indicative", None)
    for lat, lon in [(42.25, 130.3), (42.41, 130.6), (42.43, 130.64)]:
        assert km_past(found.points, lat, lon) < 6
    sound(found, PYONGYANG, VLADIVOSTOK)


@pytest.mark.parametrize(
    ("origin", "destination", "low", "high"),
    [(WARSAW, KYIV, 750, 900), (SEOUL, BUSAN, 390, 450), (PRZEMYSL, KYIV, 600, 700)],
)
def test_lengths_by_rail_are_about_those_known(origin, destination, low, high):
    found = route(origin, destination, "rail")
    assert found.method == "by rail, indicative"
    assert low <= found.km <= high
    sound(found, origin, destination)


def test_no_train_crosses_the_demilitarized_zone():
    found = route(SEOUL, PYONGYANG, "rail")
    assert found.method == "great circle"
    assert found.note == (
        "The railway from Seoul to Pyongyang is closed: no trains cross the Korean Demilitarized Zone. "
        "The line is the great circle."
    )
    assert found.km == pytest.approx(km((SEOUL.lat, SEOUL.lon), (PYONGYANG.lat, PYONGYANG.lon)))
    assert route(BUSAN, VLADIVOSTOK, "rail").method == "great circle"


def test_a_border_is_open_to_trains_until_the_day_it_closed():
    assert all(c.since <= dt.date(2022, 2, 24) for c in railways().closings)
    before = route(DELHI, LAHORE, "rail", on=dt.date(2018, 1, 1))
    after = route(DELHI, LAHORE, "rail", on=dt.date(2020, 1, 1))
    assert km_past(before.points, 31.59, 74.58) < 3
    assert after.method == "great circle"
    assert "no trains cross the border of India and Pakistan" in after.note


@pytest.mark.parametrize(
    ("origin", "destination", "mode", "said"),
    [
        (KABUL, DELHI, "rail", "No railway is known within 30 km of Kabul."),
        (TANA, LONDON, "rail", "No railway is known that connects Antananarivo and London."),
        (GYUMRI, KARS, "rail", "too long a detour"),
        (DELHI, LONDON, "sea", "Delhi is not by the sea."),
        (SEOUL, VLADIVOSTOK, "sea", "too long a detour"),
    ],
)
def test_where_no_network_leads_there_the_great_circle_says_so(origin, destination, mode, said):
    found = route(origin, destination, mode)
    assert found.method == "great circle"
    assert said in found.note
    sound(found, origin, destination)


def test_via_points_are_honoured():
    direct, round_about = route(KYIV, WARSAW, "rail"), route(KYIV, WARSAW, "rail", via=[PRZEMYSL])
    assert (PRZEMYSL.lat, PRZEMYSL.lon) in round_about.points
    assert round_about.km > direct.km + 100
    assert (PRZEMYSL.lat, PRZEMYSL.lon) in route(KYIV, WARSAW, "road", via=[PRZEMYSL]).points


@pytest.mark.parametrize("mode", ["air", "road", "foot", "unknown"])
def test_all_else_is_the_great_circle_also_over_the_pacific(mode):
    found = route(TOKYO, SAN_FRANCISCO, mode)
    assert found.km == pytest.approx(8280, rel=0.01)
    assert (found.method, found.note) == ("great circle", None)
    assert found.points[-1] == (SAN_FRANCISCO.lat, SAN_FRANCISCO.lon + 360)
    sound(found, TOKYO, SAN_FRANCISCO)


@pytest.mark.parametrize("ends", [(WONSAN, VLADIVOSTOK), (ODESA, ISTANBUL), (HONOLULU, SUVA), (TOKYO, SAN_FRANCISCO)])
def test_ways_by_sea_stay_on_water(ends):
    found = route(*ends, "sea")
    assert found.method == "by sea, indicative"
    sound(found, *ends)
    on_land = [point for point in along(found.points) if land(*point)]
    # a port lies in its town, and coast lines of 1:50m are rough
    far = [p for p in on_land if min(km(p, (end.lat, end.lon)) for end in ends) > 30]
    assert len(far) <= 0.02 * len(along(found.points))


def test_the_sea_of_japan_is_crossed_without_touching_land():
    points = along(route(WONSAN, VLADIVOSTOK, "sea").points)
    ends = [(WONSAN.lat, WONSAN.lon), (VLADIVOSTOK.lat, VLADIVOSTOK.lon)]
    assert not [p for p in points if land(*p) and min(km(p, end) for end in ends) > 12]


def test_the_great_circle_there_does_cross_land():
    assert any(land(*point) for point in along(route(PYONGYANG, VLADIVOSTOK, "air").points))


LAT, LON = st.floats(-80, 80), st.floats(-180, 180)


@settings(deadline=None, max_examples=60)
@given(LAT, LON, LAT, LON, st.sampled_from(["air", "rail", "sea"]))
def test_any_two_places_have_a_line(lat1, lon1, lat2, lon2, mode):
    origin, destination = place("Here", lat1, lon1), place("There", lat2, lon2)
    sound(route(origin, destination, mode), origin, destination)


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["rail", "sea"]))
def test_lines_between_known_places_hold_together(data, mode):
    known = [PYONGYANG, SEOUL, BUSAN, WARSAW, KYIV, TOKYO, DELHI, LONDON, ODESA, ISTANBUL, VLADIVOSTOK, SUVA]
    origin, destination = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))
    found = route(origin, destination, mode)
    sound(found, origin, destination)
    assert found.km <= 2.2 * km((origin.lat, origin.lon), (destination.lat, destination.lon)) + 1e-6


def test_a_place_to_itself_has_no_length():
    assert route(KYIV, KYIV, "rail").km == 0
    assert route(KYIV, KYIV, "air").km == 0


def along(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points about every 5 km along a line."""
    result = []
    for a, b in itertools.pairwise(points):
        steps = max(1, int(km(a, b) / 5))
        result += [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps)]
    return result


def _rings() -> list[np.ndarray]:
    """Return the rings of the base map's land as (lon, lat)."""
    text = (ROOT / "static" / "basemap.js").read_text(encoding="utf-8")
    world = json.loads(text.partition("window.DATELINE_WORLD=")[2].rstrip().rstrip(";"))
    scale, shift = world["transform"]["scale"], world["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in world["arcs"]]
    found = []
    for shape in world["objects"]["land"]["geometries"]:
        for polygon in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
            found += [np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]) for ring in polygon]
    return found


RINGS = _rings()


def land(lat: float, lon: float) -> bool:
    """Return whether a point is on the base map's land: an odd number of edges lies to its east."""
    lon = (lon + 180) % 360 - 180
    inside = False
    for ring in RINGS:
        (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
        across = (y1 > lat) != (y2 > lat)
        east = x1[across] + (lat - y1[across]) * (x2 - x1)[across] / (y2 - y1)[across]
        inside ^= bool((east > lon).sum() % 2)
    return inside
