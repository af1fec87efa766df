"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store.columns import Json, Words, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.engine import Connection, Engine


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns, within the caller's transaction."""
    if rows:
        names = tuple(rows[0])
        clean = cleaner(table, names)
        insert_clean(connection, table, names, (clean([row[name] for name in names]) for row in rows))


def insert_clean(
    connection: Connection, table: sa.Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows whose values have been through `cleaner`, within the caller's transaction.

    Parameters
    ----------
    connection
        Within a transaction.
    table
        Where the rows go.
    names
        Its columns, in the order of the values.
    rows
        One value a column.
    """
    finish = _finisher(connection, table, names)
    if finish is not None:
        rows = map(finish, rows)
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    if connection.dialect.name == "postgresql":
        driver = connection.connection.dbapi_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif ready := list(rows):
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", ready)  # noqa: S608 - our own names


def cleaner(table: sa.Table, names: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what makes values ready for any database: words that all of them store, lists and mappings as JSON.

    It needs no connection, so that the work can be done in another process.
    """
    own = [_OWN.get(type(table.c[name].type)) for name in names]
    return _applied(own) or tuple


def _words(value: str | None) -> str | None:
    return None if value is None else storable(value)


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, separators=(",", ":"))


_OWN: dict[type, Callable[[Any], Any]] = {Words: _words, Json: _json}


def _finisher(
    connection: Connection, table: sa.Table, names: Sequence[str]
) -> Callable[[Sequence[Any]], tuple[Any, ...]] | None:
    """Return what makes clean values ready for this database, such as days for SQLite; None where they are."""
    dialect = connection.dialect
    types = [table.c[name].type for name in names]
    left = [None if type(of) in _OWN else of.dialect_impl(dialect).bind_processor(dialect) for of in types]
    return _applied(left)


def _applied(processes: Sequence[Callable[[Any], Any] | None]) -> Callable[[Sequence[Any]], tuple[Any, ...]] | None:
    """Return a function that applies each to its value in a row; None where there is nothing to do."""
    some = [(at, process) for at, process in enumerate(processes) if process is not None]
    if not some:
        return None

    def apply(row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for at, process in some:
            values[at] = process(values[at])
        return tuple(values)

    return apply


def new_keys(connection: Connection, table: sa.Table, number: int) -> list[int]:
    """Return keys for new rows of a table whose keys the database gives out."""
    if connection.dialect.name == "postgresql":
        sequence = sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "key"))
        return list(connection.scalars(sa.select(sequence).select_from(sa.func.generate_series(1, number).alias())))
    first = next_key(connection, table)
    return list(range(first, first + number))


def next_key(connection: Connection, table: sa.Table) -> int:
    """Return a key from which on none is taken; writers go one after the other, so it stays free."""
    return (connection.scalar(sa.select(sa.func.max(table.c.key))) or 0) + 1


def tidy(engine: Engine) -> None:
    """Tell PostgreSQL what is there now: until then it plans for empty tables, and looks up each row of an index."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE, SKIP_LOCKED)")
