"""Articles that are copied in are stored as those that come one by one: copies, stories, corrections and all."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corrections import rename_actor
from geo.errors import StoreError
from geo.store import corrections, open_store
from geo.store.loading import load, ready
from tests.builders import KIM, Draft, story
from tests.content import content
from tests.store.test_stories import PAPERS, telling

_LONG = (
    "Fighting goes on in Ukraine, and nobody in the towns by the river knows when it is going to end; the harvest is "
    "late, the bridges are closed to lorries, and the ministry has told the mills to wait for another week or two."
)


def article(id_: str, text: str, **about: str) -> tuple:
    draft = Draft(text, id=id_)
    draft.toponym("Ukraine", "site")
    return dataclasses.replace(draft.article(), **about), draft.record()


ITEMS = {
    "story": (story().article(), story().record()),
    **{paper: (telling(paper).article(), telling(paper).record()) for paper in PAPERS},
    "wire": article("wire", _LONG),
    "wire-again": article("wire-again", _LONG.replace("harvest", "crop")),
    "wire-cut": article("wire-cut", _LONG[:-20] + " soon."),
    "same-text": article("same-text", _LONG),
    "web": article("web", "Boats leave Ukraine.", url="https://news.example/boats"),
    "web-again": article(
        "web-again", "Many boats have left Ukraine.", url="http://www.news.example/boats/?utm_source=x"
    ),
}


def one_by_one(store, ids) -> list[str]:
    return [store.add(*ITEMS[id_], collection="Archive", replace=False, by="me").status for id_ in ids]


def at_once(store, ids, cuts=()) -> list[str]:
    bounds = [0, *sorted(cuts), len(ids)]
    parts = [ids[start:end] for start, end in pairwise(bounds)]
    loaded = [load(store, [ready(*ITEMS[id_]) for id_ in part], collection="Archive", by="me") for part in parts]
    return [added.status for some in loaded for added in some]


@pytest.fixture
def stores(new_database):
    made = [open_store(new_database()), open_store(new_database())]
    yield made
    for store in made:
        store.close()


def test_what_is_loaded_is_stored_as_what_is_added(stores):
    one, other = stores
    ids = list(ITEMS)
    told = one_by_one(one, ids)
    assert at_once(other, ids) == told
    assert told.count("copy") == 2
    assert told.count("present") == 2
    assert content(one) == content(other)
    assert any("journey:post" in row and "'journey:herald'" in row for row in content(other)["event"])


@given(st.permutations(sorted(ITEMS)), st.sets(st.integers(0, len(ITEMS))))
@settings(max_examples=20, deadline=None)
def test_whatever_the_order_and_the_partitions(ids, cuts):
    one, other = open_store(":memory:"), open_store(":memory:")
    try:
        assert one_by_one(one, ids) == at_once(other, ids, cuts)
        assert content(one) == content(other)
        before = content(other)
        assert set(at_once(other, ids, cuts)) == {"present"}
        assert content(other) == before
    finally:
        one.close()
        other.close()


def test_corrections_of_the_whole_store_hold_for_what_is_loaded(stores):
    name = rename_actor(ITEMS["herald"][1], KIM, "Marshal Kim")
    for store in stores:
        one_by_one(store, ["herald"])
        corrections.correct(store, None, name, by="editor")
    one_by_one(stores[0], ["times", "story"])
    at_once(stores[1], ["times", "story"])
    one, other = (content(store) for store in stores)
    assert any("Marshal Kim" in row and "times" in row for row in other["record"])
    for table in set(one) - {"correction"}:  # the ids of corrections are drawn
        assert one[table] == other[table], table


def test_an_id_that_another_text_has_is_not_taken_for_the_same_article(stores):
    store = stores[0]
    other = article("story", "Another text on Ukraine.")
    assert load(store, [ready(*ITEMS["story"]), ready(*other)], collection="Archive")[1] is None
    assert load(store, [ready(*other)], collection="Archive") == [None]
    assert store.record("story").text_sha256 == ITEMS["story"][1].text_sha256


def test_all_of_a_partition_or_nothing(stores, monkeypatch):
    store = stores[0]
    empty = content(store)

    def refused(*_: object) -> None:
        raise StoreError("no room")

    monkeypatch.setattr("geo.store.stories.regroup", refused)
    with pytest.raises(StoreError, match="no room"):
        at_once(store, list(ITEMS))
    assert content(store) == empty
