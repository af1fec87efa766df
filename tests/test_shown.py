"""Counting where the fewest rows tell finds what counting all events finds."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import pytest
import sqlalchemy as sa

from geo import query
from geo.query import Filters
from geo.query.filters import fetch, wanted
from geo.query.shown import shown
from geo.store import collections, open_store
from geo.store import tables as t
from tests.corpus import corpus, drawn

SHARED = ("article_key", "collection_key", "kind", "date_from", "date_to")


@pytest.fixture(scope="module")
def store():
    store = open_store(":memory:")
    store.add_many(corpus(articles=60, toponyms=30), collection="Generated")
    yield store
    store.close()


def counted(store, filters: Filters) -> Counter:
    """Count without any short cut."""
    rows = fetch(store, sa.select(*(t.event.c[name] for name in SHARED)).where(*wanted(store, filters)))
    return Counter(tuple(row.values()) for row in rows)


def told(store, filters: Filters) -> Counter:
    found: Counter = Counter()
    for row in fetch(store, shown(store, filters)):
        found[tuple(row[name] for name in SHARED)] += row["number"]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_no_short_cut_counts_otherwise(store, seed):
    some = list(itertools.islice(drawn(seed), 40))
    nested = [replace(one, within=other) for one, other in itertools.pairwise(some)]
    assert any(counted(store, filters) for filters in nested)
    for filters in (*some, *nested):
        assert told(store, filters) == counted(store, filters), filters


def test_a_role_goes_with_its_actors(store):
    for role in ("speaker", "traveller", "about", "mentioned"):
        filters = Filters(actors=("person:actor-0", "person:actor-1"), roles=(role,))
        assert told(store, filters) == counted(store, filters) != Counter()


def test_a_hidden_collection_is_counted_nowhere():
    store = open_store(":memory:")
    store.add_many(corpus(articles=3, toponyms=8), collection="Generated")
    collections.hide(store, "generated")
    for filters in (Filters(), Filters(actors=("person:actor-0",)), Filters(kinds=("scene",))):
        assert told(store, filters) == Counter()
    store.close()


def by_country(store) -> tuple[dict, dict]:
    """Return what the facets say of countries, and what counting events by the places themselves gives."""
    facets = query.facets(store)
    said = facets[facets["dimension"] == "country"].set_index("value")["events"].to_dict()
    pairs = sa.select(t.place.c.country, t.event_place.c.event_key).join_from(t.event_place, t.place).distinct()
    counts = Counter(row["country"] for row in fetch(store, pairs.where(t.place.c.country.is_not(None))))
    return said, dict(counts)


def test_places_of_one_country_count_an_event_once(store):
    said, counts = by_country(store)
    assert said == counts != {}


def test_a_country_that_the_store_knows_and_the_article_does_not_counts_too():
    ((article, record),) = corpus(articles=1, toponyms=30)
    store = open_store(":memory:")
    with store.writing() as connection:
        columns = ("id", "name", "kind", "country", "lat", "lon")
        rows = [{name: getattr(place, name) for name in columns} for place in record.places]
        connection.execute(t.place.insert(), rows)
    about = tuple(place.id for place in record.places[:6])
    statements = (replace(record.statements[0], places=about), *record.statements[1:])
    places = tuple(replace(place, country=None) for place in record.places)
    store.add(article, replace(record, places=places, statements=statements))
    said, counts = by_country(store)
    assert said == counts != {}
    store.close()
