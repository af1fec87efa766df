"""The gold set of places is sound: its offsets, its vocabulary, its places and its coverage."""

import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from geo.record import LITERAL_ROLES, Form, PlaceKind, Role

PASSAGES = [json.loads(line) for line in Path(__file__).with_name("places.jsonl").read_text("utf-8").splitlines()]
TOPONYMS = [toponym for passage in PASSAGES for toponym in passage["toponyms"]]
POINT_FIELDS = {"start", "end", "text", "form", "role", "literal", "name", "country", "kind", "lat", "lon"}

each_passage = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


@each_passage
def test_spans_are_the_words_in_order_and_do_not_overlap(passage):
    spans = [(t["start"], t["end"]) for t in passage["toponyms"]]
    assert [passage["text"][start:end] for start, end in spans] == [t["text"] for t in passage["toponyms"]]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@each_passage
def test_toponyms_speak_the_vocabulary_of_the_record(passage):
    for toponym in passage["toponyms"]:
        assert toponym.keys() - {"unknown"} == POINT_FIELDS
        assert toponym["form"] in get_args(Form)
        assert toponym["role"] in get_args(Role)
        assert toponym["kind"] in get_args(PlaceKind)
        assert toponym["literal"] is (toponym["role"] in LITERAL_ROLES)
        assert toponym["country"] is None or re.fullmatch("[A-Z]{2}", toponym["country"])
        assert toponym["country"] or toponym["kind"] not in ("city", "country")


@each_passage
def test_cities_and_sites_have_a_point_unless_nobody_knows_them(passage):
    for toponym in passage["toponyms"]:
        lat, lon = toponym["lat"], toponym["lon"]
        assert (lat is None) == (lon is None)
        if toponym.get("unknown"):
            assert lat is None
        elif toponym["kind"] in ("city", "site", "water"):
            assert lat is not None, toponym["name"]
        if lat is not None:
            assert -90 <= lat <= 90
            assert -180 <= lon <= 180
            assert (lat, lon) != (0, 0)


@each_passage
def test_words_that_are_no_place_stand_in_the_text_apart_from_every_toponym(passage):
    for words in passage["not"]:
        found = occurrences(words, passage["text"])
        assert found, words
        for start, end in found:
            assert all(t["end"] <= start or end <= t["start"] for t in passage["toponyms"]), words


def test_ids_and_texts_are_unique():
    assert max(Counter(p["id"] for p in PASSAGES).values()) == 1
    assert max(Counter(p["text"] for p in PASSAGES).values()) == 1
    assert all(re.fullmatch(r"place-\d{3}", p["id"]) for p in PASSAGES)


def test_one_point_for_one_place():
    points = defaultdict(set)
    for t in TOPONYMS:
        points[t["lat"], t["lon"], t["country"]].add((t["name"], t["kind"]))
    shared = {point: names for point, names in points.items() if point[0] is not None and len(names) > 1}
    assert shared == {}


def test_the_set_is_large_enough_and_covers_every_role_and_form():
    assert len(PASSAGES) >= 130
    roles = Counter(t["role"] for t in TOPONYMS)
    assert {role: roles[role] for role in get_args(Role) if roles[role] < 8} == {}
    forms = Counter(t["form"] for t in TOPONYMS)
    assert {form: forms[form] for form in get_args(Form) if forms[form] < 8} == {}


def test_the_set_has_passages_without_places_false_friends_namesakes_and_unknown_villages():
    assert sum(not p["toponyms"] for p in PASSAGES) >= 8
    assert sum(bool(p["not"]) for p in PASSAGES) >= 20
    assert sum(t.get("unknown", False) for t in TOPONYMS) >= 5
    namesakes = defaultdict(set)
    for t in TOPONYMS:
        if t["lat"] is not None:
            namesakes[t["text"].casefold()].add((t["lat"], t["lon"]))
    assert sum(len(points) > 1 for points in namesakes.values()) >= 30
