from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from geo import query
from geo.query import Filters
from geo.store import open_store
from tests.builders import (
    DELHI,
    KCNA,
    KIM,
    KYIV,
    MODI,
    PLACES,
    PUTIN,
    PYONGYANG,
    UKRAINE,
    VLADIVOSTOK,
    Draft,
    add,
    story,
)


@pytest.fixture(scope="module")
def store(new_database):
    store = open_store(new_database())
    add(store, story())
    other = Draft("Modi sailed to Seoul on Tuesday.", id="other", published="2024-01-09", title="À la mer: 100% of it")
    other.toponym("Seoul", "site")
    other.actor(MODI, "Narendra Modi", "Modi")
    add(store, other, collection="Mine")
    yield store
    store.close()


def ids(frame) -> list[str]:
    return frame["id"].tolist()


def one(frame, id_):
    return frame.set_index("id").loc[id_]


def test_places_are_drawn_by_what_happens_there(store):
    draw = query.places(store).set_index("name")["draw"].to_dict()
    assert draw == {
        "Vladivostok": "disc",
        "Pyongyang": "disc",
        "Delhi": "disc",
        "Khasan station": "disc",
        "Seoul": "disc",
        "Kyiv": "ring",
        "Ukraine": "area",
        "Sea of Japan": "area",
    }, "Russia, which is only a modifier, is not drawn"


def test_an_area_tells_whether_it_is_a_scene(store):
    scene = query.places(store).set_index("name")["scene"]
    assert scene["Ukraine"]
    assert not scene["Sea of Japan"]
    assert not scene["Kyiv"]


def test_places_count_events_not_mentions_and_come_by_them(store):
    found = query.places(store)
    vladivostok = one(found, VLADIVOSTOK)
    assert (vladivostok["events"], vladivostok["mentions"]) == (3, 3), "train, Putin's words, cheap grain"
    assert (one(found, PYONGYANG)["events"], one(found, PYONGYANG)["mentions"]) == (1, 2), "KCNA only speaks of it"
    assert found["events"].is_monotonic_decreasing
    assert ids(query.places(store, limit=1)) == [VLADIVOSTOK]


def test_a_filter_narrows_places_to_those_of_its_events(store):
    assert set(query.places(store, Filters(actors=(MODI,)))["name"]) == {"Delhi", "Seoul"}
    assert set(query.places(store, Filters(actors=(MODI, UKRAINE)))["name"]) == {"Delhi", "Seoul", "Kyiv"}
    assert query.places(store, Filters(kinds=("statement",)))["draw"].tolist() == ["disc", "ring", "ring"]


def test_a_journey_with_all_that_is_told(store):
    train = one(query.journeys(store), "journey:train")
    assert (train["travellers"], train["traveller_ids"]) == ("Kim Jong-un", [KIM])
    assert (train["origin_id"], train["destination_name"]) == (PYONGYANG, "Vladivostok")
    assert (train["origin_lat"], train["origin_lon"]) == (39.03385, 125.75432)
    assert [name for _, name, _, _ in train["via"]] == ["Khasan station"]
    assert (train["status"], train["mode"], train["km"]) == ("under_way", "rail", 684.5)
    assert (train["date_from"], train["date_text"], train["dated"]) == (dt.date(2023, 9, 10), "Sunday", True)
    assert (train["article_title"], train["publisher"]) == ("A train to Vladivostok", "Test press")
    text = query.article(store, "story").text
    assert train["quote"] == text[train["span_start"] : train["span_end"]]
    assert [text[start:end] for start, end, _ in train["evidence"]] == [words for *_, words in train["evidence"]]
    assert len(train["evidence"]) == 2


def test_what_is_not_told_is_none_and_an_unknown_place_keeps_its_words(store):
    pilgrims = one(query.journeys(store), "journey:pilgrims")
    assert pilgrims["origin_id"] is None
    assert pilgrims["origin_name"] is None
    assert pilgrims["destination_id"] is None
    assert pilgrims["destination_name"] == "Nowhere"
    assert pd.isna(pilgrims["destination_lat"])
    assert pd.isna(pilgrims["km"])
    assert (pilgrims["travellers"], pilgrims["traveller_ids"]) == ("Some pilgrims", [None])


def test_journeys_and_presences_come_newest_first_in_pages_with_the_total(store):
    assert ids(query.journeys(store)) == ["journey:pilgrims", "journey:train", "journey:modi"]
    page = query.journeys(store, limit=1, offset=1)
    assert (ids(page), page.attrs["total"]) == (["journey:train"], 3)
    beyond = query.journeys(store, limit=5, offset=9)
    assert (len(beyond), beyond.attrs["total"]) == (0, 3)
    assert list(beyond.columns) == list(page.columns)


def test_a_statement_with_quoted_and_reported_words_told_apart(store):
    grain = one(query.statements(store), "statement:grain")
    assert (grain["speaker_id"], grain["speaker"], grain["cue"], grain["act"]) == (
        PUTIN,
        "Vladimir Putin",
        "said … adding",
        "say",
    )
    assert grain["parts"] == [
        ("“We shall talk of grain,”", True),
        (" … ", False),
        ("that ", False),
        ("“nothing more”", True),
        (" was planned", False),
    ]
    assert grain["venue"] == "Vladivostok"
    assert grain["sentence"].startswith("“We shall")


def test_a_source_that_is_no_actor_keeps_its_own_words(store):
    aide = one(query.statements(store), "statement:aide")
    assert aide["speaker_id"] is None
    assert aide["speaker"] == "An aide"
    assert (aide["places"], aide["actors"]) == (["Delhi"], ["Kim Jong-un"])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(actors=(KIM,)), {"statement:kcna", "statement:aide", "journey:train"}),
        (Filters(actors=(KCNA,)), {"statement:kcna", "journey:train"}),
        (Filters(actors=("person:nobody",)), set()),
        (Filters(date_from=dt.date(2022, 6, 1), date_to=dt.date(2022, 6, 2)), {"journey:modi"}),
        (Filters(date_to=dt.date(2023, 9, 10)), {"journey:modi", "journey:train"}),
        (Filters(date_from=dt.date(2025, 1, 1)), set()),
        (Filters(kinds=("presence",)), {"journey:modi"}),
        (Filters(places=(DELHI,)), {"journey:modi", "statement:aide"}),
        (Filters(statuses=("planned", "completed")), {"journey:modi", "journey:pilgrims"}),
        (Filters(collections=("mine",)), set()),
        (Filters(text="GRAIN talk"), {"statement:grain"}),
        (Filters(text="headed train vladivostok"), {"journey:train"}),
        (Filters(text="headed pyongyang"), set()),
        (Filters(places=(DELHI,), within=Filters(actors=(KIM,))), {"statement:aide"}),
        (Filters(text="headed"), {"journey:train"}),
        (Filters(actors=(KIM,), kinds=("statement",), text="delhi"), {"statement:aide"}),
    ],
)
def test_every_filter_works_the_same_way(store, filters, expected):
    assert {*ids(query.journeys(store, filters)), *ids(query.statements(store, filters))} == expected


@pytest.mark.parametrize("text", ["a la mer", "Seoul MODI", "100%"])
def test_free_text_looks_at_sentences_and_titles_without_case_and_accents(store, text):
    assert query.places(store, Filters(text=text))["name"].tolist() == ["Seoul"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --", "\x00", "\ud800"])
def test_free_text_is_text_and_no_pattern(store, text):
    found = query.counts(store, Filters(text=text))["shown"].sum()
    assert found == (1 if text == "%" else 0)


def test_actors_come_by_how_much_they_are_in(store):
    found = query.actors(store)
    assert found["events"].is_monotonic_decreasing
    kim = one(found, KIM)
    assert (kim["name"], kim["kind"], kim["country"], kim["position"]) == (
        "Kim Jong-un",
        "person",
        "KP",
        "Supreme Leader",
    )
    assert (kim["journeys"], kim["statements"], kim["events"]) == (1, 0, 4)
    assert one(found, PUTIN)["statements"] == 1
    assert one(found, KCNA)["country"] == "KP"
    assert ids(query.actors(store, Filters(places=(KYIV,)))) == [UKRAINE]
    few = query.actors(store, limit=2)
    assert (len(few), few.attrs["total"]) == (2, len(found))
    assert ids(query.actors(store, only=(UKRAINE,))) == [UKRAINE]
    assert ids(query.actors(store, Filters(places=(DELHI,)), only=(UKRAINE,))) == []
    assert ids(query.places(store, only=(KYIV, DELHI), limit=1)) == ids(query.places(store, only=(KYIV, DELHI)))[:1]
    assert ids(query.places(store, only=())) == []


def test_counts_tell_how_much_is_hidden(store):
    found = query.counts(store, Filters(actors=(KIM,))).set_index("kind")
    assert found["total"].to_dict() == {"journey": 2, "presence": 1, "statement": 3, "scene": 4, "named": 3}
    assert found["shown"].to_dict() == {"journey": 1, "presence": 0, "statement": 2, "scene": 0, "named": 1}
    assert (query.counts(store)["shown"] == query.counts(store)["total"]).all()


def test_the_period_and_its_days(store):
    assert query.date_span(store) == (dt.date(2022, 1, 1), dt.date(2024, 1, 9))
    days = query.histogram(store, Filters(kinds=("journey", "presence")))
    assert days.to_dict("records") == [
        {"day": dt.date(2022, 1, 1), "last_day": dt.date(2022, 12, 31), "kind": "presence", "events": 1},
        {"day": dt.date(2023, 9, 10), "last_day": dt.date(2023, 9, 10), "kind": "journey", "events": 1},
        {"day": dt.date(2023, 9, 11), "last_day": dt.date(2023, 9, 11), "kind": "journey", "events": 1},
    ]


def test_one_event_with_everyone_in_it(store):
    train = query.event(store, "journey:train")
    assert {(place.name, place.role, place.scene) for place in train.places} == {
        ("Pyongyang", "origin", True),
        ("Khasan station", "via", True),
        ("Vladivostok", "destination", True),
    }
    assert train.actors == ((KCNA, "KCNA", "mentioned"), (KIM, "Kim Jong-un", "traveller"))
    assert [words for *_, words in train.evidence][1].startswith("His train")
    assert query.event(store, "journey:none") is None


def test_one_article_with_its_record(store):
    found = query.article(store, "other")
    assert (found.title, found.published, found.collection) == ("À la mer: 100% of it", dt.date(2024, 1, 9), "Mine")
    assert found.record.places[0] == PLACES["Pyongyang"]
    assert query.article(store, "none") is None


def test_an_empty_store_has_empty_frames_with_all_columns(store):
    empty = open_store(":memory:")
    for ask in (query.places, query.journeys, query.statements, query.actors, query.histogram):
        assert len(ask(empty)) == 0
        assert list(ask(empty).columns) == list(ask(store).columns)
    assert query.counts(empty)["total"].tolist() == [0] * 5
    assert query.date_span(empty) is None
    empty.close()


def test_filters_can_key_a_cache():
    assert len({Filters(actors=(KIM,)), Filters(actors=(KIM,)), Filters()}) == 2


def facet(store, dimension, filters=None) -> dict[str, int]:
    found = query.facets(store, filters or Filters()).query("dimension == @dimension")
    return dict(zip(found["value"], found["events"], strict=True))


def test_facets_count_what_a_choice_would_show(store):
    every = query.facets(store)
    assert set(every["dimension"]) == set(query.DIMENSIONS)
    assert facet(store, "kind") == query.counts(store).set_index("kind")["total"].to_dict()
    assert facet(store, "status") == {"under_way": 1, "completed": 1, "planned": 1}
    assert facet(store, "publisher") == {"Test press": 13}
    assert facet(store, "collection") == {"samples": 12, "mine": 1}
    labels = every.query("dimension == 'collection'").set_index("value")["label"].to_dict()
    assert labels == {"samples": "Samples", "mine": "Mine"}


@pytest.mark.parametrize("filters", [Filters(), Filters(actors=(KIM,)), Filters(kinds=("statement", "journey"))])
def test_each_count_is_what_its_choice_shows(store, filters):
    for row in query.facets(store, filters).itertuples():
        asked = dataclasses.replace(filters, **{query.DIMENSIONS[row.dimension]: (row.value,)})
        assert query.counts(store, asked)["shown"].sum() == row.events, row


def test_a_choice_without_events_is_still_there_to_be_taken_back(store):
    assert facet(store, "country", Filters(countries=("FR",), kinds=("presence",))) == {"IN": 1, "FR": 0}
