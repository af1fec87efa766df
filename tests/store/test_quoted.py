from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language.quotations import quotations
from geo.store.quoted import parts


def told(text: str, *words: str) -> list[tuple[str, bool]]:
    spans = [(text.index(part), text.index(part) + len(part)) for part in words]
    return parts(text, spans, quotations=quotations(text))


def test_reported_words_around_a_quotation():
    text = "He said that trade was “growing fast” this year."
    assert told(text, "that trade was “growing fast” this year") == [
        ("that trade was ", False),
        ("“growing fast”", True),
        (" this year", False),
    ]


def test_a_quotation_split_by_its_speaker_is_joined_by_an_ellipsis():
    text = '"We go," she said, "at dawn."'
    assert told(text, '"We go,"', '"at dawn."') == [('"We go,"', True), (" … ", False), ('"at dawn."', True)]


def test_a_quotation_over_two_sentences_is_quoted_in_both():
    text = "“We go. We win,” she said."
    assert told(text, "“We go.", "We win,”") == [("“We go.", True), (" ", False), ("We win,”", True)]


def test_a_mark_without_its_partner_quotes_nothing():
    text = "He said that “trade was growing.\nMore later."
    assert told(text, "that “trade was growing") == [("that “trade was growing", False)]


def test_an_apostrophe_is_no_mark():
    text = "She said the ministers' plan wasn't Kim's."
    assert told(text, "the ministers' plan wasn't Kim's") == [("the ministers' plan wasn't Kim's", False)]


@pytest.mark.parametrize("content", [[], [(0, 0)]])
def test_no_words_have_no_parts(content):
    assert parts("“Yes.”", content, quotations=[(0, 6)]) == []


@given(
    st.text(alphabet="ab “”\"‘’'\n", max_size=40),
    st.lists(st.integers(0, 40), max_size=6).map(sorted),
)
def test_every_part_is_verbatim_and_quoted_parts_lie_in_marks(text, cuts):
    cuts = [min(cut, len(text)) for cut in cuts]
    content = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    pairs = quotations(text)
    found = parts(text, content, quotations=pairs)
    verbatim = [text[a:b] for a, b in content]
    joined = "".join(words for words, _ in found)
    assert joined.replace(" … ", "").replace(" ", "") == "".join(verbatim).replace(" ", "")
    inside = [text[a:b] for a, b in pairs]
    assert all(any(words in quotation for quotation in inside) for words, quoted in found if quoted)
