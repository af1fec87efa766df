"""From a text to a record: what every record keeps to, and the parts of one well-known story."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import geo
from geo.articles import read
from geo.errors import DateError, EmptyTextError, InputError, TextTooLongError
from geo.identity import text_hash
from geo.record import LITERAL_ROLES, Record, json_schema

STORIES = Path(__file__).resolve().parents[2] / "data" / "stories"
VALIDATOR = Draft202012Validator(json_schema())


def extract_story(name: str) -> tuple[str, Record]:
    (article,) = read(STORIES / name)
    return article.text, extracted(article)


def extracted(article) -> Record:
    fields = {f: getattr(article, f) for f in ("published", "id", "title", "url", "publisher")}
    return geo.extract(article.text, **fields)


@pytest.fixture(scope="module")
def story() -> tuple[str, Record]:
    return extract_story("2023-09-12-kim-vladivostok.md")


def spans(part):
    """Yield every (start, end) and (start, end, text) in a part of a record."""
    if dataclasses.is_dataclass(part):
        if hasattr(part, "start"):
            yield part.start, part.end, getattr(part, "text", None)
        for field in dataclasses.fields(part):
            yield from spans(getattr(part, field.name))
    elif isinstance(part, tuple):
        if len(part) == 2 and all(isinstance(x, int) for x in part):
            yield (*part, None)
        else:
            for item in part:
                yield from spans(item)


def check(text: str, record: Record) -> None:
    """What holds of every record."""
    assert record.text_sha256 == text_hash(text)
    for start, end, words in spans(record):
        assert 0 <= start < end <= len(text)
        assert words is None or text[start:end] == words
    places, actors = {p.id for p in record.places}, {a.id for a in record.actors}
    for toponym in record.toponyms:
        assert toponym.literal == (toponym.role in LITERAL_ROLES)
        assert (toponym.place is None) == (toponym.status == "not_found")
        assert {toponym.place, *toponym.alternatives} - {None} <= places
        assert toponym.actor is None or toponym.actor in actors
    for statement in record.statements:
        assert {statement.speaker, statement.via, *statement.actors} - {None} <= actors
        assert set(statement.places) <= places
        content = {n for s, e in statement.content for n in range(s, e)}
        assert not any(n in content for s, e in (*statement.source, *statement.cue) for n in range(s, e))
    for journey in record.journeys:
        ends = [e for e in (journey.origin, *journey.via, journey.destination) if e]
        assert {e.place for e in ends} - {None} <= places
        assert {t.actor for t in journey.travellers} - {None} <= actors
        assert journey.travellers
        both = journey.origin and journey.destination and journey.origin.place and journey.destination.place
        assert (journey.great_circle_km is not None) == bool(both)
    ids = [part.id for part in (*record.statements, *record.journeys)]
    assert len(ids) == len(set(ids))
    line = record.to_json()
    assert Record.from_json(line) == record
    VALIDATOR.validate(json.loads(line))


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.md")), ids=lambda p: p.stem)
def test_the_committed_record_of_a_story_is_what_the_extractor_says(path):
    committed = dict.fromkeys(line for line in (STORIES / "records.jsonl").read_text(encoding="utf-8").splitlines())
    (article,) = read(path)
    record = extracted(article)
    check(article.text, record)
    assert record.to_json() in committed, (
        "run: python -m geo extract data/stories/*.md --out data/stories/records.jsonl"
    )


WORDS = st.sampled_from(
    (
        "Kim Jong-un Putin said that “we will” ” “ \" ' ’ , . ! \n \n\n Moscow Pyongyang left for from to in Paris, "
        "Texas Russian U.S. told reporters 680 km miles on Monday 31 February 2023 according denied visit Kiev’s KCNA "
        "— – ( ) the a he she U+2028 \u2028 \u202e 東京 Émile ﬁ 🚂 12,000.5 kilometers"
    ).split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300),
        st.lists(WORDS, min_size=1, max_size=60).map(" ".join),
    )
)
@example("\u2028DENied 0")  # a blank is no source
def test_any_text_yields_a_true_record_or_a_clear_error(text):
    try:
        record = geo.extract(text, published="2023-09-11")
    except InputError as error:
        assert str(error).endswith(".")
        return
    check(text, record)


def test_the_story_has_its_journey_with_the_distance(story):
    _, record = story
    names = {p.id: p.name for p in record.places}
    told = {
        (names[j.origin.place], names[j.destination.place], j.mode, j.status, round(j.great_circle_km))
        for j in record.journeys
        if j.origin and j.destination and j.travellers[0].actor == "person:kim-jong-un"
    }
    assert ("Pyongyang", "Vladivostok", "rail", "under_way", 684) in told


def test_a_claimed_distance_is_measured(story):
    _, record = story
    (claim,) = record.distances
    assert (claim.claimed_km, round(claim.measured_km), claim.verdict) == (680, 684, "agrees")


def test_a_government_is_no_scene(story):
    text, record = story
    said = text.index("Moscow said")
    (moscow,) = [t for t in record.toponyms if t.start == said]
    assert (moscow.role, moscow.literal, moscow.actor) == ("actor", False, "state:RU")
    assert not any(t.literal for t in record.toponyms if t.text == "Kyiv")


def test_statements_have_their_speakers(story):
    text, record = story
    said = {(s.speaker, " ".join(text[a:b] for a, b in s.cue)) for s in record.statements}
    assert ("organisation:kcna", "reported") in said
    assert ("person:dmitry-peskov", "said") in said
    assert ("state:RU", "said") in said


def test_quoted_words_are_told_from_reported_ones(story):
    text, record = story
    (statement,) = [s for s in record.statements if "begging" in "".join(text[a:b] for a, b in s.content)]
    assert statement.kind == "mixed"


def test_front_matter_is_not_read_and_offsets_stay_true():
    text = "---\ntitle: Paris and Moscow\n---\nMacron flew from Paris to Berlin."
    record = geo.extract(text)
    assert [t.text for t in record.toponyms] == ["Paris", "Berlin"]
    check(text, record)


@pytest.mark.parametrize(
    ("text", "published", "error"),
    [
        ("", None, EmptyTextError),
        ("  \n\t ", None, EmptyTextError),
        ("a " * 1_500_000, None, TextTooLongError),
        ("Putin is in Moscow.", "yesterday", DateError),
        ("Putin is in Moscow.", "2023-02-30", DateError),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text, published, error):
    with pytest.raises(error, match=r"\.$"):
        geo.extract(text, published=published)
