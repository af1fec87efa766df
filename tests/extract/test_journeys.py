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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday Macron left Paris and arrived in Dakar the same evening. Emmanuel Macron stays for two days.",
            ("journey", [MACRON], "Paris", [], "Dakar", "unknown", "completed", "Monday"),
        ),
        (
            "Narendra Modi left Delhi on Sunday. He arrived in Nairobi on Monday.",
            ("journey", [MODI], "Delhi", [], "Nairobi", "unknown", "completed", "Sunday"),
        ),
        (
            "Narendra Modi landed in Nairobi on Tuesday. He had left Delhi on Monday.",
            ("journey", [MODI], "Delhi", [], "Nairobi", "air", "completed", "Tuesday"),
        ),
    ],
)
def test_the_two_ends_of_one_movement_are_one_journey(text, expected):
    assert told(text) == [expected]


def test_an_arrival_long_after_a_departure_is_another_journey():
    text = "Emmanuel Macron left Paris on 3 May. He arrived in Dakar on 12 August."
    assert [(j[2], j[4]) for j in told(text)] == [("Paris", None), (None, "Dakar")]


def test_a_movement_that_also_happened_is_another_one():
    text = (
        "Narendra Modi is travelling from Delhi to Agra by train. Ministers wait for him. "
        "For the festival he also travelled from Delhi to Agra by train."
    )
    assert [j[6] for j in told(text)] == ["under_way", "completed"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Emmanuel Macron met Narendra Modi. The French president then flew to Oslo.", [MACRON]),
        ("Emmanuel Macron met Narendra Modi. The president of France then flew to Oslo.", [MACRON]),
        ("Narendra Modi rested. The Norwegian president flew to Oslo.", ["The Norwegian president"]),
        ("Emmanuel Macron met Narendra Modi in Delhi. The two leaders flew to Goa.", [MACRON, MODI]),
        ("Emmanuel Macron and Narendra Modi spoke for an hour. They then flew to Goa.", [MACRON, MODI]),
        ("Farmers and traders spoke for an hour. They then flew to Goa.", [None]),
        ("Emmanuel Macron was tired. His plane landed in Oslo at noon.", [MACRON]),
        ("Emmanuel Macron was the first president of France to visit Vanuatu.", [MACRON]),
    ],
)
def test_travellers_told_in_other_words_are_who_they_are(text, who):
    assert [j[1] for j in told(text) if j[0] == "journey"] == [who]


def test_a_host_is_not_the_guest():
    text = "Narendra Modi had a cold. Emmanuel Macron received him at the Elysee Palace."
    assert [(j[0], j[1]) for j in told(text)] == [("presence", [MODI])]


def test_he_is_the_subject_of_the_sentence_before_and_not_whom_he_met():
    text = (
        "Narendra Modi came home on Friday. On the way he stopped in Doha and met Emmanuel Macron. "
        "From Doha he flew to Delhi."
    )
    assert all(j[1] == [MODI] for j in told(text) if "Delhi" in (j[2], j[4]))


def test_he_is_nobody_known_where_somebody_unnamed_speaks():
    text = "Narendra Modi opened a school, while a former aide denied that he had been to Dubai."
    assert [j[1] for j in told(text) if j[4] == "Dubai"] == [[None]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Narendra Modi had planned to fly to Oslo.", "cancelled"),
        ("Narendra Modi left Delhi for Oslo but turned back over the sea.", "cancelled"),
        ("Narendra Modi planned to fly to Oslo but called off the trip.", "cancelled"),
        ("Emmanuel Macron had invited Narendra Modi to Paris.", "hypothetical"),
    ],
)
def test_what_did_not_take_place_is_not_told_as_if_it_had(text, status):
    assert [j[6] for j in told(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Narendra Modi will take part in the summit in Lima by video.",
        "Emmanuel Macron criticised the dinner in Lima.",
        "Narendra Modi said that it was the first visit of an Indian prime minister to Peru.",
        "Narendra Modi arrived on Tuesday.",
    ],
)
def test_who_is_not_there_is_not_put_there(text):
    assert told(text) == []


def test_the_first_visit_since_a_year_is_not_of_that_year():
    assert told("It was Narendra Modi's first visit to Peru since July 2016.")[0][7] is None


def test_a_visit_before_is_not_of_the_day_of_the_speech():
    text = "Emmanuel Macron spoke on Tuesday, a day after he had visited Kyiv."
    assert [j[7] for j in told(text)] == [None]


def test_reporters_are_not_who_was_in_the_town_where_they_were_told():
    assert told("Narendra Modi told reporters in Lima that he was well.")[0][1] == [MODI]


def test_one_verb_with_two_pairs_of_ends_is_two_legs_each_with_its_day():
    text = "Narendra Modi flew from Delhi to Muscat on Sunday and from Muscat to Nairobi on Monday."
    assert [(j[2], j[4], j[7]) for j in told(text)] == [("Delhi", "Muscat", "Sunday"), ("Muscat", "Nairobi", "Monday")]


def test_onwards_is_from_where_the_leg_before_ended():
    text = "Narendra Modi will travel from Delhi to Muscat and on to Nairobi."
    assert [(j[2], j[4]) for j in told(text)] == [("Delhi", "Muscat"), ("Muscat", "Nairobi")]


def test_later_than_planned_is_no_day():
    text = "Emmanuel Macron landed in Dakar on Tuesday. He had left Paris a day later than planned."
    assert [(j[2], j[4], j[7]) for j in told(text)] == [("Paris", "Dakar", "Tuesday")]


def test_where_a_summit_should_be_is_not_where_its_host_is():
    assert told("Emmanuel Macron called for a meeting at the port of Marseille on 3 May.") == []


def test_what_is_to_be_moved_is_not_who_wants_it_moved():
    assert told("Angela Merkel wants the case to be moved to Geneva.") == []


def test_friends_are_visited_where_they_are():
    assert told("Narendra Modi visited the miners in Harare.")[0][4] == "Harare"
