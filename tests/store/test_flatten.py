from __future__ import annotations

import datetime as dt

from geo.record import End, Journey, Traveller
from geo.store.flatten import flatten
from tests.builders import DELHI, KCNA, KIM, KYIV, PLACES, PYONGYANG, UKRAINE, VLADIVOSTOK, Draft, story


def events(draft: Draft, kind: str) -> list:
    return [event for event in flatten(draft.record(), draft.text) if event.row["kind"] == kind]


def places(found: list) -> set:
    return {(place, event.row["span_start"]) for event in found for place in event.places}


def test_a_sentence_makes_a_scene_only_where_nothing_else_accounts_for_the_place():
    draft = story()
    here = {
        (PLACES["Ukraine"].id, draft.line(5)[0]),
        (DELHI, draft.line(6)[0]),
        (VLADIVOSTOK, draft.line(8)[0]),
    }
    assert places(events(draft, "scene")) == here, "journeys, presences and venues account for the others"


def test_places_that_are_only_named_are_events_of_their_own_with_whom_they_stand_for():
    draft = story()
    named = events(draft, "named")
    assert {place for event in named for place in event.places} == {
        KYIV,
        PLACES["Seoul"].id,
        PLACES["Sea of Japan"].id,
    }
    kyiv = next(event for event in named if event.places == {KYIV: ("named", False, True)})
    assert kyiv.actors == {UKRAINE: "mentioned"}


def test_modifiers_and_names_that_are_not_resolved_make_no_event():
    draft = story()
    draft.toponym("Russian", "site", place="Russia", status="ambiguous")
    assert not any(PLACES["Russia"].id == place for e in flatten(draft.record(), draft.text) for place in e.places)


def test_a_sentence_that_tells_of_a_place_and_names_it_too_is_one_scene():
    draft = Draft("Kyiv said that Kyiv was bombed.")
    draft.toponym("Kyiv", "actor")
    draft.toponym("Kyiv", "site", nth=1)
    assert [event.row["kind"] for event in flatten(draft.record(), draft.text)] == ["scene"]


def test_days_are_those_of_the_text_else_of_the_report():
    train, modi, pilgrims = flatten(story().record(), story().text)[:3]
    assert (train.row["date_from"], train.row["date_to"], train.row["dated"]) == (dt.date(2023, 9, 10),) * 2 + (True,)
    assert (modi.row["date_from"], modi.row["date_to"]) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert (pilgrims.row["date_from"], pilgrims.row["dated"]) == (dt.date(2023, 9, 11), False)


def test_without_a_date_of_publication_an_undated_event_has_no_day():
    pilgrims = flatten(story(published=None).record(), story().text)[2]
    assert (pilgrims.row["date_from"], pilgrims.row["date_to"], pilgrims.row["dated"]) == (None, None, False)


def test_what_a_statement_speaks_of_is_drawn_only_if_its_sentence_names_it_so():
    draft = story()
    kcna = events(draft, "statement")[0]
    assert kcna.places == {PYONGYANG: ("about", False, True)}
    draft.toponyms = [t for t in draft.toponyms if t.text != "Pyongyang"]
    draft.toponym("Pyongyang", "modifier")
    assert events(draft, "statement")[0].places == {PYONGYANG: ("about", False, False)}


def test_a_journey_links_its_travellers_and_whom_its_sentences_name():
    train = events(story(), "journey")[0]
    assert train.actors == {KIM: "traveller", KCNA: "mentioned"}


def test_sentences_may_be_given_and_a_name_outside_them_counts_as_told_by_its_line():
    draft = story()
    given = flatten(draft.record(), draft.text, sentences=[draft.line(5)])
    spans = {e.row["kind"]: e.row["span_start"] for e in given if VLADIVOSTOK in e.places}
    assert spans["scene"] == draft.line(8)[0]


def test_events_on_the_same_words_keep_ids_of_their_own_and_ids_survive_another_run():
    draft = Draft("Kyiv burns.\nKyiv burns.")
    draft.toponym("Kyiv", "site")
    draft.toponym("Kyiv", "site", nth=1)
    first, second = (event.row["id"] for event in flatten(draft.record(), draft.text))
    assert second == f"{first}-2"
    assert [event.row["id"] for event in flatten(draft.record(), draft.text)] == [first, second]


def test_an_end_of_a_journey_is_not_named_once_more():
    draft = Draft("SEOUL – Kim flew to Kyiv.")
    draft.toponym("SEOUL", "dateline", place="Seoul")
    draft.toponym("Kyiv", "destination")
    origin = End(*draft.span("SEOUL"), PLACES["Seoul"].id)
    who = (Traveller(None, "Kim"),)
    journey = ("journey:1", "journey", who, origin, (), draft.end("Kyiv"), "air", "completed", None, None)
    draft.journeys.append(Journey(*journey, (draft.line(0),)))
    assert [event.row["kind"] for event in flatten(draft.record(), draft.text)] == ["journey"]
