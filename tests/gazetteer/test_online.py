"""The online geocoder against a real HTTP server on this machine that answers, fails and dawdles as Nominatim may."""

from __future__ import annotations

import itertools
import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderParseError, GeocoderRateLimited, GeocoderServiceError, GeocoderTimedOut
from typer.testing import CliRunner

import geo
from geo.cli import app
from geo.errors import GeocoderError, InputError
from geo.extract.asking import asked
from geo.extract.places import place_names, resolve
from geo.extract.reading import Reading
from geo.gazetteer import ATTRIBUTION, Gazetteer, OnlineGeocoder
from geo.gazetteer.cache import FILE
from geo.record import Record
from geo.version import __version__

DELAY = 0.2


def place(name, lat, lon, **more):
    """Return a result as Nominatim writes it: numbers as text, and more than anyone asked for."""
    fields = {
        "place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node", "osm_id": 337524912, "lat": str(lat), "lon": str(lon), "category": "place",
        "type": "village", "place_rank": 19, "importance": 0.3, "addresstype": "village", "name": name,
        "display_name": f"{name}, Somewhere", "address": {"village": name, "country_code": "ua"},
        "boundingbox": [str(lat - 0.02), str(lat + 0.02), str(lon - 0.02), str(lon + 0.02)],
    }  # fmt: skip
    return fields | more


NOVOVORSUNKA = place("Novovorsunka", 49.771, 37.6475)
STANTON = place("Stanyton", 31.9, -100.1, osm_id=1, address={"state": "Texas", "country_code": "us"})
STANTON_OHIO = place("Stanyton", 40.2, -82.4, osm_id=2, importance=0.5, address={"state": "Ohio", "country_code": "us"})


class Nominatim:
    """A server on loopback: ``answers`` by name, or a ``fault`` for all; ``requests`` says what was asked and when."""

    def __init__(self):
        self.answers = {"Novovorsunka": [NOVOVORSUNKA], "Stanyton": [STANTON_OHIO, STANTON]}
        self.fault = None
        self.requests = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)
                outer.requests.append((time.monotonic(), urlsplit(self.path).path, asked, dict(self.headers)))
                if outer.fault is not None:
                    outer.fault(self)
                else:
                    respond(self, json.dumps(outer.answers.get(asked["q"][0], [])).encode())

            def log_message(self, *_):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def names(self):
        return [asked["q"][0] for _, _, asked, _ in self.requests]

    def close(self):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def respond(handler, body, *, status=200, content_type="application/json; charset=utf-8", **headers):
    handler.send_response(status)
    for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server():
    server = Nominatim()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for name in ("DATELINE_NOMINATIM", "DATELINE_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def geocoder(server):
    return OnlineGeocoder(url=server.url, min_delay_seconds=0.0)


def only(found):
    (candidate,) = found
    return candidate


def test_a_name_that_the_gazetteer_lacks_becomes_a_place(geocoder):
    found = only(geocoder.geocode("Novovorsunka"))
    assert (found.place.id, found.place.name, found.place.kind) == ("osm:node/337524912", "Novovorsunka", "city")
    assert (found.place.country, found.place.lat, found.place.lon) == ("UA", 49.771, 37.6475)
    assert found.place.geonamesid is None
    assert found.prior == 1
    # From the middle to the corner of a box of 0.04 degrees: 2.22 km north and 1.44 km east.
    assert found.place.extent_km == 2.7


def test_what_the_gazetteer_has_is_asked_of_nobody(server, geocoder):
    assert geocoder.geocode("Vladivostok")[0].place.id == "geonames:2013348"
    assert geocoder.geocode("Paris, Texas")[0].place.country == "US"
    assert server.requests == []


def test_only_the_name_and_the_countries_behind_it_are_sent(server, geocoder):
    geocoder.geocode("Novovorsunka")
    geocoder.geocode("Novovorsunka , Ukraine")
    fixed = {"format": ["jsonv2"], "limit": ["10"], "addressdetails": ["1"], "accept-language": ["en"]}
    asked = [asked for _, _, asked, _ in server.requests]
    assert asked == [{"q": ["Novovorsunka"], **fixed}, {"q": ["Novovorsunka"], "countrycodes": ["ua"], **fixed}]
    assert {path for _, path, _, _ in server.requests} == {"/search"}


def test_dateline_names_itself(server, monkeypatch):
    OnlineGeocoder(url=server.url, min_delay_seconds=0).geocode("Xyzzyville")
    monkeypatch.setenv("DATELINE_CONTACT", "desk@example.org")
    OnlineGeocoder(url=server.url + "/", min_delay_seconds=0).geocode("Plughton")
    agents = [headers["User-Agent"] for _, _, _, headers in server.requests]
    assert agents == [f"dateline/{__version__}", f"dateline/{__version__} (+desk@example.org)"]


def test_a_server_below_a_path_is_asked_there(server):
    OnlineGeocoder(url=f"{server.url}/nominatim/", min_delay_seconds=0).geocode("Novovorsunka")
    assert server.requests[0][1] == "/nominatim/search"


def test_what_follows_a_comma_contains_the_place(geocoder):
    assert only(geocoder.geocode("Stanyton, Texas")).place.lat == 31.9
    assert only(geocoder.geocode("Stanyton, Texas, USA")).admin1 == "Texas"
    assert [c.place.lat for c in geocoder.geocode("Stanyton, United States")] == [40.2, 31.9]
    assert geocoder.geocode("Stanyton, Florida") == ()
    assert geocoder.geocode("Stanyton, Japan") == ()


def test_containers_that_exclude_each_other_are_not_asked_for(server, geocoder):
    assert geocoder.geocode("Stanyton, Texas, France") == ()
    assert server.requests == []


def test_a_container_that_nobody_knows_is_part_of_the_name(server, geocoder):
    geocoder.geocode("Stanyton, Xyzzyshire")
    assert server.names == ["Stanyton, Xyzzyshire"]


def test_the_more_important_namesake_comes_first_and_shares_sum_to_one(geocoder):
    found = geocoder.geocode("Stanyton")
    assert [c.admin1 for c in found] == ["Ohio", "Texas"]
    assert sum(c.prior for c in found) == pytest.approx(1)
    assert found[0].prior > found[1].prior
    assert geocoder.geocode("Stanyton", limit=1)[0].place == found[0].place


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"category": "place", "type": "hamlet"}, "city"),
        ({"category": "place", "type": "sea"}, "water"),
        ({"category": "place", "type": "island"}, "region"),
        ({"category": "boundary", "type": "administrative", "addresstype": "city", "place_rank": 16}, "city"),
        ({"category": "boundary", "type": "administrative", "addresstype": "state", "place_rank": 8}, "region"),
        ({"category": "boundary", "type": "administrative", "addresstype": "country", "place_rank": 4}, "country"),
        ({"category": "boundary", "type": "administrative", "addresstype": "okrug", "place_rank": 12}, "region"),
        ({"category": "boundary", "type": "administrative", "addresstype": "okrug", "place_rank": 18}, "city"),
        ({"category": "waterway", "type": "river"}, "water"),
        ({"category": "natural", "type": "peak"}, "site"),
        ({"category": "aeroway", "type": "aerodrome"}, "site"),
        ({"category": "military", "type": "naval_base"}, "site"),
    ],
)
def test_classes_of_openstreetmap_become_our_kinds(server, geocoder, fields, kind):
    server.answers["Xyzzy"] = [NOVOVORSUNKA | fields]
    assert only(geocoder.geocode("Xyzzy")).place.kind == kind


@pytest.mark.parametrize("category", ["highway", "shop", "office", "building", "amenity"])
def test_a_shop_or_a_street_is_no_place_that_a_report_names(server, geocoder, category):
    server.answers["Xyzzy"] = [NOVOVORSUNKA | {"category": category, "type": "yes"}]
    assert geocoder.geocode("Xyzzy") == ()


def test_a_place_that_is_mapped_twice_counts_once(server, geocoder):
    area = NOVOVORSUNKA | {"osm_type": "relation", "osm_id": 9, "lat": "49.78", "importance": 0.31}
    server.answers["Xyzzy"] = [NOVOVORSUNKA, area]
    assert only(geocoder.geocode("Xyzzy")).place.id == "osm:relation/9"


def test_an_answer_without_an_id_in_openstreetmap_is_left_out(server, geocoder):
    server.answers["Xyzzy"] = [{k: v for k, v in NOVOVORSUNKA.items() if not k.startswith("osm_")}]
    assert geocoder.geocode("Xyzzy") == ()


def test_what_is_not_told_is_null(server, geocoder):
    bare = {k: v for k, v in NOVOVORSUNKA.items() if k not in ("address", "boundingbox", "name", "importance")}
    server.answers["Xyzzy"] = [bare]
    found = only(geocoder.geocode("Xyzzy")).place
    assert (found.name, found.country, found.extent_km) == ("Novovorsunka", None, None)


def test_an_answer_is_kept_and_asked_for_once(server, geocoder, tmp_path):
    first = geocoder.geocode("Novovorsunka")
    assert geocoder.geocode("NOVOVORSUNKA") == first
    assert OnlineGeocoder(url=server.url).geocode("Novovorsunka", send=False) == first
    assert len(server.requests) == 1
    assert (tmp_path / "cache" / FILE).is_file()


def test_no_such_place_is_kept_too(server, geocoder):
    assert geocoder.geocode("Xyzzyville") == ()
    assert geocoder.geocode("Xyzzyville") == ()
    assert server.names == ["Xyzzyville"]


def test_another_country_and_another_server_are_other_questions(server, geocoder):
    geocoder.geocode("Novovorsunka")
    geocoder.geocode("Novovorsunka, Ukraine")
    OnlineGeocoder(url=f"{server.url}/other", min_delay_seconds=0).geocode("Novovorsunka")
    assert len(server.requests) == 3


@pytest.mark.parametrize(("age", "asked"), [(0, 1), (179, 1), (180, 2), (-1, 2)])
def test_answers_are_kept_for_180_days(server, geocoder, tmp_path, age, asked):
    geocoder.geocode("Novovorsunka")
    connection = sqlite3.connect(tmp_path / "cache" / FILE)
    with connection:
        assert connection.execute("UPDATE answer SET day = date(day, ?)", (f"{-age} days",)).rowcount == 1
    connection.close()
    assert len(geocoder.geocode("Novovorsunka")) == 1
    assert len(server.requests) == asked


def test_an_entry_that_cannot_be_read_is_asked_for_again(server, geocoder, tmp_path):
    geocoder.geocode("Novovorsunka")
    connection = sqlite3.connect(tmp_path / "cache" / FILE)
    with connection:
        connection.execute("UPDATE answer SET answers = '[{\"lat\": 1}]'")
    connection.close()
    assert len(geocoder.geocode("Novovorsunka")) == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize("broken", ["a file", "no database"])
def test_a_cache_that_cannot_be_used_is_said_before_anything_is_sent(server, tmp_path, broken):
    folder = tmp_path / "broken"
    if broken == "a file":
        folder.write_text("")
    else:
        folder.mkdir()
        (folder / FILE).write_text("this is no database" * 100)
    with pytest.raises(GeocoderError, match="DATELINE_CACHE"):
        OnlineGeocoder(url=server.url, cache=folder).geocode("Novovorsunka")
    assert server.requests == []


def dawdle(handler):
    time.sleep(0.5)
    respond(handler, json.dumps([NOVOVORSUNKA]).encode())


def hang_up(handler):
    handler.close_connection = True


def answer(body, **options):
    return lambda handler: respond(handler, body, **options)


GOOD = json.dumps([NOVOVORSUNKA]).encode()
FAULTS = {
    "server error": (answer(b"oops", status=500), GeocoderServiceError, "cannot be asked"),
    "bad gateway": (answer(b"oops", status=502), GeocoderServiceError, "cannot be asked"),
    "unavailable": (answer(b"", status=503), GeocoderTimedOut, "did not answer in time"),
    "refused": (answer(b"blocked", status=403), GeocoderServiceError, "DATELINE_CONTACT"),
    "slow": (dawdle, GeocoderTimedOut, "did not answer in time"),
    "hung up": (hang_up, GeocoderServiceError, "cannot be asked"),
    "cut short": (answer(GOOD[:-9]), GeocoderParseError, "cannot be read"),
    "a web page": (answer(b"<html>Login</html>", content_type="text/html"), GeocoderParseError, "cannot be read"),
    "an error in JSON": (answer(b'{"error": {"code": 500}}'), GeocoderParseError, "cannot be read"),
    "an empty object": (answer(b"{}"), GeocoderParseError, "cannot be read"),
    "null": (answer(b"null"), GeocoderParseError, "cannot be read"),
    "nothing": (answer(b""), GeocoderParseError, "cannot be read"),
    "words for places": (answer(b'["Novovorsunka"]'), GeocoderParseError, "cannot be read"),
    "a place off the globe": (
        answer(json.dumps([NOVOVORSUNKA | {"lat": "91"}]).encode()),
        GeocoderParseError,
        "be read",
    ),
    "a place nowhere": (answer(json.dumps([NOVOVORSUNKA | {"lon": "nan"}]).encode()), GeocoderParseError, "be read"),
    "an unknown encoding": (answer(GOOD, content_type="application/json; charset=x-bogus"), GeocoderParseError, "read"),
    "not in its encoding": (answer(b'["\xff"]'), GeocoderParseError, "cannot be read"),
    "nested without end": (answer(b"[" * 100_000), GeocoderParseError, "cannot be read"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_and_never_kept(server, fault):
    geocoder = OnlineGeocoder(url=server.url, min_delay_seconds=0, timeout=0.15 if fault == "slow" else 10)
    server.fault, cause, said = FAULTS[fault]
    with pytest.raises(GeocoderError, match=said) as raised:
        geocoder.geocode("Novovorsunka")
    assert isinstance(raised.value.__cause__, cause)
    assert server.url in str(raised.value)
    assert len(server.requests) == 1, "a failed request is not repeated"
    with pytest.raises(GeocoderError, match="was not asked"):
        geocoder.geocode("Novovorsunka", send=False)
    server.fault = None
    assert len(geocoder.geocode("Novovorsunka")) == 1
    assert len(server.requests) == 2


def test_a_server_that_is_away_is_said(server):
    url = server.url
    server.close()
    with pytest.raises(GeocoderError, match="cannot be asked"):
        OnlineGeocoder(url=url).geocode("Novovorsunka")


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(server, geocoder):
    server.fault = answer(b"slow down", status=429, Retry_After="1")
    with pytest.raises(GeocoderError, match="too many requests") as raised:
        geocoder.geocode("Novovorsunka")
    assert isinstance(raised.value.__cause__, GeocoderRateLimited)
    server.fault = None
    with pytest.raises(GeocoderError, match="too many requests"):
        OnlineGeocoder(url=server.url, min_delay_seconds=0.0).geocode("Novovorsunka")
    assert len(server.requests) == 1
    time.sleep(1.05)
    assert len(geocoder.geocode("Novovorsunka")) == 1


def test_a_name_is_sent_to_no_other_server(server, geocoder):
    elsewhere = Nominatim()
    try:
        server.fault = answer(b"", status=302, Location=f"{elsewhere.url}/search?q=Novovorsunka")
        with pytest.raises(GeocoderError, match="cannot be asked"):
            geocoder.geocode("Novovorsunka")
        assert elsewhere.requests == []
    finally:
        elsewhere.close()


def test_all_threads_together_keep_the_delay(server):
    names = ["Xyzzyville", "Plughton", "Frobnitz", "Quuxbury", "Xyzzyville"]

    def ask(name):
        return OnlineGeocoder(url=server.url, min_delay_seconds=DELAY).geocode(name)

    start = time.monotonic()
    with ThreadPoolExecutor(len(names)) as pool:
        assert list(pool.map(ask, names)) == [()] * len(names)
    assert time.monotonic() - start >= 3 * DELAY
    assert sorted(server.names) == sorted(set(names)), "two threads asked for the same"
    times = [when for when, *_ in server.requests]
    assert min(b - a for a, b in itertools.pairwise(times)) > 0.75 * DELAY


def test_a_server_beyond_this_machine_gets_a_second(server, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    # No loopback address, and yet no other machine: the server there speaks no TLS, so each request fails at once.
    geocoder = OnlineGeocoder(url=server.url.replace("http://127.0.0.1", "https://0.0.0.0"), min_delay_seconds=0)
    start = time.monotonic()
    ends = []
    for name in ("Xyzzyville", "Plughton"):
        with pytest.raises(GeocoderError, match="cannot be asked"):
            geocoder.geocode(name)
        ends.append(time.monotonic() - start)
    assert ends[0] < 0.9
    assert ends[1] >= 1


@pytest.mark.parametrize("value", [None, "", "  "])
def test_switched_off_nothing_is_sent(server, monkeypatch, tmp_path, value):
    monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
    assert OnlineGeocoder.switched_on().on
    if value is None:
        monkeypatch.delenv("DATELINE_NOMINATIM")
    else:
        monkeypatch.setenv("DATELINE_NOMINATIM", value)
    geocoder = OnlineGeocoder()
    assert not geocoder.on
    assert geocoder.geocode("Novovorsunka") == ()
    assert geocoder.geocode("Vladivostok")
    with pytest.raises(InputError, match="DATELINE_NOMINATIM"):
        OnlineGeocoder.switched_on()
    assert server.requests == []
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://nominatim.openstreetmap.org",
        "http://127.0.0.1.example.org",
        "http://192.0.2.7",
        "https://user:word@nominatim.example",
        "https://nominatim.example/search?q=",
        "nominatim.openstreetmap.org",
        "ftp://127.0.0.1",
        "https://",
        "https://nominatim.example:99999",
        "https://[::1",
        "https://nomi\nnatim.example",
    ],
)
def test_an_address_that_names_must_not_go_to_is_refused(url):
    with pytest.raises(InputError, match="DATELINE_NOMINATIM"):
        OnlineGeocoder(url=url)


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://[::1]:8080", "https://nominatim.openstreetmap.org/"])
def test_addresses_that_names_may_go_to(url):
    assert OnlineGeocoder(url=url).on


@pytest.mark.parametrize("contact", ["a@b.example\r\nX-Evil: 1", "дежурный"])
def test_a_contact_that_is_no_header_is_refused(monkeypatch, contact):
    monkeypatch.setenv("DATELINE_CONTACT", contact)
    with pytest.raises(InputError, match="DATELINE_CONTACT"):
        OnlineGeocoder(url="http://127.0.0.1")


@pytest.mark.parametrize("query", ["", " ", ",", "\ud800burg", "x" * 101, "123", "Xyz\x00zy", "…"])
def test_what_is_no_name_is_not_sent(server, geocoder, query):
    assert geocoder.geocode(query) == ()
    assert server.requests == []


# Each tells of something at a place that the gazetteer does not have.
STORY = "Troops fought in Novovorsunka on Monday. Officials later met in Novovorsunka. Shells hit Kupiansk in Ukraine."


@pytest.fixture(autouse=True, scope="module")
def _unknown_to_the_gazetteer():
    assert not any(Gazetteer.default().candidates(name) for name in ("Novovorsunka", "Stanyton"))


def toponyms(record, name):
    return [t for t in record.toponyms if t.text == name]


def test_a_story_gets_its_place(server, geocoder):
    record = geo.extract(STORY, geocoder=geocoder)
    assert server.names == ["Novovorsunka"]
    found = toponyms(record, "Novovorsunka")
    assert [(t.place, t.status, t.literal) for t in found] == [("osm:node/337524912", "resolved", True)] * 2
    assert "osm:node/337524912" in {p.id for p in record.places}
    assert record.warnings == ()
    assert Record.from_json(record.to_json()) == record


def test_by_default_a_story_is_read_without_a_network(server, monkeypatch):
    monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
    record = geo.extract(STORY)
    assert {t.status for t in toponyms(record, "Novovorsunka")} == {"not_found"}
    assert server.requests == []


def test_all_else_in_a_story_stays_as_it_was(server, geocoder):
    server.answers = {}
    assert geo.extract(STORY, geocoder=geocoder) == geo.extract(STORY)
    assert server.names == ["Novovorsunka"]


def test_a_name_that_no_pin_would_stand_for_is_not_asked_for(server, geocoder):
    record = geo.extract("Officials from Kyiv met the Stanyton mayor on Monday.", geocoder=geocoder)
    assert [(t.literal, t.status) for t in toponyms(record, "Stanyton")] == [(False, "not_found")]
    assert server.requests == []


def test_a_name_that_was_not_taken_for_the_place_of_the_gazetteer_stays_so(geocoder):
    gazetteer = Gazetteer.default()
    reading = Reading.of("Troops fought in Kyiv on Monday.", published=None)
    names = [replace(name, candidates=()) for name in place_names(reading, gazetteer, ())]
    found = resolve(reading, names)
    assert [one.choice for one in found] == [None]
    assert asked(reading, found, gazetteer, geocoder) == (found, ())


def test_namesakes_are_told_apart_by_the_state_behind_them(geocoder):
    text = "A man was arrested in Stanyton, Texas, on Monday. Another was arrested in Stanyton, Ohio, on Tuesday."
    record = geo.extract(text, geocoder=geocoder)
    assert [t.place for t in toponyms(record, "Stanyton")] == ["osm:node/1", "osm:node/2"]


def test_a_name_keeps_the_state_that_the_story_once_named(server, geocoder):
    text = "Police searched houses in Stanyton on Monday. A man was arrested in Stanyton, Texas, on Tuesday."
    record = geo.extract(text, geocoder=geocoder)
    assert [t.place for t in toponyms(record, "Stanyton")] == ["osm:node/1", "osm:node/1"]
    assert [asked.get("countrycodes") for _, _, asked, _ in server.requests] == [["us"]]


def test_near_namesakes_are_ambiguous_and_in_the_record(server, geocoder):
    server.answers["Stanyton"] = [STANTON, STANTON_OHIO | {"importance": 0.3}]
    record = geo.extract("A man was arrested in Stanyton on Monday.", geocoder=geocoder)
    (found,) = toponyms(record, "Stanyton")
    assert found.status == "ambiguous"
    assert {found.place, *found.alternatives} == {p.id for p in record.places} == {"osm:node/1", "osm:node/2"}


def test_an_outage_becomes_a_warning(server, geocoder):
    text = (
        "Troops fought in Novovorsunka on Monday. A man was arrested in Stanyton on Tuesday. They met in Kyiv. "
        "Police searched houses in Plughton on Friday."
    )
    geocoder.geocode("Stanyton")
    server.fault = answer(b"oops", status=500)
    record = geo.extract(text, geocoder=geocoder)
    unsure = [w for w in record.warnings if w.code == "geocoder_unavailable"]
    assert [text[slice(*w.span)] for w in unsure] == ["Novovorsunka", "Plughton"]
    assert toponyms(record, "Novovorsunka")[0].status == "not_found"
    assert toponyms(record, "Kyiv")[0].status == "resolved"
    assert toponyms(record, "Stanyton")[0].place is not None, "an answer that was kept counts in an outage"
    assert server.names == ["Stanyton", "Novovorsunka"], "asked on after a failure"
    assert server.url in unsure[0].message


def run(*words):
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_geocodes_online_only_where_it_is_told_to(server, monkeypatch):
    monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
    offline = run("geocode", "Novovorsunka", "--json")
    assert (offline.exit_code, offline.stdout, server.requests) == (1, "", [])
    online = run("geocode", "Novovorsunka", "--json", "--online")
    assert online.exit_code == 0
    assert json.loads(online.stdout)["id"] == "osm:node/337524912"
    assert ATTRIBUTION in online.stderr
    server.fault = answer(b"oops", status=500)
    failed = run("geocode", "Kyiv", "Plughton", "--json", "--online")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["name"] == "Kyiv"
    assert "cannot be asked" in failed.stderr


def test_the_command_extracts_online_only_where_it_is_told_to(server, monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    assert "osm:" not in run("extract", story).stdout
    assert server.requests == []
    assert "osm:node/337524912" in run("extract", story, "--online").stdout
    assert server.names == ["Novovorsunka"]
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "empty"))
    server.fault = answer(b"oops", status=500)
    result = run("extract", story, "--online")
    assert result.exit_code == 0
    assert "could not be looked up online" in result.stderr


def test_the_command_wants_a_server(tmp_path):
    for command in ("extract", "geocode"):
        result = run(command, "Kyiv", "--online")
        assert result.exit_code == 2
        assert "DATELINE_NOMINATIM" in result.stderr
