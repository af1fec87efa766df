"""Corrections of sample stories, extracted again by the real extractor after their text has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import geo
from geo import corrections as c
from geo.articles import body_start, read
from geo.identity import part_id
from geo.record import json_schema

STORIES = Path(geo.__file__).parents[1] / "data" / "stories"
NAMES = ("2019-04-26-kim-putin-vladivostok", "2022-12-22-zelensky-washington", "2019-03-01-trump-kim-hanoi")


def later(text: str) -> str:
    """The text with a paragraph more before its second one, and other words further on."""
    at = text.index("\n\n", body_start(text) + 200) + 2
    return text[:at] + "A new paragraph names Kyiv and Seoul.\n\n" + text[at:].replace(" said", " told reporters", 1)


@pytest.fixture(scope="module", params=NAMES)
def story(request):
    (article,) = read(STORIES / f"{request.param}.md")
    text, options = article.text, {"id": article.id, "published": article.published}
    changed = later(text)
    return geo.extract(text, **options), text, geo.extract(changed, **options), changed


def test_whatever_is_verified_is_found_again_and_nothing_is_told_twice(story):
    record, text, again, changed = story
    parts = (*record.toponyms, *record.dates, *record.journeys, *record.actors)
    applied = c.apply(again, changed, [c.mark_verified(record, text, part_id(part)) for part in parts])
    assert applied.lost == ()
    assert len(applied.record.verified) == len({part_id(part) for part in parts})
    assert len(applied.record.journeys) == len(again.journeys)
    assert [t.text for t in applied.record.toponyms] == [t.text for t in again.toponyms]
    Draft202012Validator(json_schema()).validate(json.loads(applied.record.to_json()))


def test_a_place_a_speaker_and_a_status_stay_corrected(story):
    record, text, again, changed = story
    moved = next(j.destination for j in record.journeys if j.destination and j.destination.place)
    told, journey = record.statements[-1], record.journeys[-1]
    made = [
        c.move_toponym(record, text, (moved.start, moved.end), c.user_place("Elsewhere", lat=10.0, lon=20.0)),
        c.change_speaker(record, text, told.id, c.new_actor(record, "Ada Lovelace", "person")),
        c.change_journey(record, text, journey.id, status="denied"),
    ]
    applied = c.apply(again, changed, made)
    assert applied.lost == ()
    (place,) = (p for p in applied.record.places if p.name == "Elsewhere")
    (there,) = (t for t in applied.record.toponyms if t.place == place.id)
    assert changed[there.start - 20 : there.end].split()[-2:] == text[moved.start - 20 : moved.end].split()[-2:]
    assert next(s for s in applied.record.statements if s.id == told.id).speaker == "person:ada-lovelace"
    assert next(j for j in applied.record.journeys if j.id == journey.id).status == "denied"
    ends = {end.place for j in applied.record.journeys for end in (j.origin, j.destination) if end}
    assert place.id in ends
