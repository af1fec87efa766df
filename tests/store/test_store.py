from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo import query
from geo.errors import StoreError
from geo.store import open_store
from geo.store import tables as t
from tests.builders import HOSTILE, KIM, PLACES, VLADIVOSTOK, Draft, add, hostile, story


def rows(store, table) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table))


def test_what_was_stored_is_there_after_opening_again(new_database):
    address = new_database(bare=True)
    first = open_store(address)
    add(first, story())
    first.close()
    second = open_store(address)
    assert second.record("story") == story().record()
    assert query.article(second, "story").text == story().text
    second.close()


def test_a_file_is_in_wal_mode(tmp_path):
    open_store(tmp_path / "dateline.sqlite").close()
    with sqlite3.connect(tmp_path / "dateline.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_foreign_keys_hold(store):
    add(store, story())
    row = {"event_key": 1, "position": 99, "sentence_key": 999}
    with store.engine.connect() as connection, connection.begin(), pytest.raises(sa.exc.IntegrityError):
        connection.execute(t.event_sentence.insert(), row)


def test_the_address_comes_from_the_environment_else_from_the_user_data_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("DATELINE_DATABASE_URL", raising=False)
    open_store().close()
    assert (tmp_path / "share" / "dateline" / "dateline.sqlite").exists()
    monkeypatch.setenv("DATELINE_DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite")
    open_store().close()
    assert (tmp_path / "other.sqlite").exists()


def test_a_store_in_memory():
    store = open_store(":memory:")
    add(store, story())
    assert len(query.journeys(store)) == 3
    store.close()


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"this is no database, but long enough to be taken for one" * 9, "cannot be opened"), (b"", None)],
)
def test_a_file_that_is_no_database_is_said_and_an_empty_one_is_filled(tmp_path, content, message):
    path = tmp_path / "dateline.sqlite"
    path.write_bytes(content)
    if message is None:
        open_store(path).close()
        assert path.stat().st_size > 0
        return
    with pytest.raises(StoreError, match=message):
        open_store(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("address", ["mysql://host/db", "://", "nonsense://x"])
def test_another_kind_of_address_is_refused(address):
    with pytest.raises(StoreError, match=r"SQLite|no database URL"):
        open_store(address)


def test_a_password_is_not_in_the_message():
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:hush@127.0.0.1:1/none")
    assert "hush" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "deep" / "dateline.sqlite")


@pytest.mark.parametrize(
    ("version", "message"), [(str(int(t.SCHEMA) + 1), "newer version.*update"), ("1", "too old.*move it away")]
)
def test_a_store_of_another_version_is_refused_and_left_alone(tmp_path, version, message):
    store = open_store(tmp_path / "dateline.sqlite")
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    store.close()
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path / "dateline.sqlite")


def test_storing_again_replaces_and_leaves_nothing_behind(store):
    add(store, story())
    sizes = {table.name: rows(store, table) for table in t.metadata.sorted_tables}
    add(store, story())
    assert {table.name: rows(store, table) for table in t.metadata.sorted_tables} == sizes
    assert store.remove("story")
    assert not store.remove("story")
    assert rows(store, t.event) == rows(store, t.sentence) == rows(store, t.event_place) == rows(store, t.journey) == 0


def test_replace_false_keeps_what_is_there(store):
    add(store, story())
    found = store.add(story().article(), story(title="Another").record(), replace=False)
    assert (found.status, found.id) == ("present", "story")
    assert query.article(store, "story").title == "A train to Vladivostok"


def test_the_version_changes_with_each_write_and_only_then(store):
    seen = [store.version()]
    assert store.version() == seen[0]
    add(store, story())
    seen.append(store.version())
    store.remove("story")
    seen.append(store.version())
    assert len(set(seen)) == 3
    with pytest.raises(StoreError):
        store.add(hostile().article(), story().record())
    assert store.version() == seen[-1]


def test_two_stores_never_share_a_version(tmp_path):
    first, second = (open_store(tmp_path / name) for name in ("a.sqlite", "b.sqlite"))
    assert first.version() != second.version()
    first.close()
    second.close()


def test_a_record_of_another_text_is_refused(store):
    with pytest.raises(StoreError, match="another text"):
        store.add(dataclasses.replace(story().article(), text="Something else."), story().record())


def test_a_record_that_names_what_it_does_not_list_is_refused_as_a_whole(store):
    record = dataclasses.replace(story().record(), places=())
    with pytest.raises(StoreError, match="geonames:"):
        store.add(story().article(), record)
    assert rows(store, t.article) == 0


def test_a_place_is_one_row_and_what_is_known_of_it_is_not_forgotten(store, monkeypatch):
    add(store, story())
    bare = dataclasses.replace(PLACES["Vladivostok"], population=None, name="Vladivostok (city)")
    monkeypatch.setitem(PLACES, "Vladivostok", bare)
    draft = Draft("Kim sat in Vladivostok.", id="second")
    draft.toponym("Vladivostok", "site")
    add(store, draft)
    with store.engine.connect() as connection:
        found = connection.execute(sa.select(t.place).where(t.place.c.id == VLADIVOSTOK)).mappings().all()
    assert [(row["name"], row["population"]) for row in found] == [("Vladivostok (city)", 604_901)]


def test_aliases_of_an_actor_gather_over_articles(store):
    add(store, story())
    draft = Draft("Kim sat in Delhi.", id="second")
    draft.toponym("Delhi", "site")
    draft.actor(KIM, "Kim Jong-un", "Kim", aliases=("Chairman Kim",))
    add(store, draft)
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(t.actor).where(t.actor.c.id == KIM)).mappings().one()
    assert row["aliases"] == ["Kim", "Chairman Kim"]
    assert row["country"] == "KP", "an article that does not know it does not take it away"


def test_hostile_words_come_back_as_they_went_in(store):
    add(store, hostile())
    add(store, story())
    journey = (
        query.journeys(store, query.Filters(places=(PLACES["Pyongyang"].id,))).set_index("id").loc["journey:hostile"]
    )
    assert journey["article_title"] == journey["travellers"] == HOSTILE
    assert journey["quote"] == hostile().text
    assert rows(store, t.article) == 2


def test_what_no_database_holds_is_replaced_one_for_one(store):
    draft = story(title="half \ud800 and \x00 nul")
    record = dataclasses.replace(draft.record(), title=None)
    store.add(draft.article(), record)
    assert query.article(store, "story").title == "half \ufffd and \ufffd nul"


def test_known_answers_by_kind(store):
    add(store, story(), collection="Mine")
    assert store.known("actor", [KIM, "person:nobody", "\ud800"]) == {KIM}
    assert store.known("journey", ["journey:train", "journey:modi", "statement:kcna"]) == {
        "journey:train",
        "journey:modi",
    }
    assert store.known("statement", ["journey:train", "statement:kcna"]) == {"statement:kcna"}
    assert store.known("collection", ["mine", "none", "samples"]) == {"mine", "samples"}
    assert store.current("collection", ["Samples", "Mine"]) == {"Samples": "samples", "Mine": "mine"}
    assert store.known("place", [PLACES["Russia"].id]) == frozenset(), "a place that no event has is not to be shown"
    assert store.known("article", []) == frozenset()


def test_events_without_a_day_come_last(store):
    add(store, story(published=None))
    assert query.journeys(store)["id"].tolist() == ["journey:train", "journey:modi", "journey:pilgrims"]
    assert query.journeys(store)["date_from"].tolist()[-1] is None
    assert query.counts(store, query.Filters(date_to=dt.date(2100, 1, 1)))["shown"].sum() == 2


def test_an_error_of_the_database_tells_no_words_of_articles(store):
    query = sa.select(sa.column("words")).select_from(sa.table("none")).where(sa.column("words") == "what was said")
    with store.engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(query)
    assert "what was said" not in str(caught.value)
