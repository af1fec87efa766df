"""Stores that an older Dateline wrote, as they were released, open with all that was in them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from geo import query
from geo.store import collections, open_store
from geo.store import tables as t
from geo.store.search import INDEX
from tests.builders import Draft, add, story

# The tables of version 2 as they were released.
TABLES_2 = """
CREATE TABLE meta (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name));
CREATE TABLE place (key {serial} NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  lat FLOAT NOT NULL, lon FLOAT NOT NULL, extent_km FLOAT, population INTEGER, PRIMARY KEY (key), UNIQUE (id));
CREATE INDEX ix_place_country ON place (country);
CREATE TABLE actor (key {serial} NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  position TEXT, aliases TEXT NOT NULL, PRIMARY KEY (key), UNIQUE (id));
CREATE TABLE article (key {serial} NOT NULL, id TEXT NOT NULL, title TEXT, published DATE, publisher TEXT, url TEXT,
  text TEXT NOT NULL, sha256 TEXT NOT NULL, collection TEXT NOT NULL, folded_title TEXT NOT NULL,
  PRIMARY KEY (key), UNIQUE (id));
CREATE INDEX ix_article_collection ON article (collection);
CREATE INDEX ix_article_published ON article (published);
CREATE INDEX ix_article_sha256 ON article (sha256);
CREATE TABLE record (article_key INTEGER NOT NULL, json TEXT NOT NULL, extractor TEXT NOT NULL, digest TEXT NOT NULL,
  PRIMARY KEY (article_key), FOREIGN KEY(article_key) REFERENCES article (key) ON DELETE CASCADE);
CREATE TABLE sentence (key {serial} NOT NULL, article_key INTEGER NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (key),
  UNIQUE (article_key, span_start, span_end),
  FOREIGN KEY(article_key) REFERENCES article (key) ON DELETE CASCADE);
CREATE TABLE event (key {serial} NOT NULL, id TEXT NOT NULL, article_key INTEGER NOT NULL, kind TEXT NOT NULL,
  date_from DATE, date_to DATE, dated BOOLEAN NOT NULL, status TEXT, mode TEXT, act TEXT, statement_kind TEXT,
  span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, great_circle_km FLOAT, PRIMARY KEY (key),
  UNIQUE (id, article_key), FOREIGN KEY(article_key) REFERENCES article (key) ON DELETE CASCADE);
CREATE INDEX event_by_kind ON event (kind, date_from, date_to);
CREATE INDEX event_by_day ON event (date_from, date_to, kind);
CREATE INDEX ix_event_article_key ON event (article_key);
CREATE TABLE event_actor (actor_key INTEGER NOT NULL, event_key INTEGER NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY (actor_key, event_key), FOREIGN KEY(actor_key) REFERENCES actor (key),
  FOREIGN KEY(event_key) REFERENCES event (key) ON DELETE CASCADE){rowid};
CREATE INDEX event_actor_by_event ON event_actor (event_key, actor_key, role);
CREATE TABLE event_place (place_key INTEGER NOT NULL, event_key INTEGER NOT NULL, role TEXT NOT NULL,
  scene BOOLEAN NOT NULL, drawn BOOLEAN NOT NULL, PRIMARY KEY (place_key, event_key),
  FOREIGN KEY(place_key) REFERENCES place (key),
  FOREIGN KEY(event_key) REFERENCES event (key) ON DELETE CASCADE){rowid};
CREATE INDEX event_place_by_event ON event_place (event_key, place_key, scene, drawn);
CREATE TABLE event_sentence (event_key INTEGER NOT NULL, position INTEGER NOT NULL, sentence_key INTEGER NOT NULL,
  PRIMARY KEY (event_key, position), FOREIGN KEY(event_key) REFERENCES event (key) ON DELETE CASCADE,
  FOREIGN KEY(sentence_key) REFERENCES sentence (key) ON DELETE CASCADE){rowid};
CREATE INDEX event_sentence_by_sentence ON event_sentence (sentence_key, event_key);
CREATE TABLE journey (event_key INTEGER NOT NULL, travellers TEXT NOT NULL, origin TEXT, via TEXT NOT NULL,
  destination TEXT, date_text TEXT, PRIMARY KEY (event_key),
  FOREIGN KEY(event_key) REFERENCES event (key) ON DELETE CASCADE);
CREATE TABLE statement (event_key INTEGER NOT NULL, speaker_id TEXT, via_id TEXT, venue_id TEXT, source TEXT,
  cue TEXT NOT NULL, parts TEXT NOT NULL, place_ids TEXT NOT NULL, actor_ids TEXT NOT NULL, date_text TEXT,
  PRIMARY KEY (event_key), FOREIGN KEY(event_key) REFERENCES event (key) ON DELETE CASCADE);
INSERT INTO meta VALUES ('schema', '2'), ('store', 'a-store-of-last-year'), ('writes', '7');
"""
ROWS_2 = """
INSERT INTO article (id, title, published, publisher, url, text, sha256, collection, folded_title)
  VALUES (:id, 'A train', '2023-09-11', 'Test press', 'https://news.example/1', :text, :sha256, :collection, 'a train');
INSERT INTO record SELECT key, :json, 'dateline 0', 'old' FROM article WHERE id = :id;
INSERT INTO place (id, name, kind, lat, lon) VALUES ('geonames:1' || :id, 'Gone', 'city', 1, 1);
INSERT INTO event (id, article_key, kind, dated, span_start, span_end)
  SELECT 'scene:stale', key, 'scene', {true}, 0, 1 FROM article WHERE id = :id;
INSERT INTO sentence (article_key, span_start, span_end, text, folded)
  SELECT key, 0, 1, 'S', 's' FROM article WHERE id = :id;
INSERT INTO event_sentence SELECT event.key, 0, sentence.key FROM event JOIN sentence USING (article_key)
  JOIN article ON article.key = article_key WHERE article.id = :id;
"""
SQLITE = {"serial": "INTEGER", "rowid": " WITHOUT ROWID", "true": "1"}
POSTGRESQL = {"serial": "SERIAL", "rowid": "", "true": "true"}


def old_store(address: str, drafts: dict[str, list[Draft]]) -> None:
    engine = sa.create_engine(address)
    words = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    with engine.begin() as connection:
        for line in TABLES_2.format(**words).split(";\n"):
            if line.strip():
                connection.exec_driver_sql(line)
        for collection, draft in ((name, draft) for name, some in drafts.items() for draft in some):
            record = draft.record()
            values = {"id": draft.id, "text": draft.text, "sha256": record.text_sha256, "collection": collection}
            for line in ROWS_2.format(**words).split(";\n"):
                if line.strip():
                    connection.execute(sa.text(line), values | {"json": record.to_json()})
    engine.dispose()


def differences(store) -> list[object]:
    """Return where tables are not as declared; the index of trigrams only PostgreSQL has."""
    options = {"include_name": lambda name, *_: name != INDEX}
    with store.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=options), t.metadata)


def other() -> Draft:
    draft = Draft("Fighting goes on in Ukraine.", id="other")
    draft.toponym("Ukraine", "site")
    return draft


def test_a_store_of_version_2_opens_with_all_that_was_in_it(new_database):
    address = new_database(bare=True)
    old_store(address, {"Samples": [story()], "Été à Paris": [other()]})
    store = open_store(address)
    assert differences(store) == []
    assert store.record("story") == story().record()
    found = query.articles(store).set_index("id")
    assert found.loc["story", ["title", "publisher", "url", "collection_id"]].tolist() == [
        "A train",
        "Test press",
        "https://news.example/1",
        "samples",
    ]
    told = found.loc["other", ["collection_id", "collection", "added_at"]].tolist()
    assert told == ["ete-a-paris", "Été à Paris", None]
    assert [c.id for c in collections.listed(store)] == ["ete-a-paris", "my-reading", "samples"]
    named = store.current("collection", ["Été à Paris", "Samples"])
    assert named == {"Été à Paris": "ete-a-paris", "Samples": "samples"}
    train = query.event(store, "journey:train")
    assert [words for *_, words in train.evidence][1].startswith("His train")
    assert query.event(store, "scene:stale") is None, "events are made anew"
    assert store.version().startswith("a-store-of-last-year-")
    store.close()
    again = open_store(address)
    assert len(query.articles(again)) == 2
    assert again.add(other().article(), other().record()).status == "replaced"
    add(again, Draft("A new one.", id="new"))
    assert again.remove("story")
    again.close()


def test_what_is_made_anew_equals_what_is_migrated_to(new_database):
    store = open_store(new_database(bare=True))
    assert differences(store) == []
    store.close()


def test_a_step_that_fails_leaves_the_old_store_as_it_was(new_database, monkeypatch):
    address = new_database(bare=True)
    old_store(address, {"Samples": [story()]})
    monkeypatch.setattr("geo.store.derive.refresh", power_cut)
    with pytest.raises(RuntimeError, match="power cut"):
        open_store(address)
    monkeypatch.undo()
    engine = sa.create_engine(address)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT value FROM meta WHERE name = 'schema'")).scalar() == "2"
        assert connection.execute(sa.text("SELECT collection FROM article")).scalar() == "Samples"
    engine.dispose()
    store = open_store(address)
    assert store.record("story") == story().record()
    store.close()


def power_cut(*_: object) -> None:
    raise RuntimeError("power cut")


def to_version_5(store) -> None:
    """Make the tables of a store what they were when no index held the stories, or the events of one place."""
    with store.engine.begin() as connection:
        for line in (
            "DROP INDEX event_of_story",
            "DROP INDEX event_told_again",
            "DROP INDEX event_actor_speaking",
            "DROP INDEX event_place_of_one",
            "DROP INDEX event_place_of_several",
            "DROP INDEX event_place_by_day",
            "CREATE INDEX event_place_by_day ON event_place (place_key, date_to, date_from, kind, event_key)",
            "UPDATE meta SET value = '5' WHERE name = 'schema'",
            "UPDATE alembic_version SET version_num = '5'",
        ):
            connection.exec_driver_sql(line)


def to_version_4(store) -> None:
    """Make the tables of a store what they were when words stood in sentences and titles, and nothing was counted."""
    to_version_5(store)
    with store.engine.begin() as connection:
        for line in (
            "ALTER TABLE sentence ADD COLUMN folded TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE article ADD COLUMN folded_title TEXT NOT NULL DEFAULT ''",
            "UPDATE sentence SET folded = lower(text)",
            "UPDATE article SET folded_title = lower(coalesce(title, ''))",
            f"DROP INDEX IF EXISTS {INDEX}",
            "ALTER TABLE event_sentence DROP COLUMN folded",
            "ALTER TABLE event_place DROP COLUMN alone",
            "DROP TABLE tally",
            "UPDATE meta SET value = '4' WHERE name = 'schema'",
            "UPDATE alembic_version SET version_num = '4'",
        ):
            connection.exec_driver_sql(line)


def rows(store, table: sa.Table) -> list[tuple]:
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(sa.select(table))), key=repr)


def test_a_store_of_version_4_keeps_its_words_and_gets_its_tallies(new_database):
    address = new_database()
    store = open_store(address)
    for draft in (story(), other()):
        add(store, draft)
    words, tallies = rows(store, t.event_sentence), rows(store, t.tally)
    facets = query.facets(store)
    to_version_4(store)
    store.close()
    store = open_store(address)
    assert differences(store) == []
    assert rows(store, t.event_sentence) == words
    assert query.facets(store).equals(facets)
    told = [[row[0], *row[2:]] for row in tallies]
    assert sorted(([row[0], *row[2:]] for row in rows(store, t.tally)), key=repr) == sorted(told, key=repr)
    assert set(query.sources(store, query.Filters(text="goes FIGHTING"))["id"]) == {"other", "story"}
    store.close()


def test_a_store_of_version_5_gets_its_indexes(new_database):
    address = new_database()
    store = open_store(address)
    for draft in (story(), other()):
        add(store, draft)
    facets = query.facets(store)
    to_version_5(store)
    assert differences(store)
    store.close()
    store = open_store(address)
    assert differences(store) == []
    assert query.facets(store).equals(facets)
    store.close()


def test_postgresql_looks_words_up_by_trigrams(postgresql):
    store = open_store(postgresql.new().render_as_string(hide_password=False))
    assert any(index["name"] == INDEX for index in sa.inspect(store.engine).get_indexes("event_sentence"))
    store.close()


def test_without_the_right_to_add_an_extension_a_store_is_made_all_the_same(postgresql):
    url = postgresql.new(bare=True)
    role, database = f"reader_{url.database}", url.database
    with postgresql.engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
    owner = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {role}")
        connection.exec_driver_sql(f"REVOKE CREATE ON DATABASE {database} FROM PUBLIC")
    owner.dispose()
    store = open_store(url.set(username=role).render_as_string(hide_password=False))
    add(store, other())
    assert not any(index["name"] == INDEX for index in sa.inspect(store.engine).get_indexes("event_sentence"))
    assert query.counts(store, query.Filters(text="FIGHTING"))["shown"].sum() == 1
    store.close()
