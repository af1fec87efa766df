"""Articles are read in a process of their own: what one of them does to it, the others do not feel."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

import geo
from geo.articles import Article
from geo.batch import reader as module
from geo.batch.reader import Reader
from geo.errors import DataError, InputError
from geo.record import Record

TEXT = "Kim Jong-un left Pyongyang for Vladivostok by train on Monday. “I am glad to be here,” he said."
ODD = Path(__file__).parent / "odd_reader.py"


def article(text=TEXT, **fields):
    return Article("kim", text, **fields)


@pytest.fixture
def odd(tmp_path):
    with Reader(command=(sys.executable, str(ODD), str(tmp_path / "mark")), seconds=2) as reader:
        yield reader


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


def test_a_record_is_what_the_library_makes_with_its_text(reader):
    import datetime as dt

    day = dt.date(2023, 9, 12)
    line = reader.read(article(published=day, title="By train\nto “Russia”", url="https://example.org/1"))
    record = geo.extract(
        TEXT, id="kim", published=day, title="By train\nto “Russia”", url="https://example.org/1", keep_text=True
    )
    assert line == record.to_json()
    assert Record.from_json(line).text == TEXT


def test_it_names_its_extractor(reader):
    reader.start()
    assert reader.extractor["version"] == geo.__version__
    assert set(reader.extractor) == {"name", "version", "model", "gazetteer"}


def test_another_language_is_a_sentence(reader):
    french = "Le président est arrivé hier soir à Genève pour une réunion avec les ministres des affaires étrangères."
    with pytest.raises(InputError, match="French"):
        reader.read(article(french))


def test_lines_and_marks_of_all_kinds_come_back_as_they_were(reader):
    text = 'Kim left\r\nPyongyang.\u2028He \x85went\tto “Vladivostok”. 😀 \\ " {}\n'
    assert Record.from_json(reader.read(article(text))).text == text


def test_an_article_that_never_ends_is_left_out_and_the_next_is_read(odd):
    began = time.monotonic()
    with pytest.raises(InputError, match="took longer than 2 seconds, so it was left out"):
        odd.read(article("HANG " + TEXT))
    assert time.monotonic() - began >= 2
    assert Record.from_json(odd.read(article())).places


def test_an_article_that_ends_the_process_twice_is_left_out_and_the_next_is_read(odd):
    with pytest.raises(InputError, match=r"twice ended the process that reads \(signal 9\)"):
        odd.read(article("DIE ALWAYS " + TEXT))
    assert Record.from_json(odd.read(article())).places


def test_a_process_that_was_ended_once_costs_no_article(odd, tmp_path):
    line = odd.read(article("DIE ONCE " + TEXT))
    assert (tmp_path / "mark").exists()
    assert line == geo.extract("DIE ONCE " + TEXT, id="kim", keep_text=True).to_json()


def test_a_process_ended_between_two_articles_costs_none(reader):
    first = reader.read(article())
    os.kill(reader._process.pid, signal.SIGKILL)
    assert reader.read(article()) == first


def test_a_fault_in_the_program_is_told_with_its_kind(odd):
    with pytest.raises(InputError, match=r"could not be read \(IndexError: list index out of range\)"):
        odd.read(article("FAULT " + TEXT))


def test_a_fresh_process_reads_the_same(reader, monkeypatch):
    monkeypatch.setattr(module, "FRESH_AFTER", 2)
    reader.close()
    lines, processes = [], set()
    for _ in range(5):
        lines.append(reader.read(article()))
        processes.add(reader._process.pid)
    assert len(set(lines)) == 1
    assert len(processes) == 3


def test_a_model_that_is_missing_is_told(monkeypatch):
    monkeypatch.setenv("DATELINE_MODEL", "no_such_model")
    with Reader() as reader, pytest.raises(DataError, match="There is no language model no_such_model"):
        reader.read(article())


def test_a_process_that_does_not_start_is_told_with_its_last_words():
    with (
        Reader(command=(sys.executable, "-c", "raise SystemExit('no room left')")) as reader,
        pytest.raises(DataError, match=r"does not start \(exit status 1\): no room left"),
    ):
        reader.read(article())
