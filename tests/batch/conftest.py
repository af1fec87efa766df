"""A small corpus, and the command that reads it on a real cluster."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.recombined import corpus

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 36
FRENCH = "Le président est arrivé hier soir à Genève pour une réunion avec les ministres des affaires étrangères."
PARTITION = "0.02"  # MB: seven or eight articles


def start(*words, **options):
    """Start ``python -m geo extract --engine dask`` with two workers."""
    command = [sys.executable, "-m", "geo", "extract", "--engine", "dask", *map(str, words)]
    if "--scheduler" not in words and "--workers" not in words:
        command += ["--workers", "2"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    own = {"cwd": ROOT, "start_new_session": True, "preexec_fn": _hear_ctrl_c}
    return subprocess.Popen(command, **own | pipes | options)


def _hear_ctrl_c():
    """Undo that a shell lets what it starts in the background, tests too, ignore Ctrl-C: it would be inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(process, *, seconds=240):
    """Return the exit status and what was said on standard error; nothing may go to standard output."""
    out, errors = process.communicate(timeout=seconds)
    assert out == ""
    return process.returncode, errors


def extract(*words, **options):
    return finish(start(*words, **options))


def wait_for(condition, *, seconds=120):
    """Wait until a condition holds, and return what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


def parts(folder):
    return sorted(path.name for path in folder.glob("records-*"))


def sorted_lines(folder, kind="records"):
    """Return all lines of a result, sorted."""
    return sorted(line for path in folder.glob(f"{kind}-*.jsonl") for line in path.read_bytes().splitlines())


def workers_of(process):
    """Return the worker processes of a run, each with the process in which it reads articles."""
    found = {}
    for child in psutil.Process(process.pid).children():
        readers = [c for c in child.children() if "geo.batch.reader" in c.cmdline()]
        if readers:
            found[child] = readers[0]
    return found


@pytest.fixture(scope="session")
def rows():
    """Articles, and among them rows that are none."""
    found = [json.dumps(row, ensure_ascii=False) for row in corpus(ARTICLES, seed=7)]
    found[10] = '{"id": "cut", "text": "Kim'
    found[20] = json.dumps({"id": "french", "text": FRENCH})
    return found


@pytest.fixture(scope="session")
def corpus_file(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="session")
def undisturbed(corpus_file, tmp_path_factory):
    """The result of a run that nothing disturbs, and what the command said."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    with socket.socket() as another:
        with contextlib.suppress(OSError):  # then another cluster is there indeed
            another.bind(("127.0.0.1", 8787))  # where another cluster's dashboard would be
            another.listen()
        status, said = extract(corpus_file, "--out", out, "--partition-size", PARTITION)
    assert status == 1, said
    assert said.count("\n") == 1, said
    return out, said
