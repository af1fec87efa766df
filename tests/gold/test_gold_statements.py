"""The gold set of statements is well formed: it can be trusted as a yardstick.

Each line of ``statements.jsonl`` is a passage with its actors and its statements, annotated by reading alone.
Spans are code points, half-open.  What two careful readers need beyond the record's own definitions:

- ``source`` is the whole noun phrase with its apposition or relative clause, a possessor with its ``’s``; the cue is
  the verb group or noun alone, a headline's colon included, never the hearer ("told") nor "in a statement".
- Content stands in one span as long as only space and full stops are between; each paragraph is a span of its own.
- A hearer stays out of "told X that" and belongs to the content of "urged X to", "accused X of", "called X Y".
- "is believed to": no source; the subject and the infinitive are the content.
- A person who retells another's words makes a statement of their own beside the retold one; a medium is only ``via``.
- Inside a direct quotation nothing further is annotated; ``unscored`` spans may be found or not.
"""

import collections
import itertools
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from geo.record import Act, ActorKind, StatementKind

PASSAGES = [json.loads(line) for line in Path(__file__).with_name("statements.jsonl").read_text("utf-8").splitlines()]
STATEMENTS = [(passage, statement) for passage in PASSAGES for statement in passage["statements"]]
IDS = [f"{passage['id']}.{n}" for passage in PASSAGES for n, _ in enumerate(passage["statements"], 1)]
OPENING = "“‘\"'„»«"
PAIRED = re.compile(r"“[^”]+”|\"[^\"]+\"|(?<!\w)‘[^’]+’|„[^“]+“|»[^«]+«|«[^»]+»")
FORMS = {
    "according-end": 3, "according-start": 3, "accusation": 4, "belief": 10, "bare": 20, "confirmation": 5,
    "cue-after": 20, "cue-before": 5, "curly": 40, "demand": 10, "denial": 8, "follow-up": 3, "french": 3,
    "german": 3, "headline": 5, "idiom": 6, "inverted": 15, "metonym": 6, "mixed": 15, "multi-paragraph": 4,
    "multi-sentence": 5, "namesakes": 4, "nested-quote": 3, "nested-source": 4, "no-source": 4, "none": 12,
    "noun": 6, "odd-mark": 4, "organisation": 15, "passive": 5, "praise": 3, "promise": 8, "pronoun": 20,
    "question": 5, "report": 5, "reporters": 3, "scare": 4, "single": 4, "split": 12, "statement": 4, "straight": 4,
    "that": 20, "threat": 5, "title": 5, "told": 12, "unnamed": 8, "via": 6, "warning": 6, "work": 3,
}  # fmt: skip


def words(passage, spans):
    return [passage["text"][start:end] for start, end in spans]


def spans_of(statement):
    return [*statement["source"], *statement["cue"], *statement["content"]]


def test_there_are_enough_passages_and_each_has_its_own_id_and_text():
    assert len(PASSAGES) >= 130
    assert [passage["id"] for passage in PASSAGES] == [f"statement-{n:03}" for n in range(1, len(PASSAGES) + 1)]
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)


def test_every_form_is_covered_several_times():
    found = collections.Counter(tag for passage in PASSAGES for tag in set(passage["tags"]))
    assert {form: (found[form], least) for form, least in FORMS.items() if found[form] < least} == {}


def test_every_kind_and_act_is_covered_several_times():
    kinds = collections.Counter(statement["kind"] for _, statement in STATEMENTS)
    acts = collections.Counter(statement["act"] for _, statement in STATEMENTS)
    assert set(kinds) == set(get_args(StatementKind))
    assert set(acts) == set(get_args(Act))
    assert min(kinds.values()) >= 20
    assert min(acts.values()) >= 5


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_passage_names_its_actors_and_says_why_it_has_no_statement(passage):
    assert ("none" in passage["tags"]) == (not passage["statements"])
    assert passage["statements"] or passage["not"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", passage.get("published", "2024-01-01"))
    ids = [actor["id"] for actor in passage["actors"]]
    assert len(set(ids)) == len(ids)
    for actor in passage["actors"]:
        kind, _, slug = actor["id"].partition(":")
        assert kind == actor["kind"]
        assert kind in get_args(ActorKind)
        if kind == "state":
            assert re.fullmatch(r"[A-Z]{2}", slug)
            assert actor["id"] in {statement["speaker"] for statement in passage["statements"]}
        else:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(@statement-\d{3})?", slug)
            assert ("@" in slug) == (kind == "person" and " " not in actor["name"])
            assert actor["name"] in passage["text"]


@pytest.mark.parametrize(("passage", "statement"), STATEMENTS, ids=IDS)
def test_spans_are_verbatim_ordered_and_apart(passage, statement):
    text = passage["text"]
    assert statement["cue"]
    assert statement["content"]
    for part in ("source", "cue", "content"):
        assert statement[part] == sorted(statement[part])
    for start, end in spans_of(statement) + passage.get("unscored", []):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        assert end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    for (_, before), (after, _) in itertools.pairwise(sorted(spans_of(statement))):
        assert before <= after, "source, cue and content of one statement overlap"


@pytest.mark.parametrize(("passage", "statement"), STATEMENTS, ids=IDS)
def test_kind_fits_the_marks_and_content_keeps_them(passage, statement):
    content = words(passage, statement["content"])
    if statement["kind"] == "direct":
        assert all(part[0] in OPENING for part in content)
        for start, end in statement["content"]:
            around = passage["text"][max(start - 1, 0) : start] + passage["text"][end : end + 1]
            assert not set(around) & set('“”"„«»')
    elif statement["kind"] == "mixed":
        whole = passage["text"][statement["content"][0][0] : statement["content"][-1][1]]
        assert PAIRED.search(whole)
    else:
        assert not any(PAIRED.search(part) for part in content)


@pytest.mark.parametrize(("passage", "statement"), STATEMENTS, ids=IDS)
def test_speaker_and_medium_are_actors_of_the_passage(passage, statement):
    known = {actor["id"] for actor in passage["actors"]} | {None}
    assert statement["speaker"] in known
    assert statement["via"] in known
    assert statement["via"] is None or statement["via"] != statement["speaker"]
    assert statement["source"] or statement["speaker"] is None
