"""How many articles a second one core reads, start-up excluded."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import geo
from geo.articles import body_start

STORIES = Path(__file__).resolve().parents[2] / "data" / "stories"
WORDS = 500


def articles(number: int) -> list[str]:
    """Return articles of about 500 words: paragraphs of the sample stories, recombined (seeded)."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.md"))]
    paragraphs = [p for text in texts for p in text[body_start(text) :].split("\n\n") if p.strip()]
    draw = random.Random(7)
    out = []
    for _ in range(number):
        chosen: list[str] = []
        while sum(len(p.split()) for p in chosen) < WORDS:
            chosen.append(draw.choice(paragraphs))
        out.append("\n\n".join(chosen))
    return out


def test_articles_a_second_on_one_core(benchmark):
    texts = itertools.cycle(articles(200 if benchmark.enabled else 2))
    geo.extract(next(texts), published="2023-09-12")
    rounds = 200 if benchmark.enabled else 1
    benchmark.pedantic(lambda: geo.extract(next(texts), published="2023-09-12"), rounds=rounds)
