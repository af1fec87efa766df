"""Each kind of correction: what it changes, what hangs on it, and what is refused with which sentence."""

from __future__ import annotations

import dataclasses
import math

import pytest

from geo import corrections as c
from geo.errors import CorrectionError
from geo.record import Warning
from tests.builders import DELHI, KCNA, KIM, KYIV, MODI, PLACES, PUTIN, UKRAINE, VLADIVOSTOK
from tests.corrections.drawn import RECORD, TEXT, shifted


def span(words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def done(*corrections):
    applied = c.apply(RECORD, TEXT, corrections)
    assert applied.lost == ()
    return applied.record


def part(parts, id_):
    return next(p for p in parts if p.id == id_)


def haversine_km(a, b):
    """The distance on a sphere: within 0.6 % of that on the ellipsoid."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def id_at(kind, words):
    start, end = span(words)
    return f"{kind}:{start}-{end}"


def toponym(record, words, nth=0):
    return next((t for t in record.toponyms if (t.start, t.end) == span(words, nth)), None)


def test_a_moved_place_takes_journey_statement_and_distance_along():
    record = done(c.move_toponym(RECORD, TEXT, span("Pyongyang"), "geonames:703448"))
    assert (toponym(record, "Pyongyang").place, toponym(record, "Pyongyang").role) == (KYIV, "origin")
    train = part(record.journeys, "journey:train")
    assert train.origin.place == KYIV
    assert train.great_circle_km == pytest.approx(haversine_km(PLACES["Kyiv"], PLACES["Vladivostok"]), rel=0.006)
    assert part(record.statements, "statement:kcna").places == (KYIV,)
    assert record.distances[0].origin == KYIV
    assert record.distances[0].verdict == "differs"
    assert "Pyongyang" not in {p.name for p in record.places}
    assert record.corrected == (id_at("toponym", "Pyongyang"),)


def test_a_moved_venue_is_where_the_words_were_spoken():
    record = done(c.move_toponym(RECORD, TEXT, span("Vladivostok", 1), PLACES["Delhi"]))
    assert part(record.statements, "statement:grain").venue == DELHI
    assert part(record.journeys, "journey:train").destination.place == VLADIVOSTOK


def test_a_point_on_the_map_is_a_place_of_its_own_and_settles_a_doubt():
    place = c.user_place("Nowhere", lat=42.5, lon=130.7, kind="city", country="RU")
    assert place == c.user_place(" Nowhere ", lat=42.5, lon=130.7, kind="city", country="RU")
    assert place.id.removeprefix("user:").isdigit()
    assert [w.code for w in RECORD.warnings] == ["unresolved_place"]
    record = done(c.move_toponym(RECORD, TEXT, span("Nowhere"), place))
    assert place in record.places
    assert part(record.journeys, "journey:pilgrims").destination.place == place.id
    assert record.warnings == ()


def test_a_role_decides_what_is_literal_and_who_is_meant():
    record = done(c.change_role(RECORD, TEXT, span("Kyiv"), "site"))
    kyiv = toponym(record, "Kyiv")
    assert (kyiv.literal, kyiv.actor) == (True, None)
    assert UKRAINE not in {a.id for a in record.actors}
    record = done(c.change_role(RECORD, TEXT, span("Ukraine"), "actor"))
    assert (toponym(record, "Ukraine").literal, toponym(record, "Ukraine").actor) == (False, UKRAINE)
    assert [m.text for m in part(record.actors, UKRAINE).mentions] == ["Kyiv", "Ukraine"]


def test_a_removed_place_is_taken_from_what_rested_on_it():
    record = done(c.remove_toponym(RECORD, TEXT, span("Vladivostok")))
    assert toponym(record, "Vladivostok") is None
    train = part(record.journeys, "journey:train")
    assert train.destination == dataclasses.replace(train.destination, place=None)
    assert train.great_circle_km is None


def test_an_added_place_joins_the_statement_that_names_it():
    record = done(c.add_toponym(RECORD, TEXT, span("train"), "geonames:1835848", role="site"))
    assert toponym(record, "train").place == "geonames:1835848"
    record = done(c.add_toponym(RECORD, TEXT, span("grain"), "geonames:1835848"))
    assert part(record.statements, "statement:grain").places == ("geonames:1835848",)


def test_a_statement_is_quoted_only_where_the_text_has_marks():
    quoted = c.add_statement(RECORD, TEXT, content=[span("“nothing more”")], cue=[span("planned")], speaker=None)
    plain = c.add_statement(
        RECORD, TEXT, content=[span("Fighting goes on in Ukraine")], source=[span("Kyiv")], speaker=UKRAINE, act="warn"
    )
    partly = c.add_statement(RECORD, TEXT, content=[span("“nothing more” was planned")], speaker=PUTIN)
    record = done(quoted, plain, partly)
    kinds = {s.id: s.kind for s in record.statements}
    assert [kinds[x.target] for x in (quoted, plain, partly)] == ["direct", "indirect", "mixed"]
    added = part(record.statements, plain.target)
    assert (added.speaker, added.act, added.places) == (UKRAINE, "warn", (PLACES["Ukraine"].id,))
    assert {TEXT[slice(*s)] for s in added.sentences} == {"Kyiv protested.", TEXT.split("\n")[5]}


def test_a_speaker_may_be_another_a_new_one_or_nobody():
    lee = c.new_actor(RECORD, "Lee", "person", country="KR")
    assert lee.id == "person:lee@story"
    for speaker, id_ in ((KCNA, KCNA), (lee, lee.id), (None, None)):
        record = done(c.change_speaker(RECORD, TEXT, "statement:grain", speaker))
        assert part(record.statements, "statement:grain").speaker == id_
    assert c.new_actor(RECORD, "Sergei Lavrov", "person").id == "person:sergei-lavrov"


def test_what_is_no_longer_extracted_is_put_back_with_its_correction():
    made = [
        c.change_speaker(RECORD, TEXT, "statement:aide", KIM),
        c.change_journey(RECORD, TEXT, "journey:modi", status="denied"),
        c.move_toponym(RECORD, TEXT, span("Delhi"), "geonames:703448"),
        c.mark_verified(RECORD, TEXT, id_at("date", "2022")),
    ]
    bare = dataclasses.replace(RECORD, statements=(), journeys=(), toponyms=(), dates=(), distances=(), warnings=())
    later, text = shifted(bare, TEXT, ["Something new."])
    applied = c.apply(later, text, made)
    assert applied.lost == ()
    (told,), (journey,), (moved,), (date,) = (
        applied.record.statements, applied.record.journeys, applied.record.toponyms, applied.record.dates,
    )  # fmt: skip
    assert (told.id, told.speaker, told.act) == ("statement:aide", KIM, "deny")
    assert (journey.id, journey.status, journey.destination.place) == ("journey:modi", "denied", KYIV)
    assert (moved.text, moved.place, text[date.start : date.end], date.value) == ("Delhi", KYIV, "2022", "2022")


def test_a_reworded_statement_is_known_by_its_words():
    correction = c.change_act(RECORD, TEXT, "statement:aide", "warn")
    aide = part(RECORD.statements, "statement:aide")
    reread = dataclasses.replace(aide, id="statement:other", content=((aide.content[0][0] + 5, aide.content[0][1]),))
    others = tuple(s for s in RECORD.statements if s is not aide)
    record = c.apply(dataclasses.replace(RECORD, statements=(*others, reread)), TEXT, [correction]).record
    assert [s.act for s in record.statements if s.id == "statement:other"] == ["warn"]
    assert len(record.statements) == len(RECORD.statements)


def test_a_journey_may_change_in_all_its_parts():
    record = done(
        c.change_journey(
            RECORD, TEXT, "journey:modi",
            travellers=[c.Going(PUTIN), c.Going(None, (span("Some pilgrims"),))],
            origin=c.Stop(span("Kyiv")), destination=c.Stop(span("Delhi"), "geonames:1835848"),
            mode="air", status="planned", date=c.When(span("Sunday")),
        )
    )  # fmt: skip
    journey = part(record.journeys, "journey:modi")
    assert [(t.actor, t.name) for t in journey.travellers] == [(PUTIN, "Vladimir Putin"), (None, "Some pilgrims")]
    assert (journey.origin.place, journey.destination.place) == (KYIV, "geonames:1835848")
    assert (journey.mode, journey.status, journey.date.value) == ("air", "planned", "2023-09-10")
    assert journey.great_circle_km == pytest.approx(haversine_km(PLACES["Kyiv"], PLACES["Seoul"]), rel=0.006)
    assert toponym(record, "Delhi").place == "geonames:1835848"


def test_a_missed_presence_is_added_once_however_often_it_is_applied():
    made = c.add_journey(
        RECORD, TEXT, travellers=[c.Going(PUTIN, (span("Vladimir Putin"),))],
        destination=c.Stop(span("Vladivostok", 1)), kind="presence", date=c.When(span("Sunday"), "2023-09-10"),
    )  # fmt: skip
    record = done(made, made)
    (added,) = [j for j in record.journeys if j.id == made.target]
    assert (added.destination.place, added.great_circle_km, added.date.text) == (VLADIVOSTOK, None, "Sunday")


def test_a_changed_date_is_that_of_the_journeys_and_a_removed_one_of_none():
    record = done(c.change_date(RECORD, TEXT, span("Sunday"), "2023-09"))
    date = part(record.journeys, "journey:train").date
    assert (date.value, date.precision, date) == ("2023-09", "month", record.dates[0])
    assert part(done(c.remove_date(RECORD, TEXT, span("Sunday"))).journeys, "journey:train").date is None


def test_two_actors_become_one_in_all_their_parts():
    record = done(c.merge_actors(RECORD, MODI, KIM), c.rename_actor(RECORD, KIM, "Kim Jong Un"))
    assert MODI not in record.to_json()
    kim = part(record.actors, KIM)
    assert (kim.name, set(kim.aliases)) == ("Kim Jong Un", {"Kim", "Narendra Modi", "Kim Jong-un"})
    assert [m.text for m in kim.mentions] == ["Kim Jong-un", "Narendra Modi"]
    assert part(record.journeys, "journey:modi").travellers[0].name == "Kim Jong Un"


def test_one_actor_becomes_two_and_what_rests_on_the_mention_follows():
    aide = c.new_actor(RECORD, "Maria Zakharova", "person", country="RU")
    record = done(c.split_actor(RECORD, TEXT, PUTIN, [span("Vladimir Putin")], aide))
    assert part(record.statements, "statement:grain").speaker == aide.id
    assert PUTIN not in {a.id for a in record.actors}
    assert [m.text for m in part(record.actors, aide.id).mentions] == ["Vladimir Putin"]


def test_a_wrong_actor_is_shown_no_more_but_words_and_parts_stay():
    record = done(c.mark_wrong(RECORD, TEXT, KIM))
    assert KIM not in record.to_json()
    (who,) = part(record.journeys, "journey:train").travellers
    assert (who.actor, who.name) == (None, "Kim Jong-un")


def test_a_verified_place_outlives_an_extraction_that_reads_it_otherwise():
    mark = c.mark_verified(RECORD, TEXT, id_at("toponym", "Pyongyang"))
    record = done(mark)
    assert record.verified == (id_at("toponym", "Pyongyang"),)
    assert record.corrected == ()
    otherwise = c.apply(RECORD, TEXT, [c.move_toponym(RECORD, TEXT, span("Pyongyang"), "geonames:703448")]).record
    otherwise = dataclasses.replace(otherwise, corrected=())
    assert c.apply(otherwise, TEXT, [mark]).record.toponyms[1].place == PLACES["Pyongyang"].id


def test_corrections_are_told_as_people_would():
    georgia = dataclasses.replace(PLACES["Ukraine"], id="geonames:614540", name="Georgia", country="GE")
    state = dataclasses.replace(georgia, id="geonames:4197000", kind="region", country="US")
    record = dataclasses.replace(RECORD, places=(*RECORD.places, georgia))
    at = next(n for n, t in enumerate(record.toponyms) if t.text == "Ukraine")
    toponyms = list(record.toponyms)
    toponyms[at] = dataclasses.replace(toponyms[at], place=georgia.id)
    record = dataclasses.replace(record, toponyms=tuple(toponyms))
    said = c.describe(c.move_toponym(record, TEXT, span("Ukraine"), state))
    assert said == "“Ukraine” moved from Georgia (country) to Georgia (US state)"
    assert c.describe(c.change_speaker(RECORD, TEXT, "statement:aide", KIM)) == (
        "Speaker of “that Kim would see Delhi” changed from nobody in the list to Kim Jong-un"
    )
    assert c.describe(c.change_journey(RECORD, TEXT, "journey:train", mode="air", status="completed")) == (
        "Journey at “Vladivostok”: mode from rail to air; status from under way to completed"
    )
    assert c.describe(c.merge_actors(RECORD, MODI, KIM)) == "Narendra Modi made one with Kim Jong-un"


REFUSED = {
    "no place": lambda: c.move_toponym(RECORD, TEXT, span("Kyiv"), "geonames:1"),
    "no toponym": lambda: c.move_toponym(RECORD, TEXT, span("train"), KYIV),
    "outside": lambda: c.add_toponym(RECORD, TEXT, (5, 100_000), KYIV),
    "empty": lambda: c.add_toponym(RECORD, TEXT, (5, 5), KYIV),
    "no role": lambda: c.change_role(RECORD, TEXT, span("Kyiv"), "capital"),
    "there": lambda: c.add_toponym(RECORD, TEXT, span("Kyiv"), KYIV),
    "no point": lambda: c.user_place("Camp", lat=91, lon=0),
    "no name": lambda: c.user_place("  ", lat=1, lon=0),
    "no date": lambda: c.change_date(RECORD, TEXT, span("2022"), "31 February"),
    "no such day": lambda: c.change_date(RECORD, TEXT, span("2022"), "2022-02-31"),
    "no date there": lambda: c.change_date(RECORD, TEXT, span("Kyiv"), "2022"),
    "a date already": lambda: c.add_date(RECORD, TEXT, span("2022"), "2022"),
    "no actor": lambda: c.change_speaker(RECORD, TEXT, "statement:aide", "person:nobody"),
    "no statement": lambda: c.change_act(RECORD, TEXT, "statement:none", "say"),
    "no act": lambda: c.change_act(RECORD, TEXT, "statement:aide", "sing"),
    "no content": lambda: c.add_statement(RECORD, TEXT, content=[], speaker=None),
    "no end": lambda: c.add_journey(RECORD, TEXT, travellers=[c.Going(KIM)]),
    "nobody": lambda: c.add_journey(RECORD, TEXT, travellers=[], origin=c.Stop(span("Kyiv"))),
    "no mode": lambda: c.change_journey(RECORD, TEXT, "journey:train", mode="swim"),
    "no field": lambda: c.change_journey(RECORD, TEXT, "journey:train", speed=3),
    "nothing": lambda: c.change_journey(RECORD, TEXT, "journey:train"),
    "twice": lambda: c.change_journey(RECORD, TEXT, "journey:train", origin=c.Stop(span("Vladivostok"))),
    "itself": lambda: c.merge_actors(RECORD, KIM, KIM),
    "no new name": lambda: c.rename_actor(RECORD, KIM, " "),
    "no mention": lambda: c.split_actor(RECORD, TEXT, KIM, [span("Kyiv")], MODI),
    "a state": lambda: c.new_actor(RECORD, "Utopia", "state"),
    "no part": lambda: c.mark_wrong(RECORD, TEXT, "toponym:1-2"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_a_sentence(what):
    with pytest.raises(CorrectionError) as refused:
        REFUSED[what]()
    assert str(refused.value)[0] in "“TNALG" or str(refused.value)[0].isupper()
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2023-09-11", "day"), ("2019-04", "month"), ("2023", "year"), ("2023-W37", "week"), ("2023-Q2", "quarter"),
        ("2023-SU", "season"), ("199X", "decade"), ("18XX", "century"), ("2023-09-10/2023-09-13", "day"),
        ("2023-09-11T14:30", "time"), ("T09:15", "time"), ("P3D", None), ("PRESENT_REF", None), (None, None),
    ],
)  # fmt: skip
def test_a_date_has_the_precision_that_it_is_written_with(value, precision):
    record = done(c.change_date(RECORD, TEXT, span("2022"), value))
    date = next(d for d in record.dates if d.text == "2022")
    assert (date.value, date.precision) == (value, precision)


def test_a_doubt_about_another_place_stays():
    assert (
        Warning("unresolved_place", RECORD.warnings[0].message, span("Nowhere"))
        in done(c.change_date(RECORD, TEXT, span("2022"), "2021")).warnings
    )
