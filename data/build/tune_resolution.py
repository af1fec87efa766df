"""Tune the weights of ``geo.extract.resolution`` on annotated place names, and measure them.

Every article is read once; what is tried is only the ranking.  The articles of each file are dealt into folds.  For
each fold the weights are searched on the others, so that no figure rests on articles that the weights have seen.

The script changes nothing.  It writes Markdown to standard output; a person copies weights into the module, round
ones, and only where the gain on held-out articles is real.

Run ``python data/build/tune_resolution.py --dev FILE.jsonl ...`` in the project's root.  A line of a file is an
article: ``id``, ``text`` and ``toponyms`` with ``start``, ``end`` (code points), ``lat``, ``lon`` (degrees) and, where
known, ``geonamesid`` and ``name``.  The gold set ``tests/gold/places.jsonl`` is always among them.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import logging
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from annotated_places import Task, tasks  # noqa: E402 - the project is found from here

from geo.extract.resolution import WEIGHTS, Choice, Weights  # noqa: E402

GOLD = ROOT / "tests" / "gold" / "places.jsonl"
GRID: dict[str, tuple[float, ...]] = {
    "country": (1.0, 1.5, 2.0, 2.5, 3.0, 4.0),
    "division": (0.0, 1.0, 1.5, 2.0, 3.0, 4.0),
    "named": (0.0, 0.5, 1.0, 1.5, 2.0),
    "near": (0.5, 1.0, 1.5, 2.0, 2.5, 3.0),
    "reach_km": (25.0, 50.0, 100.0, 150.0, 250.0),
    "contained": (2.0, 4.0, 6.0),
}
CURVES: dict[str, tuple[float, ...]] = {
    "even": (8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0),
    "slope": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4),
}
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)
BINS = (0.0, 0.5, 0.7, 0.9, 0.97, 1.0)

log = logging.getLogger("tune_resolution")


class Trials:
    """The articles, with what is right under all weights that were tried."""

    def __init__(self, articles: Sequence[Task], *, folds: int, seed: int) -> None:
        self.articles = articles
        order = list(range(len(articles)))
        random.Random(seed).shuffle(order)
        self.fold = np.array([order[n] % folds for n in range(len(articles))])
        self.n = np.array([len(a.wanted) for a in articles])
        self._tried: dict[Weights, np.ndarray] = {}

    def right(self, weights: Weights) -> np.ndarray:
        """Return for each article how many of its names are laid to the right place."""
        if weights not in self._tried:
            self._tried[weights] = np.array([sum(ok for _, ok in outcome(a, weights)) for a in self.articles])
        return self._tried[weights]

    def share(self, right: np.ndarray, where: np.ndarray) -> float:
        """Return the share that is right among some articles, as the mean over the files they come from."""
        shares = []
        for corpus in dict.fromkeys(a.corpus for a in self.articles):
            mine = where & np.array([a.corpus == corpus for a in self.articles])
            if self.n[mine].sum():
                shares.append(right[mine].sum() / self.n[mine].sum())
        return float(np.mean(shares))

    def search(self, where: np.ndarray, *, samples: Sequence[Weights]) -> Weights:
        """Return the best weights on some articles: the best of the samples, then one weight at a time."""

        def value(weights: Weights) -> tuple[float, int]:
            unchanged = sum(getattr(weights, name) == getattr(WEIGHTS, name) for name in GRID)
            return round(self.share(self.right(weights), where), 6), unchanged

        best = max([WEIGHTS, *samples], key=value)
        while True:
            near = [dataclasses.replace(best, **{name: v}) for name, values in GRID.items() for v in values]
            better = max(near, key=value)
            if value(better) <= value(best):
                return best
            best = better


def outcome(article: Task, weights: Weights) -> Iterator[tuple[Choice, bool]]:
    """Yield the choice for each annotated name, and whether it is right."""
    choices = article.rank(weights=weights)
    for n, ids in article.wanted:
        choice = choices[n]
        assert choice is not None, "a name with candidates has a choice"
        yield choice, choice.candidate.place.id in ids


def scored(trials: Trials, weights: Weights) -> np.ndarray:
    """Return the score of each choice, whether it is right, its fold and its weight, shape (4, names).

    The names of each file weigh as much as those of any other.
    """
    size: Counter[str] = Counter()
    for article in trials.articles:
        size[article.corpus] += len(article.wanted)
    rows = [
        (choice.score, right, fold, trials.n.sum() / len(size) / size[article.corpus])
        for article, fold in zip(trials.articles, trials.fold, strict=True)
        for choice, right in outcome(article, weights)
    ]
    return np.array(rows, dtype=float).T


def loss(scores: np.ndarray, right: np.ndarray, weight: np.ndarray) -> float:
    """Return the mean logarithmic loss; a score of 0 or 1 counts as 0.001 or 0.999."""
    scores = np.clip(scores, 0.001, 0.999)
    return float(-np.average(np.log(np.where(right > 0, scores, 1 - scores)), weights=weight))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; shares with three digits."""

    def cell(value: object) -> str:
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines) + "\n"


def weights_table(trials: Trials, *, folds: int, samples: Sequence[Weights]) -> str:
    """Search the weights for each fold on the others; the last line are those of all articles."""
    rows, found = [], np.zeros(len(trials.articles))
    for fold in range(folds):
        held_out = trials.fold == fold
        best = trials.search(~held_out, samples=samples)
        found[held_out] = trials.right(best)[held_out]
        shares = [trials.share(r, held_out) for r in (trials.right(WEIGHTS), trials.right(best))]
        rows.append([fold + 1, int(trials.n[held_out].sum()), *shares, *(f"{getattr(best, n):g}" for n in GRID)])
    every = np.ones(len(trials.articles), dtype=bool)
    best = trials.search(every, samples=samples)
    shares = [trials.share(r, every) for r in (trials.right(WEIGHTS), found)]
    rows.append(["all", int(trials.n.sum()), *shares, *(f"{getattr(best, n):g}" for n in GRID)])
    gain = found - trials.right(WEIGHTS)
    log.info("held out, %d articles gain and %d lose", (gain > 0).sum(), (gain < 0).sum())
    return table(["fold", "names", "as they are", "searched, held out", *GRID], rows)


def corpora_table(trials: Trials) -> str:
    """Compare the weights as they are with the most prominent namesake, file by file."""
    rows = []
    for corpus in dict.fromkeys(a.corpus for a in trials.articles):
        mine = np.array([a.corpus == corpus for a in trials.articles])
        population = sum(sum(a.by_population) for a in trials.articles if a.corpus == corpus)
        known = sum(bool(ids) for a in trials.articles if a.corpus == corpus for _, ids in a.wanted)
        n = int(trials.n[mine].sum())
        rows.append([corpus, n, population / n, trials.right(WEIGHTS)[mine].sum() / n, known / n])
    return table(["file", "names", "population alone", "resolved", "right place among the candidates"], rows)


def calibration_table(trials: Trials, *, folds: int) -> str:
    """Fit what turns shares into scores, for each fold on the others; bins over what is held out."""
    curves = [
        dataclasses.replace(WEIGHTS, **dict(zip(CURVES, values, strict=True)))
        for values in itertools.product(*CURVES.values())
    ]
    tried = {weights: scored(trials, weights)[0] for weights in curves}
    now, right, fold, weight = scored(trials, WEIGHTS)
    held_out = np.empty_like(now)

    def best(where: np.ndarray) -> Weights:
        return min(curves, key=lambda w: loss(tried[w][where], right[where], weight[where]))

    for k in range(folds):
        held_out[fold == k] = tried[best(fold != k)][fold == k]
        log.info("score, fold %d: %s", k + 1, {name: getattr(best(fold != k), name) for name in CURVES})
    log.info("score, all: %s", {name: getattr(best(fold >= 0), name) for name in CURVES})
    raw = scored(trials, dataclasses.replace(WEIGHTS, slope=1.0, even=-99.0))[0]
    return "\n".join(
        f"{title}, loss {loss(values, right, weight):.3f}:\n\n{bins_table(values, right, weight)}"
        for title, values in {"As they are": now, "Fitted, held out": held_out, "Raw shares": raw}.items()
    )


def bins_table(scores: np.ndarray, right: np.ndarray, weight: np.ndarray) -> str:
    """Return how many names are right among those with about the same score."""
    rows = []
    for low, high in itertools.pairwise(BINS):
        mine = (scores >= low) & ((scores < high) | (high == BINS[-1]))
        if mine.any():
            means = [float(np.average(values[mine], weights=weight[mine])) for values in (scores, right)]
            rows.append([f"{low:g}–{high:g}", int(mine.sum()), *means])
    return table(["score", "names", "mean score", "share right"], rows)


def margins_table(trials: Trials) -> str:
    """Show what each margin calls ambiguous, and how many right names it loses."""
    rows = []
    for margin in sorted({*MARGINS, WEIGHTS.ambiguous}):
        weights = dataclasses.replace(WEIGHTS, ambiguous=margin)
        split: dict[bool, list[bool]] = defaultdict(list)
        for article in trials.articles:
            for choice, ok in outcome(article, weights):
                split[bool(choice.rivals)].append(ok)
        shares = [sum(split[k]) / len(split[k]) if split[k] else math.nan for k in (True, False)]
        lost = sum(split[True]) / (sum(split[True]) + sum(split[False]))
        rows.append([f"{margin:g}", len(split[True]), *shares, lost])
    return table(
        ["margin", "ambiguous", "right among them", "right among resolved", "share of the right that is lost"], rows
    )


def main() -> None:
    """Tune, and write what was found."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Tune the weights of the resolution of place names.")
    parser.add_argument("--dev", nargs="*", type=Path, default=[], help="annotated articles, as JSON Lines")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--samples", type=int, default=100, help="random weights that are tried first")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = [task for path in [*options.dev, GOLD] for task in tasks(path)]
    trials = Trials(articles, folds=options.folds, seed=options.seed)
    draw = random.Random(options.seed)
    samples = [
        dataclasses.replace(WEIGHTS, **{name: draw.choice(values) for name, values in GRID.items()})
        for _ in range(options.samples)
    ]
    print(f"## Places\n\n{corpora_table(trials)}")
    print(f"## Weights\n\n{weights_table(trials, folds=options.folds, samples=samples)}")
    print(f"## Score\n\n{calibration_table(trials, folds=options.folds)}")
    print(f"## Ambiguous names\n\n{margins_table(trials)}")


if __name__ == "__main__":
    main()
