"""How extraction scales over workers, and what memory they take: for a machine that does nothing else.

``python -m tests.benchmarks.scale_extract --articles 20000 --workers 1 2`` makes the corpus of `tests.recombined` and
reads it once with each number of workers through the command line.  Written to standard output: a line a run (seconds,
articles a second, the ratio to the first run, seconds of processor time); then the proportional set size (PSS: shared
pages counted once) of each worker with the process it reads in, over time, and the highest.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.recombined import corpus

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1e6
SLICES = 8


@dataclass
class Run:
    """What one run took: seconds, and the PSS (MB) of each worker at each look."""

    workers: int
    seconds: float = 0.0
    processor: float = 0.0
    digest: str = ""
    memory: dict[int, list[float]] = field(default_factory=dict)


def measure(file: Path, out: Path, *, workers: int, every: float) -> Run:
    """Read a corpus through the command line and watch the workers."""
    run = Run(workers)
    words = ["extract", "--engine", "dask", "--workers", str(workers), str(file), "--out", str(out)]
    began = time.monotonic()
    command = subprocess.Popen([sys.executable, "-m", "geo", *words], cwd=ROOT)
    processor: dict[int, float] = {}
    while command.poll() is None:
        with contextlib.suppress(psutil.Error):  # one of them has just ended
            look(command.pid, run, processor)
        time.sleep(every)
    if command.returncode:
        raise SystemExit(f"The run failed with exit status {command.returncode}.")
    run.seconds, run.processor = time.monotonic() - began, sum(processor.values())
    lines = sorted(line for path in out.glob("records-*") for line in path.read_bytes().splitlines())
    run.digest = hashlib.sha256(b"\n".join(lines)).hexdigest()[:12]
    return run


def look(pid: int, run: Run, processor: dict[int, float]) -> None:
    for worker in psutil.Process(pid).children():
        readers = worker.children(recursive=True)
        if not readers:
            continue
        family = [worker, *readers]
        run.memory.setdefault(worker.pid, []).append(sum(p.memory_full_info().pss for p in family) / MEGABYTE)
        for process in family:
            times = process.cpu_times()
            processor[process.pid] = times.user + times.system


def told(run: Run, articles: int, first: Run) -> Iterable[str]:
    """Yield the lines that tell of a run."""
    yield (
        f"{run.workers} workers: {run.seconds:,.0f} s, {articles / run.seconds:.1f} articles a second, "
        f"{first.seconds / run.seconds:.2f} times as fast as {first.workers}; processor time of the "
        f"workers {run.processor:,.0f} s ({articles / max(run.processor, 1e-9):.1f} articles a second of it); "
        f"records {run.digest}"
    )
    for pid, series in run.memory.items():
        slices = [series[n * len(series) // SLICES : (n + 1) * len(series) // SLICES] for n in range(SLICES)]
        medians = " ".join(f"{statistics.median(part):.0f}" for part in slices if part)
        yield f"  worker {pid}: PSS in {SLICES} parts of the run {medians} MB; highest {max(series):.0f} MB"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--every", type=float, default=2.0, help="Seconds between two looks at the memory.")
    chosen = options.parse_args()
    runs: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="dateline-scale-") as folder:
        file = Path(folder) / "corpus.jsonl"
        with file.open("w", encoding="utf-8", newline="") as handle:
            handle.writelines(json.dumps(row) + "\n" for row in corpus(chosen.articles, seed=chosen.seed))
        for workers in chosen.workers:
            run = measure(file, Path(folder) / f"out-{len(runs)}", workers=workers, every=chosen.every)
            runs.append(run)
            for line in told(run, chosen.articles, runs[0]):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
    if len({run.digest for run in runs}) > 1:
        raise SystemExit("The runs gave different records.")


if __name__ == "__main__":
    main()
