"""The two ends of one movement, told one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.days import day_range

if TYPE_CHECKING:
    from geo.record import Date, End, Journey


def is_other_end(old: Journey, new: Journey, text: str) -> bool:
    """Tell whether one sentence, or two that follow each other, tell the two ends of one movement.

    "X left A on Sunday and arrived in B on Monday", "X landed in B. He had left A a day later than planned": the same
    travellers, nothing but the other end, and an arrival within two days of the departure.
    """
    if actors_of(old) != actors_of(new) or not actors_of(old) or old.kind != "journey" or old.via or new.via:
        return False
    gap = text[old.evidence[-1][1] : new.evidence[0][0]]
    if old.evidence[-1] != new.evidence[0] and (len(gap) > 3 or "\n" in gap):
        return False
    leaves = old.origin and not old.destination and new.destination and not new.origin
    arrived = old.destination and not old.origin and new.origin and not new.destination
    if not (leaves or arrived) or not timely(old, new):
        return False
    if arrived and not (new.date is None or (old.date is not None and _order(new.date, old.date))):
        return False
    return not leaves or old.date is None or new.date is None or _order(old.date, new.date)


def halves(old: Journey, new: Journey) -> tuple[End, End]:
    """Return the end that each of two half told journeys has."""
    return (old.origin or old.destination), (new.origin or new.destination)  # type: ignore[return-value]


def _order(first: Date, then: Date) -> bool:
    """Tell whether a day follows another at once: the same day, the next, or the one after."""
    a, b = day_range(first.value), day_range(then.value)
    return a is None or b is None or 0 <= (b[0] - a[0]).days <= 2


def timely(old: Journey, new: Journey) -> bool:
    """A movement that is over and one that is still planned are two, unless no date tells them apart."""
    over, ahead = {"completed"}, {"planned", "hypothetical"}
    opposed = (old.status in over and new.status in ahead) or (old.status in ahead and new.status in over)
    return not opposed or bool(old.date and new.date)


def actors_of(journey: Journey) -> frozenset[str]:
    """Return the ids of the travellers of a journey that are actors."""
    return frozenset(t.actor for t in journey.travellers if t.actor)
