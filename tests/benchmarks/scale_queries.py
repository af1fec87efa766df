"""How fast every page's queries are over a large store, under random filters.

    DATELINE_DATABASE_URL=postgresql://... python -m tests.benchmarks.scale_queries --fill 20000   # 1,000,000 mentions
    DATELINE_DATABASE_URL=postgresql://... python -m tests.benchmarks.scale_queries --filters 200

Prints p50, p95 and the longest time of each query in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from geo import query
from geo.query import Filters
from geo.store import Store, open_store
from tests.corpus import ACTORS, PLACES, corpus

ASKED: dict[str, Callable[[Store, Filters], object]] = {
    "places": query.places,
    "journeys (400)": lambda store, filters: query.journeys(store, filters, limit=400),
    "statements (100)": lambda store, filters: query.statements(store, filters, limit=100),
    "actors (100)": lambda store, filters: query.actors(store, filters, limit=100),
    "counts": query.counts,
    "facets": query.facets,
    "histogram": query.histogram,
    "network": query.network,
    "step": query.step,
    "travellers (100)": lambda store, filters: query.travellers(store, filters, limit=100),
    "speakers (20)": lambda store, filters: query.speakers(store, filters, limit=20),
    "acts": query.acts,
    "articles (100)": lambda store, filters: query.articles(store, filters, limit=100),
}


def drawn(seed: int) -> Iterator[Filters]:
    """Yield filters as readers set them: one or two things at a time, the busy more often than the rare."""
    draw = random.Random(seed)

    def some(kind: str, of: int) -> tuple[str, ...]:
        return tuple({f"{kind}{int(of * draw.random() ** 3)}" for _ in range(draw.choice((1, 1, 2)))})

    def period() -> dict[str, dt.date]:
        first = dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(1400))
        return {"date_from": first, "date_to": first + dt.timedelta(days=draw.choice((1, 7, 30, 365)))}

    choices: list[Callable[[], dict]] = [
        lambda: {"actors": some("person:actor-", ACTORS)},
        lambda: {"places": tuple(f"geonames:{1 + int(PLACES * draw.random() ** 3)}" for _ in range(1))},
        period,
        period,
        lambda: {"kinds": tuple(draw.sample(("journey", "presence", "statement", "scene", "named"), 2))},
        lambda: {"statuses": (draw.choice(("planned", "under_way", "completed")),)},
        lambda: {"text": f"town {draw.randrange(PLACES)}"},
        dict,
    ]
    while True:
        fields: dict = {}
        for choose in draw.sample(choices, draw.choice((1, 1, 2))):
            fields |= choose()
        yield Filters(**fields)


def fill(store: Store, articles: int) -> None:
    """Store a generated corpus: 50 mentions, 5 statements and a journey an article."""
    items = corpus(articles=articles)
    while batch := list(itertools.islice(items, 250)):
        store.add_many(batch, collection="Generated", replace=False)


def measure(store: Store, filters: list[Filters]) -> None:
    """Print how long each query takes."""
    sys.stdout.write(f"{'query':20} {'p50':>7} {'p95':>7} {'max':>7}  (ms, {len(filters)} filters)\n")
    for name, ask in ASKED.items():
        taken = []
        for chosen in filters:
            began = time.perf_counter()
            ask(store, chosen)
            taken.append(1000 * (time.perf_counter() - began))
        cuts = statistics.quantiles(taken, n=20)
        sys.stdout.write(f"{name:20} {cuts[9]:7.0f} {cuts[18]:7.0f} {max(taken):7.0f}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fill", type=int, default=0, metavar="ARTICLES")
    parser.add_argument("--filters", type=int, default=200)
    parser.add_argument("--seed", type=int, default=684)
    asked = parser.parse_args()
    opened = open_store()
    if asked.fill:
        fill(opened, asked.fill)
    else:
        measure(opened, list(itertools.islice(drawn(asked.seed), asked.filters)))
