"""Floors under the accuracy of place names on the gold passages."""

import functools
import json
from pathlib import Path

import pytest

import geo
from tests.gold.places_score import Tally, tally_of

GOLD = Path(__file__).parents[1] / "gold" / "places.jsonl"
PASSAGES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


@functools.cache
def record(text: str, published: str | None):
    return geo.extract(text, published=published)


def measured(passages) -> Tally:
    return tally_of((p, record(p["text"], p.get("published"))) for p in passages)


if __name__ == "__main__":
    print(measured(PASSAGES).report())
