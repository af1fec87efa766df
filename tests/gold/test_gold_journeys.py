"""The gold set of journeys and dates is well formed: it can be trusted as a yardstick.

Each line of ``journeys.jsonl`` is a passage with its journeys, presences and time expressions, annotated by reading
alone.  Spans are code points, half-open; a date of a journey is the span of an entry of ``dates``.  What two careful
readers need beyond the record's own definitions:

- A named traveller's span is the name without title or office; the mention in the evidence comes first, then the name
  that a pronoun stands for, companions, and the vessel.  ``traveller_name`` is null for unnamed groups.
- ``evidence`` is the most informative sentence, or the neighbouring sentences that only together tell the movement.
- Two coordinated destinations, or origins, are two records.  ``origin_alt`` and ``destination_alt`` hold the other
  mentions of that place, and the city of a facility.
- Departed and not told to have arrived is ``under_way``; stopped, called off, rerouted or put off without a new date is
  ``cancelled``, with a new date ``planned``; would not leave, had not been is ``denied``; may, hopes, if, an
  invitation, an extradition asked for is ``hypothetical``.
- The journey's date is when people move, not when it is announced, cancelled or denied; of a range it is the start.
  A bound ("since March", "by Friday") serves where nothing nearer is told.
- Goods, animals, messages, timetables and tourism do not travel; taking part by video is no presence.
- A time expression leaves its preposition out, but keeps "early", "late", "the" and the "in" of "in two weeks".  A
  clock time or part of a day joined to its day is one expression, and so is a range that shares
  its month ("8 to 12 May").
- Ranges are ISO intervals, decades ``199X``, centuries ``18XX``, seasons ``SP``, ``SU``, ``FA``, ``WI``, parts of
  the day ``TMO``, ``TAF``, ``TEV``, ``TNI``, weekends ``-WE``.  "Two years ago" has the precision of a year.
- Durations, sets and ``PAST_REF`` and its kin have no precision.  Ages, "then", "later" alone: not annotated.
"""

import collections
import datetime
import itertools
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from geo.record import DateType, JourneyKind, JourneyStatus, Mode, Precision

PASSAGES = [json.loads(line) for line in Path(__file__).with_name("journeys.jsonl").read_text("utf-8").splitlines()]
JOURNEYS = [(passage, journey) for passage in PASSAGES for journey in passage["journeys"]]
DATES = [(passage, date) for passage in PASSAGES for date in passage["dates"]]
FIELDS = {
    "kind", "travellers", "traveller_name", "origin", "via", "destination", "origin_alt", "destination_alt", "mode",
    "status", "date", "evidence",
}  # fmt: skip
FORMS = {
    "called-off": 4, "chain": 8, "companions": 6, "coordinated": 8, "country": 20, "date-of-month": 3, "dateline": 3,
    "decade": 4, "delegation": 5, "deployment": 4, "deportation": 5, "destination-only": 30, "duration": 15,
    "evacuation": 5, "expected": 4, "extradition": 4, "facility": 6, "false-friend": 25, "foot": 8, "goods": 4,
    "headline": 3, "hopes": 3, "invited": 4, "journey-and-presence": 8, "local": 8, "long": 5, "may": 4, "new-year": 5,
    "none": 40, "noun": 10, "offset-date": 10, "origin-only": 8, "postponed": 4, "presence": 25, "pronoun": 8,
    "quarter": 3, "range": 4, "refugees": 10, "refused": 4, "relative-date": 20, "return": 8, "season": 4, "set": 5,
    "time-of-day": 20, "tour": 3, "troops": 8, "two-tellings": 8, "vague-date": 8, "vessel": 8, "via": 8, "week": 10,
    "weekday": 40,
}  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DURATION = re.compile(r"P(?=.)((\d+|X)[YMWD])*(T(?=.)((\d+|X)[HMS])+)?")
SET = re.compile(r"P1[YMWD]|XXXX-(WXX-[1-7]|XX-XXT(MO|AF|EV|NI)|(0[1-9]|1[0-2])|(SP|SU|FA|WI))")
PART_OF_DAY = ("MO", "AF", "EV", "NI")

each_passage = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
each_journey = pytest.mark.parametrize(
    ("passage", "journey"), JOURNEYS, ids=[f"{p['id']}.{p['journeys'].index(j) + 1}" for p, j in JOURNEYS]
)
each_date = pytest.mark.parametrize(("passage", "date"), DATES, ids=[f"{p['id']}@{d['start']}" for p, d in DATES])


def precision_of(value: str) -> str:
    """Parse one calendar value, raising ``ValueError`` where it is none, and tell how fine it is."""
    day, clock, time = value.partition("T")
    if clock:
        if day:
            datetime.date.fromisoformat(day)
        if time not in PART_OF_DAY:
            datetime.time.fromisoformat(time)
        return "time"
    if re.fullmatch(r"\d{4}-W\d\d(-WE)?", value):
        datetime.date.fromisoformat(f"{value[:8]}-1")
        return "week"
    for precision, form in {"%Y-%m-%d": "day", "%Y-%m": "month", "%Y": "year"}.items():
        try:
            if datetime.datetime.strptime(value, precision).strftime(precision) == value:
                return form
        except ValueError:
            continue
    for form, pattern in {
        "quarter": r"\d{4}-Q[1-4]", "season": r"\d{4}-(SP|SU|FA|WI)", "decade": r"\d{3}X", "century": r"\d\dXX"
    }.items():  # fmt: skip
        if re.fullmatch(pattern, value):
            return form
    raise ValueError(value)


def stands_alone(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    edges = (text[start - 1 : start] + text[start], text[end - 1] + text[end : end + 1])
    return 0 <= start < end <= len(text) and words == words.strip() and not any(re.fullmatch(r"\w\w", e) for e in edges)


def occurrences(words: str, text: str) -> list[list[int]]:
    return [list(match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def test_there_are_enough_passages_and_each_has_its_own_id_and_text():
    assert len(PASSAGES) >= 140
    assert [passage["id"] for passage in PASSAGES] == [f"journey-{n:03}" for n in range(1, len(PASSAGES) + 1)]
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)
    assert sum(not passage["journeys"] for passage in PASSAGES) >= 25
    assert sum(passage["published"] is None for passage in PASSAGES) >= 5


def test_every_status_mode_and_kind_is_covered_several_times():
    for field, vocabulary, least in (("status", JourneyStatus, 15), ("mode", Mode, 10), ("kind", JourneyKind, 40)):
        found = collections.Counter(journey[field] for _, journey in JOURNEYS)
        assert {word: found[word] for word in get_args(vocabulary) if found[word] < least} == {}
    statuses = collections.Counter(journey["status"] for _, journey in JOURNEYS if journey["kind"] == "presence")
    assert {word: statuses[word] for word in get_args(JourneyStatus) if statuses[word] < 2} == {}


def test_every_type_and_precision_of_date_is_covered():
    types = collections.Counter(date["type"] for _, date in DATES)
    assert {word: types[word] for word in get_args(DateType) if types[word] < 6} == {}
    assert {date["precision"] for _, date in DATES} - {None} == set(get_args(Precision))


def test_every_form_is_covered_several_times():
    found = collections.Counter(tag for passage in PASSAGES for tag in set(passage["tags"]))
    assert {form: (found[form], least) for form, least in FORMS.items() if found[form] < least} == {}


@each_passage
def test_tags_tell_what_the_records_are(passage):
    tags = set(passage["tags"])
    journeys = passage["journeys"]
    assert tags & set(get_args(JourneyStatus)) == {journey["status"] for journey in journeys}
    assert tags & set(get_args(Mode)) == {journey["mode"] for journey in journeys} - {"unknown"}
    assert ("none" in tags) == (not journeys)
    assert ("presence" in tags) == any(journey["kind"] == "presence" for journey in journeys)
    assert ("via" in tags) == any(journey["via"] for journey in journeys)


@each_journey
def test_journey_speaks_the_vocabulary_of_the_record(passage, journey):
    assert journey.keys() == FIELDS
    assert journey["kind"] in get_args(JourneyKind)
    assert journey["status"] in get_args(JourneyStatus)
    assert journey["mode"] in get_args(Mode)
    assert journey["origin"] or journey["destination"]
    if journey["kind"] == "presence":
        assert (journey["origin"], journey["via"], journey["mode"]) == (None, [], "unknown")
    for name in journey["traveller_name"].split(";") if journey["traveller_name"] else []:
        assert re.search(rf"(?<!\w){re.escape(name.split(' ')[-1])}(?!\w)", passage["text"])


@each_journey
def test_spans_are_whole_words_and_travellers_and_ends_differ(passage, journey):
    ends = [end for end in (journey["origin"], *journey["via"], journey["destination"]) if end]
    alternatives = journey["origin_alt"] + journey["destination_alt"]
    assert journey["travellers"]
    for start, end in [*journey["travellers"], *ends, *alternatives, journey["evidence"]]:
        assert stands_alone(passage["text"], start, end), passage["text"][start:end]
    for spans in (journey["travellers"], ends):
        assert len({tuple(span) for span in spans}) == len(spans)


@each_journey
def test_evidence_is_whole_sentences_that_hold_a_traveller_and_every_end(passage, journey):
    text, (start, end) = passage["text"], journey["evidence"]
    assert start == 0 or text[start - 2 : start] in (". ", "” ")
    assert end == len(text) or text[end - 1] in ".”"

    def held(spans: list[list[int]]) -> bool:
        return any(start <= span[0] and span[1] <= end for span in spans)

    assert held(journey["travellers"]) or "pronoun" in passage["tags"]
    assert all(held([span]) for span in journey["via"])
    for side in ("origin", "destination"):
        assert journey[side] is None or held([journey[side], *journey[f"{side}_alt"]])


@each_journey
def test_every_other_mention_by_the_same_words_is_an_alternative(passage, journey):
    ends = [journey["origin"], journey["destination"]]
    for side in ("origin", "destination"):
        if journey[side] is None:
            assert journey[f"{side}_alt"] == []
            continue
        start, end = journey[side]
        others = [span for span in occurrences(passage["text"][start:end], passage["text"]) if span not in ends]
        assert [span for span in others if span not in journey[f"{side}_alt"]] == []


@each_journey
def test_date_of_a_journey_is_a_point_in_time_of_the_passage(passage, journey):
    types = {(date["start"], date["end"]): date["type"] for date in passage["dates"]}
    assert journey["date"] is None or types[tuple(journey["date"])] in ("DATE", "TIME")


@each_passage
def test_dates_are_verbatim_in_order_and_apart(passage):
    assert passage["published"] is None or datetime.date.fromisoformat(passage["published"])
    for date in passage["dates"]:
        assert passage["text"][date["start"] : date["end"]] == date["text"]
        assert stands_alone(passage["text"], date["start"], date["end"])
    for before, after in itertools.pairwise(passage["dates"]):
        assert before["end"] <= after["start"]


@each_date
def test_value_parses_at_the_precision_that_is_told(passage, date):
    value = date["value"]
    assert date["type"] in get_args(DateType)
    if value is None:
        assert passage["published"] is None
        assert date["precision"] in get_args(Precision)
    elif date["type"] == "DURATION":
        assert DURATION.fullmatch(value)
        assert date["precision"] is None
    elif date["type"] == "SET":
        assert SET.fullmatch(value)
        assert date["precision"] is None
    elif value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        assert (date["type"], date["precision"]) == ("DATE", None)
    else:
        ends = value.split("/")
        assert {precision_of(end) for end in ends} == {date["precision"]}
        assert ends == sorted(ends)
        assert (date["type"] == "TIME") == (date["precision"] == "time")


@each_date
def test_weekday_month_and_year_in_the_words_agree_with_the_value(passage, date):
    value = (date["value"] or "").split("/")[-1]
    if not re.match(r"\d{4}", value):
        return
    for name in WEEKDAYS:
        if re.search(rf"\b{name}\b", date["text"]):
            assert WEEKDAYS[datetime.date.fromisoformat(value[:10]).weekday()] == name
    for number, name in enumerate(MONTHS, 1):
        if re.search(rf"\b{name}\b", date["text"]):
            assert value[5:7] == f"{number:02}"
    for year in re.findall(r"\b\d{4}\b", date["text"])[-1:]:
        assert value[:4] == year
