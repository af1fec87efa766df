"""Lines as the map draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECIMALS = 3
"""Decimals of a degree that are drawn: 0.001 degrees are at most 111 m."""


def drawn(line: Iterable[Sequence[float]]) -> list[list[float]]:
    """Return a line rounded to what the map can show."""
    return [[round(float(lat), DECIMALS), round(float(lon), DECIMALS)] for lat, lon in line]
