"""``python -m geo ingest``: killed, stopped, run twice at once, and told to go on; with real processes and stores."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa

from geo.store import open_store
from geo.store import tables as t
from tests.ingest.test_ingest import numbered

ROOT = Path(__file__).resolve().parents[2]
CITIES = ("Pyongyang", "Vladivostok", "Delhi", "Kyiv", "Seoul", "Paris", "Tokyo", "Hanoi", "Geneva", "Ankara", "Oslo")
ROUTES = list(itertools.permutations(CITIES, 2))


def rows(numbers):
    """Return rows of JSON Lines: small articles, no two alike."""
    for n in numbers:
        start, end = ROUTES[n % len(ROUTES)]
        filler = numbered(n).text
        text = f"Emmanuel Macron flew from {start} to {end} on {1 + n % 28} May 2023. {filler}"
        yield json.dumps({"id": f"report-{n}", "text": text, "published": "2023-06-01", "title": f"Report {n}"}) + "\n"


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(rows(range(200))), encoding="utf-8")
    return path


def start(store, *words, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "geo", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"DATELINE_DATABASE_URL": str(store)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # a buffer would hold back lines that communicate() then does not see
        # A job in the background of a shell ignores Ctrl-C, and its children with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


def run(store, *words, **options):
    with start(store, *words, **options) as process:
        output, errors = process.communicate(timeout=600)
    return process.returncode, [json.loads(line) for line in output.splitlines()], errors.decode()


def contents(path):
    """Return all that is shown of a store, and all records, but for what counts the writes."""
    store = open_store(path)
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        articles = connection.execute(
            sa.select(t.article.c.id, t.article.c.text, t.article.c.copy_of, t.record.c.json).join(t.record)
        ).all()
        query = sa.select(t.event.c.id, t.article.c.id, t.event.c.kind).join(t.article)
        events = [tuple(row) for row in connection.execute(query)]
        places = sa.select(t.event.c.id, t.place.c.id).select_from(t.event_place).join(t.event).join(t.place)
        linked = [tuple(row) for row in connection.execute(places)]
    store.close()
    return sorted(map(tuple, articles)), sorted(events), sorted(linked)


def gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=30)
    return not alive


def test_kill_9_in_the_middle_loses_nothing_that_was_told(new_database, reports):
    disturbed, whole = new_database(), new_database()
    with start(disturbed, "ingest", reports, "--json", "--processes", "2") as process:
        told = [json.loads(next(process.stdout)) for _ in range(70)]
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        told += [json.loads(line) for line in process.stdout if line.endswith(b"\n")]
    assert {row["status"] for row in told} == {"added"}
    assert 70 <= len(told) < 200
    assert len(children) >= 2
    assert gone(children), "a process outlived the one that started it"

    articles, *_ = contents(disturbed)
    assert {row["article_id"] for row in told} <= {article[0] for article in articles}

    status, rest, errors = run(disturbed, "ingest", reports, "--json", "--processes", "2")
    assert status == 0
    assert len(rest) == 200
    present = {row["article_id"] for row in rest if row["status"] == "present"}
    assert present == {article[0] for article in articles}
    assert f"{len(present)} there before" in errors
    assert run(whole, "ingest", reports, "--processes", "1")[0] == 0
    assert contents(disturbed) == contents(whole)
    assert len(contents(whole)[0]) == 200


def test_two_at_once_lose_nothing(tmp_path, new_database, reports):
    store = new_database()
    lines = reports.read_text().splitlines(keepends=True)
    halves = []
    for name, part in (("one", lines[:60]), ("two", lines[30:90])):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(part))
        halves.append(start(store, "ingest", path, "--json", "--processes", "1"))
    told = []
    for process in halves:
        with process:
            output, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
        assert b"locked" not in errors
        told += [json.loads(line) for line in output.splitlines()]
    assert {row["status"] for row in told} <= {"added", "present"}
    assert sorted(row["article_id"] for row in told if row["status"] == "added") == sorted(
        f"report-{n}" for n in range(90)
    )
    assert len(contents(store)[0]) == 90


def test_ctrl_c_keeps_what_is_stored(tmp_path, reports):
    store = tmp_path / "store.sqlite"
    with start(store, "ingest", reports, "--json", "--processes", "2") as process:
        told = [json.loads(next(process.stdout)) for _ in range(10)]
        children = psutil.Process(process.pid).children(recursive=True)
        # As the terminal does: to all processes of the group.
        for child in children:
            child.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    told += [json.loads(line) for line in output.splitlines()]
    assert process.returncode == 130
    lines = errors.decode().splitlines()
    assert lines[0].startswith(f"{len(told)} added")
    assert lines[1:] == ["Stopped. What is counted is stored; give the same command again to go on."]
    assert {row["article_id"] for row in told} == {article[0] for article in contents(store)[0]}
    assert gone(children)


def test_ctrl_c_ends_the_wait_for_standard_input(tmp_path):
    with start(tmp_path / "store.sqlite", "ingest", "-", stdin=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "store.sqlite").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().decode().splitlines()[0] == "Nothing to do."


def test_folders_rows_and_what_is_wrong(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Macron flew from Paris to Oslo on Monday. " + numbered(7).text)
    (folder / "de.txt").write_text("Der Präsident reiste am Montag mit dem Zug nach Wladiwostok, um ihn zu sehen.")
    store = tmp_path / "store.sqlite"
    status, told, errors = run(store, "ingest", folder, "--json", "--collection", "Travels")
    assert (status, [row["status"] for row in told].count("added")) == (1, 1)
    assert f"{folder / 'de.txt'}: The text is German, not English. Give an English translation of it." in errors
    assert "1 added, 1 refused" in errors.splitlines()[-1]
    status, told, _ = run(store, "reextract", "--json", "--collection", "Travels")
    assert (status, [row["status"] for row in told]) == (0, ["replaced"])
    status, _, errors = run(store, "reextract", "--collection", "Voyages")
    assert (status, errors) == (2, "There is no collection named “Voyages”.\n")
    status, _, errors = run(store, "ingest", tmp_path / "nowhere.txt")
    assert status == 2
    assert "There is no such file" in errors
    status, _, errors = run(store, "ingest", "--url", "ftp://example.org/a")
    assert status == 2
    assert errors.startswith("ftp://example.org/a: ")
    assert run(store, "ingest")[0] == 2


def test_what_is_not_certain_is_told_with_its_sentence(tmp_path):
    store, path = tmp_path / "store.sqlite", tmp_path / "report.txt"
    doubtful = "He left for Atlantisburg."
    path.write_text(f"Espen Barth Eide flew from Oslo to Bergen on Monday. {doubtful}")
    sentence = "“Atlantisburg” is not in the gazetteer, so it is not on the map."
    status, (told,), errors = run(store, "ingest", path, "--json")
    assert (status, told["status"]) == (0, "added")
    assert ("He left for Atlantisburg.", sentence) in [(w["sentence"], w["message"]) for w in told["warnings"]]
    assert all(w["code"] for w in told["warnings"])
    assert f"{path}: {sentence} In: He left for Atlantisburg." in errors.splitlines()
    status, (again,), errors = run(store, "reextract", "--collection", "My reading", "--json")
    assert (status, again["status"], again["warnings"]) == (0, "replaced", told["warnings"])
    assert f"{sentence} In: He left for Atlantisburg." in errors
    status, (present,), errors = run(store, "ingest", path, "--json")
    assert (status, present["status"], present["warnings"]) == (0, "present", [])
    assert "Atlantisburg" not in errors
