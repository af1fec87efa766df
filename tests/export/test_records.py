"""Records of the articles shown, with or without the text they carry."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile

import pytest
from jsonschema import Draft202012Validator

from geo import query
from geo.export import FORMATS, exports
from geo.query import Filters
from geo.record import Record, json_schema
from tests.builders import KIM, MODI, Draft, add, story
from tests.export.hostile import WORDS, add_hostile


@pytest.fixture
def two(store):
    """Two articles, the second of which carries its text, as one read from a web page does."""
    add(store, story())
    draft = Draft("Narendra Modi sailed to Seoul.", id="web", published="2024-01-09", title="Sea")
    draft.toponym("Seoul", "site")
    draft.actor(MODI, "Narendra Modi", "Narendra Modi")
    store.add(draft.article(), dataclasses.replace(draft.record(), text=draft.text), collection="Mine")
    return store


def made(store, *args, **options):
    (item,) = [item for item in exports(store, *args, **options) if item.format == "records"]
    with zipfile.ZipFile(io.BytesIO(item.make())) as archive:
        lines = archive.read("records.jsonl").decode().split("\n")
        credits = archive.read("credits.txt").decode("utf-8-sig")
    assert lines.pop() == ""
    return lines, credits


def test_each_line_is_a_valid_record_newest_first(two):
    lines, credits = made(two)
    validator = Draft202012Validator(json_schema())
    for line in lines:
        validator.validate(json.loads(line))
    assert [json.loads(line)["id"] for line in lines] == ["web", "story"]
    assert Record.from_json(lines[1]) == two.record("story")
    assert "Test press, “A train to Vladivostok”, 2023-09-11" in credits


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(actors=(KIM,)), ["story"]),
        (Filters(actors=(MODI,)), ["web", "story"]),
        (Filters(collections=("mine",)), ["web"]),
        (Filters(text="nothing of the kind"), []),
        (Filters(actors=(MODI,), within=Filters(collections=("mine",))), ["web"]),
    ],
)
def test_the_filters_choose_the_articles(two, filters, ids):
    assert [record.id for record in query.records(two, filters)] == ids
    assert query.sources(two, filters)["id"].tolist() == ids
    assert [json.loads(line)["id"] for line in made(two, filters)[0]] == ids


def test_the_text_of_articles_is_left_out_unless_it_is_asked_for(two):
    assert all(json.loads(line)["text"] is None for line in made(two)[0])
    texts = [json.loads(line)["text"] for line in made(two, excerpts_only=False)[0]]
    assert texts == ["Narendra Modi sailed to Seoul.", None]


def test_no_other_export_holds_the_text_of_an_article(store):
    secret = "Nobody is told to read this line."
    draft = story()
    draft.text += f"\n{secret}"
    store.add(draft.article(), draft.record())
    for item in exports(store, excerpts_only=False):
        content = item.make()
        if item.format in ("csv", "records"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert secret.encode() not in content
        assert b"Kim" in content


def test_nothing_is_asked_of_the_store_before_an_export_is_made(two):
    offered = exports(two)
    assert tuple(item.format for item in offered) == FORMATS
    assert len({item.file_name for item in offered}) == len(FORMATS)
    add(two, Draft("Fighting goes on.", id="later", title="Later"))
    (geojson,) = [item for item in offered if item.format == "geojson"]
    assert "Later" in geojson.make().decode()


def test_sources_say_how_many_a_limit_leaves_out(two):
    found = query.sources(two, limit=1)
    assert (found["id"].tolist(), found.attrs["total"]) == (["web"], 2)


@pytest.mark.parametrize("words", WORDS)
def test_hostile_records_are_lines_of_json(store, words):
    add_hostile(store, words)
    (line,), _ = made(store)
    assert json.loads(line)["id"] == "hostile-0"
