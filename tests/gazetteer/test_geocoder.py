"""Geocoding offline through geopy's interface."""

import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.point import Point
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import OfflineGeocoder, geocode


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


@pytest.mark.parametrize(
    ("query", "country", "near"),
    [
        ("Paris, Texas", "US", (33.66, -95.56)),
        ("Paris, TX", "US", (33.66, -95.56)),
        ("Paris, France", "FR", (48.85, 2.35)),
        ("Tripoli, Lebanon", "LB", (34.43, 35.84)),
        ("Tripoli, Libya", "LY", (32.88, 13.19)),
        ("Odessa, Texas", "US", (31.85, -102.37)),
        ("Odessa, Ukraine", "UA", (46.48, 30.73)),
        ("Moscow, Idaho", "US", (46.73, -117.0)),
        ("London, Ontario", "CA", (42.98, -81.23)),
        ("London, Ont.", "CA", (42.98, -81.23)),
        ("Springfield, Ill.", "US", (39.8, -89.64)),
        ("Birmingham, Alabama, USA", "US", (33.52, -86.8)),
        ("Birmingham, England", "GB", (52.48, -1.9)),
        ("Georgia, United States", "US", (32.7, -83.4)),
        ("Washington, D.C.", "US", (38.9, -77.04)),
    ],
)
def test_what_follows_a_comma_contains_the_place(
    geocoder: OfflineGeocoder, query: str, country: str, near: tuple[float, float]
) -> None:
    location = geocoder.geocode(query)
    assert location.raw["country"] == country
    assert (location.latitude, location.longitude) == pytest.approx(near, abs=0.5)


def test_all_namesakes_are_given_best_first(geocoder: OfflineGeocoder) -> None:
    found = geocoder.geocode("Springfield", exactly_one=False)
    assert len(found) > 3
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=2)) == 2
    assert found[0].raw == geocoder.geocode("Springfield").raw


def test_shares_of_what_is_left_sum_to_one() -> None:
    assert sum(c.prior for c in geocode("Springfield, Illinois, USA", limit=100)) == pytest.approx(1)


@pytest.mark.parametrize("query", ["Xyzzyville", "Paris, Japan", "Paris, Xyzzyland"])
def test_no_such_place(geocoder: OfflineGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) == []


@pytest.mark.parametrize("query", ["", "  ", None, 7])
def test_a_query_that_is_no_name_is_refused(geocoder: OfflineGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


def test_limits_must_be_positive(geocoder: OfflineGeocoder) -> None:
    with pytest.raises(ConfigurationError):
        geocoder.geocode("Paris", limit=0)
    with pytest.raises(ConfigurationError):
        geocoder.reverse((48.85, 2.35), limit=0)
    with pytest.raises(ConfigurationError):
        geocoder.reverse((48.85, 2.35), max_km=0)


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ((43.12, 131.9), "Vladivostok"),
        ((39.03, 125.75), "Pyongyang"),
        (Point(41.9, 12.5), "Rome"),
        ("59.91, 10.75", "Oslo"),
        ((-16.5, 179.99), "Labasa"),
    ],
)
def test_reverse_finds_the_nearest_city(geocoder: OfflineGeocoder, point: object, name: str) -> None:
    location = geocoder.reverse(point, max_km=150)
    near = geocoder.reverse(point, max_km=150, exactly_one=False, limit=10)
    assert name in {found.raw["name"] for found in near}
    assert location.raw == near[0].raw
    assert [found.raw["distance_km"] for found in near] == sorted(found.raw["distance_km"] for found in near)


def test_reverse_looks_across_the_antimeridian(geocoder: OfflineGeocoder) -> None:
    west, east = (geocoder.reverse((-16.5, lon), max_km=400, exactly_one=False) for lon in (179.99, -179.99))
    assert {p.raw["id"] for p in west} & {p.raw["id"] for p in east}


def test_reverse_far_from_any_city_finds_none(geocoder: OfflineGeocoder) -> None:
    assert geocoder.reverse((0, 0)) is None
    assert geocoder.reverse((-50.0, -120.0), exactly_one=False) == []


def test_a_point_that_is_none_is_refused(geocoder: OfflineGeocoder) -> None:
    with pytest.raises(ValueError, match="Failed to create Point"):
        geocoder.reverse("nowhere at all")


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_reverse_answers_everywhere_within_its_reach(lat: float, lon: float) -> None:
    found = OfflineGeocoder().reverse((lat, lon))
    assert found is None or found.raw["distance_km"] <= 50
