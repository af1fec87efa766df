"""The timeline under the map: a chart to brush a period on, and a player that steps through the events."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import timeline as chart
from geo.share import Selection
from geo.ui import data, link
from geo.words import count_text, date_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.maps.style import Theme
    from geo.query import Filters, Step

PLAYER, CHART = "player", "timeline"
_BRUSHED, _BRUSHES = "brushed", "brushes"
_HERE = Path(__file__).parent
_STEPPED = ("journey", "statement")


@st.cache_resource
def _player() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    return st.components.v2.component(
        "dateline_player",
        html='<div class="player" role="group" aria-label="Events in order"></div>',
        css=(_HERE / "player.css").read_text(encoding="utf-8"),
        js=(_HERE / "player.js").read_text(encoding="utf-8"),
    )


def timeline(filters: Filters, *, theme: Theme, show: Callable[[str], None]) -> None:
    """Draw player and chart of what the filters show.

    Parameters
    ----------
    filters
        What is shown.
    theme
        "light" or "dark".
    show
        Brings an event, by its id, into view on the map.
    """
    chosen = link.selection()
    now = data.event(chosen.id) if chosen.kind in _STEPPED and chosen.id else None
    here = data.step(filters, start=now.id, by=0) if now else None
    whole = here or data.step(filters)
    _player()(
        key=PLAYER,
        data={
            "id": now.id if here else None,
            "number": here.number if here else None,
            "total": whole.total if whole else 0,
            "day": date_text(now.date_from, now.date_to) if here else "",
            "caption": _caption(now.kind, now.id, filters) if here else "",
            "hint": "Step through the events, or drag over the chart to choose a period.",
        },
        on_step_change=lambda: _on_step(show),
    )
    drawn, picture = _picture(filters, theme, now.date_from if now else None, data.store().version())
    if drawn is None:
        return
    st.vega_lite_chart(
        spec=json.loads(picture),
        # a new chart after each brush: the old brush would lie over the period that it chose
        key=f"{CHART}-{st.session_state.get(_BRUSHES, 0)}",
        on_select=_on_brush,
        selection_mode=chart.BRUSH,
        width="stretch",
        theme=None,
    )
    if beyond := _beyond(drawn):
        st.html(f"<p class='dl-beyond'>{beyond}</p>")
    if st.session_state.pop(_BRUSHED, False):
        st.rerun()  # the filters of all pages have changed, not this part alone


@st.cache_resource(max_entries=128, show_spinner=False)
def _picture(
    filters: Filters,
    theme: Theme,
    now: dt.date | None,
    version: str,
) -> tuple[chart.Timeline | None, str]:
    """Return what the chart shows, and its Vega-Lite as JSON, which takes longer to make than all else on the page."""
    drawn = chart.timeline(data.histogram(filters), period=(filters.date_from, filters.date_to))
    if drawn is None:
        return None, ""
    made = chart.chart(drawn, theme=theme, now=now).properties(
        description=_description(drawn),
        # One sentence tells more than a label at each bar, and Vega gives its brush none: no nodes, but a canvas.
        usermeta={"embedOptions": {"renderer": "canvas"}},
    )
    import altair as alt

    alt.data_transformers.disable_max_rows()
    # Altair would check the whole against its schema on every run.
    return drawn, json.dumps(made.to_dict(validate=False))


def _description(drawn: chart.Timeline) -> str:
    """Return what the chart shows, for those who hear it."""
    events = sum(row["events"] for row in (*drawn.bars, *drawn.spans))
    said = f"Chart of {count_text(events, 'event')} by {drawn.unit}, {date_text(drawn.first, drawn.last)}."
    if drawn.bars:
        most = max(drawn.bars, key=lambda bar: bar["high"])
        when = date_text(most["start"], most["end"] - dt.timedelta(days=1))
        said += f" Most are in {when}: {count_text(most['high'], 'event')}."
    return f"{said} First and last day can be typed beside the filters."


def _beyond(drawn: chart.Timeline) -> str:
    """Return what the chart leaves out to either side."""
    sides = ((drawn.earlier, "earlier"), (drawn.later, "later"))
    return " · ".join(f"{count_text(n, 'event')} {word}, not drawn" for n, word in sides if n)


def _caption(kind: str, event_id: str, filters: Filters) -> str:
    from geo.query import Filters as Only

    only = Only(events=(event_id,), within=filters)
    if kind == "statement":
        said = data.statements(only, limit=1)
        return " ".join(filter(None, [said.iloc[0]["speaker"], said.iloc[0]["cue"]])) if len(said) else ""
    told = data.journeys(only, limit=1)
    if not len(told):
        return ""
    row = told.iloc[0]
    ends = " → ".join(filter(None, [row["origin_name"], row["destination_name"]]))
    return f"{row['travellers'] or 'Unnamed travellers'}{' in ' if kind == 'presence' else ': '}{ends}"


def _on_step(show: Callable[[str], None]) -> None:
    """Select the next, previous or first event, and show it on the map."""
    asked = st.session_state[PLAYER].step
    by = asked.get("by") if isinstance(asked, dict) else None
    chosen = link.selection()
    start = chosen.id if chosen.kind in _STEPPED and by != "first" else None
    found: Step | None = data.step(link.filters(), start=start, by={-1: -1}.get(by, 1))
    if found is None:
        return
    target = Selection("statement" if found.kind == "statement" else "journey", found.id)
    if link.selection() != target:
        link.select(target)
    st.session_state["stepped"] = found.id
    show(found.id)


def _on_brush() -> None:
    """Make what was brushed the period of the filters."""
    state = st.session_state
    days = chart.brushed(state[f"{CHART}-{state.get(_BRUSHES, 0)}"].selection)
    if days is not None:
        state[_BRUSHES] = state.get(_BRUSHES, 0) + 1
        link.change(date_from=days[0], date_to=days[1])
        state[_BRUSHED] = True
