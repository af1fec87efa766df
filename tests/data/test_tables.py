"""The curated tables of actors: well-formed, without doubles, and each name leading to one actor."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from pathlib import Path

import pycountry
import pytest
from spacy.lang.en.stop_words import STOP_WORDS

from geo.extract.actors import slug
from geo.gazetteer import normalise
from geo.tables import known_organisations, known_persons, month_number

DATA = Path(__file__).parents[2] / "data"
ACTOR_COLUMNS = ["id", "name", "kind", "country", "position", "aliases", "office_from", "office_to", "as_of", "source"]
ORGANISATION_COLUMNS = ["id", "name", "kind", "aliases", "seat", "country", "note"]
COUNTRIES = {country.alpha_2 for country in pycountry.countries} | {"XK"}
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
# fmt: off
SURNAMES_OF_MANY = {
    "abe", "brown", "castro", "chavez", "harris", "johnson", "kim", "lee", "li", "moon", "park", "wang", "yoon",
}
ORDINARY_WORDS = {
    "economist", "guardian", "independent", "mail", "mirror", "nation", "post", "star", "sun", "time", "times",
}
# fmt: on
NOT_UN_MEMBERS = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU "
    "PF PM PN PR PS RE SH SJ SX TC TF TK TW UM VA VG VI WF YT".split()
)
"""Codes of ISO 3166-1 of dependencies, of the observers of the United Nations and of territories outside it."""
ORDINARY_BUT_CAPITALS = {"who"}
"""Abbreviations that are words when not in capitals: WHO."""


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ACTORS = table("actors.csv")
ORGANISATIONS = table("organisations.csv")
BOTH = [("actors.csv", ACTORS), ("organisations.csv", ORGANISATIONS)]


def names(row: dict[str, str]) -> list[str]:
    """Return the name of a row and its aliases."""
    return [row["name"], *(alias for alias in row["aliases"].split("|") if alias)]


@pytest.mark.parametrize(
    ("rows", "columns", "least"),
    [(ACTORS, ACTOR_COLUMNS, 400), (ORGANISATIONS, ORGANISATION_COLUMNS, 300)],
    ids=["actors", "organisations"],
)
def test_columns_and_size(rows: list[dict[str, str]], columns: list[str], least: int) -> None:
    assert list(rows[0]) == columns
    assert len(rows) >= least
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=["actors", "organisations"])
def test_cells_are_clean(name: str, rows: list[dict[str, str]]) -> None:
    for row in rows:
        for column, cell in row.items():
            assert cell == " ".join(cell.split()), (name, row["id"], column)
        assert "" not in (row["id"], row["name"], row["kind"])
        assert "||" not in row["aliases"]


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=["actors", "organisations"])
def test_no_double_rows(name: str, rows: list[dict[str, str]]) -> None:
    key = ("id", "position", "office_from") if name == "actors.csv" else ("id",)
    counts = Counter(tuple(row[column] for column in key) for row in rows)
    assert [row for row, count in counts.items() if count > 1] == []


def test_an_id_is_the_kind_and_the_slug_of_the_name() -> None:
    for row in [*ACTORS, *ORGANISATIONS]:
        assert row["id"] == f"{row['kind']}:{slug(row['name'])}"
    assert {row["kind"] for row in ACTORS} == {"person"}
    assert {row["kind"] for row in ORGANISATIONS} == {"organisation", "group"}


def test_the_rows_of_a_person_agree() -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    for row in ACTORS:
        who = (row["name"], row["country"], row["aliases"])
        assert seen.setdefault(row["id"], who) == who


def test_offices_have_ordered_dates() -> None:
    for row in ACTORS:
        assert row["position"], row["id"]
        assert all(not cell or DATE.fullmatch(cell) for cell in (row["office_from"], row["office_to"])), row
        if row["office_from"] and row["office_to"]:
            assert row["office_from"] <= row["office_to"], row
        assert re.fullmatch(r"\d{4}", row["as_of"])
        assert (row["office_from"] or "0")[:4] <= row["as_of"], row
        assert row["as_of"] <= "2026", row
        assert row["source"], row


def test_the_latest_office_of_a_person_comes_first() -> None:
    ends: dict[str, list[str]] = {}
    for row in ACTORS:
        ends.setdefault(row["id"], []).append(row["office_to"] or "9999")
    for person, dates in ends.items():
        assert dates == sorted(dates, reverse=True), person


def test_one_holder_of_a_supreme_office_at_a_time() -> None:
    supreme = re.compile(r"(?:President|Prime Minister|Chancellor) of ")
    offices: dict[str, list[tuple[str, str, str]]] = {}
    for row in ACTORS:
        if supreme.match(row["position"]) and row["office_from"]:
            offices.setdefault(row["position"], []).append((row["office_from"], row["office_to"] or "9999", row["id"]))
    for position, terms in offices.items():
        terms.sort()
        for (_, end, one), (start, _, other) in itertools.pairwise(terms):
            shared = min(len(end), len(start))
            assert end[:shared] <= start[:shared], (position, one, other)


def test_countries_are_codes() -> None:
    assert {row["country"] for row in ACTORS} <= COUNTRIES
    assert {row["country"] for row in ORGANISATIONS} <= COUNTRIES | {""}


def test_every_member_of_the_united_nations_has_a_head() -> None:
    elsewhere = r"European|United Nations|UN|World|International|FIFA|Development|Islamic State|al-Qaeda|Boko"
    title = (
        r"President|Prime Minister|Premier|Chancellor|King|Queen|Emperor|Emir|Sultan|Prince|Grand Duke|Captain Regent|"
        r"Supreme [Ll]eader|Head of Government|Head of the military government|Chief Adviser of the government|"
        r"Member of the Presidency|Chairman of the (?:Sovereignty|Presidential Leadership) Council"
    )
    head = re.compile(rf"(?!.*\b(?:{elsewhere})\b)(?:(?:Transitional|Caretaker|Interim|Acting) )?(?:{title}) of ")
    recent = [row for row in ACTORS if not row["office_to"] or row["office_to"] >= "2023"]
    members = {country.alpha_2 for country in pycountry.countries} - NOT_UN_MEMBERS
    assert len(members) == 193
    assert members - {row["country"] for row in recent if head.match(row["position"])} == set()


def test_a_name_leads_to_one_actor() -> None:
    owners: dict[str, set[str]] = {}
    for row in [*ACTORS, *ORGANISATIONS]:
        for name in names(row):
            owners.setdefault(normalise(name), set()).add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_an_ordinary_word_or_a_common_surname() -> None:
    said = {normalise(name) for row in [*ACTORS, *ORGANISATIONS] for name in names(row)}
    assert said & (ORDINARY_WORDS | SURNAMES_OF_MANY) == set()
    assert said & set(STOP_WORDS) == ORDINARY_BUT_CAPITALS


def test_aliases_add_to_the_name() -> None:
    for row in [*ACTORS, *ORGANISATIONS]:
        spelled = names(row)
        assert len(spelled) == len(set(spelled)), row["id"]


@pytest.mark.parametrize(
    ("spelling", "actor"),
    [
        ("Kim Jong Un", "person:kim-jong-un"),
        ("Zelenskyy", "person:volodymyr-zelensky"),
        ("Sergey Lavrov", "person:sergei-lavrov"),
        ("Erdoğan", "person:recep-tayyip-erdogan"),
        ("Xi", "person:xi-jinping"),
        ("KCNA", "organisation:kcna"),
        ("Yonhap", "organisation:yonhap-news-agency"),
        ("U.N.", "organisation:united-nations"),
        ("G-20", "organisation:g20"),
        ("Group of 20", "organisation:g20"),
        ("Pentagon", "organisation:pentagon"),
        ("The New York Times", "organisation:new-york-times"),
        ("Hizbollah", "group:hezbollah"),
        ("IDF", "organisation:israel-defense-forces"),
    ],
)
def test_usual_spellings_are_known(spelling: str, actor: str) -> None:
    known = [*known_persons(), *known_organisations()]
    found = {one.id for one in known if normalise(spelling) in {normalise(n) for n in (one.name, *one.aliases)}}
    assert found == {actor}


@pytest.mark.parametrize(
    ("position", "year", "holders"),
    [
        ("President of the United States", 2019, {"person:donald-trump"}),
        ("President of the United States", 2023, {"person:joe-biden"}),
        ("Prime Minister of Japan", 2018, {"person:shinzo-abe"}),
        ("Prime Minister of Japan", 2023, {"person:fumio-kishida"}),
        ("President of South Korea", 2018, {"person:moon-jae-in"}),
        ("President of South Korea", 2023, {"person:yoon-suk-yeol"}),
        ("Prime Minister of the United Kingdom", 2023, {"person:rishi-sunak"}),
        ("Pope", 2023, {"person:pope-francis"}),
        ("Supreme Leader of North Korea", 2023, {"person:kim-jong-un"}),
    ],
)
def test_offices_depend_on_the_day(position: str, year: int, holders: set[str]) -> None:
    midyear = month_number(year, 6)
    held = {
        one.id
        for one in known_persons()
        if one.position == position and (one.office_from or 0) <= midyear <= (one.office_to or midyear)
    }
    assert held == holders


def test_the_office_holders_of_the_stories_are_known() -> None:
    office = re.compile(
        r"(?:President|Prime Minister|Premier|Chancellor|Foreign Minister|Secretary of State) ((?:[A-Z][\w-]+ ?){2,3})"
    )
    stories = [path.read_text(encoding="utf-8").split("---")[2] for path in (DATA / "stories").glob("*.md")]
    told = {match.strip() for story in stories for match in office.findall(story)}
    known = {normalise(name) for row in ACTORS for name in names(row)}
    assert len(told) >= 20
    assert {name for name in told if normalise(name) not in known} == set()
