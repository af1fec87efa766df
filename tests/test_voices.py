from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import query, voices
from geo.query import Filters
from geo.store import open_store
from geo.words import ACTS
from tests.builders import DELHI, KIM, PUTIN, add, story


@pytest.fixture(scope="module")
def store():
    store = open_store(":memory:")
    add(store, story())
    yield store
    store.close()


def test_cards_tell_quoted_words_denials_and_sources_apart(store):
    rows = {row["id"]: row for row in voices.statement_rows(query.statements(store))}
    grain, aide, kcna = (rows[f"statement:{name}"] for name in ("grain", "aide", "kcna"))
    assert [text for text, quoted in grain["parts"] if quoted] == ["“We shall talk of grain,”", "“nothing more”"]
    assert (grain["speaker_id"], grain["venue"], grain["marked"]) == (PUTIN, "Vladivostok", None)
    assert (aide["speaker"], aide["speaker_id"], aide["marked"]) == ("An aide", None, "Denied")
    assert [name for _, name in aide["about"]] == ["Kim Jong-un", "Delhi"]
    assert kcna["sentences"] == ["SEOUL, Sept 11 – Kim Jong-un set off from Pyongyang on Sunday, KCNA reported."]
    assert kcna["source"] == "A train to Vladivostok · Test press · 11 Sep 2023"


def test_choices_carry_counts_and_what_is_chosen(store):
    only = Filters(actors=(PUTIN,), roles=("speaker",), acts=("warn",))
    speakers = voices.speaker_options(query.speakers(store, Filters(actors=(PUTIN,), roles=("speaker",))), only)
    assert {row["name"]: (row["n"], row["on"]) for row in speakers} == {"KCNA": (1, False), "Vladimir Putin": (1, True)}
    acts = voices.act_options(query.acts(store), only)
    assert {row["id"]: (row["n"], row["on"]) for row in acts} == {
        "say": (1, False),
        "report": (1, False),
        "deny": (1, False),
        "warn": (0, True),
    }
    there = voices.place_options(query.spoken_places(store), Filters(places=(DELHI,)))
    assert [row["name"] for row in there if row["on"]] == ["Delhi"]


def apply(filters, field, id_):
    return Filters(
        **{name: getattr(filters, name) for name in ("actors", "roles", "acts", "places")}
        | voices.narrowed(filters, field, id_)
    )


@given(
    st.builds(Filters, acts=st.lists(st.sampled_from(list(ACTS)), unique=True).map(tuple)),
    st.sampled_from([("speakers", KIM), ("places", DELHI), *(("acts", act) for act in ACTS)]),
)
def test_a_second_click_takes_the_first_back(filters, click):
    once = apply(filters, *click)
    assert once != filters
    twice = apply(once, *click)
    assert (twice.actors, twice.roles, twice.places, set(twice.acts)) == ((), (), (), set(filters.acts))


def test_what_is_no_choice_changes_nothing():
    assert voices.narrowed(Filters(), "acts", "<script>") == {}
    assert voices.narrowed(Filters(), "text", "x") == {}
