"""Where the store lives, and a connection to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from geo.errors import StoreError
from geo.store.names import teach

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

VARIABLE = "DATELINE_DATABASE_URL"
MEMORY = ":memory:"
_BUSY_MS = 30_000
_QUIET: dict[str, Any] = {"hide_parameters": True}
"""An error names the statement, never the articles' words in it: it may go to a log."""


def database_url(url: str | Path | None = None) -> URL:
    """Return the address of the store.

    Parameters
    ----------
    url
        A file, a database URL or ``:memory:``.  By default the environment's ``DATELINE_DATABASE_URL``, else
        ``dateline.sqlite`` in the user's data directory (``$XDG_DATA_HOME`` or what the platform has for it).

    Raises
    ------
    StoreError
        If the address is none, or names a database that Dateline does not speak to.
    """
    address = str(url or os.environ.get(VARIABLE) or user_data_path("dateline", appauthor=False) / "dateline.sqlite")
    if address == MEMORY:
        return sa.URL.create("sqlite")
    if "://" not in address:
        return sa.URL.create("sqlite", database=str(Path(address).expanduser().absolute()))
    try:
        parsed = sa.make_url(address)
    except ArgumentError as error:
        raise StoreError(
            f"The address of the store is no database URL: write it as sqlite:////path/to/file or "
            f"postgresql://user:password@host/database (variable {VARIABLE})."
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"The store is kept in SQLite or PostgreSQL, not in {parsed.get_backend_name()}.")
    return parsed


def connect(url: URL) -> Engine:
    """Return an engine for the address; a missing folder is made.

    Raises
    ------
    StoreError
        If the folder cannot be made, or the driver of the database is not installed.
    """
    if url.get_backend_name() == "postgresql":
        try:
            engine = sa.create_engine(url, pool_pre_ping=True, **_QUIET)
        except (ImportError, NoSuchModuleError) as error:
            raise StoreError("PostgreSQL needs its driver: pip install 'psycopg[binary]'.") from error
        sa.event.listen(engine, "connect", _be_quick)
        return engine
    if url.database in (None, "", MEMORY):
        # The one connection is the database: of two threads, the second waits until the first has given it back.
        one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        engine = sa.create_engine(url, **one, **_QUIET, connect_args={"check_same_thread": False})
    else:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder of the store, {Path(url.database).parent}, cannot be made ({error.strerror}): "
                f"set {VARIABLE} to a place that can be written."
            ) from error
        engine = sa.create_engine(url, **_QUIET)
    sa.event.listen(engine, "connect", _tune)
    sa.event.listen(engine, "connect", lambda connection, _: teach(connection))
    sa.event.listen(engine, "begin", _begin)
    return engine


def _be_quick(connection: Any, _: object) -> None:  # noqa: ANN401 - a DB-API connection
    # Compiling a query takes longer than to answer any of ours.
    connection.execute("SET jit = off")
    connection.execute("SET work_mem = '64MB'")
    # What is asked for lies in memory or on a solid-state disk: to look a row up costs little more than to read on.
    connection.execute("SET random_page_cost = 1.1")
    # A plan for any word or actor is none for a rare one.
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.commit()


def _tune(connection: Any, _: object) -> None:  # noqa: ANN401 - a DB-API connection
    # The driver's own transactions start too late for BEGIN IMMEDIATE, and do not hold over reads.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -32000",
        "wal_autocheckpoint = 4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("dateline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
