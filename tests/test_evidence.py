"""The article with its marks: what a mark says, and that no word of the article is lost or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import evidence
from geo.articles import body_start
from geo.evidence import Mark
from geo.record import Warning

TEXT = (
    "Kim Jong-un left Pyongyang for Vladivostok on 10 September 2023. Moscow said that he was welcome in Atlantisburg."
)


@pytest.fixture(scope="module")
def record():
    return geo.extract(TEXT, published="2023-09-12")


def said(record, words: str) -> set[tuple[str, str]]:
    return {(m.layer, m.label) for m in evidence.marks(record) if TEXT[m.start : m.end] == words}


def test_a_place_says_where_it_is_and_what_part_it_plays(record):
    assert ("place", "Vladivostok, Russia · a journey ends here") in said(record, "Vladivostok")
    assert ("place", "Moscow, Russia · stands for who acts there, no scene") in said(record, "Moscow")


def test_a_scene_and_a_place_that_is_only_named_look_different(record):
    styles = {TEXT[m.start : m.end]: m.style for m in evidence.marks(record) if m.layer == "place"}
    assert (styles["Pyongyang"], styles["Moscow"]) == ("scene", "ring")


def test_a_journey_is_marked_from_its_first_to_its_last_word_and_selects_itself(record):
    (mark,) = [m for m in evidence.marks(record) if m.layer == "journey"]
    assert TEXT[mark.start : mark.end] == "Kim Jong-un left Pyongyang for Vladivostok on 10 September 2023"
    assert mark.target == ("journey", record.journeys[0].id)
    assert "Pyongyang → Vladivostok" in mark.label


def test_a_place_that_is_not_on_the_map_selects_nothing(record):
    (mark,) = [m for m in evidence.marks(record) if m.layer == "place" and TEXT[m.start : m.end] == "Atlantisburg"]
    assert mark.target is None
    assert "not in the gazetteer" in mark.label


def test_excerpts_show_the_sentences_that_tell_something_and_say_what_is_left_out():
    text = "It rained. Kim left Pyongyang for Vladivostok. It went on raining.\nNobody minded."
    shown = evidence.payload(text, geo.extract(text), excerpts=True)["paragraphs"]
    words = "".join(segment[0] for paragraph in shown for segment in paragraph["segments"])
    assert "Kim left Pyongyang for Vladivostok." in words
    assert "rain" not in words
    assert "Nobody" not in words
    assert words.count("[…]") == 2


def test_front_matter_is_not_part_of_the_article():
    text = "---\ntitle: Rain\n---\nKim left Pyongyang for Vladivostok."
    (paragraph,) = evidence.payload(text, geo.extract(text))["paragraphs"]
    assert "".join(segment[0] for segment in paragraph["segments"]) == text[body_start(text) :]


TEXTS = st.text(st.sampled_from("ab \n.“”\u2028é𝔘"), min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_no_word_is_lost_added_or_marked_elsewhere(text, data):
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=6))
    found = [Mark("date", a, b, "date", "") for a, b in sorted(spans) if a < b]
    shown = evidence.paragraphs(text, found)
    lines = [line for line in text[body_start(text) :].splitlines(keepends=True) if line.strip()]
    assert ["".join(s[0] for s in p["segments"]) for p in shown] == lines
    for paragraph in shown:
        for words, numbers, start in paragraph["segments"]:
            assert text[start : start + len(words)] == words
            for n, mark in enumerate(found):
                inside = mark.start <= start and start + len(words) <= mark.end
                assert (n in numbers) == inside
                assert inside or mark.end <= start or start + len(words) <= mark.start


@given(TEXTS, st.data())
def test_excerpts_are_the_asked_spans_and_nothing_else(text, data):
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=4))
    kept = {i for a, b in spans for i in range(max(a, body_start(text)), b)}
    for paragraph in evidence.paragraphs(text, [], only=spans):
        for words, _, start in paragraph["segments"]:
            if words != " […] ":
                assert set(range(start, start + len(words))) <= kept


def test_doubts_are_listed_with_their_place():
    text = "Kim left Atlantisburg."
    record = geo.extract(text)
    doubts = evidence.payload(text, record)["doubts"]
    assert [[w.message, list(w.span)] for w in record.warnings if isinstance(w, Warning)] == doubts
    assert doubts


THREE = (
    "Kim Jong-un left Pyongyang for Vladivostok on 10 September 2023.\nNobody knows what he had for breakfast.\n"
    "The weather in Kyiv was fair. The price of bread did not change."
)


@pytest.mark.parametrize("asked", [None, (0, 10_000), (64, 105), (65, 104), (0, 66), (136, 170), (-5, 3)])
def test_excerpts_hold_no_more_than_something_was_read_from(asked):
    record = geo.extract(THREE)
    shown = "".join(
        words
        for paragraph in evidence.payload(THREE, record, span=asked, excerpts=True)["paragraphs"]
        for words, *_ in paragraph["segments"]
    )
    assert "Kim Jong-un left" in shown
    assert "breakfast" not in shown
    assert "bread" not in shown


def test_excerpts_hold_the_scene_that_was_asked_for():
    record = geo.extract(THREE)
    start = THREE.index("The weather")
    payload = evidence.payload(THREE, record, span=(start, start + 29), excerpts=True)
    shown = [words for paragraph in payload["paragraphs"] for words, *_ in paragraph["segments"]]
    assert "The weather in " in shown
