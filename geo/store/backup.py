"""The whole store as one file, and back: between SQLite and PostgreSQL too.

A backup is a store in SQLite with a hash of all its rows: an older one is brought up to date as any store is, and a
damaged one is recognised before anything is changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.store import tables as t
from geo.store.bulk import insert_rows
from geo.store.opening import open_store

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from geo.store.store import Store

_BATCH = 5_000
_HASH = "backup"
_OWN = ("schema", "store", "writes", _HASH)
"""Rows of ``meta`` that belong to the store they are in and are not carried over."""


def backup(store: Store, path: str | Path) -> None:
    """Write the whole store to one file, as it is at one moment; what is at ``path`` stays until the file is whole.

    Raises
    ------
    StoreError
        If the file cannot be written, or the store not be read.
    """
    path = Path(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _write(store, part)
        part.replace(path)
    except OSError as error:
        raise StoreError(f"The backup {path} cannot be written ({error.strerror}): choose another place.") from error
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(f"The backup {path} cannot be written ({error}): choose another place.") from error
    finally:
        for rest in ("", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(part.name + rest).unlink(missing_ok=True)


def _write(store: Store, part: Path) -> None:
    # For PostgreSQL; a transaction of SQLite sees one moment anyway.
    options = {"isolation_level": "REPEATABLE READ"} if store.engine.dialect.name == "postgresql" else {}
    copy = open_store(part)
    try:
        with store.engine.connect().execution_options(**options) as source, copy.writing() as target:
            _copy(source, target)
    finally:
        copy.close()
    with closing(sqlite3.connect(part)) as connection, connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("INSERT INTO meta VALUES (?, ?)", (_HASH, _hash(connection)))


def restore(store: Store, path: str | Path) -> None:
    """Put what a backup holds in the place of all that is in the store; all of it or, if anything is wrong, nothing.

    Raises
    ------
    StoreError
        If the file is no backup, is damaged, or was written by a newer version of Dateline.
    """
    path = Path(path)
    _check(path)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        # Opening brings an older backup up to date, which the file itself is spared.
        copied = Path(folder) / "backup.sqlite"
        try:
            shutil.copyfile(path, copied)
        except OSError as error:
            raise StoreError(f"The backup {path} cannot be copied to {folder} ({error.strerror}).") from error
        old = open_store(copied)
        try:
            with old.engine.connect() as source, store.writing() as target:
                _copy(source, target)
        finally:
            old.close()


def size(store: Store) -> int:
    """Return how large a backup will be at most, in bytes, within a few hundredths; nothing is written for it.

    For SQLite that is close; PostgreSQL takes up to three times what the file does.
    """
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            pages, free, one = (
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("page_count", "freelist_count", "page_size")
            )
            return (pages - free) * one
        taken = (sa.func.pg_total_relation_size(table.name) for table in t.metadata.sorted_tables)
        return sum(connection.execute(sa.select(*taken)).one())


def to_bytes(store: Store) -> bytes:
    """Return a backup as bytes; raise StoreError as :func:`backup` does."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "backup.sqlite"
        backup(store, path)
        return path.read_bytes()


def from_bytes(store: Store, given: bytes, *, name: str) -> None:
    """Restore a backup from its bytes; ``name`` is what its owner calls it.  Raises StoreError as :func:`restore`."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "given.sqlite"
        path.write_bytes(given)
        try:
            restore(store, path)
        except StoreError as error:
            raise StoreError(str(error).replace(str(path), name)) from error


def _check(path: Path) -> None:
    broken = f"The backup {path} is damaged: nothing was changed. Use another copy of it."
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError(f"The backup {path} cannot be read ({error.strerror}).") from error
    if head != b"SQLite format 3\x00":
        raise StoreError(f"{path} is no backup of Dateline: nothing was changed.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise StoreError(broken)
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                raise StoreError(f"{path} is no backup of Dateline: nothing was changed.")
            told = connection.execute("SELECT value FROM meta WHERE name = ?", (_HASH,)).fetchone()
            if told is None:
                raise StoreError(f"{path} is a store, not a backup: make one of it with “python -m geo backup”.")
            if told[0] != _hash(connection):
                raise StoreError(broken)
    except sqlite3.Error as error:
        raise StoreError(broken) from error


def _hash(connection: sqlite3.Connection) -> str:
    """Return a hash of all rows of all tables, in the order of their keys."""
    found = hashlib.sha256()
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in names:
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        keys = ", ".join(f'"{column[1]}"' for column in sorted(columns, key=lambda c: c[5]) if column[5])
        found.update(repr((name, [column[1] for column in columns])).encode())
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {keys}')  # noqa: S608 - names of our own tables
        for row in rows:
            if not (name == t.meta.name and row[0] == _HASH):
                found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _copy(source: Connection, target: Connection) -> None:
    """Put all rows of one store in the place of those of another."""
    for table in reversed(t.metadata.sorted_tables):
        if table is not t.meta:
            target.execute(table.delete())
    target.execute(t.meta.delete().where(t.meta.c.name.not_in(_OWN)))
    for table in t.metadata.sorted_tables:
        query = sa.select(table).order_by(*table.primary_key.columns)
        if table is t.meta:
            query = query.where(t.meta.c.name.not_in(_OWN))
        elif table is t.article:
            # What a row refers to goes before it.
            query = sa.select(table).order_by(table.c.copy_of.is_not(None), table.c.key)
        for rows in source.execution_options(yield_per=_BATCH).execute(query).mappings().partitions():
            insert_rows(target, table, [dict(row) for row in rows])
    if target.dialect.name == "postgresql":
        _go_on_counting(target)


def _go_on_counting(target: Connection) -> None:
    for table in t.metadata.sorted_tables:
        key = table.c.get("key")
        if key is not None and key.autoincrement is not False:
            most = sa.func.max(key)
            sequence = sa.func.pg_get_serial_sequence(table.name, "key")
            target.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(most, 0) + 1, sa.false())))
