"""What articles say of how far two places lie apart, as rows of the store.  Pure functions, no database."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.record import Distance, Record, Span


class Claim(NamedTuple):
    """A distance that the text claims, and the sentence that claims it (code points)."""

    told: Distance
    sentence: Span


def claims(record: Record, text: str) -> list[Claim]:
    """Return the distances that an article claims, each with its sentence, in the order of the text."""
    spans = sorted(record.sentences)
    return [Claim(told, _sentence(told, spans, text)) for told in sorted(record.distances, key=lambda d: d.start)]


def _sentence(told: Distance, spans: list[Span], text: str) -> Span:
    """Return the sentence that holds the words, else their line."""
    at = bisect.bisect_right(spans, (told.start, len(text))) - 1
    if at >= 0 and spans[at][0] <= told.start < spans[at][1]:
        return spans[at]
    end = text.find("\n", told.end)
    return text.rfind("\n", 0, told.start) + 1, len(text) if end < 0 else end
