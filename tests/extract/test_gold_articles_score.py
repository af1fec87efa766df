"""The extractor against whole articles: shares that may rise and must not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

import geo
from tests.gold.article_score import FOLDER, Tally, add, articles

ARTICLES = Path(__file__).resolve().parents[1] / "gold" / FOLDER
FLOORS = {"actors": 0.98, "statements": 0.87, "journeys": 0.85}
MOST_BESIDES = {"statements": 9, "journeys": 4}


@pytest.fixture(scope="module")
def tally() -> Tally:
    counted = Tally()
    for name, text, gold in articles(ARTICLES):
        add(counted, text, gold, geo.extract(text, id=name, published=gold["published"]))
    return counted


@pytest.mark.parametrize("kind", FLOORS)
def test_what_is_found_of_whole_articles_does_not_fall(tally, kind):
    assert tally.share(kind) >= FLOORS[kind], "\n".join(tally.misses)


@pytest.mark.parametrize("kind", MOST_BESIDES)
def test_little_is_found_that_is_not_there(tally, kind):
    assert tally.extra.get(kind, 0) <= MOST_BESIDES[kind], "\n".join(tally.misses)
