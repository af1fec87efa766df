"""Forms of address and offices that stand before a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.reading import overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.reading import Reading
    from geo.record import Span

TITLES = tuple(
    "President|Vice President|Prime Minister|Premier|Chancellor|Foreign Minister|Defence Minister|Defense Minister|"
    "Minister|"
    "Secretary of State|Secretary General|Secretary-General|Secretary|Ambassador|General|Gen.|Admiral|Adm.|Colonel|"
    "Col.|Major|Maj.|"
    "Captain|Capt.|Lieutenant|Lt.|Lt|Senator|Sen.|Governor|Gov.|Mayor|Judge|Justice|King|Queen|Prince|Princess|"
    "Crown Prince|Pope|"
    "Cardinal|Archbishop|Bishop|Patriarch|Ayatollah|Sheikh|Emir|Sultan|Professor|Prof.|Prof|Dr.|Dr|Mr.|Mr|Mrs.|Mrs|"
    "Ms.|Ms|Miss|Sir|"
    "Dame|Lord|Lady|Baroness|Chairman|Chairwoman|Commissioner|Congressman|Congresswoman|Representative|Rep.|Rep|"
    "Sgt.|Sgt|Sergeant|"
    "Datuk|Dato|Tan Sri|Mullah|Maulana|Daw|Shri|Doña|Monsieur|Herr|Frau|"
    "Officer|Chief|Detective|Deputy|Attorney General|Attorney|Coach|Rev.|Reverend|Father|Brother|Sister|Imam|Rabbi|"
    "Speaker|Director|"
    "Inspector|Constable|Councilman|Councilwoman|Councillor|Alderman|Superintendent|Principal|Comrade|Hon.|Brigadier|Marshal".split(
        "|"
    )
)
"""Forms of address and offices that stand before a name and are no part of it (in capitals)."""

_WORD = r"[A-Z][\w’'-]*[a-z][\w’'-]*"
_TITLED = re.compile(
    r"\b(?:President|(?:Prime|Foreign|Defen[cs]e|Interior|Finance) Minister|Minister|Secretary of State|Senator|"
    r"Ambassador|Governor|Colonel|Captain|Judge|Mayor|Chancellor)\s+"
    rf"(?P<name>{_WORD}(?: (?:(?:de|da|do|dos|del|van|von|al|el|bin|la) )?{_WORD}){{1,3}})"
)


def titled(reading: Reading, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield names of two words or more behind the title of an office, where no name in ``taken`` overlaps."""
    for match in _TITLED.finditer(reading.text):
        start, end = match.span("name")
        span = start, end - 2 * match["name"].endswith(("’s", "'s"))
        if not any(overlaps(span, other) for other in taken):
            yield span
