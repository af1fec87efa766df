"""Which words of a text are names of places, and how they are written."""

import functools
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo


@functools.cache
def read(text):
    return geo.extract(text)


def found(text):
    return [t.text for t in read(text).toponyms]


def named(text, name):
    (toponym,) = {t for t in read(text).toponyms if t.text == name}
    return toponym


def place(text, name):
    record = read(text)
    return next(p for p in record.places if p.id == named(text, name).place)


@pytest.mark.parametrize(
    "text",
    [
        "Michael Steele spoke first, and Steele was brief.",
        "Hillary Clinton arrived late. Clinton said little.",
        "They will meet again before Christmas.",
        "It was a nice day, and everyone was Nice to them.",
        "Reading is good for children.",
        "Reading books is good for children.",
        "Jordan Smith and his cousin Jordan left early.",
        "In March and in May the union held long talks.",
        "Secretary Austin thanked his daughter Brooklyn.",
        "The canteen has dropped French fries for Brussels sprouts.",
        "Male pupils did worst.",
    ],
)
def test_persons_feasts_months_and_common_words_are_no_places(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A train from Reading was late.", "Reading", "GB"),
        ("The tram in Nice was packed.", "Nice", "FR"),
        ("Berlin will not say how many tanks it has.", "Berlin", "DE"),
        ("The ship left Odessa under the deal that Turkey had brokered.", "Turkey", "TR"),
    ],
)
def test_the_same_words_are_places_where_the_sentence_says_so(text, name, country):
    assert place(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "form", "country"),
    [
        ("Russian technology has reached the market.", "Russian", "demonym", "RU"),
        ("South Koreans voted on Wednesday.", "South Koreans", "demonym", "KR"),
        ("The U.S. and the DPRK agreed to talk.", "U.S.", "abbreviation", "US"),
        ("The U.S. and the DPRK agreed to talk.", "DPRK", "abbreviation", "KP"),
        ("The UAE sent aid to Syria.", "UAE", "abbreviation", "AE"),
        ("The UAE sent aid to Syria.", "Syria", "name", "SY"),
        ("He went to Paris, TX, last week.", "TX", "abbreviation", "US"),
    ],
)
def test_demonyms_and_abbreviations_are_names_of_their_country(text, name, form, country):
    assert named(text, name).form == form
    assert place(text, name).country == country


def test_a_word_for_the_division_stays_outside_and_tells_the_region_from_its_capital():
    text = "Shells fell in the Kharkiv region while trams ran in Kharkiv."
    region, city = read(text).toponyms
    kinds = {p.id: p.kind for p in read(text).places}
    assert (region.text, kinds[region.place]) == ("Kharkiv", "region")
    assert (city.text, kinds[city.place]) == ("Kharkiv", "city")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He studied at the University of Tokyo.", "Tokyo"),
        ("The Bank of England raised rates.", "England"),
        ("The New York Times reported on it.", "New York"),
    ],
)
def test_a_place_in_a_longer_name_is_embedded_and_not_literal(text, name):
    assert (named(text, name).role, named(text, name).literal) == ("embedded", False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A boat sank near Xqwzzville.", ["Xqwzzville"]),
        (
            "Residents of Velyka Horbanivka fled the village of Orlivske Zaruddia.",
            ["Velyka Horbanivka", "Orlivske Zaruddia"],
        ),
    ],
)
def test_a_name_nobody_knows_is_not_found_and_no_part_of_it_is_another_place(text, names):
    record = read(text)
    assert found(text) == names
    assert {t.status for t in record.toponyms} == {"not_found"}
    assert {t.place for t in record.toponyms} == {None}
    assert {t.score for t in record.toponyms} == {None}
    assert record.places == ()


def test_spans_stand_apart_where_names_hold_names():
    text = "Floods hit Cox's Bazar, Port-au-Prince, N'Djamena, São Paulo and the Korean Peninsula."
    assert found(text) == ["Cox's Bazar", "Port-au-Prince", "N'Djamena", "São Paulo", "Korean Peninsula"]


def test_a_name_is_found_in_capitals_without_its_diacritics_and_before_a_possessive():
    assert found("SEOUL, Sept 11 – Bogota's mayor flew home.") == ["SEOUL", "Bogota"]
    assert place("SEOUL, Sept 11 – Bogota's mayor flew home.", "Bogota").name == "Bogotá"


WORDS = [
    "Paris",
    "Texas",
    "Xqwzzville",
    "Georgia",
    "Tripoli",
    "in",
    "near",
    ",",
    ".",
    "said",
    "-based",
    "Kharkiv",
    "region",
    "St.",
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
    .map(" ".join)
    .filter(lambda text: any(map(str.isalpha, text)))
)
def test_names_stand_in_order_apart_and_none_is_at_0_0(text):
    record = geo.extract(text)
    spans = [(t.start, t.end) for t in record.toponyms]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all((t.place is None) == (t.status == "not_found") == (t.score is None) for t in record.toponyms)
    assert all((p.lat, p.lon) != (0, 0) for p in record.places)
