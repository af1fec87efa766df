"""What the lists beside the map say, from real queries on a real store."""

from __future__ import annotations

import pytest

import geo
from geo import panels, query
from geo.articles import Article
from geo.maps.notes import not_drawn
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


def test_an_article_without_events_is_not_blamed_on_filters(frames):
    chosen, nothing = Selection("article", "quiet"), {"articles": frames["journeys"].head(0)}
    none = {"journeys": 0, "statements": 0}
    assert "hidden by the filters" in panels.focus(chosen, nothing, linked=none)["title"]
    assert "nothing of it can be shown" in panels.focus(chosen, nothing, linked=none, filtered=False)["title"]


def test_a_selection_narrows_within_the_filters(store):
    kim, vladivostok = "person:kim-jong-un", "geonames:2013348"
    within = query.journeys(store, Filters(places=(vladivostok,), within=Filters(actors=(kim,))))
    assert len(within)
    assert len(within) < len(query.journeys(store, Filters(places=(vladivostok,))))
    narrowed = query.journeys(store, Filters(actors=("person:vladimir-putin",), within=Filters(actors=(kim,))))
    assert set(narrowed["id"]) <= set(query.journeys(store, Filters(actors=(kim,)))["id"])


TELLINGS = (
    ("first", "Kim Jong-un left Pyongyang for Vladivostok on 10 September 2023 by train.", "2023-09-12"),
    ("second", "Kim Jong-un travelled from Pyongyang to Vladivostok by train on 11 September 2023.", "2023-09-13"),
)


@pytest.fixture(scope="module")
def reports():
    store = open_store(":memory:")
    for id_, text, published in TELLINGS:
        store.add(Article(id_, text, title=f"The {id_} report"), geo.extract(text, id=id_, published=published))
    yield {"journeys": query.journeys(store), "places": query.places(store)}
    store.close()


def test_reports_of_one_journey_are_one_row_and_show_where_they_differ(reports):
    (row,) = panels.journey_rows(reports["journeys"], reports["places"], colours={})
    assert row["reports"] == "2 reports"
    assert [differing["field"] for differing in row["differs"]] == ["Date", "Status"]
    date, status = row["differs"]
    assert {value for value, _, _ in status["told"]} == {"under way", "completed"}
    assert {(value, title) for value, title, _ in date["told"]} == {
        ("10 Sep 2023", "The first report"),
        ("11 Sep 2023", "The second report"),
    }
    assert {quote for _, _, quote in date["told"]} == {text for _, text, _ in TELLINGS}


def test_reports_of_one_journey_are_one_line_that_any_of_them_selects(reports):
    (line,) = lines(reports["journeys"], reports["places"], colours=traveller_colours(reports["journeys"], "light"))
    assert line["reports"] == 2
    assert len(line["also"]) == 2
    for telling in line["also"]:
        focus = panels.focus(
            Selection("journey", telling), {"journeys": reports["journeys"]}, linked={"journeys": 1, "statements": 0}
        )
        assert focus["title"] == "Kim Jong-un"


def test_a_journey_that_cannot_have_been_that_fast_carries_its_warning():
    text = "Kim Jong-un travelled from Pyongyang to Vladivostok by train in one hour."
    store = open_store(":memory:")
    store.add(Article("fast", text), geo.extract(text, id="fast"))
    frames = {"journeys": query.journeys(store), "places": query.places(store)}
    (row,) = panels.journey_rows(frames["journeys"], frames["places"], colours={})
    (line,) = lines(frames["journeys"], frames["places"], colours=traveller_colours(frames["journeys"], "light"))
    store.close()
    assert "cannot be" in row["warning"]
    assert "cannot be" in line["note"]


@pytest.mark.parametrize(
    ("journeys", "places", "said"),
    [
        (None, None, ""),
        (
            3,
            None,
            "On the map: the newest 3 of {journeys} journeys, if both ends are known. Filters bring up the others.",
        ),
        (None, 2, "On the map: the 2 of {places} places with most events. Filters bring up the others."),
        (
            3,
            2,
            "On the map: the newest 3 of {journeys} journeys, if both ends are known, and the 2 of {places} places "
            "with most events. Filters bring up the others.",
        ),
    ],
)
def test_what_the_map_leaves_out_is_said(store, journeys, places, said):
    whole = {"journeys": len(query.journeys(store, limit=None)), "places": len(query.places(store, limit=None))}
    drawn = query.journeys(store, limit=journeys), query.places(store, limit=places)
    assert not_drawn(*drawn) == said.format(**whole)
