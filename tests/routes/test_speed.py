"""Speeds that cannot be."""

from __future__ import annotations

import pytest

from geo.routes import implied_speed_warning


@pytest.mark.parametrize(
    ("km", "hours", "mode", "said"),
    [
        (8280, 5, "air", "1,656 km/h"),
        (1159, 2, "rail", "1,159 km by rail in 2 hours is 580 km/h"),
        (500, 0, "unknown", "in no time cannot be"),
    ],
)
def test_an_impossible_speed_is_said(km, hours, mode, said):
    assert said in implied_speed_warning(km, hours, mode)


@pytest.mark.parametrize(
    ("km", "hours", "mode"),
    [(8280, 10, "air"), (1159, 20, "rail"), (350, 1, "rail"), (1200, 1, "unknown"), (684, None, "rail"), (0, 0, "air")],
)
def test_a_possible_speed_is_not(km, hours, mode):
    assert implied_speed_warning(km, hours, mode) is None
