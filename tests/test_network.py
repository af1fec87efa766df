"""The network of actors: who is linked to whom, and that fifty names can be read."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo import network, profile, query
from geo.articles import Article
from geo.query import Filters
from geo.store import open_store

TEXT = (
    "Vladimir Putin said that Kim Jong-un was welcome. Kim Jong-un travelled from Pyongyang to Vladivostok by train. "
    "Narendra Modi denied that he had travelled to Moscow. Vladimir Putin said that Kim Jong-un would stay. "
    "Russia denied a deal."
)
COLUMNS = ["source_id", "source_name", "source_kind", "target_id", "target_name", "target_kind", "link", "events"]


@pytest.fixture(scope="module")
def store():
    store = open_store(":memory:")
    store.add(Article("a", TEXT), geo.extract(TEXT, id="a", published="2023-09-13"))
    yield store
    store.close()


def links(frame) -> dict:
    return {(row.source_id, row.link, row.target_id): row.events for row in frame.itertuples()}


def test_who_spoke_about_whom_and_who_went_where(store):
    found = links(query.network(store))
    assert found["person:vladimir-putin", "spoke", "person:kim-jong-un"] == 2
    assert found["person:kim-jong-un", "travelled", "state:RU"] == 1


def test_a_journey_that_was_denied_links_nobody(store):
    assert not [
        link for link in links(query.network(store)) if link[0] == "person:narendra-modi" and link[1] == "travelled"
    ]


def test_filters_hold_for_the_network(store):
    only = links(query.network(store, Filters(kinds=("journey",))))
    assert {link for _, link, _ in only} == {"travelled"}


def frame(*rows) -> pd.DataFrame:
    named = [(f"person:{a}", a, "person", f"person:{b}", b, "person", link, n) for a, b, link, n in rows]
    return pd.DataFrame(named, columns=COLUMNS)


NAMES = st.text("abcdefghij ", min_size=1, max_size=24)
LINKS = st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["spoke", "travelled"]), st.integers(1, 40)), max_size=90)


@settings(deadline=None, max_examples=30)
@given(LINKS)
def test_a_drawing_holds_its_actors_inside_and_its_lines_between_them(rows):
    drawn = network.drawing(frame(*rows))
    ids = {node["id"] for node in drawn["nodes"]}
    everybody = {f"person:{name}" for a, b, _, _ in rows for name in (a, b)}
    assert len(ids) == len(drawn["nodes"]) == min(len(everybody), network.MOST_ACTORS)
    assert drawn["left_out"] == len(everybody) - len(ids)
    assert all(0 <= node["x"] <= drawn["width"] and 0 <= node["y"] <= drawn["height"] for node in drawn["nodes"])
    assert all({line["source"], line["target"]} <= ids and line["source"] != line["target"] for line in drawn["lines"])


def test_fifty_names_do_not_lie_over_each_other():
    rows = [(f"Politician {n}", f"Politician {(n * 7 + 3) % 50}", "spoke", 1 + n % 4) for n in range(50)]
    nodes = network.drawing(frame(*rows))["nodes"]
    assert len(nodes) == 50
    overlapping = [
        (a["name"], b["name"])
        for a, b in itertools.combinations(nodes, 2)
        if abs(a["y"] - b["y"]) < 15 and abs(a["x"] - b["x"]) < 7 * len(a["name"])
    ]
    assert overlapping == []


def test_the_same_links_make_the_same_drawing():
    rows = [("a", "b", "spoke", 2), ("b", "c", "travelled", 1)]
    assert network.drawing(frame(*rows)) == network.drawing(frame(*rows))


def test_an_actor_with_few_links_is_drawn_when_asked_for():
    rows = [(f"p{n}", f"p{(n + 1) % 60}", "spoke", 9) for n in range(60)] + [("quiet", "p0", "spoke", 1)]
    kept = network.drawing(frame(*rows), keep="person:quiet")
    assert "person:quiet" in {node["id"] for node in kept["nodes"]}
    assert "person:quiet" not in {node["id"] for node in network.drawing(frame(*rows))["nodes"]}


def test_offices_are_told_with_their_years_and_only_where_certain():
    assert profile.offices("person:vladimir-putin")[0] == "President of Russia, since May 2012"
    assert profile.offices("person:nobody-known") == []
