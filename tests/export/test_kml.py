"""KML that is well-formed whatever it is told, and shows text as text."""

from __future__ import annotations

import dataclasses
import itertools
from concurrent.futures import ThreadPoolExecutor

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from geo.export import collect
from geo.export.kml import kml
from geo.export.text import clean
from geo.store import open_store
from tests.builders import add, story
from tests.export.hostile import ADDRESSES, WORDS, add_hostile

NS = {"k": "http://www.opengis.net/kml/2.2"}


def read(shown):
    return etree.fromstring(kml(shown), etree.XMLParser(resolve_entities=False, no_network=True))


def folder(root, name):
    return root.find(f".//k:Folder[k:name='{name}']", NS).findall("k:Placemark", NS)


def text(mark, path):
    return mark.findtext(f".//k:{path}", namespaces=NS)


def lines(markup):
    """Return a text as XML's and HTML's parsers give it: line ends are one kind, NEL and the like are kept."""
    return " ".join(markup.split())


def test_the_folders_hold_places_journeys_and_statements(told):
    root = read(collect(told))
    assert [len(folder(root, name)) for name in ("Places", "Journeys", "Statements")] == [8, 3, 3]
    train = next(mark for mark in folder(root, "Journeys") if "Kim" in text(mark, "name"))
    assert text(train, "name") == "Kim Jong-un: Pyongyang → Khasan station → Vladivostok"
    assert text(train, "when") == "2023-09-10"
    first = text(train, "coordinates").split()[0].split(",")
    assert [float(value) for value in first[:2]] == [125.75432, 39.03385], "longitude comes first"
    modi = next(mark for mark in folder(root, "Journeys") if "Modi" in text(mark, "name"))
    assert (text(modi, "begin"), text(modi, "end")) == ("2022-01-01", "2022-12-31")


def test_a_line_across_180_degrees_is_in_parts(everything):
    for mark in folder(read(everything), "Journeys"):
        for line in mark.findall(".//k:LineString", NS):
            lons = [float(p.split(",")[0]) for p in line.findtext("k:coordinates", namespaces=NS).split()]
            assert all(abs(a - b) < 180 for a, b in itertools.pairwise(lons))


def test_every_style_that_is_used_is_there(everything):
    root = read(everything)
    used = {url.text for url in root.iter("{http://www.opengis.net/kml/2.2}styleUrl")}
    assert len(used) > 5
    assert used <= {f"#{style.get('id')}" for style in root.iter("{http://www.opengis.net/kml/2.2}Style")}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_the_document_credits_its_sources_and_asks_for_nothing(everything):
    content = kml(everything).decode()
    about = text(etree.fromstring(content.encode()), "description")
    assert "Rail network © OpenStreetMap contributors (ODbL)" in about
    assert "CC BY 4.0" in about
    assert "Dateline samples, “Putin travels from Pyongyang to Hanoi”" in about
    assert "<href>" not in content


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("number", range(len(ADDRESSES)))
def test_hostile_text_is_shown_as_text(store, words, number):
    add_hostile(store, words, number)
    root = read(collect(store))
    told = clean(words)
    assert lines(told.replace("<![CDATA[", "<! [CDATA[")) in {lines(text(m, "name")) for m in folder(root, "Places")}
    journey = folder(root, "Journeys")[0]
    values = {data.get("name"): data.findtext("k:value", namespaces=NS) for data in journey.iter(f"{{{NS['k']}}}Data")}
    assert lines(values["travellers"]) == lines(told)
    for mark in (journey, folder(root, "Statements")[0]):
        balloon = lxml.html.fragment_fromstring(text(mark, "description"), create_parent=True)
        assert {element.tag for element in balloon.iter()} <= {"div", "p", "blockquote", "a"}
        assert all(set(element.keys()) <= {"href"} for element in balloon.iter())
        assert [a.get("href") for a in balloon.iter("a")] == [ADDRESSES[3]] * (number == 3)
        assert "$[" not in text(mark, "description")
        assert lines(told) in lines(balloon.text_content())


@pytest.fixture(scope="module")
def shown():
    store = open_store(":memory:")
    add(store, story())
    yield collect(store)
    store.close()


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1))
def test_any_text_makes_a_well_formed_document(shown, words):
    journeys = shown.journeys.assign(travellers=words, article_title=words, origin_name=words, publisher=words)
    statements = shown.statements.assign(speaker=words, cue=words, venue=words)
    places = shown.places.assign(name=words)
    root = read(dataclasses.replace(shown, journeys=journeys, statements=statements, places=places, filters=(words,)))
    assert len(folder(root, "Journeys")) == 3


def test_several_documents_can_be_made_at_once(shown):
    with ThreadPoolExecutor(4) as pool:
        roots = list(pool.map(lambda _: read(shown), range(12)))
    for root in roots:
        assert [len(folder(root, name)) for name in ("Places", "Journeys", "Statements")] == [8, 3, 3]
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
