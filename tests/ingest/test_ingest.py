"""Articles into a real store by real processes: nothing told is lost, and who misbehaves fails alone."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import time

import pytest

from geo import query
from geo.articles import Article, InputProblem
from geo.ingest import Details, ingest, reextract, reextract_all
from geo.query import Filters
from tests.ingest import extractors

FAKE = f"{extractors.__name__}:obedient"
WORDS = "harbour quarry meadow lantern orchard thimble pepper violin cobalt walnut saddle ribbon".split()


def numbered(number, words=""):
    """Return an article that is like no other."""
    told = " ".join(f"{WORDS[number // 12**k % 12]} {number}{k}" for k in range(8))
    return Article(f"article-{number}", f"Report {number} tells of {told}. {words}", title=f"Report {number}")


def run(store, items, **options):
    options = {"collection": "My reading", "extractor": FAKE} | options
    return list(ingest(store, items, **options))


def statuses(outcomes):
    return {outcome.title: outcome.status for outcome in outcomes}


def test_articles_are_read_and_shown(store):
    text = "Kim Jong-un left Pyongyang for Vladivostok by train on Monday. “I am glad to be here,” he said."
    items = [
        Article("kim", text, title="Kim leaves", url="https://example.org/kim"),
        Article("de", "Der Präsident reiste am Montag mit dem Zug nach Wladiwostok, um dort seinen Gast zu sehen."),
        InputProblem("reports.jsonl", 7, "This row is no valid JSON. Correct or remove it."),
        Article("empty", " \n "),
        Article("long", "A train left. " * 150_000),
    ]
    outcomes = list(ingest(store, items, collection="My reading", by="Ann"))
    told = {outcome.title or "empty": outcome for outcome in outcomes}
    assert {title[:10]: outcome.status for title, outcome in told.items()} == {
        "Kim leaves": "added", "Der Präsid": "refused", "reports.js": "refused", "empty": "refused",
        "A train le": "refused",
    }  # fmt: skip
    assert "German, not English" in next(o.message for o in outcomes if o.title.startswith("Der"))
    assert "too long (2.1 MB" in next(o.message for o in outcomes if o.title.startswith("A train"))
    assert told["reports.jsonl"].source == "reports.jsonl:7"
    assert query.journeys(store, Filters())["traveller_ids"].tolist() == [["person:kim-jong-un"]]
    assert store.record("kim").url == "https://example.org/kim"


def test_what_is_there_is_not_read_again(store):
    first = numbered(1)
    assert statuses(run(store, [first, numbered(2)])) == {"Report 1": "added", "Report 2": "added"}
    # The extractor would kill its process: it is not asked.
    again = [
        Article("other-id", first.text, title="same text DIE"),
        Article("third", numbered(3).text, title="third", url="https://example.org/3?utm_source=mail"),
        Article(
            "fourth", f"Another text. DIE {numbered(4).text}", title="same address", url="http://www.example.org/3/"
        ),
    ]
    outcomes = run(store, again)
    assert statuses(outcomes) == {"same text DIE": "present", "third": "added", "same address": "present"}
    assert {o.title: o.article_id for o in outcomes} == {
        "same text DIE": "article-1", "third": "third", "same address": "third",
    }  # fmt: skip


def test_the_same_article_twice_in_one_run_is_read_once(store):
    outcomes = run(store, [numbered(1), numbered(1), numbered(2), numbered(1)], processes=2)
    assert sorted(o.status for o in outcomes) == ["added", "added", "present", "present"]


def test_other_articles_of_one_id_are_kept_apart(store):
    one, two, three = numbered(1), Article("article-1", numbered(2).text, title="two"), numbered(3)
    three = Article("article-1", three.text, title="three")
    outcomes = run(store, [one, two], processes=2) + run(store, [three])
    assert [o.status for o in outcomes] == ["added"] * 3
    ids = {o.title: o.article_id for o in outcomes}
    assert len(set(ids.values())) == 3
    assert all(store.record(id_).title == title for title, id_ in ids.items())
    assert [o.status for o in run(store, [one, two, three])] == ["present"] * 3


def test_agency_copy_is_another_report(store):
    report = " ".join(itertools.chain(*(numbered(n).text.split() for n in range(10))))
    outcomes = run(store, [Article("one", report, title="one"), Article("two", f"PARIS – {report}", title="two")])
    assert statuses(outcomes) == {"one": "added", "two": "copy"}
    assert "another report" in outcomes[1].message


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("HANG", "longer than 1 seconds and was stopped"),
        ("DEAF", "longer than 1 seconds and was stopped"),
        ("DIE", "ended unexpectedly"),
        ("FAULT", "fault in Dateline (ZeroDivisionError)"),
        ("WRONG", "was made from another text"),
    ],
)
def test_who_hangs_or_dies_fails_alone(store, word, said):
    items = [numbered(n, word if n in (1, 4) else "") for n in range(8)]
    outcomes = run(store, items, processes=2, timeout_s=1)
    expected = {f"Report {n}": "failed" if n in (1, 4) else "added" for n in range(8)}
    assert statuses(outcomes) == expected
    assert all(said in o.message for o in outcomes if o.status == "failed")
    assert all(o.article_id is None for o in outcomes if o.status == "failed")
    assert sum(store.record(f"article-{n}") is not None for n in range(8)) == 6


def test_processes_that_cannot_begin_end_with_a_sentence(store):
    outcomes = run(store, [numbered(n) for n in range(3)], extractor=f"{extractors.__name__}:missing")
    assert [o.status for o in outcomes] == ["failed"] * 3
    assert all("ended unexpectedly" in o.message for o in outcomes)


def test_an_outcome_is_told_after_its_article_is_there(store):
    for outcome in ingest(store, map(numbered, range(30)), collection="x", processes=2, extractor=FAKE):
        assert store.find(Article("any", store_text(store, outcome.article_id))) == outcome.article_id


def store_text(store, article_id):
    return query.article(store, article_id).text


def test_few_articles_are_held_at_a_time(store):
    pulled = 0

    def items():
        nonlocal pulled
        for n in range(60):
            pulled += 1
            yield numbered(n)

    ahead = []
    for told, _ in enumerate(ingest(store, items(), collection="x", processes=2, extractor=FAKE)):
        ahead.append(pulled - told)
    assert len(ahead) == 60
    assert max(ahead) <= 5  # four in flight, and the one that is asked for


def test_cancelling_loses_nothing_that_was_told(store):
    told = []
    outcomes = ingest(
        store,
        (numbered(n, "HANG" if n > 10 else "") for n in range(1_000)),
        collection="My reading",
        processes=2,
        extractor=FAKE,
        cancelled=lambda: len(told) >= 7,
    )
    for outcome in outcomes:
        told.append(outcome.article_id)
        assert store.record(outcome.article_id) is not None
    assert 7 <= len(told) <= 11
    assert len(told) == len(set(told))
    assert len(query.articles(store, Filters())) == len(told)
    assert multiprocessing.active_children() == []


def test_letting_go_ends_the_processes(store):
    outcomes = ingest(store, [numbered(1), numbered(2, "HANG")], collection="x", processes=2, extractor=FAKE)
    assert next(outcomes).status == "added"
    outcomes.close()
    deadline = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


def test_nothing_to_do_starts_no_process(store):
    assert run(store, []) == []
    assert run(store, [InputProblem("a.txt", None, "There is no such file.")])[0].status == "refused"


@pytest.mark.parametrize("options", [{"processes": 0}, {"timeout_s": 0}])
def test_wrong_numbers_are_refused(store, options):
    with pytest.raises(ValueError, match="positive"):
        run(store, [], **options)


def test_a_new_extractor_serves_old_articles(store):
    page = Article("page", numbered(3).text, title="A page", derived=True)
    run(store, [numbered(1), numbered(2), page])
    again = f"{extractors.__name__}:second_version"
    assert reextract(store, "article-1", extractor=again).status == "replaced"
    versions = {n: store.record(n).extractor.version for n in ("article-1", "article-2", "page")}
    assert versions == {"article-1": "2", "article-2": "1", "page": "1"}
    outcomes = list(reextract_all(store, extractor=again, processes=2))
    assert [o.status for o in outcomes] == ["replaced"] * 3
    assert all(store.record(n).extractor.version == "2" for n in versions)
    assert store.record("page").text == page.text
    assert query.article(store, "article-2").text == numbered(2).text
    assert len(query.articles(store, Filters())) == 3


def test_details_are_put_right_and_what_hangs_on_them_is_read_again(store):
    text = "Kim Jong-un left Pyongyang for Vladivostok by train on Monday. “I am glad to be here,” he said."
    article = Article("kim", text, title="Kim leaves", published=dt.date(2023, 9, 12), publisher="A paper")
    (outcome,) = ingest(store, [article], collection="My reading")
    assert outcome.status == "added"
    day = query.journeys(store, Filters())["date_from"].tolist()
    assert day == [dt.date(2023, 9, 11)]
    told = Details("Kim has left", dt.date(2023, 9, 19), None)
    assert reextract(store, "kim", details=told).status == "replaced"
    assert query.journeys(store, Filters())["date_from"].tolist() == [dt.date(2023, 9, 18)]
    stored = query.article(store, "kim")
    assert Details(stored.title, stored.published, stored.publisher) == told
    # Read once more, they stay.
    assert reextract(store, "kim").status == "replaced"
    stored = query.article(store, "kim")
    assert Details(stored.title, stored.published, stored.publisher) == told


def test_reading_again_in_vain_leaves_what_was(store):
    run(store, [numbered(1)])
    outcome = reextract(store, "article-1", extractor=f"{extractors.__name__}:missing")
    assert outcome.status == "failed"
    assert store.record("article-1").extractor.version == "1"
