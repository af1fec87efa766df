"""How fast the language model reads: 200 articles of 500 words on one core."""

import os
import random
import re
from pathlib import Path

import pytest

from geo.language.pipeline import load

STORIES = Path(__file__).parents[2] / "data" / "stories"
ARTICLES, WORDS = 200, 500


@pytest.fixture
def _one_core():
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    yield
    os.sched_setaffinity(0, allowed)


def articles():
    """Articles made of sentences of the sample stories, in another order."""
    text = "\n".join(re.sub(r"(?s)\A---\n.*?\n---\n", "", p.read_text("utf-8")) for p in sorted(STORIES.glob("*.md")))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 3]
    rng = random.Random(1)
    for _ in range(ARTICLES):
        chosen = []
        while sum(len(s.split()) for s in chosen) < WORDS:
            chosen.append(rng.choice(sentences))
        yield " ".join(chosen)


@pytest.mark.usefixtures("_one_core")
def test_articles_a_second(benchmark):
    nlp, texts = load(), list(articles())
    nlp(texts[0])

    def read():
        return sum(len(doc.ents) > 0 for doc in nlp.pipe(texts, batch_size=16))

    read_in_all = benchmark.pedantic(read, rounds=1)
    assert read_in_all == ARTICLES
    if benchmark.stats:
        benchmark.extra_info["articles a second"] = round(ARTICLES / benchmark.stats["mean"], 1)
