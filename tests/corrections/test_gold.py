"""Corrected articles as annotations: the measurements read them, and find nothing wrong with the record they are of."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from geo import corrections as c
from geo.cli import app
from geo.export.annotations import annotations_zip
from geo.store import corrections as stored
from geo.store import open_store
from tests.builders import PUTIN, add, story
from tests.corrections.drawn import RECORD, TEXT, sessions

MEASURES = Path(__file__).resolve().parents[3] / "shared" / "evaluation"
KINDS = {"geo": "toponyms", "statements": "attributions", "journeys": "journeys", "ner": "entities", "dates": "timexes"}


def span(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


def corrected():
    made = [c.move_toponym(RECORD, TEXT, span("Vladivostok"), "geonames:703448")]
    made.append(c.mark_wrong(RECORD, TEXT, "statement:grain"))
    made.append(c.mark_wrong(RECORD, TEXT, PUTIN))
    made.append(c.mark_verified(RECORD, TEXT, "journey:train"))
    return c.apply(RECORD, TEXT, made).record, made


def test_a_moved_place_has_its_new_coordinates_and_a_mark_is_told():
    record, made = corrected()
    rows = c.gold(record, TEXT, made)
    assert set(rows) == set(KINDS) == set(c.GOLD_KINDS)
    moved = next(t for t in rows["geo"]["toponyms"] if t["start"] == span("Vladivostok")[0])
    assert (moved["lat"], moved["lon"], moved["geonamesid"], moved["type"]) == (50.45466, 30.5238, "703448", "literal")
    unknown = next(t for t in rows["geo"]["toponyms"] if t["text"] == "Nowhere")
    assert unknown["lat"] is None
    assert "geonamesid" not in unknown
    train = next(j for j in rows["journeys"]["journeys"] if j["status"] == "under_way")
    assert train["verified"] is True
    assert train["destination"] == list(span("Vladivostok"))
    assert train["destination_alt"] == [list(span("Kyiv"))]


def test_what_was_marked_wrong_is_listed_as_wrong_and_nowhere_else():
    rows = c.gold(*corrected()[:1], TEXT, corrected()[1])
    (wrong,) = rows["statements"]["rejected"]
    assert wrong["id"] == "statement:grain"
    assert TEXT[wrong["start"] : wrong["end"]] == wrong["text"]
    assert "statement:grain" not in {a["id"] for a in rows["statements"]["attributions"]}
    assert [r["name"] for r in rows["ner"]["rejected"]] == ["Vladimir Putin"]
    assert "Vladimir Putin" not in {e["text"] for e in rows["ner"]["entities"]}


@settings(max_examples=50, deadline=None)
@given(sessions())
def test_all_annotations_are_words_of_the_text(session):
    record, text, done = session
    rows = c.gold(c.apply(record, text, done).record, text, done)
    for kind, name in KINDS.items():
        json.dumps(rows[kind])
        for row in (*rows[kind][name], *rows[kind]["rejected"]):
            if "start" in row:
                assert text[row["start"] : row["end"]] == row["text"]
            for key in ("source", "cue", "content", "travellers"):
                assert all(0 <= a < b <= len(text) for a, b in row.get(key, ()))


@pytest.fixture
def measured(tmp_path):
    """Measure a record by annotations: the program that measures the extractor is given the record instead."""
    if not (MEASURES / "run.py").is_file():
        pytest.skip("the measurements (../shared/evaluation) are not beside this project")

    def _measured(record, rows):
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        for kind, row in rows.items():
            (folder / f"{kind}_dateline.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        read, figures = tmp_path / "read.py", tmp_path / "figures.json"
        (tmp_path / "record.jsonl").write_text(record.to_json() + "\n", encoding="utf-8")
        read.write_text(f"import shutil, sys; shutil.copy({str(tmp_path / 'record.jsonl')!r}, sys.argv[3])\n")
        command = [sys.executable, str(MEASURES / "run.py"), *(f"{kind}_dateline" for kind in rows)]
        command += ["--data", str(folder), "--json", str(figures), "--command", f"{sys.executable} {read}"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return {name.split("_")[0]: row for name, row in json.loads(figures.read_text()).items()}

    return _measured


def test_a_corrected_record_measured_by_its_own_gold_is_all_right(measured):
    record, made = corrected()
    figures = measured(record, c.gold(record, TEXT, made))
    assert figures["geo"]["exact_f1"] == figures["geo"]["end_to_end_f1"] == figures["geo"]["same_place"] == 1
    assert figures["statements"]["half_f1"] == figures["statements"]["with_speaker_f1"] == 1
    assert figures["journeys"]["strict_f1"] == figures["journeys"]["lenient_f1"] == 1
    assert figures["journeys"]["status_acc"] == figures["journeys"]["date_given_acc"] == 1
    assert figures["ner"]["person_f1"] == figures["ner"]["org_f1"] == 1
    assert figures["dates"]["strict"] == figures["dates"]["value"] == 1


def test_the_uncorrected_record_is_measured_worse(measured):
    record, made = corrected()
    figures = measured(RECORD, c.gold(record, TEXT, made))
    assert figures["geo"]["end_to_end_f1"] < 1
    assert figures["statements"]["half_f1"] < 1
    assert figures["ner"]["person_f1"] < 1


def test_the_command_writes_one_file_a_kind(tmp_path, monkeypatch, new_database):
    monkeypatch.setenv("DATELINE_DATABASE_URL", new_database())
    store = open_store()
    add(store, story())
    add(store, story(id="second"))
    out = tmp_path / "gold"
    empty = CliRunner().invoke(app, ["gold", "--out", str(out)])
    assert (empty.exit_code, list(out.iterdir())) == (2, [])
    assert stored.corrected_size(store) == (0, 0)
    assert "No article has a correction" in empty.stderr
    reading = stored.reading(store, "second")
    stored.correct(store, "second", c.mark_verified(reading.record, reading.text, "statement:kcna"))
    result = CliRunner().invoke(app, ["gold", "--out", str(out)])
    assert (result.exit_code, result.stderr) == (0, f"1 article in 5 files in {out}.\n")
    assert {path.name for path in out.iterdir()} == {f"{kind}_dateline.jsonl" for kind in KINDS}
    for kind, name in KINDS.items():
        (row,) = map(json.loads, (out / f"{kind}_dateline.jsonl").read_text(encoding="utf-8").splitlines())
        assert row["id"] == "second"
        assert isinstance(row[name], list)
    with zipfile.ZipFile(io.BytesIO(annotations_zip(store))) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in out.iterdir()
        }
    assert stored.corrected_size(store) == (1, len(reading.text))
    every = CliRunner().invoke(app, ["gold", "--out", str(out), "--all"])
    assert every.exit_code == 0
    assert len((out / "geo_dateline.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    store.close()
