"""Copies of one report are recognised by their words; other reports are not."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import LIKE, bands, body_start, likeness, signature

FOLDER = Path(__file__).resolve().parents[2] / "data" / "stories"
STORIES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
KIM = """North Korean leader Kim Jong-un has left Pyongyang by train for Russia, state media reported on Tuesday. He is
to meet President Vladimir Putin in Vladivostok. The train left the capital on Sunday afternoon, the official news
agency said, with senior officials of the army and of the arms industry on board. The Kremlin confirmed the visit."""
KIM_TOLD_ANEW = """Kim Jong-un's armoured train crossed into Russia early on Tuesday, two days after it had set off from
the North Korean capital, according to a Japanese broadcaster. The leader will hold talks with Vladimir Putin, a
spokesman for the Kremlin said, without naming the place. Washington warned both countries against a deal on arms."""


def paragraphs(story):
    return [part for part in STORIES[story][body_start(STORIES[story]) :].split("\n\n") if part.strip()]


def cut(parts, share):
    return parts[: max(1, round(len(parts) * share))]


COPIES = {
    "another headline": lambda parts: ["Kremlin confirms the visit at last", *parts],
    "another first paragraph": lambda parts: ["Officials told this newspaper on Tuesday of a long trip.", *parts[1:]],
    "a third cut off": lambda parts: cut(parts, 2 / 3),
    "half cut off": lambda parts: cut(parts, 1 / 2),
    "other marks": lambda parts: [
        p.replace('"', "”").replace("'", "’").replace("-", "‑").replace("fi", "ﬁ").replace(" ", "\u00a0") for p in parts
    ],
    "capitals": lambda parts: [p.upper() for p in parts],
    "lines": lambda parts: [p.replace(" ", "\n") for p in parts],
    "house style": lambda parts: [p.replace("kilometres", "km").replace(" per cent", "%") for p in parts],
    "a headline and a cut": lambda parts: ["Kremlin confirms the visit at last", *cut(parts, 2 / 3)],
    "a credit line": lambda parts: [
        *parts,
        "Additional reporting by our correspondents in Seoul. All rights reserved.",
    ],
}


@pytest.mark.parametrize("change", COPIES)
@pytest.mark.parametrize("story", STORIES)
def test_a_copy_is_like_its_report(story, change):
    report = signature(STORIES[story])
    copy = signature("\n\n".join(COPIES[change](paragraphs(story))))
    assert likeness(report, copy) >= LIKE
    assert likeness(copy, report) == likeness(report, copy)
    assert set(bands(report)) & set(bands(copy))


def test_other_reports_are_not_alike():
    """Journeys of the same persons, told by the same hand, are the nearest that reports come."""
    all_signatures = [signature(text) for text in STORIES.values()]
    assert max(likeness(one, other) for one, other in itertools.combinations(all_signatures, 2)) < 0.3
    assert likeness(signature(KIM), signature(KIM_TOLD_ANEW)) < 0.3


def test_a_shared_paragraph_makes_no_copy():
    """Agencies tell the background in the same words again and again."""
    names = list(STORIES)
    for one, other in itertools.pairwise(names):
        mixed = "\n\n".join([*paragraphs(one), paragraphs(other)[0]])
        assert likeness(signature(STORIES[other]), signature(mixed)) < LIKE


def test_few_candidates_share_a_band_by_chance():
    keys = [set(bands(signature(text))) for text in STORIES.values()]
    pairs = list(itertools.combinations(keys, 2))
    assert sum(bool(one & other) for one, other in pairs) <= len(pairs) / 50


def test_the_signature_is_the_same_in_every_process_and_version():
    """These numbers are kept in stores: another number here needs a new column there."""
    found = signature(KIM)
    assert (len(found), found[0], found[1:4]) == (129, 56, (80155622, 66187665, 29626716))
    assert bands(found)[0] == "00560f6113a173"
    code = "import sys; from geo.articles import signature; print(signature(sys.stdin.read()))"
    said = subprocess.run([sys.executable, "-c", code], input=KIM, capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(found)


def test_texts_without_words_are_like_nothing():
    empty = signature(" \n… – 。")
    assert empty[0] == 0
    assert bands(empty) == ()
    assert likeness(empty, empty) == likeness(empty, signature(KIM)) == 0


def test_a_formula_of_few_words_is_no_copy_of_an_article_that_has_it():
    assert likeness(signature("State media reported on Tuesday."), signature(KIM)) < LIKE
    assert likeness(signature("Kyiv"), signature("KYIV!")) == 1


@given(st.text(max_size=200))
def test_any_text_is_like_itself(text):
    found = signature(text)
    assert len(found) == 129
    assert all(0 <= number < 2**32 for number in found)
    assert likeness(found, found) == (1 if found[0] else 0)
    assert len(set(bands(found))) == (32 if found[0] else 0)
