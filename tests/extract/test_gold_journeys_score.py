"""The extractor against the gold passages of journeys and dates: figures that may rise and must not fall.

A floor is a little under the last accepted figure; it is raised when the figure rises.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import geo
from tests.gold.journey_score import Figures, add

PASSAGES = Path(__file__).resolve().parents[1] / "gold" / "journeys.jsonl"
FLOORS = {
    "lenient_f1": 0.77,
    "strict_f1": 0.66,
    "precision": 0.91,
    "calm": 0.93,
    "status": 0.84,
    "kind": 0.98,
    "mode": 0.89,
    "date": 0.88,
    "dates_f1": 0.97,
    "values_f1": 0.89,
}
"""``calm``: the share of passages without a journey in which none is seen."""


@pytest.fixture(scope="module")
def figures() -> Figures:
    counted = Figures()
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        record = geo.extract(passage["text"], id=passage["id"], published=passage["published"])
        add(counted, passage, json.loads(record.to_json()))
    return counted


@pytest.mark.parametrize("name", FLOORS)
def test_journeys_and_dates_do_not_get_worse(figures, name):
    assert figures.figure(name) >= FLOORS[name], ", ".join(figures.misses)
