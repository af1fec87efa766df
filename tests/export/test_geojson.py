"""GeoJSON as RFC 7946 wants it: longitude first, nothing across 180 degrees, sources credited."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json

import pandas as pd
import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.export import collect
from geo.export.geojson import geojson
from geo.query import Filters
from geo.record import Warning
from geo.routes import geodesic_km
from geo.store import open_store
from tests.builders import KIM, VLADIVOSTOK, story


def read(shown):
    content = geojson(shown)
    FeatureCollection.model_validate_json(content)
    return json.loads(content)


def layer(document, name):
    return {f["id"]: f for f in document["features"] if f["properties"]["layer"] == name}


def parts(geometry):
    return geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]


def test_places_journeys_and_statements_are_features(told):
    document = read(collect(told))
    place = layer(document, "place")[VLADIVOSTOK]
    assert place["geometry"] == {"type": "Point", "coordinates": [131.87353, 43.10562]}, "longitude comes first"
    assert place["properties"]["events"] == 3
    train = layer(document, "journey")["journey:train"]
    assert train["geometry"]["type"] == "LineString"
    assert train["geometry"]["coordinates"][0] == [125.75432, 39.03385]
    facts = train["properties"]
    assert (facts["travellers"], facts["traveller_ids"], facts["via"]) == ("Kim Jong-un", [KIM], ["Khasan station"])
    assert facts["great_circle_km"] == pytest.approx(684.5)
    assert (facts["line"], facts["date_from"], facts["date_told"]) == ("great circle", "2023-09-10", True)
    assert "too long a detour" in facts["note"], "why there is no line by rail"
    assert facts["evidence"][1] == "His train is headed for Vladivostok by way of Khasan station."
    assert (facts["article"], facts["publisher"]) == ("story", "Test press")


def test_a_journey_by_rail_has_the_line_that_the_map_draws(samples):
    kim = Filters(actors=(KIM,), date_from=dt.date(2023, 9, 9), date_to=dt.date(2023, 9, 12), kinds=("journey",))
    (train,) = layer(read(collect(samples, kim)), "journey").values()
    assert len(train["geometry"]["coordinates"]) > 40, "the line follows the rails"
    assert train["properties"]["line"] == "by rail, indicative"
    assert 1100 < train["properties"]["line_km"] < 1250
    assert train["properties"]["great_circle_km"] == pytest.approx(684.5, abs=0.1)


def test_an_impossible_speed_is_a_warning_on_its_journey(store):
    draft = story()
    said = Warning("impossible_speed", "Nobody is that fast.", draft.journeys[0].evidence[1])
    store.add(draft.article(), dataclasses.replace(draft.record(), warnings=(said,)))
    journeys = layer(read(collect(store)), "journey")
    assert journeys["journey:train"]["properties"]["warning"] == "Nobody is that fast."
    assert journeys["journey:modi"]["properties"]["warning"] is None


def test_what_has_no_true_point_has_no_geometry(told):
    document = read(collect(told))
    journeys, statements = layer(document, "journey"), layer(document, "statement")
    assert journeys["journey:pilgrims"]["geometry"] is None
    assert journeys["journey:modi"]["geometry"]["coordinates"] == [77.23149, 28.65195], "he was there"
    assert statements["statement:grain"]["geometry"]["coordinates"] == [131.87353, 43.10562], "it was said there"
    assert statements["statement:kcna"]["geometry"] is None, "a place that is spoken of is no place of speaking"
    grain = statements["statement:grain"]["properties"]
    assert grain["quoted"] == ["“We shall talk of grain,”", "“nothing more”"]
    assert all(words in grain["content"] for words in grain["quoted"])


def test_the_filters_decide_what_is_in_it_and_are_said(told):
    document = read(collect(told, Filters(actors=(KIM,), text="train")))
    assert set(layer(document, "journey")) == {"journey:train"}
    assert document["title"] == "Dateline: Actor: Kim Jong-un; Words: “train”"


def test_sources_are_credited_rails_only_where_there_are_any(everything, told):
    document = read(everything)
    credits = " ".join(document["attribution"])
    assert "GeoNames" in credits
    assert "CC BY 4.0" in credits
    assert "Natural Earth" in credits
    assert "Rail network © OpenStreetMap contributors (ODbL)" in credits
    assert {source["publisher"] for source in document["sources"]} == {"Dateline samples"}
    assert document["link"] == "https://dateline.example/?from=2018-01-01"
    without = read(collect(told, Filters(kinds=("statement",))))
    assert "OpenStreetMap" not in " ".join(without["attribution"])


def test_the_samples_cross_180_degrees_in_parts(everything):
    crossing = [f for f in read(everything)["features"] if (f["geometry"] or {}).get("type") == "MultiLineString"]
    assert crossing
    for feature in crossing:
        for before, after in itertools.pairwise(feature["geometry"]["coordinates"]):
            assert abs(before[-1][0]) == 180
            assert after[0] == [-before[-1][0], before[-1][1]]


def test_how_much_a_limit_left_out_is_said(samples, everything):
    document = read(collect(samples, most=10))
    assert len(layer(document, "journey")) == 10
    assert f"Only the first 10 of {len(everything.journeys)} journeys are in this export" in document["note"]


POINTS = st.tuples(
    st.floats(-90, 90, allow_subnormal=False),
    st.one_of(st.floats(-180, 180, allow_subnormal=False), st.sampled_from([-180.0, 180.0, 179.99999, 0.0])),
)
MODES = st.sampled_from(["air", "sea", "unknown"])


@pytest.fixture(scope="module")
def nothing():
    """The frames of an empty store."""
    store = open_store(":memory:")
    yield collect(store)
    store.close()


def journey(number, start, end, mode):
    ends = {"origin": start, "destination": end}
    told = {
        f"{side}_{part}": value
        for side, (lat, lon) in ends.items()
        for part, value in zip(("id", "name", "lat", "lon"), (f"user:{number}-{side}", side, lat, lon), strict=True)
    }
    return told | {
        "id": f"journey:{number}", "kind": "journey", "travellers": "Someone", "traveller_ids": [None], "via": [],
        "status": "completed", "mode": mode, "date_from": None, "date_to": None, "dated": False, "date_text": None,
        "km": geodesic_km(*start, *end), "article_id": "a", "article_title": None, "published": None,
        "publisher": None, "url": None, "evidence": [(0, 1, "x")], "quote": "x", "span_start": 0, "span_end": 1,
        "story": f"journey:{number}", "tellings": [f"journey:{number}"], "reports": 1, "differs": {}, "warning": None,
        "areas": [],
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@example(routes=[((0.0, 180.0), (0.0, 2.220446049250313e-16), "air")])
@given(routes=st.lists(st.tuples(POINTS, POINTS, MODES), min_size=1, max_size=2))
def test_lines_stay_within_the_globe_and_never_jump(nothing, routes):
    rows = [journey(n, *route) for n, route in enumerate(routes)]
    frame = pd.DataFrame(rows).reindex(columns=list(nothing.journeys.columns))
    document = read(dataclasses.replace(nothing, journeys=frame))
    for row, feature in zip(rows, document["features"], strict=True):
        if row["km"] == 0:
            assert feature["geometry"] is None
            continue
        length = 0.0
        lines = parts(feature["geometry"])
        for line in lines:
            assert len(line) >= 2
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in line)
            for (lon1, lat1), (lon2, lat2) in itertools.pairwise(line):
                # Beside a pole one step may turn by half the globe, and does not cross 180 degrees for it.
                assert abs(lon1 - lon2) < 180 or max(abs(lat1), abs(lat2)) > 88
                length += geodesic_km(lat1, lon1, lat2, lon2)
        for before, after in itertools.pairwise(lines):
            assert abs(before[-1][0]) == 180
            assert after[0] == [-before[-1][0], before[-1][1]]
        if row["mode"] != "sea":
            assert length == pytest.approx(row["km"], rel=0.01, abs=150), "it is the great circle"
