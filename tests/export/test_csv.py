"""CSV that every reader reads back, and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.export import collect
from geo.export.table import cell, csv_table, csv_zip
from geo.export.text import clean
from tests.builders import VLADIVOSTOK
from tests.export.hostile import WORDS, add_hostile

SIGNS = tuple("=+-@＝＋－＠−")
SKIPPED = " \t\r\n\v\f\u00a0\u3000\"'`\ufeff\u200b\u202e"
TEXT = st.text(st.one_of(st.characters(), st.sampled_from("=+-@\t\r\n;,\"' ")), max_size=30)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name[:-4]: read(archive.read(name)) for name in archive.namelist() if name.endswith(".csv")}


def credits_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("credits.txt").decode("utf-8-sig")


@given(TEXT)
@example("=1+1")
@example("'=1+1")
@example('"" \t=1')
@example("\r=1")
@example("x;\n@SUM(A1)")
@example("\u202e+1")
def test_no_cell_starts_a_formula_also_where_another_separator_is_taken(text):
    safe = cell(text)
    for piece in (safe, *safe.replace("\r", ";").replace("\n", ";").replace("\t", ";").split(";")):
        assert not piece.lstrip(SKIPPED.replace("'", "")).startswith(SIGNS)
    assert not safe.startswith(("\t", "\r", "\n"))


@given(TEXT)
def test_a_cell_keeps_its_words(text):
    assert cell(text).replace("'", "") == clean(text).replace("'", "")


@given(st.text(st.characters(exclude_characters="=+-@＝＋－＠−\t\r\n", exclude_categories=["Cs", "Cc", "Cn"])))
def test_harmless_text_is_left_as_it_is(text):
    assert cell(text) == text


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5), st.booleans())
def test_a_table_is_read_back_as_it_was_written(rows, bom):
    content = csv_table([{"a": a, "b": b} for a, b in rows], ["a", "b"], bom=bom)
    assert content.startswith(b"\xef\xbb\xbf") == bom
    found = [(row["a"], row["b"]) for row in read(content)]
    assert found == [(cell(a), cell(b)) for a, b in rows]


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell():
    content = csv_table([{"a": -33.9, "b": None, "c": float("nan"), "d": 3, "e": ["x", "y"]}], "abcde", bom=False)
    assert content == b"a,b,c,d,e\r\n-33.9,,,3,x; y\r\n"


def test_the_zip_has_four_tables_and_the_credits(told, everything):
    content = csv_zip(collect(told))
    found = tables(content)
    assert list(found) == ["journeys", "statements", "places", "actors"]
    assert {name: len(rows) for name, rows in found.items()} == {
        "journeys": 3, "statements": 3, "places": 8, "actors": 5,
    }  # fmt: skip
    train = next(row for row in found["journeys"] if row["id"] == "journey:train")
    assert (train["origin"], train["destination_id"], train["status"]) == ("Pyongyang", VLADIVOSTOK, "under_way")
    assert float(train["great_circle_km"]) == pytest.approx(684.5)
    assert float(train["destination_lon"]) == 131.87353
    assert "GeoNames" in credits_of(content)
    assert "OpenStreetMap" not in credits_of(content)
    assert "Test press, “A train to Vladivostok”, 2023-09-11" in credits_of(content)
    assert "Rail network © OpenStreetMap contributors (ODbL)" in credits_of(csv_zip(everything))


def test_the_same_export_of_the_same_day_has_the_same_bytes(told):
    shown = collect(told)
    assert csv_zip(shown) == csv_zip(shown)


@pytest.mark.parametrize("words", WORDS)
def test_hostile_text_stays_in_its_cell(store, words):
    add_hostile(store, words)
    found = tables(csv_zip(collect(store)))
    assert [len(found[name]) for name in ("journeys", "statements", "actors")] == [1, 1, 1]
    assert found["journeys"][0]["article_title"] == cell(words)
    assert found["actors"][0]["name"] == cell(words)
    assert cell(words) in {row["name"] for row in found["places"]}
    for rows in found.values():
        for row in rows:
            assert None not in row, "a row has more cells than columns"
