"""The result of a batch loaded into the store, on SQLite and PostgreSQL."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

import geo
from geo import query
from geo.errors import InputError
from geo.ingest import is_result, load
from geo.store import open_store
from geo.store import tables as t
from tests.content import content as everything
from tests.corpus import corpus

ROOT = Path(__file__).resolve().parents[2]
STORIES = (
    "Kim Jong-un left Pyongyang for Vladivostok by train on 10 September 2023.",
    "Narendra Modi flew from Delhi to Moscow on Monday. He said that the talks were useful.",
    "Pope Francis visited Kinshasa in 2023, and Luis Lacalle Pou denied that he would travel to Beijing.",
    "The ship sailed from Wonsan to Vladivostok on Tuesday.",
)


def records(start: int = 0):
    return [
        geo.extract(text, id=f"story-{n}", title=f"Story {n}", published="2023-09-12", keep_text=True)
        for n, text in enumerate(STORIES[start:], start)
    ]


@pytest.fixture(scope="module")
def read():
    return records()


@pytest.fixture
def new_store(new_database):
    stores = []

    def new():
        stores.append(open_store(new_database()))
        return stores[-1]

    yield new
    for store in stores:
        store.close()


def write(folder, partitions, *, expected: int | None = None) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"partitions": expected or len(partitions)}))
    for number, some in enumerate(partitions):
        lines = [one if isinstance(one, str) else one.to_json() for one in some]
        (folder / f"records-{number:05d}.jsonl").write_text("\n".join(lines) + "\n")


def content(store) -> dict:
    """Return all that a reader could see, whatever the keys."""
    with store.engine.connect() as connection:
        ids = sorted(connection.scalars(sa.select(t.article.c.id)))
    frames = {name: getattr(query, name)(store) for name in ("journeys", "statements", "places", "actors")}
    return {"articles": ids} | {name: sorted(frame["id"]) for name, frame in frames.items()}


def test_a_result_is_loaded_as_its_articles_would_be_stored(new_store, tmp_path, read):
    write(tmp_path / "out", [read[:2], read[2:]])
    loaded, stored = new_store(), new_store()
    outcomes = list(load(loaded, tmp_path / "out", collection="Archive", by="tester"))
    assert [outcome.status for outcome in outcomes] == ["added"] * 4
    for record in read:
        stored.add(geo.articles.Article(record.id, record.text, title=record.title), record, collection="Archive")
    assert content(loaded) == content(stored)
    assert content(loaded)["journeys"]


def test_loaded_twice_or_stopped_in_between_it_makes_the_same_store(new_store, tmp_path, read):
    write(tmp_path / "out", [read[:2], read[2:]])
    store = new_store()
    steps = iter([False, True])
    first = list(load(store, tmp_path / "out", collection="Archive", cancelled=lambda: next(steps)))
    assert len(first) == 2
    again = list(load(store, tmp_path / "out", collection="Archive"))
    assert [outcome.status for outcome in again] == ["present", "present", "added", "added"]
    before = content(store)
    assert {outcome.status for outcome in load(store, tmp_path / "out", collection="Archive")} == {"present"}
    assert content(store) == before


def test_an_id_that_another_text_has_is_said_and_nothing_is_overwritten(new_store, tmp_path, read):
    other = dataclasses.replace(geo.extract("Xi Jinping flew to Hanoi.", keep_text=True), id=read[0].id)
    write(tmp_path / "out", [[read[0]], [other, read[1]]])
    store = new_store()
    outcomes = list(load(store, tmp_path / "out", collection="Archive"))
    assert sorted(outcome.status for outcome in outcomes) == ["added", "added", "failed"]
    assert "Another article has this id" in next(o.message for o in outcomes if o.status == "failed")
    assert store.record(read[0].id).text_sha256 == read[0].text_sha256


def test_a_row_that_is_no_record_is_a_failure_of_its_own(new_store, tmp_path, read):
    write(tmp_path / "out", [["{}", read[0], '{"id": 3']])
    outcomes = list(load(new_store(), tmp_path / "out", collection="Archive"))
    assert sorted(outcome.status for outcome in outcomes) == ["added", "failed", "failed"]


def test_records_in_parquet_are_loaded_too(new_store, tmp_path, read):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    write(tmp_path / "out", [], expected=1)
    table = arrow.table({"id": [record.id for record in read], "record": [record.to_json() for record in read]})
    parquet.write_table(table, tmp_path / "out" / "records-00000.parquet")
    outcomes = list(load(new_store(), tmp_path / "out", collection="Archive"))
    assert [outcome.status for outcome in outcomes] == ["added"] * 4


def test_what_is_no_whole_result_is_refused_before_anything_is_stored(new_store, tmp_path, read):
    store = new_store()
    write(tmp_path / "out", [read[:2]], expected=2)
    assert is_result(tmp_path / "out")
    with pytest.raises(InputError, match="1 of 2 partitions"):
        list(load(store, tmp_path / "out", collection="Archive"))
    (tmp_path / "out" / "manifest.json").write_text("no JSON")
    with pytest.raises(InputError, match="no result of a batch"):
        list(load(store, tmp_path / "out", collection="Archive"))
    assert not is_result(tmp_path)
    assert content(store)["articles"] == []


def test_records_without_their_manifest_are_no_articles_to_be_read(tmp_path, read):
    write(tmp_path / "out", [read])
    (tmp_path / "out" / "manifest.json").unlink()
    assert is_result(tmp_path / "out")
    with pytest.raises(InputError, match=r"no manifest\.json: copy the whole folder"):
        list(load(open_store(":memory:"), tmp_path / "out", collection="Archive"))


def test_a_partition_that_is_broken_is_told_and_the_others_are_loaded(new_store, tmp_path, read):
    pytest.importorskip("pyarrow")
    write(tmp_path / "out", [read[:2]], expected=2)
    (tmp_path / "out" / "records-00007.parquet").write_bytes(b"PAR1 cut off")
    outcomes = list(load(new_store(), tmp_path / "out", collection="Archive"))
    assert [outcome.status for outcome in outcomes] == ["added", "added", "failed"]
    assert "extract its partition again" in outcomes[-1].message


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("result")
    records = [dataclasses.replace(record, text=one.text) for one, record in corpus(articles=300, toponyms=12)]
    write(folder, [records[at : at + 25] for at in range(0, 300, 25)])
    return folder


def command(store, folder):
    return subprocess.Popen(
        [sys.executable, "-m", "geo", "ingest", str(folder), "--collection", "Archive", "--processes", "2"],
        cwd=ROOT,
        env=os.environ | {"DATELINE_DATABASE_URL": store.engine.url.render_as_string(hide_password=False)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_in_the_middle_and_started_again_it_makes_the_same_store(new_store, result):
    undisturbed, store = new_store(), new_store()
    assert {outcome.status for outcome in load(undisturbed, result, collection="Archive", by="command line")} == {
        "added"
    }
    killed = command(store, result)
    while killed.poll() is None and not len(query.articles(store, limit=1)):
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert 0 < query.articles(store, limit=1).attrs["total"] <= 300
    again = command(store, result)
    _, told = again.communicate()
    assert again.returncode == 0, told
    assert "added" in told
    assert everything(store) == everything(undisturbed)
