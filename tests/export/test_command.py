"""``python -m geo export``: a file of what the filters show, or a sentence."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from lxml import etree
from typer.testing import CliRunner

from geo.cli import app
from geo.store import open_store
from tests.builders import KIM, add, story


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command over a store with one story; returns its status, its bytes and its standard error."""
    address = f"sqlite:///{tmp_path / 'dateline.sqlite'}"
    monkeypatch.setenv("DATELINE_DATABASE_URL", address)
    store = open_store()
    add(store, story())
    store.close()

    def _run(*words):
        result = CliRunner().invoke(app, ["export", *map(str, words)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout_bytes, " ".join(result.stderr.replace("│", " ").split())

    return _run


def journeys(content):
    return [f["id"] for f in json.loads(content)["features"] if f["properties"]["layer"] == "journey"]


def test_the_end_of_the_name_tells_the_format(run, tmp_path):
    for name in ("a.geojson", "a.kml", "a.zip", "a.html"):
        status, output, errors = run("--out", tmp_path / name)
        assert (status, output, errors) == (0, b"", "")
    assert len(journeys((tmp_path / "a.geojson").read_bytes())) == 3
    etree.parse(tmp_path / "a.kml")
    assert "journeys.csv" in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_format_goes_to_standard_output(run):
    status, output, _ = run("--format", "geojson")
    assert (status, len(journeys(output))) == (0, 3)
    status, output, _ = run("--format", "records")
    assert zipfile.ZipFile(io.BytesIO(output)).namelist() == ["records.jsonl", "credits.txt"]
    assert b'class="page print"' in run("--format", "print")[1]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--actor", KIM, "--kind", "journey"], ["journey:train"]),
        (["--status", "planned"], ["journey:pilgrims"]),
        (["--to", "2022-12-31"], ["journey:modi"]),
        (["--text", "pilgrims"], ["journey:pilgrims"]),
        (["--country", "IN"], ["journey:modi"]),
        (["--publisher", "Another press"], []),
        (["--collection", "samples", "--text", "pilgrims"], ["journey:pilgrims"]),
        (["--link", "http://localhost:8501/?actor=kim-jong-un&kind=journey"], ["journey:train"]),
        (["--link", "http://localhost:8501/?kind=journey", "--status", "planned"], ["journey:pilgrims"]),
    ],
)
def test_filters_and_links_narrow(run, words, ids):
    status, output, errors = run("--format", "geojson", *words)
    assert (status, journeys(output), bool(errors)) == (0, ids, not ids)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--format", "pdf"], "There is no format “pdf”. Choose one of map, print, geojson, kml, csv, records."),
        ([], "Say what to write with --format"),
        (["--out", "x.pdf"], "Say what to write with --format"),
        (["--format", "kml", "--actor", "person:nobody"], "The store has no actor “person:nobody”."),
        (["--format", "kml", "--kind", "trip"], "--kind has no value “trip”."),
        (["--format", "kml", "--from", "2023-02-30"], "2023-02-30"),
        (["--format", "kml", "--from", "2023-02-02", "--to", "2023-01-01"], "before it starts"),
        (["--format", "kml", "--link", "http://localhost/?actor=nobody"], "The link names an actor that is not here"),
        (["--out", "/nowhere/at/all.kml"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(run, words, sentence):
    status, output, errors = run(*words)
    assert (status, output) == (2, b"")
    assert sentence in errors
    assert "Traceback" not in errors


def test_an_empty_export_says_why(run, monkeypatch):
    status, output, errors = run("--format", "geojson", "--text", "zeppelin")
    assert (status, journeys(output)) == (0, [])
    assert "The filters show nothing" in errors
    monkeypatch.setenv("DATELINE_DATABASE_URL", ":memory:")
    assert "The store has no articles yet" in run("--format", "geojson")[2]
