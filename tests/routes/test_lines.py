"""Lines cut at 180 degrees, with fewer points, and their lengths."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.routes import great_circle, simplified, split_at_180
from geo.routes.lines import lengths_km, unrolled

LINES = st.lists(st.tuples(st.floats(-85, 85), st.floats(-170, 170)), min_size=2, max_size=20).map(
    lambda steps: [
        (lat, float(lon)) for lat, lon in zip([s[0] for s in steps], np.cumsum([s[1] for s in steps]), strict=True)
    ]
)


@given(LINES)
def test_parts_stay_on_their_side_and_add_up(line):
    parts = split_at_180(line)
    assert all(len(part) >= 2 for part in parts)
    assert all(-180 - 1e-9 <= lon <= 180 + 1e-9 for part in parts for _, lon in part)
    for before, after in itertools.pairwise(parts):
        assert before[-1][0] == pytest.approx(after[0][0], abs=1e-9)
        assert {round(before[-1][1]), round(after[0][1])} == {-180, 180}
    whole = sum(abs(b[1] - a[1]) for a, b in itertools.pairwise(line))
    assert sum(abs(b[1] - a[1]) for part in parts for a, b in itertools.pairwise(part)) == pytest.approx(
        whole, abs=1e-6
    )


def test_tokyo_to_san_francisco_is_two_lines_in_geojson():
    east, west = split_at_180(great_circle(35.6895, 139.69171, 37.77493, -122.41942))
    assert (east[0], east[-1][1]) == ((35.6895, 139.69171), 180)
    assert (west[0][1], west[-1]) == (-180, (37.77493, pytest.approx(-122.41942)))


def test_a_line_on_one_side_stays_whole():
    line = [(10.0, 170.0), (11.0, 180.0)]
    assert split_at_180(line) == [line]


@given(LINES)
def test_unrolled_longitudes_never_jump(line):
    rolled = [(lat, (lon + 180) % 360 - 180) for lat, lon in line]
    result = unrolled(rolled)
    assert result[0] == rolled[0]
    assert all(abs(b[1] - a[1]) <= 180 + 1e-9 for a, b in itertools.pairwise(result))
    assert all(
        (a[1] - b[1]) % 360 == pytest.approx(0, abs=1e-6) or (a[1] - b[1]) % 360 > 359.99
        for a, b in zip(result, line, strict=True)
    )


@given(LINES, st.integers(2, 30))
def test_a_simpler_line_keeps_its_ends_and_is_short_enough(line, most):
    simple = simplified(line, tolerance_km=1.5, most=most)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert len(simple) <= max(most, 2)
    assert set(simple) <= set(line)


def test_a_simpler_line_is_nowhere_far_from_the_old_one():
    line = [(50 + 0.02 * np.sin(x), 10 + x / 20) for x in np.linspace(0, 40, 2000)]
    simple = simplified(line, tolerance_km=0.5)
    assert len(simple) < 200
    lat, lon = np.array(line).T
    assert (
        np.abs(np.interp(lon, *np.array(simple).T[::-1]) - lat).max() * 111 < 0.6
    )  # along a meridian it is more than across


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-80, 80), st.floats(-60, 60))
def test_lengths_are_those_of_the_geodesics(lat1, lon1, lat2, turn):
    true = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon1 + turn)["s12"] / 1000
    assert float(lengths_km(lat1, lon1, lat2, lon1 + turn)) == pytest.approx(true, rel=1e-4, abs=1e-3)
