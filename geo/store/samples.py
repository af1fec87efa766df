"""The sample corpus: the stories that come with Dateline, with the records that the extractor wrote of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from pydantic import ValidationError

from geo.articles import Article, read
from geo.errors import DataError
from geo.record import Record
from geo.store import tables as t
from geo.store.collections import SAMPLES
from geo.store.rows import inserter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.store.store import Store

_EVER = "samples"
"""The row of ``meta`` with the ids of all samples that were ever written."""
STORIES = Path(__file__).resolve().parents[2] / "data" / "stories"


def ensure_samples(store: Store, *, folder: Path = STORIES) -> int:
    """Bring the store's sample corpus up to date; return how many articles were written.

    Parameters
    ----------
    store
        Where the samples go, in the collection "Samples".
    folder
        The stories (``*.md``) and ``records.jsonl`` with the record of each, by its id.

    Raises
    ------
    DataError
        If a story cannot be read, or a story and its record do not go together.
    """
    return fill_samples(store, _samples(folder))


def is_sample(store: Store, article_id: str) -> bool:
    """Tell whether an article is one of the sample corpus, whatever collection it is in now."""
    return article_id in _ever(store)


def fill_samples(store: Store, articles_and_records: Iterable[tuple[Article, Record]]) -> int:
    """Store the samples that are new or differ from what is there; return how many were written.

    A sample that was deleted stays deleted.
    """
    ever = _ever(store)
    pairs = list(articles_and_records)
    gone = ever - store.known("article", ever, hidden=True)
    changed = [pair for pair in pairs if pair[1].id not in gone and not store.is_current(*pair)]
    if changed:
        store.add_many(changed, collection=SAMPLES)
    if new := {record.id for _, record in changed} - ever:
        with store.writing() as connection:
            row = {"name": _EVER, "value": json.dumps(sorted(ever | new))}
            insert = inserter(connection)(t.meta)
            connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"value": row["value"]}), row)
    return len(changed)


def _ever(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        known = connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == _EVER))
    return set(json.loads(known)) if known else set()


def _samples(folder: Path) -> Iterator[tuple[Article, Record]]:
    records = _records(folder / "records.jsonl")
    for path in sorted(folder.glob("*.md")):
        for article in read(path):
            if not isinstance(article, Article):
                raise DataError(f"A sample story cannot be read. {article}")
            if article.id not in records:
                raise DataError(f"{folder / 'records.jsonl'} has no record of {path.name}: build the records again.")
            yield article, records[article.id]


def _records(path: Path) -> dict[str, Record]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise DataError(f"The records of the sample stories, {path}, cannot be read ({error.strerror}).") from error
    try:
        records = [Record.from_json(line) for line in lines if line.strip()]
    except ValidationError as error:
        raise DataError(f"{path} holds what is no record: build the records again.") from error
    return {record.id: record for record in records}
