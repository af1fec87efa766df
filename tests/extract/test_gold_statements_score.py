"""The extractor against the gold passages of statements: figures that may rise and must not fall.

A floor is a little under the last accepted figure; it is raised when the figure rises.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import geo
from tests.gold.score import Tally, add

PASSAGES = Path(__file__).resolve().parents[1] / "gold" / "statements.jsonl"
FLOORS = {"half_f1": 0.97, "with_speaker_f1": 0.93, "direct_recall": 0.99}
SHARES = {"right_speaker": 0.95, "right_source": 0.98, "right_kind": 0.98, "right_act": 0.97, "right_via": 0.98}
"""Of the statements found: the share with the right speaker, source, kind, act and medium."""


@pytest.fixture(scope="module")
def tally() -> Tally:
    counted = Tally()
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        record = geo.extract(passage["text"], id=passage["id"], published=passage.get("published"))
        add(counted, passage, json.loads(record.to_json()))
    return counted


@pytest.mark.parametrize("figure", FLOORS)
def test_statements_do_not_get_worse(tally, figure):
    assert getattr(tally, figure) >= FLOORS[figure], "\n".join(tally.misses)


@pytest.mark.parametrize("part", SHARES)
def test_what_is_told_of_them_does_not_get_worse(tally, part):
    assert getattr(tally, part) / tally.half >= SHARES[part], "\n".join(tally.misses)
