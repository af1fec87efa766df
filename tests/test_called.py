"""Actors of all articles found by their names, in both databases."""

from __future__ import annotations

import dataclasses

import pytest

from geo import corrections as c
from geo import query
from geo.query import actors_called
from geo.store import collections, open_store
from geo.store import corrections as stored
from tests.builders import KIM, MODI, PUTIN, Draft, add, hostile, story


def said(id_: str, actor: str, name: str, *, times: int = 1, **more: object) -> Draft:
    """Return an article in which an actor is named in so many sentences with a place."""
    draft = Draft("\n".join(f"{name} was in Delhi again ({n})." for n in range(times)), id=id_)
    for n in range(times):
        draft.toponym("Delhi", "site", nth=n)
    draft.actor(actor, name, name, **more)
    mentions = tuple(dataclasses.replace(draft.actors[0].mentions[0], start=a, end=b) for a, b in spans(draft, name))
    draft.actors[0] = dataclasses.replace(draft.actors[0], mentions=mentions)
    return draft


def spans(draft: Draft, name: str) -> list[tuple[int, int]]:
    return [draft.span(name, n) for n in range(draft.text.count(name))]


@pytest.fixture(scope="module")
def store(new_database):
    store = open_store(new_database())
    add(store, story())
    add(store, said("caps", "person:kim-jong-un-2", "Kim Jong Un", country="KP"))
    add(store, said("local", "person:kim@local", "Kim"))
    add(store, said("many", "person:kim-yo-jong", "Kim Yo-jong", times=4))
    add(store, said("turk", "person:recep-tayyip-erdogan", "Recep Tayyip Erdoğan", aliases=("Erdoğan", "the Sultan")))
    add(store, said("german", "person:josef-strauss", "Josef STRAUß", aliases=("F. J. Strauß \U0001f686",)))
    add(store, said("irish", "person:o-neill", "Michelle O’Neill", aliases=("a\\u0000b|c",)))
    add(store, hostile())
    collections.hide_article(store, "irish")
    yield store
    store.close()


def ids(store, name, **options):
    return list(actors_called(store, name, **options)["id"])


def test_who_is_written_otherwise_elsewhere_is_found_by_either_name(store):
    assert ids(store, "Kim Jong-un")[:2] == ids(store, "kim jong un")[:2] == [KIM, "person:kim-jong-un-2"]
    assert ids(store, "UN, Kim Jong") == [KIM, "person:kim-jong-un-2"]
    row = actors_called(store, "Kim Jong Un").iloc[0]
    assert (row["name"], row["kind"], row["country"], row["position"]) == (
        "Kim Jong-un", "person", "KP", "Supreme Leader",
    )  # fmt: skip


def test_accents_case_and_aliases_do_not_matter(store):
    for name in ("erdogan", "ERDOĞAN", "tayyip erdog", "sultan"):
        assert ids(store, name) == ["person:recep-tayyip-erdogan"], name
    for name in ("josef strauss", "Strauß"):
        assert ids(store, name) == ["person:josef-strauss"], name


def test_best_matches_come_first(store):
    # Kim Jong-un has the alias Kim; "Kim" of one article is called so exactly; then who is in most events.
    assert ids(store, "Kim") == [KIM, "person:kim@local", "person:kim-yo-jong", "person:kim-jong-un-2"]
    found = actors_called(store, "Kim", limit=2)
    assert list(found["id"]) == [KIM, "person:kim@local"]
    assert found.attrs["total"] == 4
    events = query.actors(store).set_index("id")["events"]
    assert all(row.events == events[row.id] for row in actors_called(store, "Kim").itertuples())


@pytest.mark.parametrize("name", ["", "  ", "–", "'", "%", "_", "|", "\\", "im Jong", "Atlantis", "\0", "x" * 5000])
def test_nobody_is_found_by_what_is_no_name_of_theirs(store, name):
    found = actors_called(store, name)
    assert (len(found), found.attrs["total"]) == (0, 0)
    assert list(found) == ["id", "name", "kind", "country", "position", "events"]


def test_hidden_articles_name_nobody_until_they_are_shown_again(store):
    assert ids(store, "Michelle O'Neill") == []
    collections.hide_article(store, "irish", False)
    assert ids(store, "Michelle O'Neill") == ids(store, "neill oneill".split()[0]) == ["person:o-neill"]
    collections.hide_article(store, "irish")


def test_names_that_try_to_be_code_are_names(store):
    assert ids(store, "DROP TABLE event") == ["person:kim@hostile/é & 'x'"]


def test_who_was_made_one_with_another_is_found_as_that_one(store):
    id_ = stored.correct(store, None, c.merge_actors(store.record("story"), MODI, PUTIN))
    assert ids(store, "Narendra Modi") == [PUTIN]
    stored.undo(store, id_)
    assert ids(store, "Narendra Modi") == [MODI]
