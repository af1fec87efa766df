"""Distances that a text claims: what they lie between, how long they are, and whether the claim holds."""

from __future__ import annotations

import pytest

import geo


def claims(text: str) -> list[tuple]:
    record = geo.extract(text)
    names = {p.id: p.name for p in record.places}
    return [(d.text, d.claimed_km, names.get(d.origin), names.get(d.destination), d.verdict) for d in record.distances]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vladivostok is about 680 kilometers from Pyongyang and easy to reach by train.",
            ("about 680 kilometers", 680.0, "Vladivostok", "Pyongyang", "agrees"),
        ),
        (
            "Vladivostok is about 68 kilometers from Pyongyang.",
            ("about 68 kilometers", 68.0, "Vladivostok", "Pyongyang", "differs"),
        ),
        ("Paris is 213 miles from London.", ("213 miles", 342.8, "Paris", "London", "agrees")),
        ("London and Paris are 344 km apart.", ("344 km", 344.0, "London", "Paris", "agrees")),
        ("The ship sailed 76 nautical miles from Helsinki.", ("76 nautical miles", 140.8, None, None, "unknown")),
    ],
)
def test_a_claim_is_measured_between_its_places(text, expected):
    assert claims(text) == [expected]


def test_a_round_number_may_err_by_its_rounding():
    (claim,) = geo.extract("Warsaw is about 700 km from Kyiv.").distances
    assert claim.measured_km == pytest.approx(690, abs=5)
    assert claim.verdict == "agrees"


@pytest.mark.parametrize(
    "text",
    ["The train ran at 300 km per hour from Paris to London.", "It does 300 km/h.", "The 5 kilometer wide lake froze."],
)
def test_speeds_and_widths_are_no_distances(text):
    assert claims(text) == []


def test_a_length_beside_two_places_is_not_measured_between_them():
    assert claims("Officials in Paris and London said the wall is 50 km long.")[0][2:] == (None, None, "unknown")


def test_countries_have_no_point_to_measure_from():
    assert claims("The village lies 30 km from Russia, said officials in Ukraine.")[0][4] == "unknown"
