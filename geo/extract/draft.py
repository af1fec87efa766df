"""A statement under construction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.extract.cues import Found
    from geo.extract.sources import Source
    from geo.record import Act, Span


@dataclass(slots=True)
class Draft:
    """Source, cue and content of a statement; ``medium`` passed it on, ``found`` is its cue word, if it has one."""

    source: Source | None
    cue: list[Span]
    content: list[Span]
    act: Act
    medium: Span | None = None
    found: Found | None = None
