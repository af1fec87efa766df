"""Geodesics: as long as they should be, unrolled, and ending where they should."""

from __future__ import annotations

import itertools

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.routes import great_circle

LAT = st.floats(-89, 89)
LON = st.floats(-180, 180)


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"] / 1000


@given(LAT, LON, LAT, LON)
def test_the_pieces_add_up_to_the_distance(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    line = great_circle(lat1, lon1, lat2, lon2)
    pieces = sum(km(*a, *b) for a, b in itertools.pairwise(line))
    assert pieces == pytest.approx(km(lat1, lon1, lat2, lon2), abs=1e-3)


@given(LAT, LON, LAT, LON)
def test_it_runs_from_one_end_to_the_other(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    line = great_circle(lat1, lon1, lat2, lon2)
    assert line[0] == (lat1, lon1)
    assert line[-1][0] == lat2
    assert (line[-1][1] - lon2) / 360 == pytest.approx(round((line[-1][1] - lon2) / 360), abs=1e-12)


@given(LAT, LON, LAT, LON, st.floats(50, 1000))
def test_no_step_is_longer_than_asked(lat1: float, lon1: float, lat2: float, lon2: float, step_km: float) -> None:
    line = great_circle(lat1, lon1, lat2, lon2, step_km=step_km)
    assert all(km(*a, *b) <= step_km + 1e-6 for a, b in itertools.pairwise(line))


@given(st.floats(-70, 70), LON, st.floats(-70, 70), LON)
def test_it_never_jumps_over_the_edge_of_the_map(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    line = great_circle(lat1, lon1, lat2, lon2)
    assume(max(abs(lat) for lat, _ in line) < 80)
    assert all(abs(b[1] - a[1]) < 20 for a, b in itertools.pairwise(line))


def test_the_pacific_is_crossed_by_the_short_way() -> None:
    line = great_circle(35.7, 139.7, 37.8, -122.4)
    assert line[-1] == (37.8, pytest.approx(237.6))
    assert max(lat for lat, _ in line) == pytest.approx(48.5, abs=0.3)


def test_a_place_to_itself_is_a_point_twice() -> None:
    assert great_circle(10, 20, 10, 20) == [(10, 20), (10, 20)]


@pytest.mark.parametrize(
    ("arguments", "step"), [((91, 0, 0, 0), 100), ((0, 0, float("nan"), 0), 100), ((0, 0, 1, 1), 0)]
)
def test_what_is_no_line_is_refused(arguments: tuple[float, ...], step: float) -> None:
    with pytest.raises(ValueError, match=r"Latitudes|step"):
        great_circle(*arguments, step_km=step)
