"""The command on a real cluster of two worker processes: what it writes, what disturbs it, and what it says."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.record import Record
from tests.batch.conftest import (
    ARTICLES,
    PARTITION,
    ROOT,
    extract,
    finish,
    parts,
    sorted_lines,
    start,
    wait_for,
    workers_of,
)


def begun(corpus_file, out, *more):
    """Start a run and wait until its first partition is finished and both workers are reading."""
    run = start(corpus_file, "--out", out, "--partition-size", PARTITION, *more)
    until(run, lambda: parts(out) and len(workers_of(run)) == 2)
    return run


def until(run, holds):
    """Wait until something holds of a run that goes on."""
    wait_for(lambda: run.poll() is not None or holds())
    assert run.poll() is None, run.communicate()


def assert_undisturbed(out, undisturbed):
    expected, _ = undisturbed
    assert parts(out) == parts(expected)
    assert sorted_lines(out) == sorted_lines(expected)
    assert sorted_lines(out, "errors") == sorted_lines(expected, "errors")
    assert not list(out.glob(".*"))


def test_records_are_those_of_the_plain_command_with_their_texts(corpus_file, undisturbed, tmp_path):
    out, said = undisturbed
    plain = tmp_path / "plain.jsonl"
    subprocess.run(
        [sys.executable, "-m", "geo", "extract", str(corpus_file), "--out", str(plain)], cwd=ROOT, capture_output=True
    )
    lines = [line for name in parts(out) for line in (out / name).read_text(encoding="utf-8").splitlines()]
    records = [json.loads(line) for line in lines]
    texts = {row["id"]: row["text"] for row in map(json.loads, corpus_file.read_text().splitlines()[:10])}
    assert len(lines) == ARTICLES - 2
    assert {r["id"]: r.pop("text") for r in records}.items() >= texts.items()
    expected = [json.loads(line) for line in plain.read_text(encoding="utf-8").splitlines()]
    for record in expected:
        record.pop("text")
    assert records == expected
    assert f"{ARTICLES:,} articles: {ARTICLES - 2:,} records, 2 errors" in said
    assert "articles a second" in said


def test_a_bad_article_is_a_row_of_the_errors(corpus_file, undisturbed):
    errors = [json.loads(line) for line in sorted_lines(undisturbed[0], "errors")]
    assert [(e["file"], e["line"], e["id"]) for e in sorted(errors, key=lambda e: e["line"])] == [
        (str(corpus_file), 11, None),
        (str(corpus_file), 21, "french"),
    ]
    assert "French" in str(errors)


def test_a_finished_result_is_left_alone(corpus_file, undisturbed):
    out, _ = undisturbed
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    status, said = extract(corpus_file, "--out", out, "--partition-size", PARTITION)
    assert status == 1  # two of its articles could not be read
    assert f"{len(parts(out))} partitions finished before" in said
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


@pytest.mark.parametrize("whom", ["worker", "reader"])
def test_a_worker_killed_in_the_middle_changes_nothing(corpus_file, undisturbed, tmp_path, whom):
    run = begun(corpus_file, tmp_path / "out")
    worker, reader = next(iter(workers_of(run).items()))
    (worker if whom == "worker" else reader).kill()
    status, said = finish(run)
    assert status == 1, said
    assert "Traceback" not in said
    assert_undisturbed(tmp_path / "out", undisturbed)


def test_a_run_killed_and_started_again_goes_on_from_there(corpus_file, undisturbed, tmp_path):
    out = tmp_path / "out"
    run = begun(corpus_file, out)
    started = [p for pair in workers_of(run).items() for p in pair]
    run.kill()
    run.communicate()
    wait_for(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in started))
    (out / ".records-00002.jsonl.0123456789abcdef0123456789abcdef.part").write_text("half a rec")
    finished = {name: (out / name).stat().st_mtime_ns for name in parts(out)}
    assert 0 < len(finished) < len(parts(undisturbed[0]))
    status, said = extract(corpus_file, "--out", out, "--partition-size", PARTITION)
    assert status == 1, said
    assert re.search(rf"\b{len(finished)} partitions? finished before", said)
    assert {name: (out / name).stat().st_mtime_ns for name in finished} == finished
    assert_undisturbed(out, undisturbed)


def test_ctrl_c_keeps_what_is_finished_and_says_so(corpus_file, undisturbed, tmp_path):
    out = tmp_path / "out"
    run = start(corpus_file, "--out", out, "--partition-size", PARTITION)
    until(run, lambda: len(workers_of(run)) == 2)
    family = [psutil.Process(run.pid), *psutil.Process(run.pid).children(recursive=True)]
    listening = [c.laddr.ip for p in family for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
    assert set(listening) == {"127.0.0.1"}
    until(run, lambda: parts(out))
    began = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    status, said = finish(run, seconds=30)
    assert (status, said) == (
        130,
        f"Stopped. What is finished stays in {out}: the same command goes on from there.\n",
    )
    assert time.monotonic() - began < 20
    assert parts(out)
    assert extract(corpus_file, "--out", out, "--partition-size", PARTITION)[0] == 1
    assert_undisturbed(out, undisturbed)


def test_tables_in_and_tables_out(rows, undisturbed, tmp_path):
    stories = [json.loads(row) for n, row in enumerate(rows) if n not in (10, 20)]
    for name, some in (("a", stories[:20]), ("b", stories[20:])):
        pq.write_table(pa.Table.from_pylist(some), tmp_path / f"{name}.parquet")
    out = tmp_path / "out"
    status, said = extract(tmp_path / "*.parquet", "--out", out, "--format", "parquet", "--partition-size", "0.03")
    assert status == 0, said
    table = pa.concat_tables(map(pq.read_table, sorted(out.glob("records-*.parquet"))))
    assert table.column_names == ["id", "published", "extractor", "record"]
    assert sorted(line.encode() for line in table["record"].to_pylist()) == sorted_lines(undisturbed[0])
    row = table.slice(0, 1).to_pylist()[0]
    record = Record.from_json(row["record"])
    assert (row["id"], row["published"]) == (record.id, record.published)
    assert row["extractor"].startswith("dateline 0.")


@pytest.fixture
def cluster(tmp_path):
    """A scheduler that cannot import Dateline, and one worker that can, as started by hand."""
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    said = (tmp_path / "scheduler.log").open("w+")
    dask = [sys.executable, "-c", "from dask.__main__ import main; main()"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        cwd=nowhere,
        stderr=said,
    )
    log = tmp_path / "scheduler.log"
    line = wait_for(lambda: [x for x in log.read_text().splitlines() if "Scheduler at:" in x])[0]
    address = line.split()[-1]
    started = [scheduler]

    def work(cwd):
        command = [*dask, "worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]
        environment = os.environ | {"PYTHONPATH": str(cwd)}
        with (tmp_path / "worker.log").open("w") as out:
            started.append(
                subprocess.Popen([*command, "--local-directory", str(tmp_path)], cwd=cwd, env=environment, stderr=out)
            )

    yield address, work, nowhere, scheduler
    for process in reversed(started):
        process.terminate()
        process.wait(30)
    said.close()


def test_a_cluster_that_runs_reads_it_too(cluster, corpus_file, undisturbed, tmp_path):
    address, work, *_ = cluster
    work(ROOT)
    out = tmp_path / "out"
    status, said = extract(corpus_file, "--out", out, "--partition-size", PARTITION, "--scheduler", address)
    assert status == 1, said
    assert_undisturbed(out, undisturbed)


def test_a_scheduler_that_is_lost_ends_the_run_with_a_sentence(cluster, corpus_file, tmp_path):
    address, work, _, scheduler = cluster
    work(ROOT)
    out = tmp_path / "out"
    run = start(corpus_file, "--out", out, "--partition-size", "0.001", "--scheduler", address)
    wait_for(lambda: run.poll() is not None or parts(out))
    scheduler.kill()
    status, said = finish(run, seconds=120)
    assert (status, "Traceback" in said) == (2, False), said
    assert "20 partitions in a row failed, the last because the scheduler was lost" in said


def test_workers_without_dateline_are_told(cluster, corpus_file, tmp_path):
    address, work, nowhere, _ = cluster
    work(nowhere)
    status, said = extract(corpus_file, "--out", tmp_path / "out", "--scheduler", address)
    assert (status, "Traceback" in said) == (2, False)
    assert "The workers cannot load Dateline (No module named 'geo')" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.jsonl", "--out", "{}"], "There is no file none.jsonl. Check the path."),
        (["{corpus}", "--out", "{}", "--scheduler", "somewhere"], "No Dask scheduler answers at somewhere"),
        (["{corpus}", "--out", "{}", "--scheduler", "http://a:1"], "No Dask scheduler answers at http://a:1"),
        (
            ["{corpus}", "--out", "{}", "--scheduler", "tcp://127.0.0.1:1"],
            "Check the address (such as tcp://host:8786)",
        ),
        (["{corpus}", "--out", "{corpus}"], "cannot be made (File exists). Give another folder after --out."),
        (["{corpus}", "--out", "nosuch://a/b"], "is no folder to write to"),
        (["{corpus}"], "Give the folder of the result: --out DIR."),
        (["{corpus}", "--out", "{}", "--scheduler", "tcp://a:1", "--workers", "2"], "leave it out with --scheduler"),
        (["{corpus}", "--out", "{}", "--online"], "leave it out with --engine dask"),
        (["{corpus}", "--out", "{}", "--engine", "here", "--workers", "2"], "need --engine dask"),
    ],
)
def test_what_cannot_work_is_a_sentence_within_seconds(corpus_file, tmp_path, words, said):
    words = [word.format(tmp_path / "out", corpus=corpus_file) for word in words]
    more = [] if "--workers" in words or "--scheduler" in words else ["--workers", "2"]
    run = start(*words, *more, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "1000"})
    status, told = finish(run, seconds=60)
    assert (status, "Traceback" in told) == (2, False), told
    assert said in " ".join(told.replace("│", " ").split())


@pytest.mark.parametrize("missing", ["distributed", "fsspec", "pyarrow"])
def test_a_library_of_the_extra_that_is_missing_is_named_with_its_remedy(corpus_file, tmp_path, missing):
    code = f"import sys; sys.modules[{missing!r}] = None; from geo.cli import app; app()"
    words = ["extract", "--engine", "dask", str(corpus_file), "--out", str(tmp_path / "out")]
    run = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr == (
        f"--engine dask needs {missing}, which is not installed. Install it: pip install -r requirements-scale.txt\n"
    )
