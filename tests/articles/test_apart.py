"""What hangs, swells or dies while it is read costs a sentence: never the app, and never what is read after it."""

from __future__ import annotations

import functools
import io
import os
import signal
import subprocess
import sys
import time

import docx
import psutil
import pytest

from geo.articles import Article, InputProblem, read_uploads
from geo.articles.apart import MAX_MEMORY, apart
from geo.articles.page import page_fields
from geo.articles.word import docx_fields
from geo.errors import InputError
from tests.conftest import ROOT
from tests.web import article

HEAVY = "<html><body><article>" + "<p>Mr Smith went to Vienna, officials said on Monday.</p>" * 60_000
TOO_MUCH = "takes too much time or memory to read. Give the text of the article alone, as .txt."


def swell():
    return len(bytearray(2 * MAX_MEMORY))


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def own():
    return os.getpid()


@pytest.mark.parametrize("act", [swell, die, functools.partial(time.sleep, 600)], ids=["swells", "dies", "hangs"])
def test_what_goes_wrong_is_told_and_the_next_is_read(act):
    pid = apart(own, seconds=30, what="page")
    assert pid != os.getpid()
    started = time.monotonic()
    with pytest.raises(InputError, match=f"^The page {TOO_MUCH}$"):
        apart(act, seconds=3, what="page")
    assert time.monotonic() - started < 300, "it was not waited for"
    assert apart(own, seconds=30, what="page") != os.getpid()


def test_a_page_that_takes_too_long_is_one_problem_of_an_upload(monkeypatch):
    monkeypatch.setattr("geo.articles.readers.page_fields", functools.partial(page_fields, seconds=2))
    page_fields(article(1))  # the processes have started
    bad, good = read_uploads([("heavy.html", HEAVY.encode()), ("good.html", article(1).encode())])
    assert isinstance(bad, InputProblem)
    assert str(bad) == f"heavy.html: The page {TOO_MUCH}"
    assert isinstance(good, Article)
    assert good.title == "Train to Vienna 1"


def test_a_word_document_that_takes_too_long_is_refused():
    document = docx.Document()
    for n in range(3_000):
        document.add_paragraph(f"Mr Smith went to Vienna {n} times, officials said on Monday.")
    held = io.BytesIO()
    document.save(held)
    held.seek(0)
    with pytest.raises(InputError, match=f"^The Word document {TOO_MUCH}$"):
        docx_fields(held, seconds=0.01)
    held.seek(0)
    assert "2999 times" in docx_fields(held)["text"]


@pytest.mark.parametrize(
    "end", ["pass", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"], ids=["ends", "killed"]
)
def test_its_processes_end_with_the_program(end):
    code = (
        "import psutil; from geo.articles.apart import apart; import os; apart(os.getpid, seconds=30, what='page');"
        f"print(*(child.pid for child in psutil.Process().children(recursive=True)), flush=True); {end}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    pids = [int(pid) for pid in done.stdout.split()]
    assert pids
    deadline = time.monotonic() + 20
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(psutil.pid_exists, pids))
