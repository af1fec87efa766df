from __future__ import annotations

import pytest
import sqlalchemy as sa

from geo import query
from geo.errors import StoreError
from geo.query import Filters
from geo.store import collections, loading
from geo.store import tables as t
from tests.builders import KIM, Draft, add, story

AGENCY = " ".join(
    f"The {name} delegation of {name} said on day {n} that talks on {name} grain would go on in Delhi."
    for n, name in enumerate("red orange yellow green blue indigo violet black white grey brown pink".split())
)


def agency(id_: str, *, published: str = "2023-09-11", more: str = "") -> Draft:
    draft = Draft(AGENCY + more, id=id_, published=published, title=id_)
    draft.toponym("Delhi", "site")
    return draft


def shown(store, **filters: object) -> list[str]:
    return sorted(query.sources(store, Filters(**filters))["id"])


def test_a_new_store_has_two_collections(store):
    found = collections.listed(store)
    assert [(c.id, c.name, c.hidden, c.articles) for c in found] == [
        ("my-reading", "My reading", False, 0),
        ("samples", "Samples", False, 0),
    ]


def test_a_collection_keeps_its_id_under_another_name(store):
    id_ = collections.create(store, "  Far   East ")
    add(store, story(), collection=id_)
    collections.rename(store, id_, "Asia")
    assert {c.name: (c.id, c.articles) for c in collections.listed(store)}["Asia"] == ("far-east", 1)
    assert shown(store, collections=("far-east",)) == ["story"]
    assert store.current("collection", ["Far East", "Asia"]) == {"Far East": "far-east", "Asia": "far-east"}
    assert collections.create(store, "Far East") == "far-east-2"


@pytest.mark.parametrize(("name", "message"), [(" ", "needs a name"), ("x" * 81, "80 at most"), ("SAMPLES", "already")])
def test_a_name_that_will_not_do_is_said(store, name, message):
    with pytest.raises(StoreError, match=message):
        collections.create(store, name)
    with pytest.raises(StoreError, match=message):
        collections.rename(store, "my-reading", name)


def test_what_is_not_there_is_said(store):
    with pytest.raises(StoreError, match="no collection"):
        collections.hide(store, "none")
    with pytest.raises(StoreError, match="no article"):
        collections.move_article(store, "none", "samples")


def test_a_hidden_collection_is_in_no_view_and_comes_back(store):
    add(store, story(), collection="Mine")
    add(store, Draft("Nothing.", id="other"))
    collections.hide(store, "mine")
    for ask in (query.places, query.journeys, query.statements, query.actors, query.histogram, query.facets):
        assert len(ask(store)) == 0
    assert query.counts(store)[["total", "shown"]].to_numpy().sum() == 0
    assert query.date_span(store) is None
    assert shown(store) == ["other"]
    assert store.known("collection", ["mine"]) == store.known("journey", ["journey:train"]) == frozenset()
    assert query.articles(store)["id"].tolist() == ["other"]
    every = query.articles(store, hidden=True)
    assert every.set_index("id")["hidden"].to_dict() == {"story": True, "other": False}
    assert query.event(store, "journey:train") is None
    assert query.article(store, "story").collection_hidden
    assert store.known("article", ["story", "other"]) == {"other"}
    assert store.known("article", ["story", "other"], hidden=True) == {"story", "other"}
    assert store.known("actor", [KIM]) == frozenset()
    assert store.known("publisher", ["Test press"]) == {"Test press"}, "the other article's"
    collections.hide_article(store, "other")
    assert store.known("publisher", ["Test press"]) == frozenset()
    collections.hide(store, "mine", hidden=False)
    assert len(query.journeys(store)) == 3
    assert store.known("actor", [KIM]) == {KIM}
    assert query.event(store, "journey:train").article_id == "story"


def test_an_article_is_hidden_shown_and_moved(store):
    add(store, story())
    before = query.journeys(store)["id"].tolist()
    collections.hide_article(store, "story")
    assert len(query.journeys(store)) == len(query.places(store)) == 0
    add(store, story(version="2"))
    assert len(query.journeys(store)) == 0, "extracted again it stays hidden"
    assert store.record("story").extractor.version == "2"
    collections.hide_article(store, "story", hidden=False)
    assert query.journeys(store)["id"].tolist() == before
    collections.move_article(store, "story", "my-reading")
    for filters in (Filters(collections=("my-reading",)), Filters(collections=("my-reading",), actors=(KIM,))):
        assert len(query.places(store, filters))
        assert len(query.actors(store, filters))
        assert len(query.journeys(store, filters))
    assert shown(store, collections=("samples",)) == []


def test_a_collection_goes_with_its_articles(store):
    add(store, story(), collection="Mine")
    add(store, Draft("Nothing.", id="other"))
    assert collections.delete(store, "mine") == 1
    assert query.articles(store)["id"].tolist() == ["other"]
    assert [c.id for c in collections.listed(store)] == ["my-reading", "samples"]


def test_a_copy_counts_with_what_it_is_a_copy_of(store):
    add(store, agency("first"))
    added = store.add(agency("second", more=" More.").article(), agency("second", more=" More.").record())
    assert (added.status, added.id, added.copy_of) == ("copy", "second", "first")
    (row,) = query.articles(store).to_dict("records")
    assert (row["id"], row["copies"], row["events"]) == ("first", 1, 1)
    assert query.article(store, "second").copy_of == "first"
    assert query.places(store)["events"].tolist() == [1]


def test_where_the_lead_goes_or_is_hidden_a_copy_takes_its_place(store):
    for number, day in (("one", "2023-09-13"), ("two", "2023-09-12"), ("three", "2023-09-11")):
        add(store, agency(number, published=day), collection=f"Paper {number}")
    assert shown(store) == ["one"]
    collections.hide_article(store, "one")
    assert shown(store) == ["three"], "the earliest of those that are left"
    collections.hide(store, "paper-three")
    assert shown(store) == ["two"]
    collections.hide(store, "paper-three", hidden=False)
    assert shown(store) == ["two"], "what leads goes on leading"
    store.remove("two")
    assert shown(store) == ["three"]
    collections.delete(store, "paper-three")
    assert shown(store) == []
    collections.hide_article(store, "one", hidden=False)
    assert shown(store) == ["one"]
    assert query.places(store)["events"].tolist() == [1]


def hidden_lead(store):
    """Store an article and hide it."""
    add(store, agency("first"))
    collections.hide_article(store, "first")
    assert shown(store) == []


def test_a_new_copy_of_what_is_hidden_is_shown(store):
    hidden_lead(store)
    second = agency("second", more=" More.")
    added = store.add(second.article(), second.record(), collection="Mine")
    assert (added.status, added.copy_of) == ("added", None)
    assert shown(store) == ["second"]
    assert query.places(store)["events"].tolist() == [1]
    third = agency("third")
    added = store.add(third.article(), third.record())
    assert (added.status, added.copy_of) == ("copy", "second")
    collections.hide(store, "mine")
    assert shown(store) == ["third"]
    collections.hide_article(store, "third")
    fourth = agency("fourth", more=" And more.")
    assert [one.status for one in store.add_many([(fourth.article(), fourth.record())], collection="Mine")] == ["copy"]
    assert shown(store) == [], "it lies in a hidden collection itself"
    assert tallies_are_true(store)


def test_a_new_copy_of_what_is_hidden_is_shown_however_it_comes(store):
    hidden_lead(store)
    drafts = [agency("second", more=" More."), agency("third", more=" And more.")]
    items = [loading.ready(draft.article(), draft.record()) for draft in drafts]
    added = loading.load(store, items, collection="Mine")
    assert [(one.status, one.copy_of) for one in added] == [("added", None), ("copy", "second")]
    assert shown(store) == ["second"]
    assert query.places(store)["events"].tolist() == [1]
    assert tallies_are_true(store)


def test_copies_of_an_article_are_told_the_lead_first(store):
    for number, day in (("one", "2023-09-13"), ("two", "2023-09-12"), ("three", "2023-09-11")):
        add(store, agency(number, published=day), collection=f"Paper {number}")
    add(store, story())
    told = query.copies(store, "two")
    assert told[["id", "title", "publisher", "leads", "hidden"]].to_numpy().tolist() == [
        ["one", "one", "Test press", True, False],
        ["three", "three", "Test press", False, False],
    ]
    assert query.copies(store, "one")["id"].tolist() == ["three", "two"], "the earliest first"
    assert query.copies(store, "story").attrs["total"] == query.copies(store, "none").attrs["total"] == 0
    page = query.copies(store, "one", limit=1)
    assert (len(page), page.attrs["total"]) == (1, 2)
    collections.hide_article(store, "three")
    collections.hide(store, "paper-one")
    assert query.copies(store, "two").empty
    every = query.copies(store, "two", hidden=True)
    assert every[["id", "hidden"]].to_numpy().tolist() == [["three", True], ["one", True]]
    (row,) = [row for row in query.articles(store).to_dict("records") if row["id"] == "two"]
    assert row["copies"] == 0, "hidden copies are counted for editors only"
    (row,) = [row for row in query.articles(store, hidden=True).to_dict("records") if row["id"] == "two"]
    assert row["copies"] == 2


def test_every_hidden_article_is_listed(store):
    add(store, agency("lead"))
    add(store, agency("copy", published="2023-09-12"))
    add(store, story(), collection="Mine")
    add(store, story(id="100%", title="ÉTAT of things", published="2020-01-01"))
    add(store, Draft("Nothing.", id="seen"))
    for id_ in ("copy", "story", "100%"):
        collections.hide_article(store, id_)
    collections.hide(store, "mine")
    told = query.hidden_articles(store)
    assert told[["id", "collection", "collection_hidden"]].to_numpy().tolist() == [
        ["copy", "Samples", False],
        ["story", "Mine", True],
        ["100%", "Samples", False],
    ]
    assert told["publisher"].tolist() == ["Test press"] * 3
    assert query.hidden_articles(store, text="ÉTAT  of")["id"].tolist() == ["100%"]
    assert query.hidden_articles(store, text="TRAIN to")["id"].tolist() == ["story"]
    assert query.hidden_articles(store, text="0%")["id"].tolist() == ["100%"]
    assert query.hidden_articles(store, text="seen\0").attrs["total"] == 0
    page = query.hidden_articles(store, limit=2)
    assert (len(page), page.attrs["total"]) == (2, 3)


def test_a_copy_that_is_written_anew_stands_for_itself(store):
    add(store, agency("first"))
    add(store, agency("second"))
    draft = Draft("Quite another report, of fights in Ukraine.", id="first")
    draft.toponym("Ukraine", "site")
    add(store, draft)
    assert shown(store) == ["first", "second"]
    assert set(query.places(store)["name"]) == {"Delhi", "Ukraine"}


def test_many_at_once_are_stored_whole_or_not_at_all(store):
    drafts = [agency("first"), agency("second"), story(), agency("first")]
    added = store.add_many([(d.article(), d.record()) for d in drafts], collection="Mine", by="me")
    assert [(one.status, one.id, one.copy_of) for one in added] == [
        ("added", "first", None),
        ("copy", "second", "first"),
        ("added", "story", None),
        ("replaced", "first", None),
    ]
    with pytest.raises(StoreError, match="another text"):
        store.add_many(
            [(agency("x").article(), agency("x").record()), (story().article(), agency("x").record())],
            collection="Mine",
        )
    assert shown(store) == ["first", "story"]


def test_an_article_is_found_by_its_address_or_its_text(store):
    import dataclasses

    article = dataclasses.replace(story().article(), url="https://news.example/train?utm_source=mail")
    store.add(article, story().record())
    again = dataclasses.replace(agency("x").article(), url="https://news.example/train")
    assert store.find(again) == store.find(story(id="x").article()) == "story"
    assert store.find(agency("x").article()) is None
    assert store.add(again, agency("x").record(), replace=False).status == "present"


def tallies_are_true(store) -> bool:
    """Tell whether the tallies of articles are what counting their events gives."""
    shared = ("article_key", "collection_key", "kind", "date_from", "date_to")
    with store.engine.connect() as connection:
        said = connection.execute(sa.select(*(t.tally.c[name] for name in shared), t.tally.c.number))
        columns = [t.event.c[name] for name in shared]
        found = connection.execute(sa.select(*columns, sa.func.count()).group_by(*columns))
        return sorted(map(tuple, said), key=repr) == sorted(map(tuple, found), key=repr)


def test_articles_are_tallied_as_their_events_come_and_go(store):
    for draft in (story(), agency("one"), agency("two")):
        add(store, draft)
    assert tallies_are_true(store)
    assert query.counts(store)["shown"].sum() > 0
    collections.move_article(store, "story", "my-reading")
    assert tallies_are_true(store)
    collections.hide_article(store, "one")
    assert tallies_are_true(store)
    assert shown(store) == ["story", "two"]
    collections.hide_article(store, "one", False)
    store.remove("two")
    assert tallies_are_true(store)
    add(store, story(published="2023-09-12"))
    assert tallies_are_true(store)
    collections.delete(store, "my-reading")
    assert tallies_are_true(store)
    assert shown(store) == ["one"]
