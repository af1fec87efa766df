"""Many new articles with their records at once, made ready by other processes and copied in by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from geo.corrections import apply
from geo.record import Record
from geo.store import applied, collections, copies, derive, events, known, rows, stories
from geo.store import tables as t
from geo.store.bulk import insert_rows, new_keys
from geo.store.columns import now, storable
from geo.store.flatten import flatten
from geo.store.prepared import Prepared, prepare
from geo.store.store import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from geo.articles import Article
    from geo.corrections import Correction
    from geo.store.store import Store


class Ready(NamedTuple):
    """An article that only lacks its keys.

    ``article`` is its row by column, ``record`` its extraction as JSON, with ``digest`` and ``extractor`` as in the
    table; ``signature`` and ``bands`` are what copies of it are found by; ``events`` what `geo.store.prepared` makes.
    """

    id: str
    article: dict[str, Any]
    record: str
    extractor: str
    digest: str
    signature: bytes
    bands: tuple[str, ...]
    events: Prepared


def ready(article: Article, record: Record) -> Ready:
    """Make an article ready to be loaded; this takes processor time and no database.

    Raises
    ------
    StoreError
        If the record is of another text, or names what it does not hold.
    """
    from geo.articles import bands, signature

    flat = flatten(record, article.text)
    rows.check(article, record, flat)
    own, line = signature(article.text), rows.to_json(record)
    return Ready(
        record.id,
        rows.columns(article, record, known.url_key(article.url or record.url)),
        line,
        rows.made_by(record),
        rows.digest(article, record, line=line),
        copies.pack(own),
        bands(own),
        prepare(record, article.text, flat, title=rows.title(article, record)),
    )


def there(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of the text of each of these articles that is in the store, by id."""
    return _by(connection, t.article.c.id, ids, t.article.c.sha256)


def load(store: Store, items: Sequence[Ready], *, collection: str, by: str | None = None) -> list[Added | None]:
    """Store new articles, in one transaction; what is there already stays as it is.

    The store is then as if `Store.add` had been called with each and ``replace=False``, but that an id which another
    text has is not taken for the same article.

    Parameters
    ----------
    store
        Where they go.
    items
        As `ready` makes them.
    collection
        Id or name of the collection of new articles; it is made if there is none.
    by
        Who adds them.

    Returns
    -------
    list of Added or None
        What became of each; None where another text has its id, and nothing was changed.

    Raises
    ------
    StoreError
        If the database refuses; nothing is then stored.
    """
    with store.writing() as connection:
        answers, new = _sort(connection, items)
        if new:
            placed = collections.key_of(connection, collection)
            leads = _insert(connection, [items[at] for at in new], collection_key=placed, by=by)
            for at in new:
                if items[at].id in leads:
                    answers[at] = Added("copy", items[at].id, leads[items[at].id])
    return answers


def _sort(connection: Connection, items: Sequence[Ready]) -> tuple[list[Added | None], list[int]]:
    """Return what becomes of each item, and the numbers of those that are new."""
    texts = there(connection, (item.id for item in items))
    addresses = _first(connection, t.article.c.url_key, {item.article["url_key"] for item in items} - {None})
    same = _first(connection, t.article.c.sha256, {item.article["sha256"] for item in items})
    answers: list[Added | None] = []
    new = []
    for at, item in enumerate(items):
        address, sha256 = item.article["url_key"], item.article["sha256"]
        if item.id in texts:
            answers.append(Added("present", item.id) if texts[item.id] == sha256 else None)
        elif (known_as := (addresses.get(address) if address else None) or same.get(sha256)) is not None:
            answers.append(Added("present", known_as))
        else:
            texts[item.id] = sha256
            same[sha256] = item.id
            if address:
                addresses[address] = item.id
            new.append(at)
            answers.append(Added("added", item.id))
    return answers, new


def _insert(connection: Connection, items: Sequence[Ready], *, collection_key: int, by: str | None) -> dict[str, str]:
    """Write new articles with all that is derived from them; return what they are copies of, ids by ids."""
    keys = sorted(new_keys(connection, t.article, len(items)))
    shared = {"collection_key": collection_key, "hidden": False, "added_at": now(), "added_by": by}
    articles, records, written = [], [], []
    corrections = applied.live(connection, None)
    for key, item in zip(keys, items, strict=True):
        shown = _corrected(item, corrections)
        articles.append({"key": key, "id": item.id, "signature": item.signature} | item.article | shared)
        own = {"article_key": key, "extractor": item.extractor, "digest": item.digest}
        records.append(own | {"json": shown.record, "extracted": None if shown is item else item.record})
        written.append(events.Written(key, collection_key, shown.events))
    insert_rows(connection, t.article, articles)
    insert_rows(connection, t.record, records)
    marked = [copies.Marked(key, item.signature, item.bands) for key, item in zip(keys, items, strict=True)]
    leads = copies.match_new(connection, marked)
    events.write_rows(connection, [one for one in written if one.article_key not in leads])
    stories.regroup(connection, stories.buckets(connection, keys))
    return derive.relead(connection, leads)


def _corrected(item: Ready, corrections: Sequence[Correction]) -> Ready:
    """Return an article as it is to be shown where corrections hold for the whole store."""
    if not corrections:
        return item
    record, text = Record.from_json(item.record), item.article["text"]
    shown = apply(record, storable(text), corrections).record
    line = rows.to_json(shown)
    if line == item.record:
        return item
    return item._replace(record=line, events=prepare(shown, text, flatten(shown, text), title=item.article["title"]))


def _by(
    connection: Connection, column: sa.ColumnElement[Any], values: Iterable[Any], answer: sa.ColumnElement[Any]
) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for some in rows.chunks(values):
        found |= {row[0]: row[1] for row in connection.execute(sa.select(column, answer).where(column.in_(some)))}
    return found


def _first(connection: Connection, column: sa.ColumnElement[Any], values: Iterable[str]) -> dict[str, str]:
    """Return the id of the oldest article with each of the values."""
    found: dict[str, str] = {}
    for some in rows.chunks(values):
        query = sa.select(column, t.article.c.id).where(column.in_(some)).order_by(t.article.c.key.desc())
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found
