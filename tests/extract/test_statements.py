"""Who said what: the forms of a statement, who is meant, and what holds of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo


def told(text: str, **fields: str) -> list[tuple[str, str, str, str | None]]:
    """Return source, cue, content and speaker of each statement of a text."""
    found = []
    for s in geo.extract(text, **fields).statements:
        words = [" ... ".join(text[a:b] for a, b in spans) for spans in (s.source, s.cue, s.content)]
        found.append((*words, s.speaker))
    return found


MERKEL, MACRON = "person:angela-merkel", "person:emmanuel-macron"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The border stays open,” Angela Merkel said on Friday.",
            ("Angela Merkel", "said", "“The border stays open,”", MERKEL),
        ),
        (
            "“The border,” said Angela Merkel, “stays open.”",
            ("Angela Merkel", "said", "“The border,” ... “stays open.”", MERKEL),
        ),
        (
            "Angela Merkel told reporters in Berlin that the border would stay open.",
            ("Angela Merkel", "told", "that the border would stay open", MERKEL),
        ),
        (
            "According to Angela Merkel, the border will stay open.",
            ("Angela Merkel", "According to", "the border will stay open", MERKEL),
        ),
        (
            "The border will stay open, according to Angela Merkel.",
            ("Angela Merkel", "according to", "The border will stay open", MERKEL),
        ),
        (
            "Angela Merkel has not denied that the border was closed.",
            ("Angela Merkel", "has not denied", "that the border was closed", MERKEL),
        ),
        (
            "Angela Merkel called for a new border treaty.",
            ("Angela Merkel", "called for", "a new border treaty", MERKEL),
        ),
        (
            "Angela Merkel urged the commission to open the border.",
            ("Angela Merkel", "urged", "the commission to open the border", MERKEL),
        ),
        (
            "Reuters quoted Angela Merkel as saying that the border was closed.",
            ("Angela Merkel", "quoted ... as saying", "that the border was closed", MERKEL),
        ),
    ],
)
def test_each_form_gives_source_cue_content_and_speaker(text, expected):
    assert told(text) == [expected]


def test_who_passes_words_on_is_no_speaker():
    (statement,) = geo.extract("Reuters quoted Angela Merkel as saying that the border was closed.").statements
    assert (statement.speaker, statement.via) == (MERKEL, "organisation:reuters")


def test_pronouns_and_titles_lead_to_the_person():
    text = (
        "Angela Merkel met Emmanuel Macron in Paris. She said that the talks had been good. "
        "He promised to visit Berlin. “We will not wait,” the German chancellor said."
    )
    assert [(source, speaker) for source, _, _, speaker in told(text)] == [
        ("She", MERKEL),
        ("He", MACRON),
        ("the German chancellor", MERKEL),
    ]


@pytest.mark.parametrize("source", ["A government official", "Two diplomats", "One of the ministers"])
def test_nobody_is_named_for_an_unnamed_source(source):
    text = f"Angela Merkel met Emmanuel Macron in Paris. {source} said that the talks had failed."
    assert [(s, speaker) for s, _, _, speaker in told(text)] == [(source, None)]


def test_a_quotation_goes_on_over_sentences_and_paragraphs_until_somebody_else_speaks():
    text = (
        "“We saw smoke,” Angela Merkel said. “We ran.”\n\n“Nobody was hurt.”\n\n"
        "“That is not true,” Emmanuel Macron said."
    )
    assert [(content, speaker) for _, _, content, speaker in told(text)] == [
        ("“We saw smoke,” ... “We ran.” ... “Nobody was hurt.”", MERKEL),
        ("“That is not true,”", MACRON),
    ]


def test_a_second_verb_has_the_same_speaker_and_its_own_content():
    text = "Angela Merkel said that the border would close and warned that the roads would fill."
    assert told(text) == [
        ("Angela Merkel", "said", "that the border would close", MERKEL),
        ("Angela Merkel", "warned", "that the roads would fill", MERKEL),
    ]


def test_a_quotation_runs_on_over_paragraphs_that_open_with_no_mark_of_their_own():
    text = 'Angela Merkel said, "We saw smoke.\n\nThen we ran.\n\nNobody was hurt." Emmanuel Macron left.'
    assert told(text) == [("Angela Merkel", "said", '"We saw smoke. ... Then we ran. ... Nobody was hurt."', MERKEL)]


def test_a_participle_behind_a_quotation_has_the_same_speaker():
    text = "“We saw smoke,” Angela Merkel said, adding that “nobody in the village had been warned of it.”"
    assert told(text) == [
        ("Angela Merkel", "said", "“We saw smoke,”", MERKEL),
        ("Angela Merkel", "adding", "that “nobody in the village had been warned of it.”", MERKEL),
    ]


def test_the_day_is_no_speaker_and_a_title_is_no_second_half():
    text = "“We saw smoke,” Angela Merkel said Friday on “The Morning Hour.”"
    assert [(source, content, speaker) for source, _, content, speaker in told(text)] == [
        ("Angela Merkel", "“We saw smoke,”", MERKEL)
    ]


def test_words_of_a_quotation_are_not_part_of_the_verb_behind_it():
    text = "“If they cannot do it yet, they will, probably sooner rather than later,” said Angela Merkel."
    assert [(source, cue) for source, cue, _, _ in told(text)] == [("Angela Merkel", "said")]


def test_what_is_told_runs_into_the_quotation_beside_it():
    text = "Angela Merkel said that the road was “a danger to all” and “a disgrace.”"
    assert [content for _, _, content, _ in told(text)] == ["that the road was “a danger to all” and “a disgrace.”"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The road, Angela Merkel said, would close on Monday.",
            ("Angela Merkel", "said", "The road ... would close on Monday", MERKEL),
        ),
        (
            "Though the road was open, Angela Merkel said, nobody dared to drive on it.",
            ("Angela Merkel", "said", "Though the road was open ... nobody dared to drive on it", MERKEL),
        ),
        (
            "Angela Merkel spoke about the state of the road, arguing that it should close.",
            ("Angela Merkel", "arguing", "that it should close", MERKEL),
        ),
        (
            "Angela Merkel has called the new road a disgrace to the region.",
            ("Angela Merkel", "has called", "the new road a disgrace to the region", MERKEL),
        ),
        ("Video shows that the bridge had fallen.", ("Video", "shows", "that the bridge had fallen", None)),
        (
            '"We saw smoke,” Angela Merkel said. “We ran."',
            ("Angela Merkel", "said", '"We saw smoke,” ... “We ran."', MERKEL),
        ),
    ],
)
def test_forms_that_parsers_and_typists_break(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text", ["Angela Merkel called the guests to the stage.", "Angela Merkel said a prayer for the dead."]
)
def test_a_call_and_a_prayer_are_no_statements(text):
    assert told(text) == []


def test_turns_of_a_transcript_are_statements_of_their_speakers():
    text = (
        "Angela Merkel met Emmanuel Macron on the air.\n\nMERKEL: The border stays open. I think that is right.\n\n"
        "MACRON: We shall see.\n\n(CROSSTALK)\n\nMERKEL: That we shall.\n\nMACRON: Good night.\n\n"
        "The show ended at ten."
    )
    assert told(text) == [
        ("MERKEL", ":", "The border stays open. I think that is right.", MERKEL),
        ("MACRON", ":", "We shall see.", MACRON),
        ("MERKEL", ":", "That we shall.", MERKEL),
        ("MACRON", ":", "Good night.", MACRON),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tickets: 20 euros.\n\nDoors: 7 p.m.\n\nTickets: at the door.\n\nDoors: the side entrance.",
        "UPDATE: The road is closed.\n\nThe bridge is open.",
    ],
)
def test_a_list_is_no_transcript(text):
    assert told(text) == []


def test_day_and_place_of_the_words_are_kept_apart_from_what_they_tell():
    text = "Angela Merkel said in Berlin on Friday that Emmanuel Macron would visit Rome in 2031."
    record = geo.extract(text, published="2030-05-13")
    (statement,) = record.statements
    names = {p.id: p.name for p in record.places}
    assert statement.date is not None
    assert statement.date.text == "Friday"
    assert names[statement.venue] == "Berlin"
    assert [names[p] for p in statement.places] == ["Rome"]
    assert statement.actors == (MACRON,)


@pytest.mark.parametrize(
    "text",
    [
        "That said, the ferry still runs twice a day.",
        "Needless to say, the road was closed.",
        "The “temporary” bridge is now forty years old.",
        "It goes without saying that nobody came.",
        "The ministry declined to comment.",
    ],
)
def test_idioms_irony_and_silence_are_no_statements(text):
    assert told(text) == []


WORDS = st.sampled_from(
    (
        "Merkel said that “We will go,” ” “ \" ' ’ , . : ? \n \n\n told reporters according to who which He "
        "she They it denied warned and while quoted Reuters as saying by citing was believed to have called "
        "for on X’s claim the minister her brother ― — ) ( in Berlin Friday is not urged asked why whether "
        "put it 東京 '' `` « » „ \u2028 words of \n\nMERKEL: \n\nREUTERS: adding shows (CROSSTALK) though"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=50).map(" ".join).map("Merkel {}".format))
def test_any_words_yield_verbatim_spans_and_no_content_with_its_own_cue_or_source(text):
    check(geo.extract(text), text)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=120).filter(
        lambda t: any(c.isalnum() for c in t)
    ),
    st.lists(WORDS, max_size=12),
)
def test_any_text_among_words_of_speech_raises_nothing(text, words):
    whole = f"Merkel said that {text} " + " ".join(words)
    check(geo.extract(whole), whole)


def check(record: geo.record.Record, text: str) -> None:
    """Assert what holds of the statements of any text."""
    known = {a.id for a in record.actors}
    for statement in record.statements:
        assert statement.cue
        assert statement.content
        assert {statement.speaker, statement.via} - {None} <= known
        content = {n for start, end in statement.content for n in range(start, end)}
        for start, end in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= start < end <= len(text)
        assert not any(n in content for start, end in (*statement.source, *statement.cue) for n in range(start, end))
