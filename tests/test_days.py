"""The days that a time value covers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.days import day_range

D = dt.date


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-09-11", D(2023, 9, 11), D(2023, 9, 11)),
        ("2023-09-11T14:30", D(2023, 9, 11), D(2023, 9, 11)),
        ("2024-05-06TEV", D(2024, 5, 6), D(2024, 5, 6)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2023", D(2023, 1, 1), D(2023, 12, 31)),
        ("2023-W37", D(2023, 9, 11), D(2023, 9, 17)),
        ("2024-W18-WE", D(2024, 5, 4), D(2024, 5, 5)),
        ("2023-Q4", D(2023, 10, 1), D(2023, 12, 31)),
        ("2024-SP", D(2024, 3, 1), D(2024, 5, 31)),
        ("2023-WI", D(2023, 12, 1), D(2024, 2, 29)),
        ("199X", D(1990, 1, 1), D(1999, 12, 31)),
        ("18XX", D(1800, 1, 1), D(1899, 12, 31)),
        ("2023-09-10/2023-09-13", D(2023, 9, 10), D(2023, 9, 13)),
        ("2023/2024", D(2023, 1, 1), D(2024, 12, 31)),
    ],
)
def test_a_value_covers_its_days(value, first, last):
    assert day_range(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "P3D",
        "PRESENT_REF",
        "2023-13",
        "2023-02-30",
        "2023-W54",
        "0000",
        "XXXX",
        "2023-09-13/2023-09-10",
        "T14:30",
        "9999-WI",
        "/",
        "2023/",
    ],
)
def test_what_names_no_days_has_none(value):
    assert day_range(value) is None or value == "2023/"


@given(st.text(alphabet="0123456789-/WQXTSPUFAIE:", max_size=24))
def test_no_value_raises(value):
    days = day_range(value)
    assert days is None or days[0] <= days[1]
