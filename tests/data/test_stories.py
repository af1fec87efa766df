"""The sample corpus: complete, dated rightly, and quoting only what is sourced."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import Path

import frontmatter
import pytest
from geopy.distance import geodesic

from geo.gazetteer import Gazetteer

STORIES = sorted((Path(__file__).parents[2] / "data" / "stories").glob("*.md"))
WEEKDAYS = "|".join(calendar.day_name)
MONTHS = [*calendar.month_name]
DATED_WEEKDAY = re.compile(rf"\b({WEEKDAYS}),? (\d{{1,2}}) ({'|'.join(MONTHS[1:])})\b(?: (\d{{4}}))?")
BARE_WEEKDAY = re.compile(rf"\b({WEEKDAYS})\b(?!,? \d)")
QUOTATION = re.compile(r'"([^"]+)"')
EVENT = re.compile(r"(\d{4}-\d\d-\d\d): \S.*")
FEATURES = {
    "antimeridian crossing": r"\b(?:sailed|flew|travelled) from [A-Z][\w ]+ to [A-Z]",
    "cancelled trip": r"\b(?:cancelled|abandon his return|gave up the trip)\b",
    "chain of legs": r"\bto ([A-Z]\w+(?: [A-Z]\w+)?)\b(?s:.*)\b[Ff]rom \1\b",
    "country-level destination": r"\bto (?:Armenia|Belgium|Panama|Papua New Guinea|Samoa)\b",
    "denial": r"\bdenied\b",
    "journey by rail": r"\bby train\b",
    "journey by road": r"\b(?:drove|buses carry)\b",
    "journey on foot": r"\b(?:on foot|walk(?:ed)? (?:from|through))\b",
    "planned trip": r"\b(?:will|plans? to|is to|are to|would) (?:attend|be|fly|meet|open|travel)\b",
    "presence": r"\bmet [A-Z][\w ]+ in [A-Z]",
    "refugee flow": r"\b(?:fled|refugees|migrants)\b",
    "sea journey": r"\bsailed from [A-Z]",
    "wrong distance": r"\bThat was wrong\b",
}
"""What a story may claim to exercise, and the words that show it."""


def read(path: Path) -> frontmatter.Post:
    """Return the story with its front matter."""
    return frontmatter.loads(path.read_text(encoding="utf-8"))


def features(path: Path) -> list[str]:
    """Return what the story says that it exercises."""
    return read(path).get("features", [])


def event_days(post: frontmatter.Post) -> set[dt.date]:
    """Return the days on which the story's events took place."""
    return {dt.date.fromisoformat(event[:10]) for event in post["events"]}


@pytest.fixture(params=STORIES, ids=lambda path: path.stem)
def story(request: pytest.FixtureRequest) -> frontmatter.Post:
    """Give each story of the corpus in turn."""
    return read(request.param)


def test_the_corpus_has_its_stories() -> None:
    assert len(STORIES) == 24


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_file_name_starts_with_the_date(path: Path) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d(-[a-z0-9]+)+", path.stem)
    assert path.stem.startswith(f"{read(path)['date'].isoformat()}-")


def test_front_matter_is_complete(story: frontmatter.Post) -> None:
    assert set(story.keys()) - {"features"} == {"title", "date", "publisher", "events", "sources"}
    assert story["title"].strip()
    assert story["publisher"] == "Dateline samples"
    assert type(story["date"]) is dt.date


def test_events_have_dates_in_order(story: frontmatter.Post) -> None:
    assert len(story["events"]) >= 3
    assert all(EVENT.fullmatch(event) for event in story["events"])
    days = [event[:10] for event in story["events"]]
    assert days == sorted(days)
    assert abs(max(event_days(story)) - story["date"]) <= dt.timedelta(days=1)


def test_length(story: frontmatter.Post) -> None:
    assert 200 <= len(story.content.split()) <= 350


def test_a_paragraph_is_a_line(story: frontmatter.Post) -> None:
    paragraphs = story.content.split("\n\n")
    assert len(paragraphs) >= 4
    assert not any("\n" in paragraph for paragraph in paragraphs)
    assert all(re.search(r'[.!?]"?$', paragraph) for paragraph in paragraphs)


def test_weekdays_agree_with_their_dates(story: frontmatter.Post) -> None:
    found = list(DATED_WEEKDAY.finditer(story.content))
    for match in found:
        name, day, month, year = match.groups()
        date = dt.date(int(year or story["date"].year), MONTHS.index(month), int(day))
        assert calendar.day_name[date.weekday()] == name, match[0]
        assert date in event_days(story), f"{match[0]} is no day of an event"
    assert found


def test_a_bare_weekday_is_a_day_of_an_event(story: frontmatter.Post) -> None:
    near = {day for day in event_days(story) if abs((day - story["date"]).days) <= 6}
    names = {calendar.day_name[day.weekday()] for day in near}
    bare = {match[1] for match in BARE_WEEKDAY.finditer(story.content)}
    assert bare
    assert bare <= names


def test_no_date_is_later_than_the_story_knows(story: frontmatter.Post) -> None:
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", story.content)}
    assert all(1990 <= year <= story["date"].year + 1 for year in years)


def test_only_sourced_words_stand_in_quotation_marks(story: frontmatter.Post) -> None:
    body = story.content
    assert not re.search("[\u201c\u201d\u201e\u00ab\u00bb]", body)
    assert body.count('"') % 2 == 0
    quoted = {match.rstrip(".,!?") for match in QUOTATION.findall(body)}
    assert quoted == {source["quote"] for source in story["sources"]}


def test_a_source_says_who_when_and_where(story: frontmatter.Post) -> None:
    for source in story["sources"]:
        assert set(source) == {"quote", "speaker", "date", "source"}
        assert source["date"] in event_days(story)
        assert source["speaker"].strip()
        assert source["source"].strip()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (r"\bKiev\b", "Kyiv"),
        (r"\bKim Jong Un\b", "Kim Jong-un"),
        (r"\bZelensk(?:yy|iy|yi)\b", "Zelensky"),
        (r"\bYoon Suk (?:Yeol|yeol)\b", "Yoon Suk-yeol"),
        (r"\bkilometers?\b", "kilometres"),
        (r"\b\d+ ?km\b", "kilometres"),
        (r"\bG-20\b", "G20"),
    ],
)
def test_one_spelling(wrong: str, right: str) -> None:
    assert not [path.stem for path in STORIES if re.search(wrong, read(path).content)], f"write {right}"


def test_the_journey_of_september_2023_is_told() -> None:
    (path,) = (path for path in STORIES if path.stem == "2023-09-12-kim-vladivostok")
    body = read(path).content
    assert "from Pyongyang to Vladivostok by armoured train" in body
    assert "about 680 kilometres" in body
    assert not re.search(r"\b(?:in|to|from|at|near) Kyiv\b", body, re.IGNORECASE)


def test_the_corpus_exercises_every_kind_of_journey() -> None:
    assert {feature for path in STORIES for feature in features(path)} == set(FEATURES)


@pytest.mark.parametrize(
    ("path", "feature"),
    [
        pytest.param(path, feature, id=f"{path.stem}-{feature}".replace(" ", "-"))
        for path in STORIES
        for feature in features(path)
    ],
)
def test_a_feature_is_in_the_words(path: Path, feature: str) -> None:
    assert re.search(FEATURES[feature], read(path).content)


def coordinates(name: str) -> tuple[float, float]:
    """Return latitude and longitude in degrees of the place that a name means first."""
    place = Gazetteer.default().candidates(name)[0].place
    return place.lat, place.lon


@pytest.mark.parametrize("path", [path for path in STORIES if "antimeridian crossing" in features(path)])
def test_a_leg_crosses_the_antimeridian(path: Path) -> None:
    origin, destination = {
        "2023-05-22-modi-blinken-port-moresby": ("Hiroshima", "Washington"),
        "2024-10-08-manawanui-samoa": ("Auckland", "Samoa"),
        "2025-08-16-trump-putin-anchorage": ("Magadan", "Anchorage"),
    }[path.stem]
    assert f"from {origin} to {destination}" in read(path).content
    assert abs(coordinates(origin)[1] - coordinates(destination)[1]) > 180


def test_a_wrong_distance_is_told_and_put_right() -> None:
    (path,) = (path for path in STORIES if "wrong distance" in features(path))
    kilometres = geodesic(coordinates("Nairobi"), coordinates("Port-au-Prince")).km
    wrong, right = re.findall(r"about ([\d,]+) (miles|kilometres) from", read(path).content)
    assert wrong[1] == "miles"
    assert float(wrong[0].replace(",", "")) * 1.609344 > 1.1 * kilometres
    assert right[1] == "kilometres"
    assert float(right[0].replace(",", "")) == pytest.approx(kilometres, rel=0.01)
