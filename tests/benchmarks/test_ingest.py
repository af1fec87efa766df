"""How many articles a second the command line stores, with one process and with two: 1,000 from one JSON Lines file."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys

import pytest

from tests.benchmarks.test_extract import articles
from tests.conftest import ROOT


@pytest.mark.parametrize("processes", [1, 2])
def test_articles_stored_by_the_command_line(benchmark, tmp_path, processes):
    number = int(os.environ.get("DATELINE_BENCH_ARTICLES", "1000")) if benchmark.enabled else 4
    path = tmp_path / "reports.jsonl"
    rows = (json.dumps({"id": f"report-{n}", "text": text}) + "\n" for n, text in enumerate(articles(number)))
    path.write_text("".join(rows), encoding="utf-8")

    def ingest():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "geo", "ingest", str(path), "--processes", str(processes)],
            cwd=ROOT,
            env=os.environ | {"DATELINE_DATABASE_URL": f"sqlite:///{tmp_path / 'store.sqlite'}"},
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # On a busy machine the processor time says what an idle one would take.
        benchmark.extra_info["cpu_s"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)
        benchmark.extra_info["articles"] = number

    benchmark.pedantic(ingest, rounds=1)
