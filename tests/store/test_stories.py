"""The same journey told by several articles is one, and what they tell differently is said."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import query
from geo.query import Filters
from geo.record import Journey, Traveller, Warning
from geo.store.stories import APART, Telling, stories
from tests.builders import KIM, Draft

PAPERS = {
    "herald": (
        "Kim Jong-un left Pyongyang for Vladivostok by rail on Sunday, says the Herald.",
        "Sunday",
        "2023-09-10",
    ),
    "times": ("On 12 September Kim Jong-un reached Vladivostok, the Times thinks.", "12 September", "2023-09-12"),
    "post": ("A visit by Kim Jong-un to Vladivostok, off since 17 September: the Post.", "17 September", "2023-09-17"),
    "later": ("Kim Jong-un is in Vladivostok again; 19 October saw him there.", "19 October", "2023-10-19"),
}
STATUS = {"herald": "under_way", "times": "completed", "post": "cancelled", "later": "completed"}


def telling(paper: str) -> Draft:
    text, words, day = PAPERS[paper]
    draft = Draft(text, id=paper, title=paper, published=day)
    draft.toponym("Vladivostok", "destination")
    origin = None
    if "Pyongyang" in text:
        draft.toponym("Pyongyang", "origin")
        origin = draft.end("Pyongyang")
    draft.actor(KIM, "Kim Jong-un", "Kim Jong-un")
    date = draft.date(words, day, "day")
    who = (Traveller(KIM, "Kim Jong-un"),)
    mode = "rail" if "rail" in text else "unknown"
    end = draft.end("Vladivostok")
    draft.journeys.append(
        Journey(f"journey:{paper}", "journey", who, origin, (), end, mode, STATUS[paper], date, None, (draft.line(0),))
    )
    return draft


def fill(store, papers) -> None:
    for paper in papers:
        draft = telling(paper)
        store.add(draft.article(), draft.record(), collection=paper)


def test_a_journey_that_three_papers_tell_is_one_row_with_what_differs(store):
    fill(store, PAPERS)
    found = query.journeys(store).set_index("id")
    assert found.index.tolist() == ["journey:later", "journey:herald"]
    assert found.attrs["total"] == 2
    herald = found.loc["journey:herald"]
    assert (herald["story"], herald["reports"]) == ("journey:herald", 3)
    assert herald["tellings"] == ["journey:herald", "journey:times", "journey:post"]
    quotes = [(paper, paper, PAPERS[paper][0]) for paper in ("herald", "times", "post")]
    values = {
        "date": ("2023-09-10", "2023-09-12", "2023-09-17"),
        "status": ("under_way", "completed", "cancelled"),
    }
    assert herald["differs"] == {
        field: [(value, *quote) for value, quote in zip(told, quotes, strict=True)] for field, told in values.items()
    }
    later = found.loc["journey:later"]
    assert (later["reports"], later["differs"], later["warning"]) == (1, {}, None)
    assert query.counts(store).set_index("kind").loc["journey"].tolist() == [2, 2]


@pytest.mark.parametrize("more", ["origin", "via", "mode", "date"])
def test_the_telling_with_one_particular_more_comes_first(store, more):
    for paper, day in (("brief", "2023-09-11"), ("full", "2023-09-12")):
        draft = Draft(f"Kim Jong-un, of Pyongyang, reached Vladivostok, on Sunday: the {paper} one.", id=paper)
        draft.published = day
        for name in ("Pyongyang", "Vladivostok"):
            draft.toponym(name, "site")
        draft.actor(KIM, "Kim Jong-un", "Kim Jong-un")
        own = draft.end("Pyongyang") if paper == "full" else None
        draft.journeys.append(
            Journey(
                f"journey:{paper}",
                "journey",
                (Traveller(KIM, "Kim Jong-un"),),
                own if more == "origin" else None,
                (own,) if own and more == "via" else (),
                draft.end("Vladivostok"),
                "rail" if own and more == "mode" else "unknown",
                "completed",
                draft.date("Sunday", "2023-09-10", "day") if own and more == "date" else None,
                None,
                (draft.line(0),),
            )
        )
        store.add(draft.article(), draft.record())
    assert query.journeys(store)["tellings"].tolist() == [["journey:full", "journey:brief"]]


def test_a_choice_counts_a_journey_once(store):
    fill(store, PAPERS)
    asked = (
        Filters(),
        Filters(statuses=("completed", "cancelled")),
        Filters(countries=("KP",)),
        Filters(kinds=("journey",)),
    )
    for filters in asked:
        for row in query.facets(store, filters).itertuples():
            chosen = dataclasses.replace(filters, **{query.DIMENSIONS[row.dimension]: (row.value,)})
            assert query.counts(store, chosen)["shown"].sum() == row.events, row


def test_a_story_shows_where_any_telling_matches_and_with_that(store):
    fill(store, PAPERS)
    found = query.journeys(store, Filters(statuses=("cancelled",)))
    assert (found["id"].tolist(), found["reports"].tolist()) == (["journey:post"], [3])
    found = query.journeys(store, Filters(date_from=dt.date(2023, 9, 11)))
    assert found["id"].tolist() == ["journey:later", "journey:times"]
    assert query.journeys(store, Filters(), limit=1).attrs["total"] == 2
    assert query.journeys(store, Filters(actors=(KIM,)), limit=1).attrs["total"] == 2


def test_stories_do_not_hang_on_the_order_of_articles(store):
    orders = list(itertools.permutations(PAPERS))[::5]
    seen = set()
    for order in orders:
        fill(store, order)
        frame = query.journeys(store)
        seen.add(repr(frame[["id", "story", "reports", "tellings", "differs"]].to_dict("records")))
        for paper in order:
            store.remove(paper)
    assert len(seen) == 1


def test_a_story_falls_apart_where_the_telling_between_goes(store):
    fill(store, ("herald", "times", "post"))
    assert len(query.journeys(store)) == 1
    draft = telling("times")
    store.remove("times")
    assert query.journeys(store)["reports"].tolist() == [2], "seven days apart are near enough"
    store.remove("herald")
    store.add(draft.article(), draft.record())
    assert query.journeys(store)["story"].tolist() == ["journey:post"]


def test_copies_count_as_reports(store):
    fill(store, ("herald",))
    draft = telling("herald")
    draft.id = "copy"
    assert store.add(draft.article(), draft.record()).status == "copy"
    assert query.journeys(store)["reports"].tolist() == [2]


def test_a_speed_that_cannot_be_is_a_warning_of_its_journey(store):
    draft = telling("herald")
    warning = Warning("impossible_speed", "That is 900 km/h by train.", draft.line(0))
    other = Warning("impossible_speed", "Of another sentence.", (0, 3))
    record = dataclasses.replace(draft.record(), warnings=(other, warning))
    store.add(draft.article(), record)
    assert query.journeys(store)["warning"].tolist() == ["That is 900 km/h by train."]


TELLINGS = st.lists(
    st.builds(
        lambda day, length, origin, kind: (dt.date(2023, 9, 1) + dt.timedelta(days=day), length, origin, kind),
        st.integers(0, 40),
        st.sampled_from((0, 0, 0, 6, 364)),
        st.sampled_from((None, None, 1, 2)),
        st.sampled_from(("journey", "presence")),
    ),
    max_size=12,
)


def made(drawn) -> list[Telling]:
    return [
        Telling(f"j{n:02}", f"a{n:02}", kind, day, day + dt.timedelta(days=length), origin, 0, None, n)
        for n, (day, length, origin, kind) in enumerate(drawn)
    ]


@given(TELLINGS, st.randoms())
def test_stories_are_a_partition_without_contradicting_origins_in_any_order(drawn, random):
    tellings = made(drawn)
    groups = stories(tellings)
    assert sorted(x.key for group in groups for x in group) == sorted(x.key for x in tellings)
    for group in groups:
        assert len({x.origin for x in group} - {None}) <= 1
        assert len({x.kind for x in group}) == 1
        for x in group:
            near = [
                y for y in group if y is not x and abs(x.first - y.first) <= APART and abs(x.last - y.last) <= APART
            ]
            assert near or len(group) == 1
    random.shuffle(tellings)
    assert sorted(stories(tellings)) == sorted(groups)
