"""Routes are the journeys of the list, added up: each once, on one line only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from geo import query
from geo.maps.notes import not_drawn, route_focus
from geo.maps.rows import journey_rows, route_rows
from geo.query import Filters
from geo.record import AREA_KINDS, Journey, Traveller
from geo.store import open_store
from tests.builders import KIM, PYONGYANG, VLADIVOSTOK, Draft, add, story
from tests.corpus import corpus

OUTCOMES = {
    "completed": "made", "under_way": "made", "planned": "planned", "hypothetical": "uncertain",
    "cancelled": "not_made", "denied": "not_made",
}  # fmt: skip
WAY = ["origin_id", "destination_id", "outcome"]


@pytest.fixture(scope="module")
def store(new_database):
    store = open_store(new_database())
    store.add_many(corpus(articles=400, toponyms=4, statements=1, among=31), collection="Generated")
    add(store, story())
    yield store
    store.close()


@pytest.fixture
def few(new_database):
    store = open_store(new_database())
    yield store
    store.close()


def travel(number: int, *, origin: str, destination: str, status: str, day: int, who: str = KIM) -> Draft:
    """Return an article with one journey between two places; its words are like no other's."""
    words = " ".join(f"{word}{number}" for word in ("so", "it", "was", "told", "by", "some", "of", "them"))
    draft = Draft(f"Kim went from {origin} to {destination}, {words}.", id=f"article-{number}", title=None)
    draft.toponym(origin, "origin")
    draft.toponym(destination, "destination")
    draft.actor(who, f"Traveller {who}", "Kim")
    told = draft.date("went", f"2023-09-{day:02d}", "day")
    ends = draft.end(origin), (), draft.end(destination)
    travellers = (Traveller(who, "Kim"),)
    draft.journeys.append(
        Journey(f"journey:{number}", "journey", travellers, *ends, "air", status, told, 684.5, (draft.line(0),))
    )
    return draft


def expected(store, filters) -> dict[tuple, list]:
    """Return the ids of the journeys on each route, newest first, from the list of all journeys."""
    kinds = query.places(store, limit=None).set_index("id")["kind"].to_dict()
    found = defaultdict(list)
    for row in query.journeys(store, filters, limit=None).itertuples():
        ends = [row.origin_id, row.destination_id]
        known = None not in ends and ends[0] != ends[1] and not {kinds.get(end) for end in ends} & set(AREA_KINDS)
        if row.kind == "journey" and known and row.km > 0:
            found[*ends, OUTCOMES[row.status]].append((row.date_from, row.id))
    return found


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(actors=("person:actor-0", "person:actor-3")),
        Filters(places=("geonames:2",)),
        Filters(date_from=dt.date(2021, 1, 1), date_to=dt.date(2022, 6, 1)),
        Filters(statuses=("planned",)),
        Filters(collections=("samples",)),
        Filters(text="town 2"),
        Filters(kinds=("journey", "named")),
        Filters(kinds=("statement",)),
        Filters(places=("geonames:3",), within=Filters(places=("geonames:2",))),
    ],
    ids=repr,
)
def test_routes_add_up_the_journeys_of_the_list(store, filters):
    wanted, found = expected(store, filters), query.routes(store, filters, limit=None)
    counts = {tuple(row[name] for name in WAY): row["journeys"] for row in found.to_dict("records")}
    assert counts == {way: len(moves) for way, moves in wanted.items()}
    assert found.attrs == {"total": len(wanted), "journeys": sum(map(len, wanted.values()))}
    for row in found.to_dict("records"):
        moves = wanted[tuple(row[name] for name in WAY)]
        assert (row["date_from"], row["id"]) in moves
        assert row["date_from"] == max(day for day, _ in moves)
        assert row["first_day"] == min(day for day, _ in moves)


def test_the_busiest_come_first_and_the_rest_is_counted(store):
    every, few = query.routes(store, limit=None), query.routes(store, limit=5)
    assert every["journeys"].is_monotonic_decreasing
    assert every["journeys"].iloc[0] > 2
    assert few["id"].tolist() == every["id"].tolist()[:5]
    assert few.attrs == every.attrs
    assert len(query.routes(store)) <= 250


def test_a_route_tells_its_ends_and_its_newest_journey(few):
    towns = {"origin": "Pyongyang", "destination": "Vladivostok"}
    told = [("completed", 3), ("under_way", 9), ("completed", 5), ("denied", 8), ("cancelled", 1)]
    for number, (status, day) in enumerate(told):
        add(few, travel(number, status=status, day=day, who=f"person:{number}", **towns))
    add(few, travel(10, status="completed", day=2, origin="Vladivostok", destination="Pyongyang"))
    add(few, travel(11, status="completed", day=2, origin="Pyongyang", destination="Russia"))
    found = query.routes(few)
    told = found[["origin_name", "destination_name", "outcome", "journeys", "id", "status"]].to_records(index=False)
    assert [tuple(row) for row in told] == [
        ("Pyongyang", "Vladivostok", "made", 3, "journey:1", "under_way"),
        ("Pyongyang", "Vladivostok", "not_made", 2, "journey:3", "denied"),
        ("Vladivostok", "Pyongyang", "made", 1, "journey:10", "completed"),
    ]
    made = found.iloc[0]
    assert (made["origin_id"], made["destination_id"]) == (PYONGYANG, VLADIVOSTOK)
    assert (made["origin_lat"], made["destination_lon"], made["km"]) == (39.03385, 131.87353, 684.5)
    assert (made["first_day"], made["last_day"]) == (dt.date(2023, 9, 3), dt.date(2023, 9, 9))
    assert (made["travellers"], made["mode"]) == ("Traveller person:1", "air")


def test_a_journey_that_two_articles_tell_counts_once(few):
    towns = {"origin": "Pyongyang", "destination": "Vladivostok"}
    for number in (1, 2):
        add(few, travel(number, status="completed", day=9, **towns))
    assert query.journeys(few)["reports"].tolist() == [2]
    assert query.routes(few)["journeys"].tolist() == [1]


def test_an_empty_store_has_no_routes_and_all_columns(store):
    empty = open_store(":memory:")
    found = query.routes(empty)
    assert (len(found), found.attrs) == (0, {"total": 0, "journeys": 0})
    assert list(found.columns) == list(query.routes(store).columns)
    empty.close()


def test_lines_of_routes_stand_for_those_of_journeys(store):
    journeys, places = query.journeys(store, limit=None), query.places(store, limit=None)
    single = journey_rows(journeys, places, colours=dict.fromkeys(journeys["id"], ""))
    single = [row for row in single if row["from"]["id"] != row["to"]["id"]]
    lines = route_rows(query.routes(store, limit=None))
    assert sum(row["journeys"] for row in lines) == len(single)
    assert {(row["from"]["id"], row["to"]["id"]) for row in lines} == {
        (row["from"]["id"], row["to"]["id"]) for row in single
    }
    assert {row["id"] for row in lines} <= {row["id"] for row in single}


def test_what_the_map_leaves_out_is_said_in_routes_and_journeys(store):
    journeys, places = query.journeys(store, limit=10), query.places(store)
    routes = query.routes(store, limit=20)
    drawn, every = routes["journeys"].sum(), routes.attrs["total"]
    assert not_drawn(journeys, places, routes) == (
        "Each line is a route: all journeys from one place to another. "
        f"On the map: the busiest 20 of {every} routes ({drawn} of {journeys.attrs['total']} journeys). "
        "Filters bring up the others."
    )
    whole = query.routes(store, limit=None)
    of = f"{whole['journeys'].sum()} of {journeys.attrs['total']} journeys"
    assert not_drawn(journeys, places, whole) == (
        "Each line is a route: all journeys from one place to another. "
        f"On the map: {every} routes ({of}; a line needs two known points)."
    )


def test_a_selected_route_says_how_many_went_there(store):
    route = query.routes(store).iloc[0].to_dict()
    said = route_focus(route, linked={"journeys": 1200, "statements": 1})
    assert said["title"] == f"{route['origin_name']} → {route['destination_name']}"
    assert said["text"] == f"{route['journeys']} journeys on this line · 1,200 journeys, 1 statement name both places"


def test_routes_are_asked_for_where_there_are_more_journeys_than_lines(store):
    for filters, most in (
        (Filters(), 250),
        (Filters(), 400),
        (Filters(actors=(KIM,)), 1),
        (Filters(kinds=("scene",)), 1),
    ):
        drawn = query.drawn(store, filters, most=most)
        moves = query.journeys(store, filters, limit=most)
        assert drawn.journeys.equals(moves)
        assert drawn.places.equals(query.places(store, filters))
        if moves.attrs["total"] <= most:
            assert drawn.routes is None
        else:
            assert drawn.routes.equals(query.routes(store, filters, limit=most))
    assert query.drawn(store).routes is not None
    assert query.drawn(store, Filters(kinds=("scene",))).routes is None
