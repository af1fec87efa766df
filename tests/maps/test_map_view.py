"""The first view shows what there is to see."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from geo.maps.view import View, fit
from geo.routes import great_circle

SIZE = {"width_px": 940, "height_px": 520}

ROWS = st.lists(
    st.builds(
        lambda lat, lon, events: {"lat": lat, "lon": lon, "events": events},
        st.floats(-75, 75), st.floats(-180, 180), st.integers(0, 50),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def pixel(view: View, lat: float, lon: float) -> tuple[float, float]:
    """Return where a place lies from the middle of the map, in pixels."""

    def mercator(at: float) -> float:
        return math.asinh(math.tan(math.radians(at))) / (2 * math.pi)

    scale = 256 * 2**view.zoom
    return ((lon - view.lon + 180) % 360 - 180) / 360 * scale, (mercator(view.lat) - mercator(lat)) * scale


def shows(view: View, lat: float, lon: float) -> bool:
    x, y = pixel(view, lat, lon)
    return abs(x) <= SIZE["width_px"] / 2 and abs(y) <= SIZE["height_px"] / 2


def place(lat: float, lon: float, events: int = 1) -> dict:
    return {"lat": lat, "lon": lon, "events": events}


@given(ROWS)
def test_a_view_is_always_one_that_the_map_accepts(rows: list[dict]) -> None:
    view = fit(rows, **SIZE)
    assert -86 < view.lat < 86
    assert -180 <= view.lon <= 180
    assert 0.5 <= view.zoom <= 6
    assert view.zoom * 2 == int(view.zoom * 2)


@given(
    st.floats(-60, 60),
    st.floats(-180, 180),
    st.lists(st.tuples(st.floats(-5, 5), st.floats(-8, 8)), min_size=1, max_size=9),
)
def test_neighbours_are_all_in_view_wherever_they_are(
    lat: float, lon: float, offsets: list[tuple[float, float]]
) -> None:
    rows = [place(lat + dlat, (lon + dlon + 540) % 360 - 180) for dlat, dlon in offsets]
    view = fit(rows, **SIZE)
    assert all(shows(view, row["lat"], row["lon"]) for row in rows)
    assert view.zoom >= 4


def test_the_edge_of_the_map_does_not_tear_a_group_apart() -> None:
    view = fit([place(-17.7, 178.0), place(-13.8, -171.8)], **SIZE)
    assert view.zoom >= 5
    assert abs(view.lon) > 170


def test_a_journey_is_in_view_with_its_whole_line() -> None:
    line = great_circle(35.7, 139.7, 37.8, -122.4)
    ends = {"from": {"lat": 35.7, "lon": 139.7}, "to": {"lat": 37.8, "lon": -122.4}}
    view = fit([ends | {"line": line, "reports": 1}], **SIZE)
    assert all(shows(view, lat, lon) for lat, lon in line)
    assert view.zoom >= 2.5


def test_a_lonely_light_place_far_off_is_left_out() -> None:
    group = [place(48 + i / 2, 30 + i, events=9) for i in range(10)]
    close = fit(group, **SIZE)
    with_outlier = fit([*group, place(-41, 174.8, events=0)], **SIZE)
    assert with_outlier.zoom == close.zoom
    assert shows(with_outlier, 48, 30)


def test_a_heavy_place_far_off_stays_in_view() -> None:
    rows = [*(place(48 + i / 2, 30 + i) for i in range(4)), place(-33.9, 18.4, events=8)]
    view = fit(rows, **SIZE)
    assert all(shows(view, row["lat"], row["lon"]) for row in rows)


def test_nothing_to_show_gives_the_world() -> None:
    view = fit([], **SIZE)
    assert shows(view, 60, -150)
    assert shows(view, -35, 150)


def test_a_phone_sees_the_same_group_from_farther_off() -> None:
    rows = [place(50.4, 30.5), place(43.1, 131.9)]
    assert fit(rows, width_px=360, height_px=420).zoom < fit(rows, **SIZE).zoom
