"""Several processes at one store, and one that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from geo import query
from geo.store import open_store

ROOT = Path(__file__).resolve().parents[2]
# Each article is another one, told of by a process of its own; what is stored is reported, one id a line.
WRITER = """
    import sys
    from geo.store import open_store
    from tests.builders import Draft

    address, name, count = sys.argv[1:]
    store = open_store(address)
    for n in range(int(count)):
        draft = Draft(f"{name.title()} {n} sat in Delhi on day {n * 7} of {name} and {n * 3}.", id=f"{name}-{n}")
        draft.toponym("Delhi", "site")
        draft.actor(f"person:{name}-{n % 5}", f"{name} {n % 5}", "sat")
        draft.actor("person:both", "Both", "on day")
        store.add(draft.article(), draft.record(), collection="Both")
        print(draft.id, flush=True)
"""


def writer(address: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), address, name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_that_make_a_store_and_write_at_once_lose_nothing(new_database):
    address = new_database(bare=True)
    writers = [writer(address, name, 25) for name in ("one", "two")]
    said = [process.communicate(timeout=120) for process in writers]
    assert [(process.returncode, errors) for process, (_, errors) in zip(writers, said, strict=True)] == [(0, "")] * 2
    store = open_store(address)
    stored = query.articles(store, limit=None)
    assert set(stored["id"]) == {f"{name}-{n}" for name in ("one", "two") for n in range(25)}
    assert stored["events"].tolist() == [1] * 50
    assert store.version().endswith("-50")
    assert query.facets(store).query("dimension == 'collection'")["events"].tolist() == [50]
    store.close()


def test_a_process_that_is_killed_loses_nothing_that_it_reported(new_database):
    address = new_database(bare=True)
    process = writer(address, "one", 10_000)
    reported = [process.stdout.readline().strip() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    reported += process.communicate(timeout=60)[0].split()
    assert process.returncode == -signal.SIGKILL
    store = open_store(address)
    stored = query.articles(store, limit=None)
    assert set(reported) <= set(stored["id"])
    assert 0 <= len(stored) - len(reported) <= 1, "at most the one that was stored but not yet reported"
    assert (stored["events"] == 1).all(), "an article is there with its events or not at all"
    assert store.record(reported[-1]).id == reported[-1]
    (again,) = store.add_many(
        [(query.article(store, reported[0]), store.record(reported[0]))], collection="Both", replace=False
    )
    assert again.status == "present"
    store.close()
