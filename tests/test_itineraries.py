from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import itineraries, query
from geo.routes import geodesic_km
from geo.store import ensure_samples, open_store
from tests.builders import HOSTILE, add, hostile, story


@pytest.fixture(scope="module")
def store():
    store = open_store(":memory:")
    add(store, story())
    add(store, hostile())
    yield store
    store.close()


@pytest.fixture(scope="module")
def samples():
    store = open_store(":memory:")
    ensure_samples(store)
    yield store
    store.close()


def test_a_journey_tells_where_how_far_and_how(store):
    frame = query.journeys(store)
    rows = {row["id"]: row for row in itineraries.journey_rows(frame)}
    train = rows["journey:train"]
    assert (train["travellers"], train["from"], train["via"], train["to"]) == (
        "Kim Jong-un",
        "Pyongyang",
        "Khasan station",
        "Vladivostok",
    )
    assert train["distance"] == "684 km"
    assert (train["status"], train["date"], train["more"]) == ("under_way", "10 Sep 2023", 0)
    assert rows["journey:pilgrims"] | {"from": None, "distance": None, "route": None} == rows["journey:pilgrims"]
    assert rows["journey:hostile"]["travellers"] == HOSTILE, "text stays text"
    miles = {row["id"]: row for row in itineraries.journey_rows(frame, miles=True)}
    assert miles["journey:train"]["distance"] == "425 mi"


def test_the_way_over_rails_or_water_stands_beside_the_great_circle(samples):
    frame = query.journeys(samples, limit=None)
    ways = [row for row in itineraries.journey_rows(frame) if row["route"]]
    assert ways
    for row in ways:
        assert f"km by {row['mode']}, indicative" in row["route"]
        assert row["distance"]
        assert row["route"].split(" km")[0] in itineraries.journey_detail(frame, row["id"])["method"]
    flight = next(row for row in itineraries.journey_rows(frame) if row["mode"] == "air")
    assert flight["route"] is None
    assert itineraries.journey_detail(frame, flight["id"])["method"] is None


def test_what_is_chosen_brings_its_sentences_and_the_way_into_the_article(store):
    frame = query.journeys(store)
    detail = itineraries.journey_detail(frame, "journey:train")
    assert [text for text, _ in detail["sentences"]] == [
        "SEOUL, Sept 11 – Kim Jong-un set off from Pyongyang on Sunday, KCNA reported.",
        "His train is headed for Vladivostok by way of Khasan station.",
    ]
    assert detail["article"] == "story"
    assert detail["source"] == "A train to Vladivostok · Test press · 11 Sep 2023"
    assert itineraries.journey_detail(frame, "journey:gone") is None
    assert itineraries.journey_detail(frame, None) is None


def test_totals_say_what_is_not_measured_and_what_was_not_made(samples):
    frame = query.travellers(samples)
    rows = {row["name"]: row for row in itineraries.traveller_rows(frame)}
    assert rows[frame.iloc[0]["name"]]["share"] == 1.0
    for row in frame.itertuples():
        told = rows[row.name]
        assert (told["km"] is None) == (row.measured == 0)
        assert (told["apart"] is None) == (row.planned + row.not_made + row.uncertain == 0)
    assert rows["Gotabaya Rajapaksa"]["longest"].endswith(" km")


def test_claims_mark_their_words_in_the_sentence(samples):
    rows = itineraries.claim_rows(query.claims(samples))
    assert rows[0]["verdict"] == "differs"
    for row in rows:
        assert [words for words, marked in row["sentence"] if marked] == [row["words"]]
        assert (row["off"] is None) == (row["measured"] is None)
    (kim,) = [row for row in rows if (row["from"], row["to"]) == ("Pyongyang", "Vladivostok")]
    assert (kim["claimed"], kim["measured"], kim["off"], kim["verdict"]) == ("680 km", "684 km", "−1 %", "agrees")


def places(names, kind="city"):
    return pd.DataFrame(
        {
            "id": [f"user:{n}" for n, _ in enumerate(names)],
            "name": names,
            "kind": kind,
            "country": None,
            "lat": [10.0 + n for n, _ in enumerate(names)],
            "lon": [20.0 + 2 * n for n, _ in enumerate(names)],
        }
    )


def test_pyongyang_lies_684_km_from_vladivostok(samples):
    shown = query.places(samples)
    ids = [shown.set_index("name").loc[name, "id"] for name in ("Pyongyang", "Vladivostok")]
    table = itineraries.matrix(shown, ids)
    assert table["cells"] == [[None, "684"], ["684", None]]
    assert table["copy"] == "km\tPyongyang\tVladivostok\nPyongyang\t0\t684\nVladivostok\t684\t0"
    assert itineraries.matrix(shown, ids, miles=True)["cells"][0][1] == "425"


def test_countries_and_what_is_not_shown_are_no_points(samples):
    shown = query.places(samples)
    country = shown[shown["kind"] == "country"].iloc[0]["id"]
    table = itineraries.matrix(shown, [country, "geonames:0"])
    assert len(table["places"]) == itineraries.BUSIEST
    assert country not in {id_ for id_, *_ in table["options"]}
    assert itineraries.matrix(places(["Sahel"], kind="region"))["places"] == []


@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=30), st.data())
def test_a_matrix_is_symmetric_bounded_and_safe_to_paste(names, data):
    shown = places(names)
    chosen = data.draw(st.lists(st.sampled_from(list(shown["id"])), max_size=30))
    table = itineraries.matrix(shown, chosen)
    number = len(table["places"])
    assert min(2, len(names)) <= number or chosen
    assert number <= itineraries.MOST_POINTS
    assert [[table["cells"][b][a] for b in range(number)] for a in range(number)] == table["cells"]
    lines = table["copy"].split("\n")
    assert [len(line.split("\t")) for line in lines] == [number + 1] * (number + 1)
    for text in (value for line in lines for value in line.split("\t")):
        assert not text.startswith(("=", "+", "-", "@"))
    if number > 1:
        (a, _), (b, _) = table["places"][:2]
        one, other = (shown.set_index("id").loc[id_] for id_ in (a, b))
        assert table["cells"][0][1] == f"{geodesic_km(one.lat, one.lon, other.lat, other.lon):,.0f}"
