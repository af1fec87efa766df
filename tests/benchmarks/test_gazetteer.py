"""How fast the gazetteer opens and answers."""

import itertools
import sqlite3

from geo.gazetteer import Gazetteer, OfflineGeocoder
from geo.gazetteer.gazetteer import DEFAULT_PATH


def names(limit: int) -> list[str]:
    with sqlite3.connect(DEFAULT_PATH) as connection:
        return [row[0].title() for row in connection.execute("SELECT DISTINCT key FROM name LIMIT ?", (limit,))]


def test_open(benchmark) -> None:
    def opening() -> str:
        gazetteer = Gazetteer()
        version = gazetteer.candidates("Vladivostok")[0].place.id
        gazetteer.close()
        return version

    assert benchmark(opening) == "geonames:2013348"


def test_thousand_look_ups_of_new_names(benchmark) -> None:
    batches = itertools.batched(names(60_000), 1000) if hasattr(itertools, "batched") else None
    listed = names(60_000)
    slices = iter(batches or (listed[i : i + 1000] for i in range(0, len(listed), 1000)))
    gazetteer = Gazetteer.default()
    benchmark.pedantic(
        lambda batch: [gazetteer.candidates(name) for name in batch], setup=lambda: ((next(slices),), {}), rounds=40
    )


def test_thousand_look_ups_of_words_that_are_no_names(benchmark) -> None:
    words, gazetteer = [f"Word{i}x" for i in range(40_000)], Gazetteer.default()
    slices = iter([words[i : i + 1000] for i in range(0, len(words), 1000)])
    benchmark.pedantic(
        lambda batch: [gazetteer.candidates(word) for word in batch], setup=lambda: ((next(slices),), {}), rounds=40
    )


def test_search(benchmark) -> None:
    assert benchmark(Gazetteer.default().search, "san", limit=10)


def test_reverse(benchmark) -> None:
    assert benchmark(OfflineGeocoder().reverse, (43.12, 131.9)).raw["name"] == "Vladivostok"
