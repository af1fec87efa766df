from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.errors import LinkError
from geo.query import Filters
from geo.share import MAX_QUERY, Selection, View, from_query, to_query
from geo.store import open_store
from geo.store import tables as t
from tests.builders import DELHI, KIM, add, story


def everything(kind, ids):
    return set(ids)


def nothing(kind, ids):
    return ()


_BODY = st.text(min_size=1, max_size=12).filter(lambda text: "\0" not in text and text.isprintable())
_SLUG = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda slug: len(slug) < 20)


def _ids(*kinds):
    bodies = _SLUG | _BODY | st.builds("{}@{}".format, _SLUG, _BODY)
    return st.builds("{}:{}".format, st.sampled_from(kinds), bodies)


_ACTOR = _ids("person", "organisation", "group", "state", "robot")
_PLACE = _ids("geonames", "ne", "site", "user")
_SELECTION = st.one_of(
    st.just(Selection()),
    st.builds(Selection, st.just("actor"), _ACTOR),
    st.builds(Selection, st.just("place"), _PLACE),
    st.builds(Selection, st.just("journey"), _ids("journey")),
    st.builds(Selection, st.just("statement"), _ids("statement")),
    st.builds(Selection, st.just("article"), _BODY),
)


def _several(values):
    return st.lists(values, max_size=4, unique=True).map(tuple)


_DAYS = st.tuples(st.none() | st.dates(), st.none() | st.dates()).map(
    lambda days: days if None in days else tuple(sorted(days))
)
_FILTERS = st.builds(
    lambda days, **fields: Filters(date_from=days[0], date_to=days[1], **fields),
    _DAYS,
    actors=_several(_ACTOR),
    places=_several(_PLACE),
    kinds=_several(st.sampled_from(["journey", "presence", "statement", "scene", "named"])),
    statuses=_several(st.sampled_from(["planned", "under_way", "completed", "cancelled", "denied", "hypothetical"])),
    collections=_several(_BODY),
    countries=_several(st.from_regex("[A-Z]{2}", fullmatch=True)),
    publishers=_several(_BODY),
    roles=_several(st.sampled_from(["traveller", "speaker", "about", "via", "mentioned"])),
    acts=_several(st.sampled_from(["say", "deny", "promise", "warn", "believe"])),
    text=st.text(max_size=20).filter(str.isprintable).map(lambda text: " ".join(text.split())),
)
_VIEW = st.none() | st.builds(
    lambda lat, lon, zoom: View(lat / 10_000, lon / 10_000, zoom / 100),
    st.integers(-900_000, 900_000),
    st.integers(-1_800_000, 1_800_000),
    st.integers(0, 2000),
)


@given(_FILTERS, _SELECTION, _VIEW, st.booleans())
def test_a_link_restores_what_it_was_made_from(filters, selection, view, miles):
    try:
        query = to_query(filters, selection, view=view, miles=miles)
    except LinkError:
        assume(False)
    address = urlencode(query)
    assert len(address) <= MAX_QUERY
    assert from_query(dict(parse_qsl(address)), known=everything) == (filters, selection, view, (), miles)


def test_a_link_can_be_read_by_people():
    filters = Filters(
        actors=(KIM, "state:RU"),
        date_from=dt.date(2023, 9, 1),
        kinds=("journey", "presence"),
        places=("geonames:2013348",),
        statuses=("under_way",),
        collections=("Samples",),
        text="armoured train",
        roles=("speaker",),
        acts=("deny", "warn"),
    )
    assert to_query(filters, Selection("journey", "journey:92be10d7"), view=View(43.1, 131.87, 4), page="journeys") == {
        "actor": "kim-jong-un_s.RU",
        "role": "speaker",
        "act": "deny_warn",
        "from": "2023-09-01",
        "kind": "journey_presence",
        "place": "2013348",
        "status": "under-way",
        "in": "Samples",
        "q": "armoured train",
        "sel": "journey.92be10d7",
        "map": "43.1000_131.8700_4.00",
        "page": "journeys",
    }
    assert to_query(Filters()) == {}


def test_ids_are_looked_up_in_the_store(tmp_path):
    store = open_store(tmp_path / "dateline.sqlite")
    add(store, story())
    params = {"actor": "kim-jong-un_nobody", "place": DELHI.split(":")[1], "in": "Gone", "sel": "journey.train"}
    filters, selection, view, problems, _ = from_query(params, known=store.known)
    assert (filters.actors, filters.places, filters.collections) == ((KIM,), (DELHI,), ())
    assert (selection, view) == (Selection("journey", "journey:train"), None)
    assert problems == (
        "The link names an actor that is not here: “person:nobody”.",
        "The link names a collection that is not here: “Gone”.",
    )
    store.close()


@pytest.mark.parametrize(
    "params",
    [
        {"actor": "nobody"},
        {"actor": "*GG"},
        {"actor": "*FF"},
        {"actor": "x.RU"},
        {"actor": "<script>alert(1)</script>"},
        {"place": "2013348"},
        {"kind": "war"},
        {"status": "planed"},
        {"in": "My*20reading"},
        {"country": "KP"},
        {"by": "The*20Daily"},
        {"from": "2023-02-30"},
        {"from": "yesterday"},
        {"to": "2023-9-1"},
        {"from": "2023-09-11", "to": "2023-09-10"},
        {"sel": "journey"},
        {"sel": "journey."},
        {"sel": "war.1"},
        {"sel": "place.2013348"},
        {"map": "91_0_4"},
        {"map": "0_181_4"},
        {"map": "0_0_21"},
        {"map": "nan_0_4"},
        {"map": "0_0"},
        {"map": "٤_0_4"},
        {"q": "x" * 300},
        {"actor": "x" * 5_000},
    ],
)
def test_what_a_link_cannot_restore_is_said_in_a_sentence(params):
    link = from_query(params, known=nothing)
    assert len(link.problems) == 1
    assert link.problems[0].startswith("The link")
    assert link.problems[0].endswith(".")
    assert len(link.problems[0]) < 200
    assert link[:3] == (Filters(text="x" * 200) if "q" in params else Filters(), Selection(), None)


@given(
    st.dictionaries(
        st.sampled_from(
            ["actor", "place", "country", "kind", "status", "by", "in", "from", "to", "q", "sel", "map", "page"]
        ),
        st.text(),
    )
)
def test_no_link_is_an_error(params):
    assert from_query(params, known=nothing).filters.actors == ()


def test_keys_of_others_are_left_alone():
    params = {"embed": "true", "embed_options": "dark_theme", "utm_source": "mail", "newer": "thing", "page": "map"}
    assert from_query(params, known=nothing) == (Filters(), Selection(), None, (), False)


def test_a_link_that_would_be_cut_is_refused():
    with pytest.raises(LinkError, match="1800"):
        to_query(Filters(actors=tuple(f"person:some-rather-long-name-{n}" for n in range(100))))
    with pytest.raises(LinkError, match="search for less"):
        to_query(Filters(text="word " * 100))


def test_a_view_on_a_copy_of_the_world_is_the_same_view():
    assert to_query(Filters(), view=View(10, 190, 3))["map"] == "10.0000_-170.0000_3.00"
    assert to_query(Filters(), view=View(10, -541, 3))["map"] == "10.0000_179.0000_3.00"


def test_an_old_link_finds_a_collection_by_its_name_and_an_actor_that_was_merged(tmp_path):
    store = open_store(tmp_path / "dateline.sqlite")
    add(store, story())
    with store.writing() as connection:
        connection.execute(t.redirect.insert(), {"from_id": "person:kim", "to_id": KIM})
    link = from_query({"in": "Samples_samples", "actor": "kim_kim-jong-un", "sel": "actor.kim"}, known=store.current)
    assert (link.filters.collections, link.filters.actors) == (("samples",), (KIM,))
    assert (link.selection, link.problems) == (Selection("actor", KIM), ())
    store.close()


_ON = {"actor": (KIM,), "place": (DELHI,), "collection": ("samples",), "journey": ("journey:train",)}
_ON |= {"country": ("KP", "RU"), "publisher": ("The Daily_1",)}


def shipped(kind, ids):
    return set(ids) & set(_ON.get(kind, ()))


# Links as they were sent once.  Each must open for ever: add to this table, never change it.
FROZEN = {
    "": (Filters(), Selection(), None, False),
    "actor=kim-jong-un": (Filters(actors=(KIM,)), Selection(), None, False),
    "place=1273294&kind=journey_presence&status=under-way": (
        Filters(places=(DELHI,), kinds=("journey", "presence"), statuses=("under_way",)),
        Selection(),
        None,
        False,
    ),
    "from=2023-09-09&to=2023-09-12&q=armoured+train": (
        Filters(date_from=dt.date(2023, 9, 9), date_to=dt.date(2023, 9, 12), text="armoured train"),
        Selection(),
        None,
        False,
    ),
    "sel=journey.train&map=43.1000_131.8700_4.00&units=mi": (
        Filters(),
        Selection("journey", "journey:train"),
        View(43.1, 131.87, 4),
        True,
    ),
    "actor=kim-jong-un&page=journeys&newer=thing": (Filters(actors=(KIM,)), Selection(), None, False),
    "country=KP_RU&by=The*20Daily*5F1&in=samples": (
        Filters(countries=("KP", "RU"), publishers=("The Daily_1",), collections=("samples",)),
        Selection(),
        None,
        False,
    ),
    "sel=actor.kim-jong-un": (Filters(), Selection("actor", KIM), None, False),
    "actor=kim-jong-un&role=speaker&act=deny_warn": (
        Filters(actors=(KIM,), roles=("speaker",), acts=("deny", "warn")),
        Selection(),
        None,
        False,
    ),
}


@pytest.mark.parametrize("sent", FROZEN)
def test_a_link_once_sent_opens_for_ever(sent):
    filters, selection, view, problems, miles = from_query(dict(parse_qsl(sent)), known=shipped)
    assert (filters, selection, view, miles) == FROZEN[sent]
    assert problems == ()
