"""Speeds that no journey has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.record import Mode

FASTEST_KMH = 1200.0
"""Above the speed of every airliner."""
FASTEST_BY_RAIL_KMH = 350.0
"""The highest speed of trains in regular service."""


def implied_speed_warning(km: float, hours: float | None, mode: Mode) -> str | None:
    """Return a sentence about a speed that cannot be, else None.

    Parameters
    ----------
    km
        Length of the journey.
    hours
        How long it took at most; None where that is not told.
    mode
        How they travelled.
    """
    if hours is None or km <= 0:
        return None
    fastest = FASTEST_BY_RAIL_KMH if mode == "rail" else FASTEST_KMH
    if km <= fastest * max(hours, 0):
        return None
    how = f"{km:,.0f} km{' by rail' if mode == 'rail' else ''}"
    if hours <= 0:
        return f"{how} in no time cannot be: check the places and the dates."
    return f"{how} in {hours:,.3g} hours is {km / hours:,.0f} km/h, which cannot be: check the places and the dates."
