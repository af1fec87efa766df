"""Opening a store: made on first use, brought up to date where an older Dateline wrote it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.store import tables as t
from geo.store.collections import FIRST
from geo.store.engine import VARIABLE, connect, database_url
from geo.store.search import index_words
from geo.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import URL, Connection, Engine

OLDER = ("2", "3", "4", "5")
"""Versions of the tables that ``migrations`` leads on from."""

_stamp = sa.Table(
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), nullable=False, primary_key=True)
)
_LOCK = 684_500
"""Of two processes that open a new store in PostgreSQL one waits at this lock."""


def open_store(url: str | Path | None = None) -> Store:
    """Open the store: it is made on first use, and brought up to date where an older Dateline wrote it.

    Parameters
    ----------
    url
        A file, a database URL or ``:memory:``; by default what :func:`geo.store.engine.database_url` finds.

    Raises
    ------
    StoreError
        If the store cannot be opened, or was written by a newer version of Dateline.
    """
    address = database_url(url)
    engine = connect(address)
    try:
        with engine.connect() as connection:
            found = _version(connection)
        if found != t.SCHEMA:
            _prepare(engine, address)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(_cannot(address, error)) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _cannot(address: URL, error: DBAPIError) -> str:
    name, reason = address.render_as_string(hide_password=True), str(error.orig).strip()
    if address.get_backend_name() == "postgresql":
        return (
            f"The store at {name} cannot be opened ({reason}): start the database, make this database and user, "
            f"or set {VARIABLE} to another place."
        )
    return (
        f"The store at {name} cannot be opened ({reason}): move the "
        f"file away if it is broken, or set {VARIABLE} to another place."
    )


def _version(connection: Connection) -> str | None:
    """Return the version of the tables that are there; None where there are none."""
    inspector = sa.inspect(connection)
    if inspector.has_table(_stamp.name):
        return connection.scalar(sa.select(_stamp.c.version_num))
    if inspector.has_table(t.meta.name):
        return connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == "schema"))
    return None


def _prepare(engine: Engine, address: URL) -> None:
    with engine.connect().execution_options(dateline_writes=True) as connection:
        if engine.dialect.name == "sqlite":
            # Tables are made anew under way, which must not take along what refers to them.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                # Another process may have been first.
                match _version(connection):
                    case None:
                        _create(connection)
                    case t.SCHEMA:
                        pass
                    case found if found in OLDER:
                        from geo.store.migrations import migrate

                        migrate(connection, found)
                    case found:
                        raise StoreError(_refused(address, found))
        finally:
            if engine.dialect.name == "sqlite":
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")


def _create(connection: Connection) -> None:
    t.metadata.create_all(connection, checkfirst=False)
    index_words(connection)
    fresh = {"schema": t.SCHEMA, "store": uuid.uuid4().hex, "writes": "0"}
    connection.execute(t.meta.insert(), [{"name": name, "value": value} for name, value in fresh.items()])
    first = [{"id": id_, "name": name, "hidden": False} for id_, name in FIRST.items()]
    connection.execute(t.collection.insert(), first)
    _stamp.create(connection)
    connection.execute(_stamp.insert().values(version_num=t.SCHEMA))


def _refused(address: URL, found: str) -> str:
    newer = not found.isdecimal() or int(found) > int(t.SCHEMA)
    what = "update Dateline" if newer else "move it away to start a new one"
    version = "a newer version" if newer else "too old a version"
    return (
        f"The store at {address.render_as_string(hide_password=True)} was written by {version} "
        f"of Dateline (tables {found}, here {t.SCHEMA}): {what}, or set {VARIABLE} to another place."
    )
