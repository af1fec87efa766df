"""Every kind of correction on the page of an article: made, seen, undone, and gone again."""

from __future__ import annotations

import dataclasses
import re
import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import access as decisions
from geo.record import Date, Journey, Traveller
from geo.store import open_store
from geo.ui import access, annotating, correcting, reader
from geo.ui import session as sessions
from tests.builders import KIM, KYIV, MODI, PUTIN, Draft, add, story
from tests.corrections.drawn import RECORD
from tests.ui import editing

TRAIN = "Kim Jong-un set off from Pyongyang on Sunday"
ODESA = "geonames:698740"
NOWHERE = "Nowhere"
PILGRIMS = "Some pilgrims want to leave for the village of Nowhere"
EDITOR = decisions.Role(True, "ann@example.org")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store with the sample stories and the story of the tests."""
    from geo.store import ensure_samples

    path = tmp_path_factory.mktemp("filled") / "store.sqlite"
    store = open_store(path)
    ensure_samples(store)
    store.add(story().article(), RECORD, collection="My reading")
    store.close()
    return path


@pytest.fixture(autouse=True)
def library(filled, tmp_path, monkeypatch):
    """The store that the page reads, a copy for each test; the reader is an editor."""
    address = tmp_path / "store.sqlite"
    shutil.copy(filled, address)
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(address))
    monkeypatch.setattr(access, "role", lambda: EDITOR)
    monkeypatch.setattr(reader, "_view", lambda: editing.view)
    st.cache_resource.clear()
    st.cache_data.clear()
    store = open_store(address)
    yield store
    store.close()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def page(library):
    return editing.Editing("story")


def journey(library, id_):
    return next((j for j in library.record("story").journeys if j.id == id_), None)


def test_a_journey_of_unnamed_travellers_is_changed_only_in_what_was_chosen(page, library):
    before = journey(library, "journey:pilgrims")
    page.click("journey", PILGRIMS)
    assert not page.offered("Change the journey"), "nothing was changed yet"
    page.choose("Status", "cancelled")
    page.press("Change the journey")
    after = journey(library, "journey:pilgrims")
    assert (after.status, after.travellers) == ("cancelled", before.travellers)
    assert page.said == ["Corrected: Journey at “Nowhere”: status from planned to cancelled."]
    page.press("Undo")
    assert journey(library, "journey:pilgrims") == before


def test_unnamed_travellers_turn_out_to_be_somebody(page, library):
    before = journey(library, "journey:pilgrims")
    page.click("journey", PILGRIMS)
    page.fill("Travellers", [MODI])
    page.press("Change the journey")
    assert [(who.actor, who.spans) for who in journey(library, "journey:pilgrims").travellers] == [(MODI, ())]
    assert page.marks("journey", NOWHERE) == ["Narendra Modi: a place not resolved · planned"]
    page.press("Undo")
    assert journey(library, "journey:pilgrims") == before


def by(page):
    """The lines that tell by whom and when, without the times."""
    return [re.sub(r", \d+ \w{3} 20\d\d, \d\d:\d\d UTC", "", line) for line in page.signed]


def test_the_page_tells_who_made_a_correction_who_undid_it_and_who_made_it_again(page, monkeypatch):
    page.click("date", "2022")
    page.press("Is right")
    (line,) = page.signed
    assert re.fullmatch(r"made by ann@example\.org, \d+ \w{3} 20\d\d, \d\d:\d\d UTC", line)
    monkeypatch.setattr(access, "role", lambda: decisions.Role(True, "<b>bob"))
    page.press("Undo")
    assert by(page) == ["made by ann@example.org · undone by <b>bob"]
    page.press("Redo")
    assert by(page) == ["made by ann@example.org · undone by <b>bob · made again by <b>bob"]
    for _ in range(2):
        page.press("Undo")
        page.press("Redo")
    steps = " · ".join(["undone by <b>bob · made again by <b>bob"] * 2)
    assert by(page) == [f"made by ann@example.org · … · {steps}"]


OTHER = "person:kim-jong-un-2"


def elsewhere():
    """Another article, which writes the name of Kim Jong-un otherwise."""
    draft = Draft("Kim Jong Un arrived in Delhi.", id="other")
    draft.toponym("Delhi", "site")
    draft.actor(OTHER, "Kim Jong Un", "Kim Jong Un", country="KP")
    return draft


def names(store, article):
    return {actor.id: actor.name for actor in store.record(article).actors}


def test_an_actor_is_made_one_with_one_of_another_article(page, library):
    add(library, elsewhere())
    before = library.record("story")
    page.click("actor", "Kim Jong-un")
    page.fill("Is the same as", "kim jong un")
    assert page.choices("Actor")[0] == "Kim Jong Un · North Korea · 1 event"
    page.choose("Actor", "Kim Jong Un · North Korea · 1 event")
    assert "Kim Jong-un will be Kim Jong Un in all articles. You can undo it below." in page.captions
    page.press("Make them one, in all articles")
    assert page.said == ["Corrected: Kim Jong-un made one with Kim Jong Un."]
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong Un · Supreme Leader"]
    assert names(library, "story")[OTHER] == "Kim Jong Un"
    assert KIM not in names(library, "story")
    assert journey(library, "journey:train").travellers[0].actor == OTHER
    page.press("Undo")
    assert library.record("story") == before
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong-un · Supreme Leader"]


def test_a_name_that_nobody_else_has_is_told_and_the_actors_of_the_article_can_be_chosen(page, library):
    page.click("actor", "Kim Jong-un")
    page.fill("Is the same as", "Kim * Il-sung")
    assert "No other actor is called “Kim * Il-sung”. Try another name; the list has those of this article." in (
        page.captions
    )
    assert page.choices("Actor") == [
        "KCNA · North Korea · organisation · in this article",
        "Narendra Modi · India · in this article",
        "Ukraine · state · in this article",
        "Vladimir Putin · Russia · in this article",
    ]
    page.choose("Actor", "Vladimir Putin")
    page.press("Make them one, in all articles")
    assert page.marks("actor", "Kim Jong-un") == ["Vladimir Putin · Supreme Leader"]
    assert page.marks("journey", TRAIN) == ["Vladimir Putin: Pyongyang → Khasan station → Vladivostok · under way"]
    page.press("Undo")
    assert KIM in names(library, "story")
    assert page.marks("actor", "Kim Jong-un") == ["Kim Jong-un · Supreme Leader"]


def test_a_visitor_sees_and_merges_the_actors_of_their_own_session_alone(library, monkeypatch):
    monkeypatch.setattr(access, "role", lambda: decisions.VISITOR)
    add(library, elsewhere())
    visit = sessions._visits().begin()
    add(visit.store, story())
    mine = Draft("Marshal Kim Jong-un was in Delhi.", id="mine")
    mine.toponym("Delhi", "site")
    mine.actor("person:marshal-kim", "Marshal Kim Jong-un", "Marshal Kim Jong-un")
    add(visit.store, mine)
    page = editing.Editing("story", where="session", visit=visit)
    page.click("actor", "Kim Jong-un")
    assert page.choices("Actor")[0] == "Marshal Kim Jong-un · 1 event"
    assert not any("Kim Jong Un" in choice for choice in page.choices("Actor"))
    page.choose("Actor", "Marshal Kim Jong-un")
    page.press("Make them one, in all articles")
    assert "person:marshal-kim" in names(visit.store, "story")
    assert KIM in names(library, "story")


def toponym(library, words, nth=0):
    return [t for t in library.record("story").toponyms if t.text == words][nth]


def statement(library, id_):
    return next((s for s in library.record("story").statements if s.id == id_), None)


@pytest.fixture
def undone(page, library):
    """Undo the one correction at the end: page and record must be as they were before it."""
    before, drawn = library.record("story"), page.drawn
    yield
    assert library.record("story") != before, "nothing was corrected"
    assert page.drawn != drawn, "the page shows nothing of it"
    page.press("Undo")
    assert page.said == ["The correction is undone."]
    assert library.record("story") == before
    assert page.drawn == drawn


@pytest.mark.usefixtures("undone")
def test_a_place_is_moved_to_another_of_the_gazetteer(page, library):
    page.click("place", "Vladivostok")
    assert "Now: Vladivostok, Russia · city · 604,901 people" in page.captions
    page.fill("Search the gazetteer", "Odesa")
    page.choose("Place", "Odesa, Ukraine")
    page.press("Move it here")
    assert page.marks("place", "Vladivostok")[0] == "Odesa, Ukraine · a journey ends here"
    assert journey(library, "journey:train").destination.place == toponym(library, "Vladivostok").place == ODESA


@pytest.mark.usefixtures("undone")
def test_a_place_plays_another_part(page, library):
    page.click("place", "Kyiv")
    page.choose("Part it plays", "site")
    page.press("Change its part")
    assert page.marks("place", "Kyiv") == ["Kyiv, Ukraine · something happens here"]
    assert toponym(library, "Kyiv").role == "site"


@pytest.mark.usefixtures("undone")
def test_what_is_no_place_is_removed(page, library):
    page.click("place", "Sea of Japan")
    page.press("No place: remove")
    assert page.said == ["Corrected: “Sea of Japan” removed: no place."]
    assert page.marks("place", "Sea of Japan") == []


@pytest.mark.usefixtures("undone")
def test_a_missed_place_is_added_from_words(page, library):
    page.select("summit")
    page.fill("Search the gazetteer", "Delhi")
    page.choose("Place", "Delhi, India · city")
    page.choose("Part it plays", "venue")
    page.press("Add the place")
    assert page.marks("place", "summit") == ["Delhi, India · something is said here"]
    assert toponym(library, "summit").role == "venue"


@pytest.mark.usefixtures("undone")
def test_a_missed_statement_is_put_together_from_words(page, library):
    page.select("Russian grain is cheap in Vladivostok")
    page.fill("These words are a", "Statement")
    assert "First choose the words that are told, and use them." in page.captions
    assert not page.offered("Add the statement")
    page.press("Use them")
    page.select("Fighting goes on")
    page.fill("Use these words as", "Words that name the speaker")
    page.press("Use them")
    page.choose("Speaker", "Vladimir Putin")
    page.choose("What they do", "warn")
    page.press("Add the statement")
    (told,) = [s for s in library.record("story").statements if s.id not in {s.id for s in RECORD.statements}]
    assert (told.speaker, told.act) == (PUTIN, "warn")
    assert page.marks("statement", "Russian grain is cheap in Vladivostok") == ["warned by Vladimir Putin"]
    assert page.marks("statement", "Fighting goes on") == ["warned by Vladimir Putin"]


@pytest.mark.usefixtures("undone")
def test_a_missed_journey_is_added_from_words(page, library):
    page.select("boats")
    page.fill("These words are a", "Journey")
    page.choose("Origin", "Vladivostok (…His train is headed for )")
    page.choose("Destination", "Sea of Japan")
    page.choose("Status", "planned")
    page.choose("Means", "sea")
    page.press("Add the journey")
    (told,) = [j for j in library.record("story").journeys if j.id not in {j.id for j in RECORD.journeys}]
    assert (told.mode, told.status, told.travellers[0].name) == ("sea", "planned", "boats")
    assert any("boats: Vladivostok → Sea of Japan · planned" in mark[2] for mark in page.drawn["marks"])


@pytest.mark.usefixtures("undone")
def test_a_missed_date_is_added_from_words(page, library):
    page.select("Sept 11")
    page.fill("These words are a", "Date")
    page.fill("Date (2023", "2023-09-11")
    page.press("Add the date")
    assert page.marks("date", "Sept 11") == ["2023-09-11"]


@pytest.mark.usefixtures("undone")
def test_a_date_is_another_day_and_the_journey_with_it(page, library):
    page.click("date", "Sunday")
    page.fill("Date (2023", "2023-09-17")
    page.press("Change the date")
    assert page.marks("date", "Sunday") == ["2023-09-17"]
    assert journey(library, "journey:train").date.value == "2023-09-17"


def test_what_is_no_date_is_refused_with_a_sentence_and_nothing_is_changed(page, library):
    before = library.record("story")
    page.click("date", "Sunday")
    page.fill("Date (2023", "next week")
    page.press("Change the date", error="“next week” is no date")
    assert library.record("story") == before
    assert page.signed == []


@pytest.mark.usefixtures("undone")
def test_what_is_no_date_is_removed(page, library):
    page.click("date", "2022")
    page.press("No date: remove")
    assert page.marks("date", "2022") == []


@pytest.mark.usefixtures("undone")
def test_a_statement_is_by_somebody_who_is_new(page, library):
    page.click("statement", "An aide")
    page.choose("Speaker", correcting.NEW)
    page.fill("Full name", "Kim Yo-jong")
    page.press("Change the speaker")
    assert page.marks("statement", "An aide") == ["denied by Kim Yo-jong"]
    assert statement(library, "statement:aide").speaker == "person:kim-yo-jong"


@pytest.mark.usefixtures("undone")
def test_a_statement_is_another_act(page, library):
    page.click("statement", "reported")
    page.choose("What they do", "confirm")
    page.press("Change what they do")
    assert page.marks("statement", "reported") == ["confirmed by KCNA"]
    assert statement(library, "statement:kcna").act == "confirm"


@pytest.mark.usefixtures("undone")
def test_what_is_no_statement_is_removed(page, library):
    page.click("statement", "denied")
    page.press("No statement: remove")
    assert page.marks("statement", "denied") == []
    assert statement(library, "statement:aide") is None


@pytest.mark.usefixtures("undone")
def test_a_journey_leads_elsewhere_by_other_means_on_another_day(page, library):
    page.click("journey", TRAIN)
    page.choose("Destination", "Kyiv")
    page.choose("Means", "air")
    page.choose("Date", "2022 · 2022")
    page.press("Change the journey")
    told = journey(library, "journey:train")
    assert (told.destination.place, told.mode, told.date.value) == (KYIV, "air", "2022")
    assert told.travellers == RECORD.journeys[0].travellers
    assert any(mark[2] == "Kim Jong-un: Pyongyang → Khasan station → Kyiv · under way" for mark in page.drawn["marks"])


@pytest.mark.usefixtures("undone")
def test_what_is_no_journey_is_removed(page, library):
    page.click("journey", PILGRIMS)
    page.press("No journey: remove")
    assert page.marks("journey", PILGRIMS) == []
    assert journey(library, "journey:pilgrims") is None


@pytest.mark.usefixtures("undone")
def test_an_actor_has_another_name_in_all_articles(page, library):
    add(library, story(id="second"))
    page.click("actor", "Vladimir Putin")
    page.fill("Name, in all articles", "Vladimir Vladimirovich Putin")
    page.press("Rename")
    assert page.marks("actor", "Vladimir Putin") == ["Vladimir Vladimirovich Putin"]
    assert page.marks("statement", "Vladimir Putin") == ["said by Vladimir Vladimirovich Putin"]
    assert names(library, "second")[PUTIN] == "Vladimir Vladimirovich Putin"


@pytest.mark.usefixtures("undone")
def test_a_mention_is_of_another_actor_and_what_rests_on_it_follows(page, library):
    page.click("actor", "Vladimir Putin")
    page.choose("This mention is", correcting.NEW)
    page.fill("Full name", "Vladimir Putin Jr")
    page.press("Change this mention")
    assert page.marks("actor", "Vladimir Putin") == ["Vladimir Putin Jr"]
    assert statement(library, "statement:grain").speaker == "person:vladimir-putin-jr"


@pytest.mark.parametrize(
    ("layer", "words", "part"),
    [
        ("place", "Ukraine", "toponyms"),
        ("date", "2022", "dates"),
        ("statement", "denied", "statements"),
        ("journey", PILGRIMS, "journeys"),
        ("actor", "KCNA", "actors"),
    ],
)
@pytest.mark.usefixtures("undone")
def test_what_is_marked_wrong_is_gone(page, library, layer, words, part):
    number = len(page.marks(layer, words))
    page.click(layer, words)
    page.press("Is wrong")
    assert len(page.marks(layer, words)) == number - 1
    assert len(getattr(library.record("story"), part)) == len(getattr(RECORD, part)) - 1


@pytest.mark.parametrize(
    ("layer", "words"),
    [("place", "Ukraine"), ("date", "2022"), ("statement", "denied"), ("journey", PILGRIMS), ("actor", "KCNA")],
)
def test_what_is_marked_right_is_kept_as_verified(page, library, layer, words):
    page.click(layer, words)
    page.press("Is right")
    assert len(library.record("story").verified) == 1
    assert "verified" in page.said[0]
    page.press("Undo")
    assert library.record("story") == RECORD


def test_words_that_are_there_twice_can_be_told_apart_in_lists(library):
    text = "On Sunday Kim Jong-un left Delhi. On Sunday Kim Jong-un was in Kyiv."
    draft = Draft(text, id="twice")
    for place, role, nth in (("Delhi", "origin", 0), ("Kyiv", "site", 0)):
        draft.toponym(place, role, nth=nth)
    draft.actor(KIM, "Kim Jong-un", "Kim Jong-un")
    draft.actor("person:kim@twice", "Kim Jong-un")
    sundays = [Date(*draft.span("Sunday", n), "Sunday", "DATE", "2023-09-10", "day") for n in range(2)]
    who = (Traveller(KIM, "Kim Jong-un", (draft.span("Kim Jong-un"),)),)
    draft.journeys.append(
        Journey(
            "journey:left", "journey", who, draft.end("Delhi"), (), None, "unknown", "completed", sundays[0], None,
            (draft.span(text[:33]),),
        )
    )  # fmt: skip
    library.add(draft.article(), dataclasses.replace(draft.record(), dates=tuple(sundays)))
    page = editing.Editing("twice")
    page.click("journey", "Sunday Kim Jong-un left Delhi")
    assert page.choices("Date") == ["not told", "Sunday · 2023-09-10", "Sunday · 2023-09-10 (2)"]
    assert page.choices("Travellers") == ["Kim Jong-un", "Kim Jong-un (2)"]
    page.choose("Date", "Sunday · 2023-09-10")
    assert not page.offered("Change the journey"), "the same words were chosen"
    page.choose("Status", "denied")
    page.press("Change the journey")
    (told,) = library.record("twice").journeys
    assert (told.status, told.date, told.travellers) == ("denied", sundays[0], who)


def collections_page():
    from geo.ui import collecting

    collecting.collections()


def test_corrected_articles_can_be_taken_along_as_annotations_where_there_are_any(page, library, monkeypatch):
    at = AppTest.from_function(collections_page, default_timeout=60).run()
    assert "No article has a correction or a mark yet." in [note.value for note in at.info]
    page.click("date", "2022")
    page.press("Is right")
    assert [b.label for b in at.run().get("download_button")] == ["Download 1 article", "Back up"]
    assert not at.exception
    monkeypatch.setattr(annotating, "MOST_CHARACTERS", len(story().text) - 1)
    assert [b.label for b in at.run().get("download_button")] == ["Back up"]
    assert "run “python -m geo gold --out FOLDER”" in at.info[0].value
    monkeypatch.setattr(access, "role", lambda: decisions.VISITOR)
    assert not at.run().get("download_button")
