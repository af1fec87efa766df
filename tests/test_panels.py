"""What the lists beside the map say, from real queries on a real store."""

from __future__ import annotations

import pytest

from geo import panels, query
from geo.maps.rows import journey_rows as lines
from geo.maps.rows import place_rows as marks
from geo.maps.rows import traveller_colours
from geo.query import Filters
from geo.share import Selection
from geo.store import ensure_samples, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("store") / "dateline.sqlite")
    ensure_samples(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def frames(store):
    return {
        "places": query.places(store),
        "journeys": query.journeys(store),
        "statements": query.statements(store),
        "actors": query.actors(store),
    }


def test_a_journey_says_who_whence_whither_how_far_and_which_sentence(frames):
    rows = panels.journey_rows(frames["journeys"], frames["places"], colours={})
    (row,) = [r for r in rows if (r["from"], r["to"], r["status"]) == ("Pyongyang", "Vladivostok", "under_way")]
    assert (row["travellers"], row["distance"], row["method"]) == (
        "Kim Jong-un",
        "684 km",
        "great circle · about 1,159 km by rail, indicative",
    )
    assert "Pyongyang" in row["sentence"]
    assert row["date"] == "10 Sep 2023"


def test_no_distance_is_shown_to_a_country(frames):
    areas = set(frames["places"].query("kind == 'country'")["name"])
    rows = panels.journey_rows(frames["journeys"], frames["places"], colours={})
    to_areas = [r for r in rows if r["to"] in areas and r["from"]]
    assert to_areas
    assert all(r["distance"] is None for r in to_areas)


def test_lines_are_drawn_between_points_only(frames):
    colours = traveller_colours(frames["journeys"], "light")
    drawn = lines(frames["journeys"], frames["places"], colours=colours)
    kinds = dict(zip(frames["places"]["id"], frames["places"]["kind"], strict=True))
    assert drawn
    assert all(kinds.get(row[end]["id"]) in ("city", "site") for row in drawn for end in ("from", "to"))
    assert all(row["km"] > 0 for row in drawn)


def test_the_most_frequent_travellers_have_colours_of_their_own(frames):
    colours = traveller_colours(frames["journeys"], "light")
    moves = frames["journeys"].query("kind == 'journey'")
    first, second = moves["travellers"].value_counts().index[:2]
    by_name = {name: {colours[i] for i in moves[moves["travellers"] == name]["id"]} for name in (first, second)}
    assert len(by_name[first]) == len(by_name[second]) == 1
    assert by_name[first] != by_name[second]


def test_a_place_that_is_only_named_says_so(frames):
    rows = {r["id"]: r for r in panels.place_rows(frames["places"])}
    rings = frames["places"].query("draw == 'ring'")
    assert len(rings)
    assert all(rows[i]["counts"] == "only named" for i in rings["id"])
    assert {m["draw"] for m in marks(frames["places"])} == {"disc", "ring", "area"}


def test_quoted_words_stand_apart(frames):
    rows = panels.statement_rows(frames["statements"])
    (row,) = [r for r in rows if any("begging" in text for text, _ in r["parts"])]
    assert [text for text, quoted in row["parts"] if quoted] == ['"begging for assistance"']
    assert "".join(text for text, _ in row["parts"]) in row["sentence"]


@pytest.mark.parametrize("kind", ["place", "actor", "journey", "statement"])
def test_what_is_selected_has_a_heading(store, frames, kind):
    chosen = Selection(kind, frames[f"{kind}s"].iloc[0]["id"])
    heading = panels.focus(chosen, frames, linked={"journeys": 1, "statements": 2})
    assert heading["title"]
    assert heading["text"]


def test_a_selection_that_the_filters_hide_is_said(frames):
    nothing = {name: frame.head(0) for name, frame in frames.items()}
    chosen = Selection("place", frames["places"].iloc[0]["id"])
    heading = panels.focus(chosen, nothing, linked={"journeys": 0, "statements": 0})
    assert "hidden by the filters" in heading["title"]
    assert panels.focus(Selection(), nothing, linked={"journeys": 0, "statements": 0}) is None


def test_a_selection_narrows_within_the_filters(store):
    kim, vladivostok = "person:kim-jong-un", "geonames:2013348"
    within = query.journeys(store, Filters(places=(vladivostok,), within=Filters(actors=(kim,))))
    assert len(within)
    assert len(within) < len(query.journeys(store, Filters(places=(vladivostok,))))
    narrowed = query.journeys(store, Filters(actors=("person:vladimir-putin",), within=Filters(actors=(kim,))))
    assert set(narrowed["id"]) <= set(query.journeys(store, Filters(actors=(kim,)))["id"])
