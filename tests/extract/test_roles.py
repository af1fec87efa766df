"""What a place name does in its sentence: one plain sentence for each role, and those that are taken for another."""

import functools

import pytest

import geo
from geo.record import LITERAL_ROLES, Role


@functools.cache
def roles(text):
    return {t.text: t.role for t in geo.extract(text).toponyms}


PLAIN = [
    ("Kim Jong-un set off from Pyongyang on Sunday.", "Pyongyang", "origin"),
    ("The president flew from Paris to Berlin on Monday.", "Paris", "origin"),
    ("The president flew from Paris to Berlin on Monday.", "Berlin", "destination"),
    ("They travelled from Lagos to Accra via Cotonou.", "Cotonou", "via"),
    ("A bomb exploded in Baghdad on Tuesday.", "Baghdad", "site"),
    ("Putin met Modi in Samarkand.", "Samarkand", "site"),
    ("The war in Ukraine goes on.", "Ukraine", "site"),
    ("The minister told reporters in Geneva that talks had failed.", "Geneva", "venue"),
    ("SEOUL, Sept 11 – North Korea fired two missiles on Monday.", "SEOUL", "dateline"),
    ("Vladivostok is about 680 kilometers from Pyongyang.", "Vladivostok", "reference"),
    ("Vladivostok is about 680 kilometers from Pyongyang.", "Pyongyang", "reference"),
    ("The fire destroyed a mill in Sofia, Bulgaria, on Friday.", "Bulgaria", "container"),
    ("A storm hit Paris, Texas, on Sunday.", "Texas", "container"),
    ("Moscow confirmed the visit.", "Moscow", "actor"),
    ("North Korea denied the report.", "North Korea", "actor"),
    ("Kyiv and Moscow traded blame.", "Kyiv", "actor"),
    ("Kyiv and Moscow traded blame.", "Moscow", "actor"),
    ("The Kremlin said nothing.", "Kremlin", "actor"),
    ("Russian technology has reached the market.", "Russian", "modifier"),
    ("The US Vice President spoke.", "US", "modifier"),
    ("She works for a Paris fashion house.", "Paris", "modifier"),
    ("Paris-based designers met in Milan.", "Paris", "modifier"),
    ("He studied at the University of Tokyo.", "Tokyo", "embedded"),
    ("The Bank of England raised rates.", "England", "embedded"),
    ("Benghazi hospital was shelled.", "Benghazi", "site"),
    ("Rescuers reached the Donetsk front.", "Donetsk", "destination"),
    ("The missile fell on Bulgarian soil.", "Bulgarian", "site"),
]


@pytest.mark.parametrize(("text", "name", "role"), PLAIN)
def test_a_plain_sentence_has_the_role_that_a_reader_gives_it(text, name, role):
    assert roles(text)[name] == role


def test_every_role_has_its_plain_sentence():
    assert {role for _, _, role in PLAIN} == set(Role.__args__)


@pytest.mark.parametrize(("text", "name", "role"), PLAIN)
def test_only_literal_roles_may_become_pins(text, name, role):
    toponym = next(t for t in geo.extract(text).toponyms if t.text == name)
    assert toponym.literal is (role in LITERAL_ROLES)


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Moscow confirmed the visit.", "Moscow", "state:RU"),
        ("North Korea denied the report.", "North Korea", "state:KP"),
        ("The Kremlin said nothing.", "Kremlin", "state:RU"),
        ("South Koreans voted on Wednesday.", "South Koreans", "state:KR"),
    ],
)
def test_a_place_that_acts_names_whom_it_stands_for_and_keeps_its_place(text, name, actor):
    record = geo.extract(text)
    toponym = next(t for t in record.toponyms if t.text == name)
    assert toponym.actor == actor
    assert toponym.place in {p.id for p in record.places}
    assert actor in {a.id for a in record.actors}


def test_a_place_where_something_happens_stands_for_nobody():
    assert [t.actor for t in geo.extract("A bomb exploded in Moscow on Tuesday.").toponyms] == [None]
