"""Quotation marks are paired by paragraph, and an odd one loses only itself."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language import parse, quotations


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said, “today.”", ["“We go,”", "“today.”"]),
        ('"We go," he said, "today."', ['"We go,"', '"today."']),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("‘We go now,’ he said.", ["‘We go now,’"]),
        ("It’s the boys’ dog, isn’t it", []),
        ("the '90s were over", []),
        ("“He told me ‘no’ twice.”", ["“He told me ‘no’ twice.”"]),
        ("An odd “ mark, then “all is well.”", ["“all is well.”"]),
        ('An odd " mark, then nothing.', []),
        ("the Times“because it would.”", ["“because it would.”"]),
        ("“First.\n\n“Second,” she said.", ["“First.", "“Second,”"]),
        ("''We go,'' he said. ''Now.''", ["''We go,''", "''Now.''"]),
        ("``We go,'' he said.", ["``We go,''"]),
        ("“Never closed.\n\nNext paragraph.", []),
        ('"First.\n\nSecond.\n\nThird," she said.', ['"First.', "Second.", 'Third,"']),
        ("“First.\n\nThird,” she said. “Fourth.”", ["“First.", "Third,”", "“Fourth.”"]),
        ('A 9" nail.\n\nHe said, "Go."', ['"Go."']),
        ('An odd "mark.\n\nThe "right" one.', ['"right"']),
    ],
)
def test_marks_are_paired(text, expected):
    assert quoted(text) == expected


@given(st.text(alphabet="ab .,\n“”\"'‘’«»„", max_size=80))
def test_quotations_never_overlap_and_stay_in_their_paragraph(text):
    spans = quotations(text)
    assert all(0 <= a < b <= len(text) and "\n" not in text[a:b] for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“We go.” He left.", ["“We go.”", "He left."]),
        ("“We go!” he said. “Now.”", ["“We go!” he said.", "“Now.”"]),
        ("Headline without a stop\nThe text.", ["Headline without a stop", "The text."]),
        ("The U.S. said no. The U.N. agreed.", ["The U.S. said no.", "The U.N. agreed."]),
        ("Lt. Gov. Smith met Sen. Jones. They ate.", ["Lt. Gov. Smith met Sen. Jones.", "They ate."]),
    ],
)
def test_sentences_end_where_they_should(text, sentences):
    assert [s.text.strip() for s in parse(text).sents] == sentences
