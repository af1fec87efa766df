"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection, Engine


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns, within the caller's transaction."""
    if not rows:
        return
    names = list(rows[0])
    columns = [table.c[name] for name in names]
    processors = [column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in columns]
    clean = [p if p is not None else _same for p in processors]
    values = ([process(row[name]) for process, name in zip(clean, names, strict=True)] for row in rows)
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    if connection.dialect.name == "postgresql":
        driver = connection.connection.dbapi_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", [tuple(row) for row in values])  # noqa: S608 - our own names


def next_key(connection: Connection, table: sa.Table) -> int:
    """Return a key from which on none is taken; writers go one after the other, so it stays free."""
    return (connection.scalar(sa.select(sa.func.max(table.c.key))) or 0) + 1


def tidy(engine: Engine) -> None:
    """Tell PostgreSQL what is there now: until then it plans for empty tables, and looks up each row of an index."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE, SKIP_LOCKED)")


def _same(value: Any) -> Any:  # noqa: ANN401 - any value of a column
    return value
