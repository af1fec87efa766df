"""What an online geocoder said, kept with the articles: in every backup, and shared by all who use the store."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.gazetteer.cache import DAYS, key, read, written
from geo.store import tables as t
from geo.store.columns import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer.osm import Answer
    from geo.store.store import Store


class Geocodes:
    """The answers in a store, for :class:`geo.gazetteer.OnlineGeocoder`; an old one stays until a new one comes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, server: str, name: str, countries: Sequence[str], *, fresh: bool = True) -> list[Answer] | None:
        """Return what the server said of a name; None where it was not asked, or (``fresh``) over 180 days ago."""
        told = t.geocode.c
        query = sa.select(told.answer).where(told.query == _query(server, name, countries))
        if fresh:
            query = query.where(told.fetched_at > now() - dt.timedelta(DAYS), told.fetched_at <= now())
        with self._store.engine.connect() as connection:
            answer = connection.execute(query).first()
        return None if answer is None else read(json.dumps(answer.answer))

    def put(self, server: str, name: str, countries: Sequence[str], found: Sequence[Answer]) -> None:
        """Keep what the server said of a name; an empty list: no such place.

        Raises
        ------
        StoreError
            If the database refuses.
        """
        query = _query(server, name, countries)
        with self._store.writing() as connection:
            connection.execute(t.geocode.delete().where(t.geocode.c.query == query))
            row = {"query": query, "answer": json.loads(written(found)), "fetched_at": now()}
            connection.execute(t.geocode.insert().values(row))


def _query(server: str, name: str, countries: Sequence[str]) -> str:
    return json.dumps([server, *key(name, countries)], ensure_ascii=False)
