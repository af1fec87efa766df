"""By what means somebody travels: the words for vehicles around a movement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.syntax import preposition
from geo.tables import motion_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.reading import Reading
    from geo.record import Mode, Span

_ABOARD = r"\b(?:in|on|aboard|boarded|took|takes?|taking) (?:(?:an?|the|his|her|their) )?(?:[\w-]+ ){0,2}(?:%s)\b"
_WORDED: tuple[tuple[Mode, str, str], ...] = (
    ("rail", r"\bby (?:train|rail)\b|\brailway station\b", "trains?"),
    (
        "air",
        r"\bby (?:plane|air|helicopter|jet)\b|\bAir Force One\b|\bflights?\b",
        "planes?|aircraft|jets?|helicopters?|airliner",
    ),
    (
        "sea",
        r"\bby (?:ship|sea|boat|ferry)\b|\bthe Mediterranean\b",
        "ships?|boats?|ferry|ferries|warships?|vessels?|yachts?",
    ),
    (
        "road",
        r"\bby (?:car|road|bus|land|motorcade|truck|coach)\b",
        "cars?|motorcade|bus|convoy|trucks?|limousine|shuttle|ambulance|taxi|van",
    ),
    ("foot", r"\bon foot\b", "foot"),
)
_MODES = tuple((re.compile(by + "|" + _ABOARD % aboard, re.IGNORECASE), mode) for mode, by, aboard in _WORDED)


def mode_told(reading: Reading, word: Token, sentence: Span) -> Mode:
    """Return the means of a movement that the words around its verb or noun tell."""
    for child in word.children:
        noun = motion_nouns().get(child.lower_)
        if (
            noun is not None
            and noun.kind == "vehicle"
            and child.dep_ == "obl"
            and preposition(child) in ("by", "in", "on", "aboard")
        ):
            return noun.mode  # type: ignore[return-value]  # a Mode by the table's own check
    clause = (max(sentence[0], word.idx - 80), min(sentence[1], word.idx + 120))
    return next((mode for pattern, mode in _MODES if pattern.search(reading.text, *clause)), "unknown")
