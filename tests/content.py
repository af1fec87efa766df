"""All that a store holds, whatever its keys: two stores with the same content answer every question alike."""

from __future__ import annotations

import sqlalchemy as sa

from geo.store import tables as t

_NAMED = {"article_key": "article", "collection_key": "collection", "copy_of": "article"}
_NAMED |= {"actor_key": "actor", "lead_key": "actor"}
_NAMED |= dict.fromkeys(("place_key", "origin_key", "destination_key"), "place")
_VARIES = ("added_at", "made_at")


def content(store) -> dict[str, list[tuple]]:
    """Return the rows of each table with what they refer to in the place of keys, in order."""
    with store.engine.connect() as connection:
        rows = {table.name: connection.execute(sa.select(table)).mappings().all() for table in t.metadata.sorted_tables}
    names = {name: {row["key"]: row["id"] for row in rows[name]} for name in set(_NAMED.values())}
    articles = names["article"]
    spans = {row["key"]: (articles[row["article_key"]], row["span_start"], row["span_end"]) for row in rows["sentence"]}
    events = {row["key"]: (articles[row["article_key"]], row["id"]) for row in rows["event"]}

    def told(table: str, name: str, value: object) -> object:
        if name == "event_key":
            return events[value]
        if name == "sentence_key":
            return spans[value]
        return names[_NAMED[name]].get(value) if name in _NAMED else value

    return {
        name: sorted(
            repr([(column, told(name, column, row[column])) for column in row if column not in ("key", *_VARIES)])
            for row in some
        )
        for name, some in rows.items()
        if name != "meta"
    }
