"""The tables of what cannot be derived: articles, their records, collections, corrections, and what was looked up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, text

from geo.store.columns import Json, Moment, Words

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))


def key() -> Column[Any]:
    """Return the primary key of a table."""
    return Column("key", Integer, primary_key=True)


def link(target: str, *, cascade: bool = False, name: str | None = None, **options: Any) -> Column[Any]:  # noqa: ANN401 - Column's own options
    """Return a column that names a row of another table; ``cascade``: it goes when that row goes."""
    to = ForeignKey(f"{target}.key", ondelete="CASCADE" if cascade else None)
    return Column(name or f"{target}_key", to, **{"nullable": False} | options)


def only(where: str, *included: str) -> dict[str, Any]:
    """Return the options of an index of some rows; what else it holds in PostgreSQL, so that no row is looked up."""
    options: dict[str, Any] = {f"{name}_where": text(where) for name in ("postgresql", "sqlite")}
    return options | ({"postgresql_include": included} if included else {})


collection = Table(
    "collection",
    metadata,
    key(),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False, unique=True),
    Column("hidden", Boolean, nullable=False),
)

article = Table(
    "article",
    metadata,
    key(),
    Column("id", Words, nullable=False, unique=True),
    Column("title", Words),
    Column("published", Date, index=True),
    Column("publisher", Words, index=True),
    Column("url", Words),
    Column("url_key", Words, index=True),
    Column("text", Words, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    link("collection", index=True),
    Column("added_at", Moment),
    Column("added_by", Words),
    Column("hidden", Boolean, nullable=False),
    link("article", name="copy_of", nullable=True, index=True),
    Column("signature", LargeBinary),
)

article_band = Table(
    "article_band",
    metadata,
    Column("band", Text, primary_key=True),
    link("article", cascade=True, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

record = Table(
    "record",
    metadata,
    link("article", cascade=True, primary_key=True),
    Column("json", Text, nullable=False),
    Column("extracted", Text),
    Column("extractor", Words, nullable=False),
    Column("digest", Text, nullable=False),
)

correction = Table(
    "correction",
    metadata,
    key(),
    Column("id", Text, nullable=False, unique=True),
    link("article", cascade=True, nullable=True, index=True),
    Column("kind", Text, nullable=False),
    Column("detail", Json, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Words),
    Column("undone_at", Moment),
    Column("undone_by", Words),
)

redirect = Table(
    "redirect", metadata, Column("from_id", Words, primary_key=True), Column("to_id", Words, nullable=False, index=True)
)

geocode = Table(
    "geocode",
    metadata,
    Column("query", Words, primary_key=True),
    Column("answer", Json, nullable=False),
    Column("fetched_at", Moment, nullable=False),
)
