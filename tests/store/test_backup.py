from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from geo import query
from geo.errors import StoreError
from geo.store import collections, ensure_samples, open_store
from geo.store import tables as t
from geo.store.backup import backup, from_bytes, restore, size, to_bytes
from tests.builders import Draft, add, hostile, story

ROOT = Path(__file__).resolve().parents[2]


def filled(store) -> None:
    add(store, hostile())
    add(store, story(), collection="Mine")
    store.add(story(id="again").article(), story(id="again").record(), by="me")
    collections.hide(store, collections.create(store, "Later"))


def content(store) -> dict[str, list[tuple[object, ...]]]:
    own = ("schema", "store", "writes")
    with store.engine.connect() as connection:
        found = {
            table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in t.metadata.sorted_tables
        }
    found["meta"] = [row for row in found["meta"] if not any(f"'{name}'" in row for name in own)]
    return found


def test_a_store_comes_back_whole_from_one_file_into_either_database(store, new_database, tmp_path):
    filled(store)
    file = tmp_path / "new folder" / "all.backup"
    backup(store, file)
    assert [path.name for path in file.parent.iterdir()] == ["all.backup"]
    for address in (new_database(), tmp_path / "other.sqlite", ":memory:"):
        other = open_store(address)
        add(other, Draft("What was here before.", id="before"))
        version = other.version()
        restore(other, file)
        assert content(other) == content(store)
        assert other.version() not in (version, store.version())
        add(other, Draft("Written afterwards, in a collection of its own.", id="after"), collection="After")
        assert other.remove("story")
        other.close()


def test_a_backup_moves_from_one_database_to_the_other_and_back(store, postgresql, tmp_path):
    filled(store)
    backup(store, tmp_path / "one")
    other = open_store(postgresql.new().render_as_string(hide_password=False))
    restore(other, tmp_path / "one")
    backup(other, tmp_path / "two")
    other.close()
    restore(store, tmp_path / "two")
    assert query.articles(store)["copies"].sum() == 1
    assert (tmp_path / "one").stat().st_size == (tmp_path / "two").stat().st_size


def test_a_browser_carries_a_backup_as_bytes(store):
    filled(store)
    saved = to_bytes(store)
    before = content(store)
    add(store, Draft("Written afterwards.", id="after"))
    with pytest.raises(StoreError, match=r"^Monday\.backup is no backup of Dateline: nothing was changed\.$"):
        from_bytes(store, b"no backup", name="Monday.backup")
    assert len(query.articles(store)) == len(before["article"])  # one of them is a copy
    from_bytes(store, saved, name="Monday.backup")
    assert content(store) == before


@pytest.mark.parametrize("damage", ["missing", "text", "cut", "flipped", "store", "other", "empty"])
def test_what_is_no_whole_backup_changes_nothing_and_is_said(store, tmp_path, damage):
    filled(store)
    file = tmp_path / "all.backup"
    backup(store, file)
    whole = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "store":
        file.unlink()
        open_store(file).close()
    elif damage == "other":
        file.unlink()
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE x (y)")
        connection.close()
    else:
        at = whole.index(b"armoured") if b"armoured" in whole else whole.index(b"headed for Vladivostok")
        file.write_bytes(
            {
                "text": b"no backup at all",
                "empty": b"",
                "cut": whole[: len(whole) // 2],
                "flipped": whole[:at] + b"H" + whole[at + 1 :],
            }[damage]
        )
    before, version = content(store), store.version()
    with pytest.raises(StoreError, match=r"damaged|no backup|cannot be read|not a backup"):
        restore(store, file)
    assert content(store) == before
    assert store.version() == version


def test_a_backup_of_a_newer_version_is_refused(store, tmp_path):
    filled(store)
    file = tmp_path / "all.backup"
    backup(store, file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '99'")
        from geo.store.backup import _hash

        connection.execute("UPDATE meta SET value = ? WHERE name = 'backup'", (_hash(connection),))
    connection.close()
    before = content(store)
    with pytest.raises(StoreError, match="newer version"):
        restore(store, file)
    assert content(store) == before


def test_a_backup_that_cannot_be_written_leaves_the_old_one(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="choose another place"):
        backup(store, tmp_path / "file" / "all.backup")


def geo(*arguments: object, database: Path, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATELINE_DATABASE_URL": str(database)},
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_asks_before_it_replaces(tmp_path):
    database, file = tmp_path / "dateline.sqlite", tmp_path / "all.backup"
    store = open_store(database)
    add(store, story())
    said = geo("backup", file, database=database)
    assert (said.returncode, said.stderr.strip()) == (0, f"1 article in {file}.")
    add(store, Draft("A second one.", id="second"))
    assert geo("restore", file, database=database, answer="n\n").returncode == 1
    assert len(query.articles(store)) == 2
    said = geo("restore", file, "--yes", database=database)
    assert (said.returncode, said.stderr.strip()) == (0, f"1 article restored from {file}.")
    assert query.articles(store)["id"].tolist() == ["story"]
    said = geo("restore", tmp_path / "none", "--yes", database=database)
    assert said.returncode == 2
    assert "cannot be read" in said.stderr
    store.close()


def test_the_size_of_a_backup_is_known_before_it_is_made(store):
    ensure_samples(store)
    made = len(to_bytes(store))
    assert made < size(store) * 1.05
    assert size(store) < 4 * made
