"""Bars of the timeline: every event is in a bar, in a span, or counted as beyond."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo import timeline as chart

DAY = dt.date(2023, 9, 10)
COLUMNS = ["day", "last_day", "kind", "events"]


def histogram(*rows) -> pd.DataFrame:
    return pd.DataFrame([(*row[:2], row[2], row[3]) for row in rows], columns=COLUMNS)


def test_no_events_make_no_timeline():
    assert chart.timeline(histogram()) is None


def test_bars_are_as_fine_as_they_can_be_told_apart():
    units = {
        days: chart.timeline(
            histogram((DAY, DAY, "journey", 1), (DAY + dt.timedelta(days), DAY + dt.timedelta(days), "journey", 1))
        ).unit
        for days in (10, 400, 3000, 9000, 40_000)
    }
    assert units == {10: "day", 400: "week", 3000: "month", 9000: "quarter", 40_000: "year"}


def test_what_happens_at_one_time_stands_on_each_other():
    shown = chart.timeline(histogram((DAY, DAY, "statement", 3), (DAY, DAY, "journey", 2)))
    assert [(bar["kind"], bar["low"], bar["high"]) for bar in shown.bars] == [("journey", 0, 2), ("statement", 2, 5)]
    assert shown.bars[0]["label"] == "10 Sep 2023: 2 journeys"


def test_an_event_of_which_only_the_year_is_told_is_no_bar():
    year = (dt.date(2023, 1, 1), dt.date(2023, 12, 31), "presence", 4)
    new_year = dt.date(2023, 1, 1)
    shown = chart.timeline(histogram((new_year, new_year, "journey", 1), (DAY, DAY, "journey", 1), year))
    assert sum(bar["events"] for bar in shown.bars) == 2
    assert [(span["start"], span["events"]) for span in shown.spans] == [(dt.date(2023, 1, 1), 4)]


def test_a_few_old_events_do_not_squeeze_the_others():
    old = (dt.date(1950, 1, 1), dt.date(1950, 1, 1), "presence", 1)
    shown = chart.timeline(histogram(old, (DAY, DAY + dt.timedelta(2), "journey", 99), (DAY, DAY, "journey", 40)))
    assert (shown.first, shown.earlier) == (DAY, 1)


DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
ROWS = st.lists(
    st.builds(
        lambda day, length, kind, n: (
            day, dt.date.fromordinal(min(day.toordinal() + length, dt.date.max.toordinal())), kind, n
        ),
        DAYS, st.integers(0, 800), st.sampled_from(["journey", "presence", "statement", "scene", "named"]),
        st.integers(1, 50),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@given(ROWS, st.tuples(st.none() | DAYS, st.none() | DAYS))
def test_every_event_is_drawn_or_counted(rows, period):
    shown = chart.timeline(histogram(*rows), period=period)
    if shown is None:
        return
    drawn = sum(row["events"] for row in (*shown.bars, *shown.spans))
    assert drawn + shown.earlier + shown.later == sum(row[3] for row in rows)
    assert all(row["start"] <= row["end"] for row in (*shown.bars, *shown.spans))
    assert len({bar["start"] for bar in shown.bars}) <= max(chart.MOST_BARS + 2, (shown.last - shown.first).days / 365)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 400))
def test_a_brush_is_read_as_the_days_that_it_covers(day, length):
    def ms(day):
        return (day - dt.date(1970, 1, 1)).days * 86_400_000

    last = day + dt.timedelta(length)
    assert chart.brushed({chart.BRUSH: {"start": [ms(last) + 3_600_000, ms(day)]}}) == (day, last)


def test_what_is_no_brush_is_none():
    for nothing in (
        {},
        {"period": {}},
        {"period": {"start": []}},
        {"period": {"start": ["x", 1]}},
        None,
        {"period": 3},
    ):
        assert chart.brushed(nothing) is None


def test_the_chart_has_all_bars_and_marks_the_day_of_the_selection():
    shown = chart.timeline(
        histogram((DAY, DAY, "journey", 2), (DAY + dt.timedelta(5), DAY + dt.timedelta(5), "scene", 1))
    )
    spec = chart.chart(shown, theme="light", now=DAY).to_dict()
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks == ["rect", "rule"]
    assert len(spec["datasets"][spec["layer"][0]["data"]["name"]]) == 2


def test_a_few_days_are_marked_one_by_one():
    def axis(days):
        shown = chart.timeline(histogram((DAY, DAY, "journey", 1)), period=(DAY, DAY + dt.timedelta(days)))
        return chart.chart(shown, theme="light").to_dict()["layer"][0]["encoding"]["x"]["axis"]["tickCount"]

    assert axis(0) == axis(6) == {"interval": "day", "step": 1}
    assert axis(90) == 7
