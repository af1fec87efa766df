"""A result belongs to its inputs, its options and its extractor, and is never mixed."""

import json

import pytest

from geo.batch import plan as module
from geo.batch.plan import plan
from geo.batch.reader import Reader
from geo.batch.work import Work, read_partition
from geo.errors import BatchError


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = ({"id": f"a{n}", "text": f"Kim left Pyongyang, part {n}."} for n in range(4))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def planned(corpus, out, **options):
    return plan([str(corpus)], out=str(out), partition_bytes=100, **options)


def finished(corpus, out, **options):
    """Read all partitions but the last."""
    todo = planned(corpus, out, **options).todo
    with Reader() as reader:
        for work in todo[:-1]:
            read_partition(work, reader=reader)
    return [work.partition.number for work in todo]


def test_what_is_finished_is_not_to_do_again(corpus, tmp_path):
    numbers = finished(corpus, tmp_path / "out")
    assert len(numbers) == 2
    again = planned(corpus, tmp_path / "out")
    assert [w.partition.number for w in again.todo] == numbers[-1:]
    assert [p.number for p in again.finished] == numbers[:-1]
    assert again.rows == 2


@pytest.mark.parametrize("change", ["inputs", "more inputs", "options", "size", "extractor"])
def test_another_run_is_refused_and_fresh_replaces_it(corpus, tmp_path, monkeypatch, change):
    out = tmp_path / "out"
    finished(corpus, out)
    sources, options, what = [str(corpus)], {"partition_bytes": 100}, "other inputs"
    if change == "inputs":
        corpus.write_text(corpus.read_text().replace("part 3", "part 4"))
    elif change == "more inputs":
        (tmp_path / "more.jsonl").write_text('{"text": "Kim left."}\n')
        sources.append(str(tmp_path / "more.jsonl"))
    elif change == "options":
        options["format"], what = "parquet", "other options"
    elif change == "size":
        options["partition_bytes"], what = 50, "other options"
    else:
        later = module.loaded() | {"version": "9.9.9"}
        monkeypatch.setattr(module, "loaded", lambda: later)
        what = "another version of Dateline"
    (out / "notes.txt").write_text("mine")
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(BatchError, match=f"holds the result of {what}.* --fresh to replace it"):
        plan(sources, out=str(out), **options)
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    anew = plan(sources, out=str(out), fresh=True, **options)
    assert not anew.finished
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "notes.txt"]


def test_records_of_an_unknown_run_are_refused(corpus, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "records-00001.jsonl").touch()
    with pytest.raises(BatchError, match="records of an unknown run"):
        planned(corpus, out)
    assert planned(corpus, out, fresh=True).todo


def test_a_broken_manifest_is_refused(corpus, tmp_path):
    finished(corpus, tmp_path / "out")
    for broken in ("{", "[]"):
        (tmp_path / "out" / "manifest.json").write_text(broken)
        with pytest.raises(BatchError, match="is broken"):
            planned(corpus, tmp_path / "out")


def test_half_written_files_are_swept_away(corpus, tmp_path):
    finished(corpus, tmp_path / "out")
    half = tmp_path / "out" / f".records-00002.jsonl.{'a' * 32}.part"
    other = tmp_path / "out" / ".hidden"
    half.touch()
    other.touch()
    planned(corpus, tmp_path / "out")
    assert (half.exists(), other.exists()) == (False, True)


def test_a_format_that_there_is_not_is_refused(corpus, tmp_path):
    with pytest.raises(BatchError, match="no format “csv”"):
        planned(corpus, tmp_path / "out", format="csv")


def test_a_worker_with_another_extractor_is_refused(corpus, tmp_path):
    work = planned(corpus, tmp_path / "out").todo[0]
    other = Work(work.partition, work.out, work.format, None, work.extractor | {"model": "en_other-1"})
    with Reader() as reader, pytest.raises(BatchError, match=r"another extractor than the command .*en_other-1"):
        read_partition(other, reader=reader)


def test_a_folder_that_is_gone_is_told(corpus, tmp_path):
    work = planned(corpus, tmp_path / "out").todo[0]
    lost = Work(work.partition, str(tmp_path / "lost" / "out"), work.format, None, work.extractor)
    with Reader() as reader, pytest.raises(BatchError, match=r"cannot be written .*another folder after --out"):
        read_partition(lost, reader=reader)


def test_a_result_may_lie_on_another_file_system(corpus):
    import fsspec

    out = "memory://results/one"
    with Reader() as reader:
        for work in planned(corpus, out).todo:
            assert read_partition(work, reader=reader) == (2, 0)
    fs = fsspec.filesystem("memory")
    assert sorted(name.rpartition("/")[2] for name in fs.ls("/results/one", detail=False)) == [
        "manifest.json",
        "records-00001.jsonl",
        "records-00002.jsonl",
    ]
    assert not planned(corpus, out).todo
