"""Corrections in the store, in both databases: kept over re-extraction, undone one by one, seen by every query."""

from __future__ import annotations

import dataclasses
from contextlib import closing

import pytest

from geo import corrections as c
from geo.errors import CorrectionError
from geo.query import Filters, journeys, statements
from geo.store import corrections as stored
from geo.store import open_store
from geo.store.backup import backup, restore
from geo.store.columns import now
from tests.builders import KCNA, KIM, MODI, PUTIN, VLADIVOSTOK, add, story
from tests.corrections.drawn import shifted

KYIV = "geonames:703448"


@pytest.fixture
def store(new_database):
    store = open_store(new_database())
    add(store, story())
    yield store
    store.close()


def vladivostok(store, article="story"):
    """The correction that moves the first Vladivostok to Kyiv."""
    _, text, record, _ = stored.reading(store, article)
    at = text.index("Vladivostok")
    return c.move_toponym(record, text, (at, at + 11), KYIV)


def extract_again(store, *paragraphs: str):
    record, text = shifted(story().record(), story().text, list(paragraphs))
    article = dataclasses.replace(story().article(), text=text)
    return store.add(article, record)


def test_a_moved_place_moves_the_journey_in_every_query_and_comes_back_when_undone(store):
    before = store.record("story")
    id_ = stored.correct(store, "story", vladivostok(store), by="ada")
    row = journeys(store, Filters()).set_index("id").loc["journey:train"]
    assert row["destination_id"] == KYIV
    assert row["km"] == pytest.approx(7119.8, abs=0.1)
    assert store.extracted("story") == before
    (listed,) = stored.listed(store, "story")
    assert (listed.id, listed.made_by, listed.undone_at, listed.lost) == (id_, "ada", None, False)
    stored.undo(store, id_, by="bob")
    assert store.record("story") == before
    assert journeys(store, Filters()).set_index("id").loc["journey:train", "destination_id"] == VLADIVOSTOK
    (listed,) = stored.listed(store, "story")
    assert listed.undone_at is not None
    assert listed.undone_by == "bob"
    stored.redo(store, id_, by="eve")
    assert journeys(store, Filters()).set_index("id").loc["journey:train", "destination_id"] == KYIV


def test_who_undid_a_correction_and_made_it_again_stays_known(store, tmp_path):
    id_ = stored.correct(store, "story", vladivostok(store), by="ada")
    before = now()
    stored.undo(store, id_, by="bob")
    (undone,) = stored.listed(store, "story")
    stored.redo(store, id_, by="eve")
    (redone,) = stored.listed(store, "story")
    assert (redone.undone_at, redone.undone_by, undone.past) == (None, None, ())
    assert [(step.done, step.by) for step in redone.past] == [("undone", "bob"), ("redone", "eve")]
    assert before <= undone.undone_at == redone.past[0].at <= redone.past[1].at <= now()
    assert redone.correction == undone.correction
    stored.undo(store, id_)
    stored.redo(store, id_)
    saved = tmp_path / "store.backup"
    backup(store, saved)
    with closing(open_store(tmp_path / "restored.sqlite")) as other:
        restore(other, saved)
        (again,) = stored.listed(other, "story")
    assert [(step.done, step.by) for step in again.past[2:]] == [("undone", None), ("redone", None)]
    assert again.past[:2] == redone.past


def test_corrections_are_kept_when_the_article_is_extracted_again_from_a_longer_text(store):
    stored.correct(store, "story", vladivostok(store))
    _, text, record, _ = stored.reading(store, "story")
    stored.correct(store, "story", c.change_speaker(record, text, "statement:aide", KIM))
    assert extract_again(store, "Vladivostok is a port.", "Much was new.").status == "replaced"
    assert journeys(store, Filters()).set_index("id").loc["journey:train", "destination_id"] == KYIV
    assert statements(store, Filters()).set_index("id").loc["statement:aide", "speaker_id"] == KIM
    moved = [t.text for t in store.record("story").toponyms if t.place == KYIV]
    assert moved == ["Vladivostok", "Kyiv"]
    assert [one.lost for one in stored.listed(store, "story")] == [False, False]


def test_one_of_several_is_undone_and_the_others_stay(store):
    first = stored.correct(store, "story", vladivostok(store))
    _, text, record, _ = stored.reading(store, "story")
    stored.correct(store, "story", c.change_act(record, text, "statement:kcna", "confirm"))
    stored.undo(store, first)
    record = store.record("story")
    assert record.journeys == story().record().journeys
    assert [s.act for s in record.statements if s.id == "statement:kcna"] == ["confirm"]


def test_a_correction_whose_words_are_gone_is_listed_as_lost_and_found_again(store):
    stored.correct(store, "story", vladivostok(store))
    draft = story()
    words = "His train is headed for Vladivostok by way of Khasan station."
    text = draft.text.replace(words, "#" * len(words))
    article = dataclasses.replace(draft.article(), text=text)
    record, _ = shifted(draft.record(), text, [])
    kept = tuple(t for t in record.toponyms if text[t.start : t.end] == t.text)
    store.add(article, dataclasses.replace(record, toponyms=kept, journeys=record.journeys[1:]))
    assert [one.lost for one in stored.listed(store, "story")] == [True]
    assert not any(t.place == KYIV and t.text == "Vladivostok" for t in store.record("story").toponyms)
    extract_again(store)
    assert [one.lost for one in stored.listed(store, "story")] == [False]


def test_what_cannot_be_found_is_refused_and_leaves_no_trace(store):
    version = store.version()
    correction = vladivostok(store)
    wrong = dataclasses.replace(correction, anchor=dataclasses.replace(correction.anchor, exact="Atlantis"))
    with pytest.raises(CorrectionError, match="select them again"):
        stored.correct(store, "story", wrong)
    with pytest.raises(CorrectionError, match="no longer there"):
        stored.correct(store, "another", correction)
    with pytest.raises(CorrectionError, match="no longer there"):
        stored.undo(store, "nothing")
    assert stored.listed(store, "story") == []
    assert store.version() == version


def test_a_correction_is_undone_only_once(store):
    id_ = stored.correct(store, "story", vladivostok(store))
    with pytest.raises(CorrectionError, match="not undone"):
        stored.redo(store, id_)
    stored.undo(store, id_)
    with pytest.raises(CorrectionError, match="undone already"):
        stored.undo(store, id_)


def test_a_merge_holds_in_all_articles_also_later_ones_and_old_links_lead_on(store):
    add(store, story(id="second"))
    record = store.record("story")
    id_ = stored.correct(store, None, c.merge_actors(record, MODI, KIM), by="ada")
    add(store, story(id="third"))
    for article in ("story", "second", "third"):
        assert MODI not in {a.id for a in store.record(article).actors}
        assert store.record(article).journeys[1].travellers[0].actor == KIM
    assert store.current("actor", [MODI, PUTIN]) == {MODI: KIM, PUTIN: PUTIN}
    assert stored.listed(store, "third")[0].article_id is None
    stored.undo(store, id_)
    for article in ("story", "second", "third"):
        assert store.record(article) == story(id=article).record()
    assert store.current("actor", [MODI]) == {MODI: MODI}


def test_merges_after_another_lead_to_the_last_and_never_in_a_circle(store):
    stored.correct(store, None, c.merge_actors(store.record("story"), MODI, PUTIN))
    stored.correct(store, None, c.merge_actors(store.record("story"), PUTIN, KIM))
    assert store.current("actor", [MODI, PUTIN]) == {MODI: KIM, PUTIN: KIM}
    back = c.merge_actors(store.record("story"), KIM, next(a for a in story().record().actors if a.id == MODI))
    with pytest.raises(CorrectionError, match="undo that first"):
        stored.correct(store, None, back)


def test_a_new_name_is_shown_everywhere_and_undone_without_a_trace(store):
    add(store, story(id="second"))
    id_ = stored.correct(store, None, c.rename_actor(store.record("story"), KCNA, "Korean Central News Agency"))
    assert {a.name for i in ("story", "second") for a in store.record(i).actors if a.id == KCNA} == {
        "Korean Central News Agency"
    }
    told = statements(store, Filters()).set_index("id")
    assert told.loc["statement:kcna", "speaker"] == "Korean Central News Agency"
    stored.undo(store, id_)
    assert statements(store, Filters()).set_index("id").loc["statement:kcna", "speaker"] == "KCNA"
    with store.engine.connect() as connection:
        from geo.store import tables as t

        (row,) = connection.execute(t.actor.select().where(t.actor.c.id == KCNA))
    assert (row.name, row.aliases, row.country) == ("KCNA", [], "KP")


def test_only_articles_with_corrections_are_gold_unless_all_are_asked_for(store):
    add(store, story(id="second"))
    stored.correct(store, "second", vladivostok(store, "second"))
    assert [reading.id for reading in stored.corrected(store)] == ["second"]
    assert [reading.id for reading in stored.corrected(store, every=True)] == ["second", "story"]
