"""Routes: ``pytest tests/benchmarks --benchmark-enable``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from geo.record import Place
from geo.routes import route

GEODESIC_S, RAIL_S, LOAD_S = 0.002, 0.150, 0.5
ROOT = Path(__file__).resolve().parents[2]
MOSCOW = Place("geonames:524901", "Moscow", "city", "RU", 55.75222, 37.61556)
VLADIVOSTOK = Place("geonames:2013348", "Vladivostok", "city", "RU", 43.10562, 131.87353)
SHANGHAI = Place("geonames:1796236", "Shanghai", "city", "CN", 31.22222, 121.45806)
SINGAPORE = Place("geonames:1880252", "Singapore", "city", "SG", 1.28967, 103.85007)


def test_a_geodesic(benchmark):
    benchmark(route, MOSCOW, VLADIVOSTOK, "air")
    if benchmark.enabled:
        assert benchmark.stats.stats.median < GEODESIC_S


def test_the_longest_railway(benchmark):
    found = benchmark.pedantic(route, (MOSCOW, VLADIVOSTOK, "rail"), rounds=10, warmup_rounds=1)
    assert found.method == "by rail, indicative"
    if benchmark.enabled:
        assert benchmark.stats.stats.median < RAIL_S


def test_a_way_by_sea(benchmark):
    found = benchmark.pedantic(route, (SHANGHAI, SINGAPORE, "sea"), rounds=10, warmup_rounds=1)
    assert found.method == "by sea, indicative"
    if benchmark.enabled:
        assert benchmark.stats.stats.median < RAIL_S


def test_the_railways_are_read_when_they_are_first_asked_for(benchmark):
    code = (
        "import sys, time, pandas, geo.routes; "
        "print('scipy' in sys.modules); "
        "from geo.routes.rail import railways; start = time.perf_counter(); rails = railways(); "
        "rails.network._open(rails.shut_on(None)); print(time.perf_counter() - start)"
    )

    def fresh() -> tuple[str, float]:
        said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        early, seconds = said.split()
        return early, float(seconds)

    runs = []
    benchmark.pedantic(lambda: runs.append(fresh()), rounds=5 if benchmark.enabled else 1)
    assert {early for early, _ in runs} == {"False"}
    if benchmark.enabled:
        assert sorted(seconds for _, seconds in runs)[len(runs) // 2] < LOAD_S
