"""What filters say in words, and which addresses may be links."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from geo.export import in_words
from geo.export.text import clean, web_address
from geo.query import Filters
from tests.builders import KIM, MODI, VLADIVOSTOK


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), []),
        (Filters(actors=(KIM, MODI)), ["Actor: Kim Jong-un, Narendra Modi"]),
        (Filters(places=(VLADIVOSTOK,)), ["Place: Vladivostok"]),
        (Filters(date_from=dt.date(2023, 9, 1), date_to=dt.date(2023, 9, 30)), ["Date: September 2023"]),
        (Filters(date_from=dt.date(2023, 9, 1)), ["Date: from 1 Sep 2023"]),
        (Filters(date_to=dt.date(2023, 9, 1)), ["Date: until 1 Sep 2023"]),
        (Filters(kinds=("journey", "named")), ["Kind: journeys, names of places"]),
        (Filters(statuses=("under_way",)), ["Status: under way"]),
        (Filters(acts=("deny", "warn")), ["Statements: denied, warned"]),
        (Filters(actors=(KIM,), roles=("speaker",)), ["Actor: Kim Jong-un", "Actors only: as speakers"]),
        (Filters(collections=("samples",)), ["Collection: Samples"]),
        (
            Filters(countries=("KP", "RU"), publishers=("Yonhap",)),
            ["Country: North Korea, Russia", "Publisher: Yonhap"],
        ),
        (Filters(events=("journey:a", "journey:b")), ["Event: 2 chosen"]),
        (Filters(text="grain deal"), ["Words: “grain deal”"]),
        (Filters(actors=(KIM,), within=Filters(text="train")), ["Words: “train”", "Actor: Kim Jong-un"]),
        (Filters(actors=("person:unknown",)), ["Actor: person:unknown"]),
    ],
)
def test_filters_in_words(told, filters, words):
    assert list(in_words(told, filters)) == words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:,x",
        "//example.org", "/path", "https://", "https:", "file:///etc/passwd", "https://e.org/\u0000", "http://[",
        'https://e.org/"onmouseover="x', "https://e.org/<b>", "https://e.org/a b", "", None,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(url):
    assert web_address(url) is None


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://localhost:8501/?actor=a_b&q=%22x%22", "HTTPS://E.ORG/é"]
)
def test_web_addresses_are_links(url):
    assert web_address(url) == url


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_can_stand_in_xml_and_keeps_its_length(text):
    assert len(clean(text)) == len(text)
    element = etree.Element("a")
    element.text = clean(text)
    clean(text).encode()
