"""Who the actors of an article are, and which office they held on its day."""

import pytest

import geo


@pytest.mark.parametrize(
    ("published", "name", "held"),
    [
        ("2024-12-15", "Joe Biden", True),
        ("2025-03-01", "Joe Biden", False),
        ("2025-03-01", "Donald Trump", True),
        ("2024-12-15", "Donald Trump", False),
    ],
)
def test_the_office_is_that_of_the_articles_day(published, name, held):
    record = geo.extract(f"{name} arrived in Berlin on Monday and met the mayor.", published=published)
    (actor,) = [a for a in record.actors if a.name == name]
    assert (actor.position == "President of the United States") == held


def test_namesakes_are_kept_apart():
    text = (
        "Kim Jong-un travelled to Vladivostok. Kim met Putin there. “It is not in Russia’s interest,” said "
        "Kim Sung-soo, a political scientist in Seoul."
    )
    record = geo.extract(text, published="2023-09-12")
    kims = {a.id: [m.text for m in a.mentions] for a in record.actors if a.name.startswith("Kim")}
    assert kims == {"person:kim-jong-un": ["Kim Jong-un", "Kim"], "person:kim-sung-soo": ["Kim Sung-soo"]}
    (statement,) = record.statements
    assert statement.speaker == "person:kim-sung-soo"


def test_an_unknown_single_name_stays_within_its_article():
    record = geo.extract("Okonjola said on Monday that the bridge would open.", id="a1", published="2023-09-12")
    assert [a.id for a in record.actors if a.kind == "person"] == ["person:okonjola@a1"]


def test_the_initials_of_a_body_are_linked():
    text = (
        "Ursula von der Leyen spoke in Nairobi. She praised the World Food Programme (WFP). The WFP said that it "
        "needed more money."
    )
    record = geo.extract(text, published="2024-05-06")
    names = {a.name: {m.text for m in a.mentions} for a in record.actors}
    assert names["World Food Programme"] == {"World Food Programme", "WFP"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kivu Lake Electricity denies that the power was cut.", "organisation:kivu-lake-electricity"),
        ("The Tidal Rights Desk, a group in Oslo, said that the coast was closed.", "organisation:tidal-rights-desk"),
        ("The coast was closed, according to the Tidal Rights Desk.", "organisation:tidal-rights-desk"),
        ("Even the Northern Coast said nothing.", None),
    ],
)
def test_a_name_that_speaks_is_an_actor(text, speaker):
    assert [s.speaker for s in geo.extract(text).statements] == ([speaker] if speaker else [])


def test_an_office_of_a_body_is_the_person_described_so():
    text = (
        "James Berg, the director of the Treasury Office, met Anna Holm in Oslo. The Treasury director said that the "
        "money was gone. The Treasury auditor said that it was not."
    )
    assert [s.speaker for s in geo.extract(text).statements] == ["person:james-berg", None]


def test_a_relative_pronoun_behind_a_description_is_the_person_described():
    text = "Anna Holm, a historian who has long argued that the fort was Roman, met James Berg, who denied that."
    assert [s.speaker for s in geo.extract(text).statements] == ["person:anna-holm", "person:james-berg"]
    text = "James Berg, the head of the club, told a woman who believes that the fort was Roman."
    assert {s.speaker for s in geo.extract(text).statements} <= {None}


@pytest.mark.parametrize("text", ["On Monday Smith left Rome.", "In October Smith left Rome."])
def test_a_day_is_no_given_name(text):
    record = geo.extract(f"{text} John Smith is a baker.")
    assert [a.name for a in record.actors] == ["John Smith"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The newspaper El Farol del Sur reported that rain was near.", "El Farol del Sur"),
        ("A report in the Norwich Courier said that rain was near.", "Norwich Courier"),
    ],
)
def test_a_body_is_known_by_the_words_around_its_name(text, body):
    assert [(a.name, a.kind) for a in geo.extract(text).actors] == [(body, "organisation")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Donald Trump was silent. Secretary of State Ada Lindqvist said that it would rain.", "Ada Lindqvist"),
        ("Carlo Bruni met Ada Lindqvist of Norway. The Norwegian minister said that it would rain.", "Ada Lindqvist"),
        ("Kenya's foreign minister, Ada Lindqvist, met Carlo Bruni. The Kenyan minister warned that it would rain.",
         "Ada Lindqvist"),
        ("Minister Ada Lindqvist was angry. A police officer, who gave no name, contradicted her. "
         "She said that it would rain.", None),
        ("Amara Okoro left early. He said that it would rain.", "Amara Okoro"),
    ],
)  # fmt: skip
def test_a_description_or_pronoun_leads_to_the_right_person_or_to_none(text, speaker):
    record = geo.extract(text)
    names = {a.id: a.name for a in record.actors}
    assert [s.speaker and names[s.speaker] for s in record.statements if "rain" in text[slice(*s.content[0])]] == [
        speaker
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Lindqvist never wrote, according to her spokesman, Carlo Bruni.", "person:carlo-bruni"),
        ("The Malian government blamed the rain for the flood.", "state:ML"),
        ("A bakers' lobby of the United Nations met. The United Nations bread agency said that it would rain.", None),
    ],
)
def test_who_speaks_for_a_body_is_named_behind_it_or_is_the_state(text, speaker):
    assert [s.speaker for s in geo.extract(text).statements][-1] == speaker


def test_a_pronoun_behind_one_for_somebody_unnamed_is_nobody():
    text = "A baker was tired. His Italian colleague, Ada Lindqvist, was not. She said that it would rain."
    assert [s.speaker for s in geo.extract(text).statements] == ["person:ada-lindqvist"]


def test_the_norwegian_is_somebody_and_not_the_state():
    text = "Minister Ada Lindqvist of Norway spoke. Norway is rich. The Norwegian said that it would rain."
    assert [s.speaker for s in geo.extract(text).statements] == ["person:ada-lindqvist"]


def test_she_is_whom_two_appositions_name():
    text = "A second witness, the baker Ada Lindqvist, was late. She said that it would rain."
    assert [s.speaker for s in geo.extract(text).statements] == ["person:ada-lindqvist"]


def test_the_one_of_an_age_is_the_only_person_told():
    text = "Ada Lindqvist bakes bread. “It will rain,” the 67-year-old said."
    assert [s.speaker for s in geo.extract(text).statements] == ["person:ada-lindqvist"]
