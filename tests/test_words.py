"""Dates, lengths and countries as people read them."""

import datetime as dt

import pytest

from geo.words import count_text, country_name, date_text, distance_text

D = dt.date


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, ""),
        (D(2023, 9, 11), D(2023, 9, 11), "11 Sep 2023"),
        (D(2019, 4, 1), D(2019, 4, 30), "April 2019"),
        (D(2024, 2, 1), D(2024, 2, 29), "February 2024"),
        (D(2023, 1, 1), D(2023, 12, 31), "2023"),
        (D(2023, 9, 9), D(2023, 9, 10), "9 – 10 Sep 2023"),
        (D(2023, 9, 30), D(2023, 10, 1), "30 Sep – 1 Oct 2023"),
        (D(2022, 12, 31), D(2023, 1, 1), "31 Dec 2022 – 1 Jan 2023"),
        (D(9999, 12, 31), D(9999, 12, 31), "31 Dec 9999"),
        (D(9999, 12, 1), D(9999, 12, 31), "December 9999"),
    ],
)
def test_days_are_written_at_their_precision(first, last, text):
    assert date_text(first, last) == text


@pytest.mark.parametrize(
    ("km", "miles", "text"),
    [(684.475, False, "684 km"), (684.475, True, "425 mi"), (12066.4, False, "12,066 km"), (0.2, False, "0 km")],
)
def test_lengths_are_rounded_once(km, miles, text):
    assert distance_text(km, miles=miles) == text


def test_numbers_agree_with_their_nouns():
    assert [count_text(n, "journey") for n in (0, 1, 2, 1200)] == [
        "0 journeys",
        "1 journey",
        "2 journeys",
        "1,200 journeys",
    ]
    assert count_text(2, "country", "countries") == "2 countries"


def test_countries_have_english_names():
    assert [country_name(c) for c in ("KP", "CI", None, "ZZ9")] == ["North Korea", "Côte d’Ivoire", "", "ZZ9"]
