"""Which of its namesakes a name means: what the article around it says, and what holds of every ranking."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.extract.resolution import MOST_CANDIDATES, Weights, rank
from geo.gazetteer import Gazetteer

NAMES = (
    "Paris Texas Tripoli Lebanon Beirut Libya Georgia Atlanta Tbilisi Savannah Springfield Illinois Córdoba Spain "
    "Argentina Moscow Idaho Vladivostok Birmingham Alabama London Ontario Santiago Chile Manchester Richmond "
    "Virginia Nowhere-at-all"
).split()
CANDIDATES = {name: Gazetteer.default().candidates(name) for name in NAMES}


@functools.cache
def read(text):
    return geo.extract(text)


def meant(text, name):
    """The place of each mention of a name."""
    record = read(text)
    places = {p.id: p for p in record.places}
    return [places[t.place] for t in record.toponyms if t.text == name]


def ranked(names, *, containers=None, weights=None):
    options = [CANDIDATES[n] for n in names]
    return rank(options, containers=containers or [None] * len(names), keys=names, weights=weights or Weights())


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A storm hit Paris on Sunday.", "Paris", "FR"),
        ("A storm hit Paris, Texas, on Sunday.", "Paris", "US"),
        ("He went to Paris, TX, last week.", "Paris", "US"),
        ("They met in Córdoba, Argentina.", "Córdoba", "AR"),
        ("They met in Córdoba, Spain.", "Córdoba", "ES"),
        ("NEWARK, Ohio - The council met.", "NEWARK", "US"),
        ("Fighters from Misrata entered Tripoli as Libya's rivals met in Benghazi.", "Tripoli", "LY"),
        ("Lebanon's army deployed in Tripoli, north of Beirut, and in Sidon.", "Tripoli", "LB"),
        ("Tbilisi and Batumi saw protests after Georgia's parliament passed the law.", "Georgia", "GE"),
        ("Police in Atlanta and Savannah closed roads across Georgia.", "Georgia", "US"),
    ],
)
def test_a_name_means_the_namesake_that_fits_the_article(text, name, country):
    assert [p.country for p in meant(text, name)] == [country]


@pytest.mark.parametrize(
    ("text", "holder", "kind"),
    [
        ("The port of Tacoma, Washington, was closed.", "Washington", "region"),
        ("Police in Atlanta, Georgia, closed the road.", "Georgia", "region"),
        ("The fire destroyed a mill in Sofia, Bulgaria, on Friday.", "Bulgaria", "country"),
    ],
)
def test_the_name_behind_the_comma_is_what_holds_the_one_before(text, holder, kind):
    assert [p.kind for p in meant(text, holder)] == [kind]


def test_one_name_has_one_sense_in_an_article_however_it_is_written():
    text = "SPRINGFIELD - Protesters marched in Springfield. Springfield, Illinois, had seen nothing like it."
    assert len({p.id for p in [*meant(text, "SPRINGFIELD"), *meant(text, "Springfield")]}) == 1
    assert meant(text, "Springfield")[0].lat == pytest.approx(39.8, abs=0.3)


def test_two_names_told_apart_by_their_containers_stay_two():
    text = "She moved from Paris, Texas, to Paris, France."
    assert [p.country for p in meant(text, "Paris")] == ["US", "FR"]


def test_a_name_that_may_well_be_another_place_is_ambiguous_and_lists_it():
    toponym = read("A man was hurt in Bloomfield.").toponyms[0]
    assert toponym.status == "ambiguous"
    assert toponym.place
    assert toponym.alternatives
    assert toponym.place not in toponym.alternatives
    assert toponym.score < 0.5
    assert {toponym.place, *toponym.alternatives} <= {p.id for p in read("A man was hurt in Bloomfield.").places}


def test_the_score_rises_with_what_speaks_for_the_place():
    alone, with_country, contained = (
        read(text).toponyms[0].score
        for text in (
            "A bomb went off in Tripoli.",
            "A bomb went off in Tripoli. Libya mourned.",
            "A bomb went off in Tripoli, Libya, near Misrata.",
        )
    )
    assert alone < with_country < contained


lists_of_names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True)


@settings(deadline=None)
@given(lists_of_names, st.randoms(use_true_random=False))
def test_the_order_of_the_names_changes_nothing(names, random):
    shuffled = random.sample(names, len(names))
    assert dict(zip(names, ranked(names), strict=True)) == dict(zip(shuffled, ranked(shuffled), strict=True))


@settings(deadline=None)
@given(lists_of_names, st.data())
def test_containers_are_followed_in_any_order(names, data):
    inner = data.draw(st.integers(0, len(names) - 1))
    outer = data.draw(st.integers(0, len(names) - 1).filter(lambda n: n != inner)) if len(names) > 1 else None
    containers = [outer if n == inner else None for n in range(len(names))]
    turn = list(reversed(range(len(names))))
    turned = [None if containers[n] is None else turn.index(containers[n]) for n in turn]
    straight = ranked(names, containers=containers)
    assert straight == list(reversed(ranked([names[n] for n in turn], containers=turned)))


weights = st.builds(
    Weights,
    **{name: st.floats(0, 6) for name in ("country", "division", "named", "near", "contained", "ambiguous")},
    reach_km=st.floats(10, 1000),
    even=st.floats(0, 15),
    slope=st.floats(0, 2),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=8), weights)
def test_whatever_the_weights_a_choice_is_a_candidate_and_its_score_a_probability(names, weights):
    choices = ranked(names, weights=weights)
    assert len(choices) == len(names)
    for name, choice in zip(names, choices, strict=True):
        options = CANDIDATES[name][:MOST_CANDIDATES]
        assert (choice is None) == (not options)
        if choice:
            assert choice.candidate in options
            assert 0 <= choice.score <= 1
            assert choice.candidate not in choice.rivals
            assert set(choice.rivals) <= set(options)


def test_a_container_settles_the_name_wherever_else_it_stands():
    names = ["Paris", "London", "Vladivostok", "Beirut", "Paris", "Texas"]
    choices = ranked(names, containers=[None, None, None, None, 5, None])
    assert choices[0].candidate == choices[4].candidate
    assert choices[0].candidate.admin1 == "Texas"


def test_a_name_said_often_does_not_speak_for_itself():
    (alone,) = ranked(["Richmond"])
    assert ranked(["Richmond"] * 5) == [alone] * 5


@pytest.mark.parametrize(
    ("publisher", "city", "country", "status"),
    [
        (None, "Cambridge", None, "ambiguous"),
        ("New York Times", "Cambridge", "US", "resolved"),
        ("New York Times", "Athens", "GR", "resolved"),
    ],
)
def test_the_publishers_country_decides_between_equals_alone(publisher, city, country, status):
    record = geo.extract(f"A fire broke out at a school in {city} on Monday.", publisher=publisher)
    (toponym,) = record.toponyms
    places = {p.id: p for p in record.places}
    assert toponym.status == status
    assert country is None or places[toponym.place].country == country
