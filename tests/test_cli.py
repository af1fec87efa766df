"""The command line: records out, a sentence for each input that fails, and an exit status that tells."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from geo.cli import app
from geo.record import Record, json_schema

TEXT = "Kim Jong-un left Pyongyang for Vladivostok by train on Monday. “I am glad to be here,” he said."
COMMAND = [sys.executable, "-m", "geo"]


@pytest.fixture(scope="module")
def validator():
    return Draft202012Validator(json_schema())


@pytest.fixture
def run(validator):
    """Run a command in this process; returns its status, its records or text, and its standard error."""

    def _run(*words, stdin=None):
        result = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        if words[0] == "extract" and "--help" not in words:
            for line in result.stdout.splitlines():
                validator.validate(json.loads(line))
        return result.exit_code, result.stdout, result.stderr

    return _run


def names(output):
    return [json.loads(line)["id"] for line in output.splitlines()]


def rows(*rows):
    return "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)


def test_an_article_becomes_a_record(run, tmp_path):
    path = tmp_path / "kim.txt"
    path.write_text(TEXT, encoding="utf-8")
    status, output, errors = run("extract", path, "--published", "2023-09-12")
    record = Record.from_json(output)
    assert (status, errors) == (0, "")
    assert (record.id, record.published, record.text) == ("kim", "2023-09-12", None)
    assert {"Pyongyang", "Vladivostok"} <= {place.name for place in record.places}
    assert all(TEXT[toponym.start : toponym.end] == toponym.text for toponym in record.toponyms)


def test_records_follow_the_order_of_inputs(run, tmp_path):
    (tmp_path / "b.md").write_text(f"---\ntitle: Talks\ndate: 2023-09-11\n---\n{TEXT}", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(rows({"id": "2", "text": TEXT}, {"id": "1", "text": TEXT}), encoding="utf-8")
    out = tmp_path / "records.jsonl"
    status, output, errors = run("extract", tmp_path / "b.md", tmp_path / "a.jsonl", "--out", out)
    assert (status, output, errors) == (0, "", "")
    assert names(out.read_text(encoding="utf-8")) == ["b", "2", "1"]
    assert json.loads(out.read_text(encoding="utf-8").splitlines()[0])["title"] == "Talks"


def test_a_page_brings_its_text_along(run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><article>{f'<p>{TEXT}</p>' * 3}</article></body></html>", encoding="utf-8")
    record = Record.from_json(run("extract", path)[1])
    toponym = record.toponyms[0]
    assert record.text[toponym.start : toponym.end] == toponym.text


def test_a_broken_row_is_reported_and_the_others_go_on(run, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        rows(
            {"id": "a", "text": TEXT},
            '{"id": "b", "text": \n',
            {
                "id": "c",
                "text": "Der Präsident reiste am Montag mit dem Zug nach Wladiwostok, um dort seinen Gast zu sehen.",
            },
            {"id": "d", "text": "Half \ud800 of Kyiv"},
            {"id": "e", "text": TEXT, "published": "Monday"},
            {"id": "f", "text": TEXT + "\r\nKyiv\u2028waits."},
        ),
        encoding="utf-8",
    )
    status, output, errors = run("extract", path)
    assert status == 1
    assert names(output) == ["a", "f"]
    reported = errors.splitlines()
    assert [line.partition(": ")[0] for line in reported] == [f"{path}:{number}" for number in (2, 3, 4, 5)]
    for line, words in zip(reported, ("valid JSON", "German", "half a character", "“Monday” is no date"), strict=True):
        assert words in line


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("empty.txt", b"", "The text is empty"),
        ("long.txt", b"The train left Pyongyang. " * 200_000, "too long (5.2 MB; the limit is 2 MB)"),
        ("picture.txt", b"\x89PNG\0\0\0\rIHDR", "binary data"),
        ("word.docx", b"PK\x03\x04", "no Word document that can be read"),
        ("sheet.xlsx", b"PK\x03\x04", "Files of the kind “.xlsx” are not read"),
        (
            "es.txt",
            "El presidente viajó el lunes en tren a Kiev, donde iba a reunirse con su invitado.".encode(),
            "Spanish",
        ),
        ("ru.txt", "Президент прибыл на поезде во Владивосток.".encode(), "Russian"),
        ("folder", None, "This is a directory"),
        ("nowhere.txt", None, "There is no such file"),
    ],
)
def test_bad_input_gets_a_sentence_and_status_2(run, tmp_path, name, raw, words):
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    elif name == "folder":
        path.mkdir()
    out = tmp_path / "out.jsonl"
    status, output, errors = run("extract", path, "--out", out)
    assert (status, output) == (2, "")
    assert errors.startswith(f"{path}: ")
    assert words in errors
    assert len(errors.splitlines()) == 1
    assert not out.exists()

    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    status, _, errors = run("extract", path, good, "--out", out)
    assert status == 1
    assert words in errors
    assert names(out.read_text(encoding="utf-8")) == ["good"]


def test_a_text_without_a_place_is_no_error(run, tmp_path):
    path = tmp_path / "dull.txt"
    path.write_text("Nothing much happened, and nobody said a word about it to anyone.", encoding="utf-8")
    status, output, errors = run("extract", path)
    record = Record.from_json(output)
    assert (status, errors) == (0, f"{path}: no place found\n")
    assert (record.places, record.toponyms, record.journeys) == ((), (), ())


def test_two_articles_of_one_id_are_told(run, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(rows({"id": "a", "text": TEXT}, {"id": "a", "text": f"{TEXT} Twice."}), encoding="utf-8")
    status, output, errors = run("extract", path)
    assert (status, names(output)) == (0, ["a", "a"])
    assert errors == f"{path}:2: the id “a” occurs more than once; give each article its own\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["extract"], "Missing argument"),
        (["extract", "kim.txt", "--published", "Monday"], "is no date"),
        (["extract", "kim.txt", "--published", ""], "The date is empty"),
        (["extract", "kim.txt", "--out", "no/such/folder/out.jsonl"], "cannot be written"),
        (["extract", "kim.txt", "--out", "."], "cannot be written"),
        (["geocode"], "Give the name of a place"),
        (["geocode", "--reverse", "43.1"], "latitude and longitude"),
        (["geocode", "--reverse", "131.9,43.1"], "comes first"),
        (["geocode", "--reverse", "nan,43.1"], "comes first"),
        (["travel"], "No such command"),
    ],
)
def test_wrong_usage_has_status_2(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kim.txt").write_text(TEXT, encoding="utf-8")
    status, output, errors = run(*words)
    assert (status, output) == (2, "")
    assert told in " ".join(errors.replace("│", " ").split())


def test_a_failed_run_leaves_the_old_file(run, tmp_path):
    out, empty, kim = tmp_path / "out.jsonl", tmp_path / "empty.txt", tmp_path / "kim.txt"
    out.write_text("old\n")
    out.chmod(0o640)
    empty.write_text("")
    kim.write_text(TEXT, encoding="utf-8")
    assert run("extract", empty, "--out", out)[0] == 2
    assert out.read_text() == "old\n"
    link = tmp_path / "link.jsonl"
    link.symlink_to(out)
    assert run("extract", kim, "--out", link)[0] == 0
    assert link.is_symlink()
    assert names(out.read_text(encoding="utf-8")) == ["kim"]
    assert out.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"out.jsonl", "empty.txt", "kim.txt", "link.jsonl"}


def test_a_device_is_written_and_not_replaced(run, tmp_path):
    path = tmp_path / "kim.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run("extract", path, "--out", os.devnull)[0] == 0
    assert not os.path.isfile(os.devnull)  # noqa: PTH113


def test_help_shows_an_example(run):
    for command in ("extract", "geocode", "schema"):
        status, output, _ = run(command, "--help")
        assert status == 0
        assert f"Example: python -m geo {command} " in " ".join(output.split())


def test_the_schema_command_prints_the_schema(run):
    status, output, _ = run("schema")
    assert (status, json.loads(output)) == (0, json_schema())


def test_names_are_looked_up(run):
    status, output, errors = run("geocode", "Vladivostok", "Kiev")
    assert (status, errors) == (0, "")
    header, first, second = output.splitlines()
    assert header.split() == ["id", "name", "kind", "country", "lat", "lon", "population"]
    assert first.split()[:4] == ["geonames:2013348", "Vladivostok", "city", "RU"]
    assert second.split()[1:4] == ["Kyiv", "city", "UA"]


def test_an_unknown_name_stops_no_other(run):
    status, output, errors = run("geocode", "Xqzvw", "Vladivostok", "--json")
    assert status == 1
    assert errors == "“Xqzvw” is no name in the gazetteer. Check its spelling, or try its English name.\n"
    place = json.loads(output)
    assert (place["query"], place["id"]) == ("Vladivostok", "geonames:2013348")
    assert (place["lat"], place["lon"]) == pytest.approx((43.106, 131.874), abs=0.01)


def test_all_places_of_a_name_are_listed_likeliest_first(run):
    found = [json.loads(line) for line in run("geocode", "Paris", "--all", "--json")[1].splitlines()]
    assert found[0]["country"] == "FR"
    assert "US" in {place["country"] for place in found}


def test_a_point_has_the_nearest_city(run):
    assert run("geocode", "--reverse", "43.1056,131.8735")[1].splitlines()[1].split()[1] == "Vladivostok"
    assert json.loads(run("geocode", "--reverse", "-34.6037,-58.3816", "--json")[1])["country"] == "AR"
    status, output, errors = run("geocode", "--reverse", "-48.9,-123.4")
    assert (status, output) == (1, "")
    assert "-48.9,-123.4" in errors


def start(*words, **pipes):
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A job in the background of a shell ignores Ctrl-C, and its children with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **pipes,
    )


def test_rows_stream_through_a_pipe():
    with start("extract", "-", "--published", "2023-09-12", stdout=subprocess.PIPE) as process:
        process.stdin.write(rows({"id": "é", "text": TEXT}).encode())
        process.stdin.flush()
        # The first record is there while the second row is not written yet.
        assert names(process.stdout.readline().decode()) == ["é"]
        output, errors = process.communicate(rows({"id": "b", "text": TEXT}).encode())
    assert (process.returncode, errors) == (0, b"")
    assert names(output.decode()) == ["b"]


def test_a_closed_pipe_and_ctrl_c_end_quietly(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    with start("extract", "-", stdout=subprocess.PIPE) as closed, start("extract", "-", "--out", out) as stopped:
        closed.stdout.close()
        closed.stdout = None
        _, errors = closed.communicate(rows({"text": TEXT}, {"text": TEXT}).encode(), timeout=60)
        assert (closed.returncode, errors) == (141, b"")

        stopped.stdin.write(rows({"text": TEXT}).encode())
        stopped.stdin.flush()
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".out.jsonl.*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        stopped.send_signal(signal.SIGINT)
        _, errors = stopped.communicate(timeout=60)
        assert stopped.returncode == 130
    assert errors == b"Stopped. A file named with --out is as it was before.\n"
    assert out.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [out]
