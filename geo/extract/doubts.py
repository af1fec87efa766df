"""What the extractor is unsure of, as warnings of the record: said, not hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.record import Warning
from geo.routes import implied_speed_warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.record import Date, Journey, Toponym

_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?)?")


def doubts(toponyms: Sequence[Toponym], journeys: Sequence[Journey], dates: Sequence[Date]) -> tuple[Warning, ...]:
    """Return the warnings about places that are not certain and journeys that cannot have been that fast."""
    return (*_places(toponyms), *_speeds(journeys, dates))


def _places(toponyms: Sequence[Toponym]) -> Iterator[Warning]:
    for toponym in toponyms:
        if not toponym.literal:
            continue
        span = (toponym.start, toponym.end)
        if toponym.status == "ambiguous":
            yield Warning(
                "ambiguous_place", f"“{toponym.text}” may be one of several places: check the one on the map.", span
            )
        elif toponym.status == "not_found":
            yield Warning(
                "unresolved_place", f"“{toponym.text}” is not in the gazetteer, so it is not on the map.", span
            )


def _speeds(journeys: Sequence[Journey], dates: Sequence[Date]) -> Iterator[Warning]:
    for journey in journeys:
        if journey.great_circle_km is None:
            continue
        for start, end in journey.evidence:
            took = [h for d in dates if start <= d.start < end and d.type == "DURATION" and (h := _hours(d.value))]
            doubt = implied_speed_warning(journey.great_circle_km, max(took), journey.mode) if took else None
            if doubt:
                yield Warning("impossible_speed", doubt[0].upper() + doubt[1:], (start, end))


def _hours(value: str | None) -> float | None:
    match = _DURATION.fullmatch(value or "")
    if not match or not any(match.groups()):
        return None
    days, hours, minutes = (float(part or 0) for part in match.groups())
    return 24 * days + hours + minutes / 60
