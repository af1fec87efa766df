"""What readers rely on: the names that English newspapers print find their places, and other words find none."""

import concurrent.futures
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError, PlaceNotFoundError
from geo.gazetteer import Gazetteer, normalise
from geo.gazetteer.gazetteer import DEFAULT_PATH


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


def best(gazetteer: Gazetteer, name: str) -> str:
    return gazetteer.candidates(name)[0].place.id


@pytest.mark.parametrize(
    ("name", "geonamesid"),
    [
        ("Delhi", 1273294),
        ("New Delhi", 1261481),
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Pyongyang", 1871859),
        ("Vladivostok", 2013348),
        ("Moscow", 524901),
        ("Beijing", 1816670),
        ("Peking", 1816670),
        ("Seoul", 1835848),
        ("Bombay", 1275339),
        ("Calcutta", 1275004),
        ("Rangoon", 1298824),
        ("Saigon", 1566083),
        ("Danzig", 3099434),
        ("Odessa", 698740),
        ("Kharkov", 706483),
        ("Washington", 4140963),
        ("Washington, D.C.", 4140963),
        ("New York", 5128581),
        ("St. Petersburg", 498817),
        ("Saint Petersburg", 498817),
        ("St Petersburg", 498817),
        ("Zürich", 2657896),
        ("Zurich", 2657896),
        ("Paris", 2988507),
        ("PARIS", 2988507),
        ("ROME", 3169070),
        ("Tripoli", 2210247),
        ("Basra", 99532),
        ("Mykolaiv", 700569),
        ("Sana’a", 71137),
        ("Port-au-Prince", 3718426),
        ("Port au Prince", 3718426),
        ("Russia", 2017370),
        ("North Korea", 1873107),
        ("South Korea", 1835841),
        ("Ukraine", 690791),
        ("China", 1814991),
        ("Japan", 1861060),
        ("United States", 6252001),
        ("the Netherlands", 2750405),
        ("Turkey", 298795),
        ("Türkiye", 298795),
        ("Myanmar", 1327865),
        ("Burma", 1327865),
        ("Georgia", 614540),
        ("Primorye", 2017623),
        ("Primorsky Krai", 2017623),
        ("Kherson region", 706442),
        ("Donetsk Oblast", 709716),
        ("Henan Province", 1808520),
        ("California", 5332921),
        ("Crimea", 703883),
        ("Gaza", 281132),
        ("West Bank", 285153),
        ("Europe", 6255148),
    ],
)
def test_names_that_newspapers_print_find_their_place(gazetteer: Gazetteer, name: str, geonamesid: int) -> None:
    place = gazetteer.candidates(name)[0].place
    assert (place.geonamesid, place.id) == (geonamesid, f"geonames:{geonamesid}")


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("geonames:703448", "Kyiv"),
        ("geonames:1327865", "Myanmar"),
        ("geonames:1275339", "Mumbai"),
        ("geonames:498817", "St. Petersburg"),
        ("geonames:2886242", "Cologne"),
        ("geonames:298795", "Turkey"),
    ],
)
def test_places_bear_the_name_that_is_printed_today(gazetteer: Gazetteer, id_: str, name: str) -> None:
    assert gazetteer.get(id_).name == name


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Khasan", "site:khasan"),
        ("Kashmir", "site:kashmir"),
        ("ROK", "geonames:1835841"),
        ("Burma", "geonames:1327865"),
        ("Hormuz", "site:strait-of-hormuz"),
        ("Punggye-ri", "site:punggye-ri"),
        ("the West", "site:the-west"),
        ("Kremlin", "site:kremlin"),
        ("The Kremlin", "site:kremlin"),
        ("Panmunjom", "site:panmunjom"),
    ],
)
def test_curated_places_outrank_namesakes(gazetteer: Gazetteer, name: str, id_: str) -> None:
    first = gazetteer.candidates(name)[0]
    assert first.place.id == id_
    assert first.curated


@pytest.mark.parametrize(
    "name",
    [
        "Nato",
        "NATO",
        "EU",
        "Central",
        "West",
        "First",
        "Human",
        "From",
        "More",
        "Clinton",
        "Obama",
        "Mary",
        "Miss",
        "Ill",
        "Us",
        "us",
        "Monday",
        "Officer",
        "Republic",
        "Hamas",
        "DIG",
        "WHO",
        "",
        "  ",
        ".",
        "Xyzzyville",
    ],
)
def test_words_that_are_no_places_find_none(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "US"),
        ("US", "US"),
        ("USA", "US"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("UAE", "AE"),
        ("DPRK", "KP"),
        ("ROK", "KR"),
        ("PRC", "CN"),
        ("the US", "US"),
    ],
)
def test_abbreviations(gazetteer: Gazetteer, name: str, country: str) -> None:
    first = gazetteer.candidates(name)[0]
    assert (first.form, first.place.country, first.place.kind) == ("abbreviation", country, "country")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Russian", "RU"),
        ("Russians", "RU"),
        ("South Koreans", "KR"),
        ("Ukrainians", "UA"),
        ("British", "GB"),
        ("Britons", "GB"),
        ("Dutch", "NL"),
        ("Swiss", "CH"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Filipinos", "PH"),
        ("Spaniard", "ES"),
    ],
)
def test_demonyms(gazetteer: Gazetteer, name: str, country: str) -> None:
    first = gazetteer.candidates(name)[0]
    assert (first.form, first.place.country, first.place.kind) == ("demonym", country, "country")


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Congolese", {"CD", "CG"}),
        ("Korean", {"KR", "KP", None}),
        ("American", {"US", None}),
        ("Dominican", {"DO", "DM"}),
    ],
)
def test_ambiguous_demonyms_have_all_their_places(gazetteer: Gazetteer, name: str, countries: set[str | None]) -> None:
    assert {c.place.country for c in gazetteer.candidates(name)} == countries


def test_every_country_has_a_demonym_if_it_is_sovereign(gazetteer: Gazetteer) -> None:
    sql = (
        "SELECT p.name FROM place p WHERE p.feature = 'PCLI' AND NOT EXISTS"
        " (SELECT 1 FROM name n WHERE n.place = p.pk AND n.form = 'demonym')"
    )
    with sqlite3.connect(DEFAULT_PATH) as connection:
        assert connection.execute(sql).fetchall() == []


def test_candidates_are_ranked_and_their_priors_are_shares(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Springfield")
    assert len(found) > 3
    assert [c.prior for c in found] == sorted((c.prior for c in found), reverse=True)
    assert sum(c.prior for c in found) == pytest.approx(1)
    assert len({c.place.id for c in found}) == len(found)


def test_a_capital_comes_before_its_region_and_a_country_before_its_capital(gazetteer: Gazetteer) -> None:
    assert [c.place.kind for c in gazetteer.candidates("Kabul")][:2] == ["city", "region"]
    assert [c.place.kind for c in gazetteer.candidates("Luxembourg")][:2] == ["country", "city"]


def test_namesakes_of_great_cities_are_candidates_too(gazetteer: Gazetteer) -> None:
    assert {"FR", "US"} <= {c.place.country for c in gazetteer.candidates("Paris")}


@settings(deadline=None)
@given(st.text())
def test_any_text_is_answered_and_nothing_lands_on_null_island(text: str) -> None:
    for candidate in Gazetteer.default().candidates(text):
        assert (candidate.place.lat, candidate.place.lon) != (0, 0)


@settings(deadline=None)
@given(st.text())
def test_any_prefix_is_answered(text: str) -> None:
    assert len(Gazetteer.default().search(text, limit=3)) <= 3


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_lone_surrogates_and_endless_names_find_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Par\ud800is") == ()
    assert gazetteer.candidates("Paris " * 10_000) == ()


def test_seats_stand_for_who_sits_there(gazetteer: Gazetteer) -> None:
    assert gazetteer.stands_for("site:kremlin") == "state:RU"
    assert gazetteer.stands_for("site:un-headquarters") == "organisation:united-nations"
    assert gazetteer.stands_for("geonames:524901") is None
    assert gazetteer.stands_for("site:nowhere") is None


def test_places_of_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("KP").name == "North Korea"
    assert gazetteer.country("ZZ") is None
    cities = gazetteer.by_country("kp", kind="city", limit=5)
    assert cities[0].name == "Pyongyang"
    assert len(cities) == 5
    assert {p.country for p in cities} == {"KP"}


def test_an_unknown_id_is_an_error_that_names_it(gazetteer: Gazetteer) -> None:
    with pytest.raises(PlaceNotFoundError, match="site:nowhere"):
        gazetteer.get("site:nowhere")


def test_search_finds_by_the_start_of_a_name(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Vladivostok") in {c.place.id for c in gazetteer.search("vladiv")}
    assert gazetteer.search("") == ()
    found = gazetteer.search("san", limit=7)
    assert len(found) == 7
    assert len({c.place.id for c in found}) == 7


def test_containers_take_postal_codes_that_are_words_elsewhere(gazetteer: Gazetteer) -> None:
    assert gazetteer.containers("TX")[0].place.name == "Texas"
    assert gazetteer.containers("Tex.")[0].place.name == "Texas"
    assert gazetteer.containers("IN")[0].place.name == "Indiana"
    assert gazetteer.candidates("IN") == ()
    assert gazetteer.candidates("OR") == ()


def test_the_file_is_small_and_says_its_version(gazetteer: Gazetteer) -> None:
    assert DEFAULT_PATH.stat().st_size <= 15_000_000
    assert gazetteer.version == "2026-11"


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = [c.place.name for c in gazetteer.search("b", limit=300)]
    alone = [gazetteer.candidates(name) for name in names]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        other = Gazetteer()
        assert list(pool.map(other.candidates, names)) == alone
        other.close()


def test_a_closed_gazetteer_opens_again() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.version
    gazetteer.close()
    assert best(gazetteer, "Kyiv") == "geonames:703448"
    gazetteer.close()


def test_the_file_cannot_be_changed_through_the_gazetteer(gazetteer: Gazetteer) -> None:
    with pytest.raises(DataError):
        gazetteer._rows("DELETE FROM place")


def test_a_missing_or_broken_file_is_told(tmp_path) -> None:
    with pytest.raises(DataError, match="missing"):
        Gazetteer(tmp_path / "none.sqlite").candidates("Kyiv")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database" * 100)
    gazetteer = Gazetteer(broken)
    with pytest.raises(DataError, match="broken"):
        gazetteer.candidates("Kyiv")
    gazetteer.close()
