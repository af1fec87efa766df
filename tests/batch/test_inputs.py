"""Files to partitions and partitions to articles: each row once, in its order, as it was written."""

import datetime as dt
import gzip
import hashlib
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Article, InputProblem, read
from geo.batch.files import expand
from geo.batch.inputs import articles, cut
from geo.errors import InputError


def rows_of(file, *, size, published=None):
    about, partitions = cut(str(file), size=size)
    assert [p.number for p in partitions] == list(range(1, len(partitions) + 1))
    assert sum(p.rows for p in partitions) == about.rows
    return [item for p in partitions for item in articles(p, published=published)]


line = st.one_of(
    st.text(min_size=1, max_size=30).map(lambda t: json.dumps({"id": "a", "text": "Kim " + t}, ensure_ascii=False)),
    st.sampled_from(["", "   ", "{", '{"id": 1}', "x" * 50]),
)


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(line, min_size=1, max_size=20), size=st.integers(1, 200), end=st.sampled_from(["\n", "\r\n"]))
def test_partitions_hold_each_row_once_whatever_their_size(tmp_path_factory, lines, size, end):
    file = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    file.write_bytes(end.join(lines).encode("utf-8", "surrogatepass"))
    whole = list(read(file))
    if any(isinstance(item, InputProblem) and item.line is None for item in whole):
        return  # a file of blank lines
    parts = rows_of(file, size=size)
    assert [(i.line, getattr(i, "text", None), getattr(i, "message", None)) for i in parts] == [
        (i.line, getattr(i, "text", None), getattr(i, "message", None)) for i in whole
    ]


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def story(n):
    return {"id": f"a{n}", "text": f"Kim left Pyongyang, part {n}.", "published": "2023-09-12"}


def test_a_partition_ends_with_the_row_that_reaches_its_size(tmp_path):
    file = write(tmp_path / "a.jsonl", map(story, range(10)))
    length = file.stat().st_size // 10
    about, partitions = cut(str(file), size=length * 3)
    assert [p.rows for p in partitions] == [3, 3, 3, 1]
    assert [p.first for p in partitions] == [1, 4, 7, 10]
    assert about.bytes == file.stat().st_size
    assert about.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_packed_rows_are_unpacked(tmp_path):
    file = write(tmp_path / "a.jsonl", map(story, range(10)))
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert [a.text for a in rows_of(packed, size=100)] == [a.text for a in rows_of(file, size=100)]


def test_rows_without_an_id_take_the_hash_of_their_text(tmp_path):
    file = write(tmp_path / "a.jsonl", [{"text": "Kim left."}, {"text": "Kim stayed."}])
    assert [a.id for a in rows_of(file, size=1)] == [
        hashlib.sha256(text).hexdigest()[:12] for text in (b"Kim left.", b"Kim stayed.")
    ]


def test_dates_that_are_missing_are_given(tmp_path):
    file = write(tmp_path / "a.jsonl", [{"text": "Kim left."}, story(1)])
    days = [a.published for a in rows_of(file, size=1, published=dt.date(2020, 1, 1))]
    assert days == [dt.date(2020, 1, 1), dt.date(2023, 9, 12)]


def test_an_empty_file_is_a_problem_and_no_failure(tmp_path):
    (tmp_path / "a.jsonl").touch()
    (problem,) = rows_of(tmp_path / "a.jsonl", size=10)
    assert problem.line is None
    assert "no rows" in problem.message


def table(path, number, *, group=1000, **columns):
    stories = [story(n) for n in range(number)]
    data = {name: [row[name] for row in stories] for name in ("id", "text", "published")}
    pq.write_table(pa.table(data | columns), path, row_group_size=group)
    return path


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0, 40), group=st.integers(1, 15), size=st.integers(1, 900))
def test_tables_hold_each_row_once_whatever_their_row_groups(tmp_path_factory, number, group, size):
    file = table(tmp_path_factory.mktemp("table") / "a.parquet", number, group=group)
    found = rows_of(file, size=size)
    if number == 0:
        assert "no rows" in found[0].message
    else:
        assert [(a.id, a.line) for a in found] == [(f"a{n}", n + 1) for n in range(number)]


def test_tables_may_hold_days_nulls_and_other_columns(tmp_path):
    file = table(
        tmp_path / "a.parquet",
        3,
        published=pa.array([dt.datetime(2023, 9, 11, 22), None, dt.datetime(2020, 1, 1)], pa.timestamp("ns")),
        id=["x", None, ""],
        section=["world"] * 3,
    )
    found = rows_of(file, size=10_000, published=dt.date(2000, 1, 1))
    assert [a.published for a in found] == [dt.date(2023, 9, 11), dt.date(2000, 1, 1), dt.date(2020, 1, 1)]
    assert [len(a.id) for a in found] == [1, 12, 12]


def test_a_row_of_a_table_without_a_text_is_a_problem_with_its_row(tmp_path):
    file = table(tmp_path / "a.parquet", 3, text=["Kim left.", None, "Kim stayed."])
    found = rows_of(file, size=1)
    assert [type(item) for item in found] == [Article, InputProblem, Article]
    assert found[1].line == 2
    assert "“text” is missing" in found[1].message


def test_a_table_without_texts_is_refused(tmp_path):
    pq.write_table(pa.table({"id": ["a"], "body": ["Kim left."]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"no column “text” \(there are: id, body\)"):
        cut(str(tmp_path / "a.parquet"), size=10)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"Kim left.", "neither JSON Lines nor Parquet"),
        ("a.parquet", b"Kim left.", "cannot be read"),
        ("a.jsonl.gz", b"Kim left.", "cannot be read"),
    ],
)
def test_what_is_no_corpus_is_refused(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        cut(str(tmp_path / name), size=10)


def test_globs_and_urls_are_expanded_in_order_and_once(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "c.parquet", "[1].jsonl"):
        (tmp_path / name).touch()
    found = expand([f"{tmp_path}/*.jsonl", f"file://{tmp_path}/a.jsonl", f"{tmp_path}/c.parquet"])
    assert found == [str(tmp_path / name) for name in ("[1].jsonl", "a.jsonl", "b.jsonl", "c.parquet")]
    assert expand([f"{tmp_path}/[1].jsonl"]) == [f"{tmp_path}/[1].jsonl"]


def test_other_file_systems_are_read(tmp_path):
    import fsspec

    with fsspec.open("memory://corpus/a.jsonl", "wb") as handle:
        handle.write(json.dumps(story(1)).encode())
    (url,) = expand(["memory://corpus/*.jsonl"])
    assert url.startswith("memory://")
    assert [a.id for a in rows_of(url, size=10)] == ["a1"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("-", "Standard input cannot be cut"),
        ("{}/none.jsonl", "no file"),
        ("{}/*.jsonl", "no file"),
        ("{}", "is a folder"),
        ("nosuch://x/a.jsonl", "nosuch"),
    ],
)
def test_what_names_no_file_is_refused(tmp_path, source, said):
    with pytest.raises(InputError, match=said):
        expand([source.format(tmp_path)])
