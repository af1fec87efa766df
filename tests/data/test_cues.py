"""The curated tables of cues and given names are well formed."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from geo.extract.content import FRAMES
from geo.record import Act
from geo.tables import rows

CUES = list(rows("cues.csv"))
MARKS = {"clause", "wh", "quote", "hearer", "cite", "passive"}
"""Frames that are no phrase of their own."""


def test_cues_have_acts_and_frames_that_the_reader_knows() -> None:
    assert {row["kind"] for row in CUES} == {"verb", "noun", "adjective"}
    assert {row["act"] for row in CUES} == set(get_args(Act))
    for row in CUES:
        assert row["frames"], row["lemma"]
        assert set(row["frames"].split("|")) <= MARKS | set(FRAMES), row["lemma"]
        assert row["lemma"] in row["forms"].split("|")


def test_a_form_of_a_cue_leads_to_one_lemma() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in CUES:
        for form in row["forms"].split("|"):
            owners.setdefault((row["kind"], form), set()).add(row["lemma"])
    assert {form: lemmas for form, lemmas in owners.items() if len(lemmas) > 1} == {}


def test_a_given_name_has_one_gender() -> None:
    names = list(rows("given_names.csv"))
    assert [name for name, count in Counter(row["name"] for row in names).items() if count > 1] == []
    assert {row["gender"] for row in names} == {"m", "f"}
