"""What the pages of journeys and statements ask: claims, totals by traveller, any order, who says what."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import query
from geo.query import Filters
from geo.query.travels import ORDERS
from geo.record import AREA_KINDS, Distance
from geo.store import collections, ensure_samples, open_store
from tests.builders import KIM, PUTIN, PYONGYANG, VLADIVOSTOK, Draft, add, story

TEXT = "Kim went to Vladivostok. It lies about 680 kilometres from Pyongyang.\nA walk of 5 miles, he said."


class Claiming(Draft):
    def record(self):
        told = (
            Distance(*self.span("5 miles"), "5 miles", None, None, 8.0, None, "unknown"),
            Distance(
                *self.span("about 680 kilometres"),
                "about 680 kilometres",
                PYONGYANG,
                VLADIVOSTOK,
                680.0,
                684.5,
                "agrees",
            ),
        )
        sentences = ((0, 24), (25, 69), (70, len(self.text)))
        return replace(super().record(), distances=told, sentences=sentences)


def claiming(text: str = TEXT, **options) -> Draft:
    draft = Claiming(text, **options)
    draft.toponym("Vladivostok", "destination")
    draft.actor(KIM, "Kim Jong-un", "Kim", country="KP")
    return draft


@pytest.fixture
def store(new_database):
    store = open_store(new_database())
    add(store, claiming(id="claims"))
    add(store, story(id="story"), collection="Other")
    yield store
    store.close()


@pytest.fixture(scope="module")
def samples():
    store = open_store(":memory:")
    ensure_samples(store)
    yield store
    store.close()


def test_a_claim_stands_beside_what_is_measured_with_its_sentence(store):
    found = query.claims(store)
    assert found.attrs["total"] == 2
    first, second = found.to_dict("records")
    assert (first["words"], first["origin"], first["destination"]) == (
        "about 680 kilometres",
        "Pyongyang",
        "Vladivostok",
    )
    assert (first["claimed_km"], first["measured_km"], first["verdict"]) == (680.0, 684.5, "agrees")
    assert first["sentence"] == "It lies about 680 kilometres from Pyongyang."
    assert TEXT[first["span_start"] : first["span_end"]] == first["words"]
    assert second["sentence"] == "A walk of 5 miles, he said."
    assert (second["origin"], second["verdict"]) == (None, "unknown")
    assert math.isnan(second["measured_km"])


def test_claims_are_shown_where_their_article_is(store):
    assert query.claims(store, Filters(collections=("samples",))).attrs["total"] == 2
    for elsewhere in (Filters(collections=("other",)), Filters(text="Nowhere"), Filters(actors=(PUTIN,))):
        assert query.claims(store, elsewhere).attrs["total"] == 0
    assert len(query.claims(store, limit=1)) == 1
    assert query.claims(store, limit=1).attrs["total"] == 2
    assert query.claims(store, limit=1, offset=1)["words"].tolist() == ["5 miles"]


def test_claims_come_and_go_with_their_article(store):
    collections.hide_article(store, "claims")
    assert query.claims(store).empty
    collections.hide_article(store, "claims", hidden=False)
    assert len(query.claims(store)) == 2
    add(store, claiming(TEXT + " And more.", id="claims"))
    assert len(query.claims(store)) == 2, "an article that is read again claims nothing twice"
    collections.hide(store, "samples")
    assert query.claims(store).empty
    collections.hide(store, "samples", hidden=False)
    store.remove("claims")
    assert query.claims(store).empty


FILTERS = st.builds(
    Filters,
    kinds=st.sampled_from([(), ("journey",), ("journey", "presence"), ("statement",)]),
    statuses=st.sampled_from([(), ("completed",), ("planned", "denied"), ("under_way", "cancelled")]),
    actors=st.sampled_from([(), ("person:kim-jong-un",), ("person:pope-francis", "person:vladimir-putin")]),
    countries=st.sampled_from([(), ("RU",), ("US", "KP")]),
    text=st.sampled_from(["", "train", "plane"]),
)


def made_in_python(store, filters):
    """Add up journeys one by one, as a reader of the table would."""
    areas = {row.id for row in query.places(store, limit=None).itertuples() if row.kind in AREA_KINDS}
    sums: dict[str, list[float]] = {}
    frame = query.journeys(store, filters, limit=None)
    for row in frame[frame["kind"] == "journey"].itertuples():
        measured = not math.isnan(row.km) and not {row.origin_id, row.destination_id} & areas
        for actor in set(filter(None, row.traveller_ids)):
            total = sums.setdefault(actor, [0, 0, 0.0, 0])
            if row.status in ("completed", "under_way"):
                total[0] += 1
                total[1] += measured
                total[2] += row.km if measured else 0.0
            else:
                total[3] += 1
    return sums


@given(FILTERS)
@settings(max_examples=40, deadline=None)
def test_totals_are_the_sums_of_what_the_table_shows(samples, filters):
    found = query.travellers(samples, filters, limit=None)
    told = {
        row.id: [row.made, row.measured, pytest.approx(row.km), row.planned + row.not_made + row.uncertain]
        for row in found.itertuples()
    }
    assert made_in_python(samples, filters) == told
    assert found["km"].is_monotonic_decreasing
    longest = found[found["longest_km"].notna()]
    assert (longest["longest_km"] <= longest["km"] + 1e-6).all()
    known = query.journeys(samples, Filters(events=tuple(longest["longest_id"])), limit=None) if len(longest) else ()
    assert len(known) == len(set(longest["longest_id"]))


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_journeys_come_in_any_order_page_by_page(samples, order, descending):
    whole = query.journeys(samples, limit=None, order=order, descending=descending)
    pages = [
        query.journeys(samples, limit=50, offset=at, order=order, descending=descending)["id"].tolist()
        for at in range(0, len(whole), 50)
    ]
    assert [id_ for page in pages for id_ in page] == whole["id"].tolist()
    assert sorted(whole["id"]) == sorted(query.journeys(samples, limit=None)["id"])
    if order in ("date", "status"):
        values = whole["date_from" if order == "date" else "status"].dropna().tolist()
        assert values == sorted(values, reverse=descending)


def test_the_longest_journey_leads_and_countries_have_no_distance(samples):
    whole = query.journeys(samples, limit=None, order="km")
    areas = {row.id for row in query.places(samples, limit=None).itertuples() if row.kind in AREA_KINDS}
    points = [row.km for row in whole.itertuples() if not {row.origin_id, row.destination_id} & areas]
    lengths = [km for km in points if not math.isnan(km)]
    assert lengths == sorted(lengths, reverse=True)
    assert whole["km"].head(len(lengths)).tolist() == lengths


def test_an_order_that_is_none_is_refused(samples):
    with pytest.raises(ValueError, match="use one of date, who"):
        query.journeys(samples, order="km; DROP TABLE event")


@pytest.mark.parametrize("of", ["acts", "speakers", "spoken_places"])
@given(filters=FILTERS)
@settings(max_examples=15, deadline=None)
def test_what_a_click_would_leave_is_what_it_says(samples, of, filters):
    filters = replace(filters, kinds=(), statuses=(), actors=())
    for row in getattr(query, of)(samples, filters).head(4).itertuples():
        narrowed = {
            "acts": lambda row: replace(filters, acts=(row.act,)),
            "speakers": lambda row: replace(filters, actors=(row.id,), roles=("speaker",)),
            "spoken_places": lambda row: replace(filters, places=(row.id,)),
        }[of](row)
        assert query.statements(samples, narrowed, limit=1).attrs["total"] == row.statements
        again = getattr(query, of)(samples, narrowed)
        assert len(again) >= 1, "its own narrowing leaves the others to be chosen"
