"""Who moved from where to where: the forms of a movement, what stops it, and what is none."""

from __future__ import annotations

import pytest

import geo
from geo.extract.movement import Moves
from geo.language import parse

KIM, PUTIN, MACRON, MODI = (
    "person:kim-jong-un",
    "person:vladimir-putin",
    "person:emmanuel-macron",
    "person:narendra-modi",
)


def told(text: str, published: str | None = "2023-09-12") -> list[tuple]:
    """Return kind, travellers, origin, via, destination, mode, status and date of each journey, in words."""
    record = geo.extract(text, published=published)

    def words(end):
        return text[end.start : end.end] if end else None

    return [
        (
            j.kind,
            [t.actor or t.name for t in j.travellers],
            words(j.origin),
            [words(v) for v in j.via],
            words(j.destination),
            j.mode,
            j.status,
            j.date.text if j.date else None,
        )
        for j in record.journeys
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kim Jong-un travelled from Pyongyang to Vladivostok by train on Monday.",
            ("journey", [KIM], "Pyongyang", [], "Vladivostok", "rail", "completed", "Monday"),
        ),
        (
            "Narendra Modi flew to Washington via Paris.",
            ("journey", [MODI], None, ["Paris"], "Washington", "air", "completed", None),
        ),
        (
            "Emmanuel Macron visited Cameroon.",
            ("journey", [MACRON], None, [], "Cameroon", "unknown", "completed", None),
        ),
        (
            "Emmanuel Macron's visit to Cameroon ended on Monday.",
            ("journey", [MACRON], None, [], "Cameroon", "unknown", "completed", "Monday"),
        ),
        (
            "Emmanuel Macron paid a visit to Cameroon.",
            ("journey", [MACRON], None, [], "Cameroon", "unknown", "completed", None),
        ),
        (
            "Vladimir Putin left Beijing on Monday.",
            ("journey", [PUTIN], "Beijing", [], None, "unknown", "completed", "Monday"),
        ),
        (
            "Thousands of refugees fled from Khartoum to Port Sudan.",
            ("journey", ["refugees"], "Khartoum", [], "Port Sudan", "unknown", "completed", None),
        ),
        (
            "A warship sailed from Wonsan to Vladivostok.",
            ("journey", ["A warship"], "Wonsan", [], "Vladivostok", "sea", "completed", None),
        ),
        (
            "The suspects were deported from Kenya to Rwanda.",
            ("journey", ["The suspects"], "Kenya", [], "Rwanda", "unknown", "completed", None),
        ),
        (
            "Vladimir Putin spoke at a forum in Vladivostok on Monday.",
            ("presence", [PUTIN], None, [], "Vladivostok", "unknown", "completed", "Monday"),
        ),
        ("Vladimir Putin is in Damascus.", ("presence", [PUTIN], None, [], "Damascus", "unknown", "completed", None)),
    ],
)
def test_a_movement_is_told(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Vladimir Putin will visit Beijing.", "planned"),
        ("Vladimir Putin plans to travel to Beijing.", "planned"),
        ("Vladimir Putin is expected to visit Beijing.", "planned"),
        ("Vladimir Putin is to visit Beijing.", "planned"),
        ("Vladimir Putin visits Beijing next week.", "planned"),
        ("Vladimir Putin is due in Beijing on Friday.", "planned"),
        ("Vladimir Putin is travelling to Beijing.", "under_way"),
        ("Vladimir Putin is on his way to Beijing.", "under_way"),
        ("Vladimir Putin set off for Beijing.", "under_way"),
        ("Vladimir Putin has visited Beijing.", "completed"),
        ("Vladimir Putin said he had been to Beijing.", "completed"),
        ("Vladimir Putin cancelled a trip to Beijing.", "cancelled"),
        ("Vladimir Putin called off his visit to Beijing.", "cancelled"),
        ("Vladimir Putin postponed a trip to Beijing.", "cancelled"),
        ("Vladimir Putin has not visited Beijing.", "denied"),
        ("Vladimir Putin denied that he had travelled to Beijing.", "denied"),
        ("Vladimir Putin refused to travel to Beijing.", "denied"),
        ("Vladimir Putin may visit Beijing.", "hypothetical"),
        ("Vladimir Putin hopes to visit Beijing.", "hypothetical"),
        ("Vladimir Putin was invited to visit Beijing.", "hypothetical"),
        ("If Vladimir Putin travels to Beijing, he will be welcome.", "hypothetical"),
    ],
)
def test_status_from_tense_modality_negation_and_what_governs_it(text, status):
    assert [j[6] for j in told(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The news came from North Korea.",
        "Boris Johnson left office in London.",
        "He set an example for Kyiv.",
        "Emmanuel Macron came to power in France.",
        "The bill went to Berlin.",
        "Grain was shipped from Odesa to Egypt.",
        "The typhoon moved from Luzon to Hainan.",
        "Emmanuel Macron sent a letter to Berlin.",
        "Talks moved from Geneva to Vienna.",
        "Moscow turned to Beijing.",
        "The verdict sent shock waves from Warsaw to Lisbon.",
        "Emmanuel Macron, who was born in Amiens, lives in Paris.",
        "The police took the man to hospital.",
    ],
)
def test_goods_messages_and_metaphors_do_not_travel(text):
    assert told(text) == []


def test_an_origin_that_is_not_told_stays_open():
    ((_, _, origin, _, destination, *_),) = told("French President Emmanuel Macron arrived in Algiers.")
    assert (origin, destination) == (None, "Algiers")


def test_a_chain_is_legs_in_order():
    legs = [(j[2], j[4]) for j in told("Narendra Modi flew from Delhi to Moscow and then on to Kyiv.")]
    assert legs == [("Delhi", "Moscow"), ("Moscow", "Kyiv")]


def test_two_tellings_are_one_journey_with_both_as_evidence():
    text = "Kim Jong-un left Pyongyang by train for Vladivostok. He travelled to Vladivostok with his sister."
    (journey,) = geo.extract(text, published="2023-09-12").journeys
    assert (journey.mode, len(journey.evidence)) == ("rail", 2)
    assert journey.great_circle_km == pytest.approx(684.5, abs=1)


def test_a_train_carries_whoever_is_believed_to_be_on_it():
    text = (
        "A train set off from Pyongyang towards Russia. The train in which Kim Jong-un is believed to be travelling is "
        "headed to Vladivostok."
    )
    assert ([KIM], "Pyongyang", "Vladivostok", "rail") in [(j[1], j[2], j[4], j[5]) for j in told(text)]


def test_companions_travel_too():
    (journey,) = told("Emmanuel Macron travelled to Kyiv with Olaf Scholz.")
    assert journey[1] == [MACRON, "person:olaf-scholz"]


def test_a_host_is_no_traveller():
    ((kind, who, _, _, place, *_),) = told("Emmanuel Macron received Olaf Scholz in Paris.")
    assert (kind, who, place) == ("presence", ["person:olaf-scholz"], "Paris")


def test_the_day_of_a_report_is_not_the_day_of_the_journey():
    assert told("Officials said on Monday that Emmanuel Macron had visited Kyiv in June.")[0][-1] == "June"
    assert told("Officials said on Monday that Emmanuel Macron had visited Kyiv.")[0][-1] is None


def test_a_facility_is_told_by_its_place():
    record = geo.extract("Emmanuel Macron visited a hospital in Lyon.")
    assert [p.name for p in record.places if p.id == record.journeys[0].destination.place] == ["Lyon"]


def test_a_place_that_no_gazetteer_holds_has_its_words_and_no_point():
    (journey,) = geo.extract("Emmanuel Macron visited the country.").journeys
    assert journey.destination.place is None


def test_movement_roles_of_place_names():
    text = "Kim Jong-un travelled from Pyongyang to Vladivostok through Rajin, officials in Seoul said."
    names = {n: (text.index(n), text.index(n) + len(n)) for n in ("Pyongyang", "Vladivostok", "Rajin", "Seoul")}
    roles = Moves.of(parse(text), list(names.values())).roles()
    assert {n: roles.get(span) for n, span in names.items()} == {
        "Pyongyang": "origin", "Vladivostok": "destination", "Rajin": "via", "Seoul": None,
    }  # fmt: skip
