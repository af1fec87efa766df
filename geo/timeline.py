"""The timeline under the map: events by day, week, month or year, and the chart of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geo.maps.style import Theme, palette
from geo.words import count_text, date_text

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

Unit = Literal["day", "week", "month", "quarter", "year"]
MOST_BARS = 130
"""More bars than this are too thin to be told apart, or to be pointed at."""
OUTLYING = 0.02
WORTHWHILE = 0.6
"""At most the first share of the events lies beyond the days drawn, if the rest fits into the second of the time."""
BRUSH = "period"
_DAY_TICKS = 10
_KINDS = ("journey", "presence", "statement", "scene", "named")
_WORDS = {
    "journey": ("journey", "journeys"),
    "presence": ("presence", "presences"),
    "statement": ("statement", "statements"),
    "scene": ("scene", "scenes"),
    "named": ("place only named", "places only named"),
}
_LONGEST_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


class Timeline(NamedTuple):
    """Bars and what is beside them.

    Attributes
    ----------
    unit
        What a bar stands for.
    bars
        ``start, end`` (first day and the day after the last), ``kind, events, label``, ``low, high`` (events; those of
        one time stand on each other); one row a bar and kind.
    spans
        The same of events whose days are longer than a bar, as when only a year is told.
    first, last
        The days drawn.
    earlier, later
        Numbers of events before and after them.
    """

    unit: Unit
    bars: list[dict[str, Any]]
    spans: list[dict[str, Any]]
    first: dt.date
    last: dt.date
    earlier: int
    later: int


def timeline(
    histogram: pd.DataFrame, *, period: tuple[dt.date | None, dt.date | None] = (None, None)
) -> Timeline | None:
    """Return what the chart draws; None where no event has a day.

    Parameters
    ----------
    histogram
        From :func:`geo.query.histogram`.
    period
        First and last day that the filters ask for.  Where they leave one open the events decide, and a few that lie
        far off the others are only counted.
    """
    if histogram.empty:
        return None
    rows = list(histogram.itertuples(index=False))
    first, last = _extent(rows)
    first, last = period[0] or first, period[1] or last
    if last < first:
        return None
    unit = _unit(first, last)
    bars: dict[tuple[dt.date, str], int] = {}
    spans: dict[tuple[dt.date, dt.date, str], int] = {}
    earlier = later = 0
    for row in rows:
        if row.last_day < first:
            earlier += row.events
        elif row.day > last:
            later += row.events
        elif _start(row.day, unit) == _start(row.last_day, unit):
            key = (_start(row.day, unit), row.kind)
            bars[key] = bars.get(key, 0) + row.events
        else:
            key = (max(row.day, first), _plus(min(row.last_day, last), 1), row.kind)
            spans[key] = spans.get(key, 0) + row.events
    return Timeline(
        unit,
        _stacked([_row(start, _end(start, unit), kind, n) for (start, kind), n in bars.items()]),
        [_row(start, end, kind, n) for (start, end, kind), n in sorted(spans.items())],
        first,
        last,
        earlier,
        later,
    )


def _row(start: dt.date, end: dt.date, kind: str, events: int) -> dict[str, Any]:
    when = date_text(start, end - dt.timedelta(days=1))
    label = f"{when}: {count_text(events, *_WORDS[kind])}"
    return {"start": start, "end": end, "kind": kind, "events": events, "label": label}


def _stacked(bars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the bars in order, with ``low`` and ``high``: those of one time stand on each other."""
    height: dict[dt.date, int] = {}
    out = []
    for bar in sorted(bars, key=lambda bar: (bar["start"], _KINDS.index(bar["kind"]))):
        low = height.get(bar["start"], 0)
        height[bar["start"]] = low + bar["events"]
        out.append(bar | {"low": low, "high": low + bar["events"]})
    return out


def _extent(rows: list[Any]) -> tuple[dt.date, dt.date]:
    """Return the days that hold nearly all events, where leaving a few out brings the rest much closer."""
    first, last = min(row.day for row in rows), max(row.last_day for row in rows)
    spare = OUTLYING * sum(row.events for row in rows)
    near = first
    for row in sorted(rows, key=lambda row: row.last_day):
        near = row.day
        spare -= row.events
        if spare < 0:
            break
    whole = (last - first).days + 1
    return (near, last) if (last - near).days + 1 <= WORTHWHILE * whole else (first, last)


def _unit(first: dt.date, last: dt.date) -> Unit:
    days = (last - first).days + 1
    return next((unit for unit, length in _LONGEST_DAYS.items() if days / length <= MOST_BARS), "year")


def _start(day: dt.date, unit: Unit) -> dt.date:
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _end(start: dt.date, unit: Unit) -> dt.date:
    """Return the day after the last of a bar."""
    return _start(_plus(start, _LONGEST_DAYS[unit]), unit)


def _plus(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def chart(shown: Timeline, *, theme: Theme, now: dt.date | None = None, height: int = 84) -> alt.Chart:
    """Return the chart: stacked bars, longer spans below the axis, a rule at the event that is selected.

    The reader's brush is the selection parameter :data:`BRUSH`, on the field ``start``.
    """
    import altair as alt
    import pandas as pd

    colours = palette(theme)
    scale = alt.Scale(
        domain=list(_KINDS),
        range=[
            colours["journey"],
            colours["journey-soft"],
            colours["disc"],
            colours["scene-bar"],
            colours["named-bar"],
        ],
    )
    domain = [_time(shown.first), _time(_plus(shown.last, 1))]
    time = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(domain=domain, nice=False, type="utc"),
        axis=alt.Axis(
            grid=False, labelOverlap=True, **_ticks(shown), labelFontSize=11, labelColor=colours["muted"],
            domainColor=colours["hairline"], tickColor=colours["hairline"], labelFlush=True,
        ),
    )  # fmt: skip
    tooltip = alt.Tooltip("label:N", title=" ")
    colour = alt.Color("kind:N", scale=scale, legend=None)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"], mark=alt.BrushConfig(fill=colours["selected"]))
    bars = (
        alt.Chart(_frame(pd, shown.bars))
        .mark_rect(stroke=colours["page"], strokeWidth=0.5)
        .encode(
            x=time,
            x2="end:T",
            y=alt.Y("low:Q", axis=None, scale=alt.Scale(nice=False)),
            y2="high:Q",
            color=colour,
            tooltip=tooltip,
        )
        .add_params(brush)
    )
    layers = [bars]
    if shown.spans:
        spans = alt.Chart(_frame(pd, shown.spans)).mark_rect(opacity=0.4)
        edge = {"y": alt.value(height), "y2": alt.value(height - 3)}
        layers.append(spans.encode(x=time, x2="end:T", color=colour, tooltip=tooltip, **edge))
    if now and shown.first <= now <= shown.last:
        rule = alt.Chart(pd.DataFrame({"start": [_time(now)]})).mark_rule(color=colours["selected"], strokeWidth=2)
        layers.append(rule.encode(x=time))
    return (
        alt.layer(*layers)
        .properties(height=height, padding={"left": 4, "right": 4, "top": 4, "bottom": 2}, background="transparent")
        .configure_view(stroke=None, cursor="crosshair")
    )


def _ticks(shown: Timeline) -> dict[str, Any]:
    """Return how time is marked: a few days one by one, for the chart would mark hours; more as the chart likes."""
    few = (shown.last - shown.first).days < _DAY_TICKS
    return {"tickCount": {"interval": "day", "step": 1}, "format": "%-d %b"} if few else {"tickCount": 7}


def _frame(pd: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:  # noqa: ANN401 - the module, imported late
    frame = pd.DataFrame(rows, columns=["start", "end", "kind", "events", "label", "low", "high"])
    return frame.assign(start=frame["start"].map(_time), end=frame["end"].map(_time))


def _time(day: dt.date) -> str:
    return day.isoformat()  # a bare day is UTC to browsers, and so is the scale: no time zone moves a bar or a brush


def brushed(selection: Any) -> tuple[dt.date, dt.date] | None:  # noqa: ANN401 - what the browser sends
    """Return the first and last day that the reader brushed; None where nothing sensible was.

    Parameters
    ----------
    selection
        The chart's selection as Streamlit returns it: milliseconds since 1970.
    """
    try:
        start, end = sorted(float(value) for value in selection[BRUSH]["start"])
        first, last = (dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC).date() for at in (start, end))
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    return first, last
