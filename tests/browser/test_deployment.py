"""What somebody who runs the app for others relies on: its health, and a log that tells no words of articles."""

from __future__ import annotations

import sqlite3
import time
import urllib.request
from contextlib import closing

import pytest

from tests.conftest import settled, start_app

pytestmark = pytest.mark.browser
WORDS = "zanzibar kofferwort"


def test_the_server_tells_its_health_and_a_fault_tells_no_words(chromium, tmp_path, shot):
    process, address = start_app(tmp_path)
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as answer:
        assert (answer.status, answer.read()) == (200, b"ok")
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    settled(page)
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        (sentence,) = connection.execute("SELECT text FROM sentence LIMIT 1").fetchone()
        connection.execute("ALTER TABLE event_sentence RENAME TO gone")
        connection.commit()
    words = page.get_by_placeholder("Words in the news")
    words.fill(WORDS)
    words.press("Enter")
    log = tmp_path / "streamlit.log"
    for _ in range(200):
        if "no such table: event_sentence" in (told := log.read_text(encoding="utf-8")):
            break
        time.sleep(0.1)
    assert "no such table: event_sentence" in told, "the fault is in the log"
    assert "zanzibar" not in told
    assert sentence not in told
    page.get_by_text("cannot be read at the moment").wait_for()
    shot(page)
    assert "Traceback" not in page.locator("body").inner_text()
    assert "sqlite3" not in page.locator("body").inner_text()
    context.close()
    process.terminate()
    process.wait(20)
