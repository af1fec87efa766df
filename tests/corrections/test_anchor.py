"""Words found again by quotation and context, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.corrections import Anchor
from geo.corrections.anchor import MOST_CONTEXT
from geo.errors import CorrectionError

TEXT = (
    "The governor of Georgia spoke in Atlanta on Monday about peaches.\n"
    "The president of Georgia spoke in Tbilisi on Tuesday about wine.\n"
    "Trade grew, said the Georgian minister."
)


def nth(text: str, words: str, n: int) -> tuple[int, int]:
    at = -1
    for _ in range(n + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


@pytest.mark.parametrize("n", [0, 1])
def test_context_tells_the_same_words_apart_wherever_they_have_moved(n):
    anchor = Anchor.of(TEXT, nth(TEXT, "Georgia", n))
    assert anchor.locate(TEXT) == nth(TEXT, "Georgia", n)
    turned = "\n".join(reversed(TEXT.split("\n")))
    words = "governor of Georgia" if n == 0 else "president of Georgia"
    end = turned.index(words) + len(words)
    assert anchor.locate(turned) == (end - 7, end)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The governor of", "Brian Kemp, governor of"),
        ("spoke in Atlanta on Monday", "spoke in Atlanta late on a Monday"),
        ("on Monday about peaches", "on Monday, at noon, about peaches and nuts"),
        ("The governor", "A new first sentence stands here now.\n\nThe governor"),
    ],
)
def test_a_slightly_changed_text_still_has_the_words(old, new):
    anchor = Anchor.of(TEXT, nth(TEXT, "Georgia", 0))
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    assert anchor.locate(changed) == nth(changed, "Georgia", 0)


def test_words_whose_sentence_is_gone_are_not_found_in_another_one():
    first, _, third = TEXT.split("\n")
    anchor = Anchor.of(TEXT, nth(TEXT, "Georgia", 1))
    assert anchor.locate("\n".join((first, third))) is None
    assert anchor.locate("Nothing of it, but for Georgia in a list of names: Ghana, Greece, Guinea.") is None


def test_two_places_that_fit_equally_well_are_none():
    anchor = Anchor.of(TEXT, nth(TEXT, "Georgia", 0))
    assert anchor.locate(TEXT + "\n" + TEXT) is None


def test_where_its_sentence_is_reworded_and_a_like_one_stands_beside_it_none_is_taken():
    anchor = Anchor.of(TEXT, nth(TEXT, "Georgia", 0))
    changed = TEXT.replace("spoke in Atlanta on Monday about peaches", "was heard by some in Athens")
    assert anchor.locate(changed) in (None, nth(changed, "Georgia", 0))
    assert anchor.locate(changed.replace("The governor of", "He of")) is None


def test_a_name_is_not_found_inside_of_a_longer_one():
    anchor = Anchor.of("Trade with Georgia grew.", nth("Trade with Georgia grew.", "Georgia", 0))
    assert anchor.locate("Trade with Georgian firms grew.") is None


def test_the_old_offset_never_decides():
    text = "x Kim y\nx Kim y"
    anchor = Anchor("Kim", "x ", " y", 2)
    assert anchor.locate(text) is None


@given(st.text("ab \n", min_size=1, max_size=60), st.data())
def test_in_its_own_text_an_anchor_is_found_where_it_was_made(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    anchor = Anchor.of(text, (start, end))
    assert anchor.locate(text) == (start, end)
    assert text[anchor.start :].startswith(anchor.exact)
    assert Anchor.read(anchor.as_dict()) == anchor


@given(st.text(max_size=80), st.text(max_size=80), st.data())
def test_what_is_found_is_always_the_very_words(text, other, data):
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    found = Anchor.of(text, (start, end)).locate(other)
    assert found is None or other[slice(*found)] == text[start:end]


@pytest.mark.parametrize("span", [(0, 0), (5, 6), (-1, 2), (3, 2), (2, 10_000)])
def test_what_holds_no_words_of_the_text_is_refused(span):
    with pytest.raises(CorrectionError, match="select"):
        Anchor.of("Kim, \n and others", span)


def test_words_that_no_context_tells_apart_are_refused():
    text = "no " * (2 * MOST_CONTEXT)
    middle = len(text) // 2 - len(text) // 2 % 3
    with pytest.raises(CorrectionError, match="select more words"):
        Anchor.of(text, (middle, middle + 2))
