"""What holds for all corrections of all records."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from geo.corrections import Correction, apply, change_act, change_date, describe, move_toponym, rename_actor
from geo.language import quotations, statement_kind
from geo.record import LITERAL_ROLES, Record, json_schema
from geo.store.flatten import flatten
from tests.corrections.drawn import PARAGRAPHS, RECORD, TEXT, records, sessions, shifted

SCHEMA = Draft202012Validator(json_schema())


def check(record: Record, text: str) -> None:
    """Refuse a record that breaks what the contract promises."""
    SCHEMA.validate(json.loads(record.to_json()))
    assert Record.from_json(record.to_json()) == record
    places, actors = {p.id for p in record.places}, {a.id for a in record.actors}
    assert len(places) == len(record.places)
    assert len(actors) == len(record.actors)
    for part in (*record.toponyms, *record.dates, *(m for a in record.actors for m in a.mentions)):
        assert text[part.start : part.end] == part.text
    for t in record.toponyms:
        assert (t.place is None) == (t.status == "not_found")
        assert t.place is None or t.place in places
        assert t.actor is None or t.actor in actors
        assert t.literal == (t.role in LITERAL_ROLES)
    known = quotations(text)
    for s in record.statements:
        assert s.content
        assert {i for i in (s.speaker, s.via, *s.actors) if i} <= actors
        assert {i for i in (s.venue, *s.places) if i} <= places
        assert s.kind == statement_kind(text, s.content, known) or s in RECORD.statements
        for start, end in (*s.content, *s.cue, *s.source, *s.sentences):
            assert 0 <= start < end <= len(text)
    for j in record.journeys:
        assert {w.actor for w in j.travellers if w.actor} <= actors
        ends = [e for e in (j.origin, *j.via, j.destination) if e]
        assert {e.place for e in ends if e.place} <= places
        both = j.origin and j.origin.place and j.destination and j.destination.place
        assert (j.great_circle_km is not None) == bool(both)
        assert j.date is None or text[j.date.start : j.date.end] == j.date.text
    flatten(record, text)


@settings(max_examples=300, deadline=None)
@given(sessions())
def test_a_corrected_record_keeps_what_the_contract_promises(session):
    record, text, done = session
    applied = apply(record, text, done)
    assert applied.lost == ()
    check(applied.record, text)


@settings(max_examples=200, deadline=None)
@given(sessions())
def test_applied_twice_is_applied_once(session):
    record, text, done = session
    once = apply(record, text, done).record
    assert apply(once, text, done).record == once


@given(records())
def test_without_corrections_the_record_is_the_extraction_itself(drawn):
    record, text = drawn
    assert apply(record, text, []).record is record


@settings(max_examples=200, deadline=None)
@given(sessions(), st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1))
def test_corrections_follow_their_words_when_paragraphs_come_before(session, paragraphs):
    record, text, done = session
    shown = apply(record, text, done).record
    later, longer = shifted(record, text, paragraphs)
    applied = apply(later, longer, done)
    assert applied.lost == ()
    check(applied.record, longer)
    by = len(longer) - len(text)

    def words(of, back):
        return [(t.text, t.place, t.role, t.status, t.start - back) for t in of.toponyms]

    assert words(applied.record, by) == words(shown, 0)
    assert [(s.id, s.speaker, s.act, s.kind) for s in applied.record.statements] == [
        (s.id, s.speaker, s.act, s.kind) for s in shown.statements
    ]
    assert [(j.id, j.mode, j.status, j.great_circle_km) for j in applied.record.journeys] == [
        (j.id, j.mode, j.status, j.great_circle_km) for j in shown.journeys
    ]
    assert [(d.text, d.value) for d in applied.record.dates] == [(d.text, d.value) for d in shown.dates]


@settings(max_examples=200, deadline=None)
@given(sessions(), st.data())
def test_any_of_several_corrections_can_be_undone_alone(session, data):
    record, text, done = session
    kept = [correction for correction in done if data.draw(st.booleans())]
    check(apply(record, text, kept).record, text)


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_independent_corrections_does_not_matter(order):
    by_words = {t.text: (t.start, t.end) for t in reversed(RECORD.toponyms)}
    made = [
        move_toponym(RECORD, TEXT, by_words["Pyongyang"], "geonames:703448"),
        move_toponym(RECORD, TEXT, by_words["Ukraine"], "geonames:1835848"),
        change_act(RECORD, TEXT, "statement:aide", "ask"),
        change_date(RECORD, TEXT, (RECORD.dates[1].start, RECORD.dates[1].end), "2021"),
        rename_actor(RECORD, "person:narendra-modi", "Modi"),
    ]
    assert apply(RECORD, TEXT, [made[n] for n in order]) == apply(RECORD, TEXT, made)


@settings(max_examples=200, deadline=None)
@given(sessions(), st.text("aeKimDelhi “”.\n", max_size=300))
def test_in_another_text_corrections_are_lost_and_nothing_else_happens(session, other):
    record, _text, done = session
    anchored = [correction for correction in done if correction.anchor is not None]
    blank = dataclasses.replace(
        record, sentences=(), toponyms=(), statements=(), journeys=(), dates=(), distances=(), warnings=(), actors=()
    )
    blank = dataclasses.replace(blank, places=())
    applied = apply(blank, other, anchored)
    if len(applied.lost) == len(anchored):
        assert applied.record == blank
    for correction in anchored:
        if correction.anchor.exact not in other:
            assert correction in applied.lost


@settings(max_examples=200, deadline=None)
@given(sessions())
def test_a_correction_is_told_in_one_line_and_survives_as_json(session):
    for correction in session[2]:
        assert Correction.from_json(correction.to_json()) == correction
        said = describe(correction)
        assert said
        assert "\n" not in said
