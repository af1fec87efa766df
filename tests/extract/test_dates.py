"""Time expressions: the forms that news uses, their values, and what stays open."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.extract.dates_words import number

TUESDAY = "2023-09-12"


def values(text: str, published: str | None = TUESDAY) -> list[tuple[str, str | None]]:
    return [(d.text, d.value) for d in geo.extract(text, published=published).dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on 24 July 2015 in Vienna.", ("24 July 2015", "2015-07-24")),
        ("It was signed on Friday, July 24th, 2015.", ("Friday, July 24th, 2015", "2015-07-24")),
        ("It was signed on 2015-07-24.", ("2015-07-24", "2015-07-24")),
        ("It was signed in late July 2015.", ("late July 2015", "2015-07")),
        ("It was signed in 2015.", ("2015", "2015")),
        ("The talks ran from 8 to 12 May 2015.", ("8 to 12 May 2015", "2015-05-08/2015-05-12")),
        ("Prices rose in the third quarter of 2015.", ("the third quarter of 2015", "2015-Q3")),
        ("He came in the summer of 2015.", ("summer of 2015", "2015-SU")),
        ("He came in the 1990s.", ("the 1990s", "199X")),
        ("It stood since the 19th century.", ("the 19th century", "18XX")),
        ("The attacks of 9/11 changed it.", ("9/11", "2001-09-11")),
    ],
)
def test_absolute_dates_need_no_day_of_publication(text, expected):
    assert expected in values(text, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left on Monday.", ("Monday", "2023-09-11")),
        ("She leaves on Monday.", ("Monday", "2023-09-18")),
        ("She will leave on Friday.", ("Friday", "2023-09-15")),
        ("She left last Friday.", ("last Friday", "2023-09-08")),
        ("She left yesterday.", ("yesterday", "2023-09-11")),
        ("She left yesterday evening.", ("yesterday evening", "2023-09-11TEV")),
        ("She left last week.", ("last week", "2023-W36")),
        ("She left last month.", ("last month", "2023-08")),
        ("She will leave next year.", ("next year", "2024")),
        ("She left two days ago.", ("two days ago", "2023-09-10")),
        ("She left three weeks ago.", ("three weeks ago", "2023-W34")),
        ("She left two years ago.", ("two years ago", "2021")),
        ("She will leave in ten days.", ("in ten days", "2023-09-22")),
        ("She left on 3 September.", ("3 September", "2023-09-03")),
        ("She left on Christmas Eve.", ("Christmas Eve", "2022-12-24")),
        ("She was born in March.", ("March", "2023-03")),
    ],
)
def test_relative_dates_resolve_against_publication_and_stay_open_without(text, expected):
    assert expected in values(text)
    assert (expected[0], None) in values(text, None)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The siege lasted three weeks.", "DURATION", "P3W"),
        ("A five-hour meeting followed.", "DURATION", "PT5H"),
        ("It lasted for several years.", "DURATION", "PXY"),
        ("The ferry sails every Monday.", "SET", "XXXX-WXX-1"),
        ("The ferry sails every day.", "SET", "P1D"),
        ("The ferry sails at 10:45.", "TIME", "T10:45"),
        ("The ferry sails at 6 p.m. daily.", "TIME", "T18:00"),
        ("The ferry sailed at 2 a.m. on Monday.", "TIME", "2023-09-11T02:00"),
        ("The ferry sails soon.", "DATE", "FUTURE_REF"),
    ],
)
def test_durations_sets_and_clock_times(text, kind, value):
    assert (kind, value) in [(d.type, d.value) for d in geo.extract(text, published=TUESDAY).dates]


def test_what_follows_a_told_date_is_read_against_it():
    found = dict(values("He was elected on 5 May 1981. Two days later he met her. That year prices rose."))
    assert found["Two days later"] == "1981-05-07"
    assert found["That year"] == "1981"
    assert dict(values("In 1981 he was elected. On 10 June he resigned."))["10 June"] == "1981-06-10"


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said so.",
        "He may go.",
        "They march on.",
        "Prices fall.",
        "Mar del Plata is far.",
        "It has 1,950 people and is 2000 km long.",
        "A 27-year-old man spoke.",
        "On 31 February it was cold.",
        "Thus it ended.",
        "Eureka Springs is a town.",
    ],
)
def test_other_words_are_no_dates(text):
    assert values(text) == []


def test_numbers_in_words():
    assert [number(w) for w in ("seven", "twenty-three", "1,200", "two and a half", "a few")] == [
        7,
        23,
        1200,
        2.5,
        None,
    ]


PARTS = (
    "on in the last next this Monday May 31 February 2023 12/31/2019 three weeks ago "
    "century 25th Q3 10:75 p.m. every day Easter 1990s '71 BC year later"
).split()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=25).map(lambda words: "It was " + " ".join(words)))
def test_any_heap_of_date_words_yields_dates_in_order_that_do_not_overlap(text):
    found = geo.extract(text, published=TUESDAY).dates
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[d.start : d.end] == d.text for d in found)


def test_who_is_due_somewhere_on_a_day_comes_on_the_next_such_day():
    record = geo.extract("He is due in Abidjan on Wednesday, his office said.", published="2026-11-02")
    assert [d.value for d in record.dates] == ["2026-11-04"]
