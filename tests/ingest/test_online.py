"""Articles whose places are looked up online on their way into a store, which keeps the answers."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from geo import query
from geo.articles import Article
from geo.errors import InputError
from geo.gazetteer import ATTRIBUTION, OnlineGeocoder
from geo.ingest import Details, ingest, reextract
from geo.maps.elements import PlacesLayer
from geo.maps.rows import place_rows
from geo.store import open_store
from geo.store import tables as t
from geo.store.backup import backup, restore
from geo.store.geocodes import Geocodes
from tests.gazetteer.test_online import NOVOVORSUNKA, STANTON, Nominatim, answer
from tests.ingest.test_command_line import run

PLACE = "osm:node/337524912"
TEXT = "Troops fought in Novovorsunka on Monday. Officials in Kyiv said that {} men were wounded in the fighting there."


@pytest.fixture
def server(monkeypatch):
    server = Nominatim()
    monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
    monkeypatch.delenv("DATELINE_CONTACT", raising=False)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def article(number=12, id="report"):
    return Article(id, TEXT.format(number), title="A report", published=dt.date(2023, 9, 12))


def asked(store) -> list[str]:
    with store.engine.connect() as connection:
        return sorted(connection.scalars(sa.select(t.geocode.c.query)))


def read_in(store, *articles, **options):
    return [(one.status, one.message) for one in ingest(store, articles, collection="Mine", timeout_s=60, **options)]


def test_a_place_is_looked_up_once_and_the_store_keeps_the_answer(store, server, folder):
    assert read_in(store, article(), online=True) == [("added", "")]
    assert PLACE in query.places(store)["id"].tolist()
    assert server.names == ["Novovorsunka"]
    assert len(asked(store)) == 1
    other = "Police searched houses in Novovorsunka on Friday, and a school burnt down. Nobody was in it at the time."
    read_in(store, Article("second", other), online=True)
    assert server.names == ["Novovorsunka"], "asked again for what the store keeps"
    assert query.places(store).set_index("id").loc[PLACE, "mentions"] == 2
    assert not folder.exists(), "answers lie beside the store"


def test_nothing_is_sent_unless_it_is_asked_for(store, server):
    read_in(store, article())
    reextract(store, "report")
    assert PLACE not in query.places(store)["id"].tolist()
    assert (server.requests, asked(store)) == ([], [])


def test_read_again_an_article_keeps_its_place_and_nothing_is_asked(store, server):
    read_in(store, article(), online=True)
    with store.writing() as connection:
        long_ago = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
        connection.execute(t.geocode.update().values(fetched_at=long_ago))
    told = Details("Another title", dt.date(2023, 9, 13), None)
    assert reextract(store, "report", details=told, timeout_s=60).status == "replaced"
    assert PLACE in query.places(store)["id"].tolist()
    assert store.record("report").warnings == ()
    assert server.names == ["Novovorsunka"]


def test_an_address_that_is_none_stops_only_who_would_ask(store, monkeypatch):
    monkeypatch.setenv("DATELINE_NOMINATIM", "ftp://nobody")
    assert read_in(store, article()) == [("added", "")]
    assert reextract(store, "report", timeout_s=60).status == "replaced"
    for address in ("ftp://nobody", ""):
        monkeypatch.setenv("DATELINE_NOMINATIM", address)
        with pytest.raises(InputError, match="DATELINE_NOMINATIM"):
            read_in(store, article(13, "other"), online=True)


def test_a_store_in_memory_leaves_the_answers_to_the_folder(server, folder):
    store = open_store(":memory:")
    read_in(store, article(), online=True)
    assert PLACE in query.places(store)["id"].tolist()
    assert (asked(store), folder.exists()) == ([], True)
    store.close()


def test_an_outage_is_a_warning_and_nothing_is_kept(store, server):
    server.fault = answer(b"oops", status=500)
    (outcome,) = ingest(store, [article()], collection="Mine", timeout_s=60, online=True)
    assert outcome.status == "added"
    assert "geocoder_unavailable" in [warning.code for warning in outcome.warnings]
    assert asked(store) == []


def test_a_backup_takes_the_answers_along(store, server, new_database, tmp_path):
    OnlineGeocoder(kept=Geocodes(store)).geocode("Novovorsunka")
    backup(store, tmp_path / "backup")
    for address in (new_database(), tmp_path / "other.sqlite"):
        other = open_store(address)
        restore(other, tmp_path / "backup")
        server.requests.clear()
        (found,) = OnlineGeocoder(kept=Geocodes(other)).geocode("NOVOVORSUNKA")
        assert (found.place.id, server.requests) == (PLACE, [])
        other.close()


@pytest.mark.parametrize(("days", "asked_again"), [(179, False), (181, True), (-1, True)])
def test_an_answer_counts_for_180_days(store, server, days, asked_again):
    geocoder = OnlineGeocoder(kept=Geocodes(store), min_delay_seconds=0)
    geocoder.geocode("Novovorsunka")
    with store.writing() as connection:
        then = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        connection.execute(t.geocode.update().values(fetched_at=then))
    assert len(geocoder.geocode("Novovorsunka")) == 1
    assert len(server.requests) == 1 + asked_again
    assert len(asked(store)) == 1


def test_another_country_and_another_server_are_other_questions(store, server):
    server.answers["Xyzzyville"] = []
    for url in (server.url, f"{server.url}/other"):
        geocoder = OnlineGeocoder(url=url, kept=Geocodes(store), min_delay_seconds=0)
        for name in ("Stanyton", "Stanyton, Texas", "Xyzzyville", "stanyton", "xyzzyville"):
            geocoder.geocode(name)
    assert server.names == ["Stanyton", "Stanyton", "Xyzzyville"] * 2
    assert len(asked(store)) == 6


def test_what_another_version_wrote_is_asked_for_again(store, server):
    geocoder = OnlineGeocoder(kept=Geocodes(store), min_delay_seconds=0)
    geocoder.geocode("Stanyton")
    with store.writing() as connection:
        connection.execute(t.geocode.update().values(answer=[{"lat": "north"}]))
    assert geocoder.geocode("Stanyton")[0].place.id in {f"osm:node/{STANTON['osm_id']}", "osm:node/2"}
    assert len(server.requests) == 2


def test_the_command_looks_up_where_it_is_told_to(tmp_path, server):
    file, database = tmp_path / "report.txt", tmp_path / "store.sqlite"
    file.write_text(article().text, encoding="utf-8")
    status, told, errors = run(database, "ingest", file, "--online", "--json")
    assert (status, [one["status"] for one in told]) == (0, ["added"]), errors
    assert server.names == [NOVOVORSUNKA["name"]]
    store = open_store(database)
    assert PLACE in query.places(store)["id"].tolist()
    store.close()
    assert run(database, "ingest", file, "--online", "--processes", "2")[0] == 2
    status, told, errors = run(database, "reextract", "--online", "--json")
    assert (status, [one["status"] for one in told]) == (0, ["replaced"]), errors
    assert len(server.requests) == 1


def test_the_map_credits_what_openstreetmap_told(store, server):
    read_in(store, article(), online=True)
    rows = place_rows(query.places(store))
    assert ATTRIBUTION.removeprefix("© ") in PlacesLayer(rows, theme="light").payload
    rest = [row for row in rows if row["id"] != PLACE]
    assert "OpenStreetMap" not in PlacesLayer(rest, theme="light").payload
