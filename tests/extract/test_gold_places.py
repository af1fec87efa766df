"""Floors under the accuracy of place names, their places, roles and pins on the gold passages.

``tests/gold/README.md`` says how floors are used.  ``pytest -k gold_places -rA`` shows the figures.
"""

import functools
import json
from pathlib import Path

import pytest

import geo
from tests.gold.places_score import Tally, tally_of

GOLD = Path(__file__).parents[1] / "gold" / "places.jsonl"
PASSAGES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
FLOORS = {
    "precision": 0.966,
    "recall": 0.965,
    "f1": 0.967,
    "place": 0.957,
    "role": 0.785,
    "literal": 0.905,
    "pin_precision": 0.94,
    "pin_recall": 0.875,
    "not_found": 1.0,
}


@functools.cache
def record(text: str, published: str | None):
    return geo.extract(text, published=published)


def measured(*tags: str) -> Tally:
    """Measure the passages that bear one of some tags, or all."""
    chosen = [p for p in PASSAGES if not tags or set(tags) & set(p["tags"])]
    return tally_of((p, record(p["text"], p.get("published"))) for p in chosen)


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_no_figure_falls_below_its_floor(figure, floor):
    tally = measured()
    assert getattr(tally, figure) >= floor, tally.report()


@pytest.mark.parametrize(
    ("tags", "figure", "floor"),
    [
        (("namesake",), "place", 0.955),
        (("namesake",), "f1", 0.96),
        (("false-friend", "common-word", "person"), "precision", 0.695),
        (("dateline",), "f1", 0.965),
        (("demonym", "abbreviation"), "f1", 0.967),
        (("demonym", "abbreviation"), "place", 0.933),
        (("headline",), "f1", 0.89),
        (("region", "water"), "place", 0.975),
        (("via", "journey"), "role", 0.785),
        (("actor", "metonym"), "role", 0.885),
    ],
)
def test_a_gain_elsewhere_hides_no_loss_of_one_kind(tags, figure, floor):
    tally = measured(*tags)
    assert getattr(tally, figure) >= floor, tally.report()


def test_most_passages_without_a_place_stay_without():
    silent = [p for p in PASSAGES if not p["toponyms"]]
    found = {p["id"]: [t.text for t in record(p["text"], p.get("published")).toponyms] for p in silent}
    assert sum(not names for names in found.values()) / len(silent) >= 0.65, found
