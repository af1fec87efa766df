"""Time expressions and their ISO values, at the precision that the text gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.dates_values import Setting, value_of
from geo.extract.dates_words import PATTERNS
from geo.record import Date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.extract.reading import Reading

_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were|be) (?:to|due|expected|scheduled|set|planned|slated)|plans? to|planned (?:to|for)|until|going to|"
    r"ahead of|due|(?:expected|scheduled|planning|hopes?|wants?|intends?) (?:to|for)|upcoming)\b|[’']ll\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|said|told|\w{3,}ed|met|came|went|left|held|took|began|fell|rose|won|lost)\b")
_CLAUSE = re.compile(r"[,;:]|\b(?:that|and|who|which|where|when|while|but|after|before)\b")
_NUMBERED = re.compile(r"\b(?:pp?|No|Nos|Rule|Act|Section|[A-Z])\.?\s+$")
# "May", "March" and short forms are dates only where a preposition, an article of time or a day stands beside them.
_DOUBTFUL = re.compile(r"(?:May|March|Mar|Jan|Jun|Dec|Mon|Sun|Sat|Wed|Fri|MAY|MARCH|MAR|JAN)\.?")
_SHORT = frozenset({"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"})
_DATING = re.compile(
    r"\b(?:in|on|by|since|until|till|from|to|of|for|before|after|during|through|between|last|next|this|early|late|mid|end|beginning|every|each|"
    r"and|or|around|past|coming)[\s-]+$",
    re.IGNORECASE,
)
_CONTEXT = 250
"""Code points that a told year reaches: a day without a year further on is not read as one of that year."""


def dates(reading: Reading) -> tuple[Date, ...]:
    """Return the time expressions of a text, in order and without overlap.

    Relative words resolve against the day of publication; without one their value stays null.  A day or month without a
    year, and words such as "that year" or "two days later", are read against the date told before them.
    """
    return tuple(_scan(reading))


def _scan(reading: Reading) -> Iterator[Date]:
    text = reading.text
    found = sorted(
        ((m.start(), -m.end(), n, name, m) for n, (name, pattern) in enumerate(PATTERNS) for m in pattern.finditer(text)),
        key=lambda hit: hit[:3],
    )
    covered = -1
    told: Date | None = None
    for start, _, _, name, match in found:
        if start < covered or _no_date(name, match, text) or (name == "season" and _is_verb(start, reading)):
            continue
        parts = {k: v for k, v in match.groupdict().items() if v}
        before = told.value if told is not None and start - told.end < _CONTEXT else None
        value = value_of(name, parts, Setting(reading.published, before, _looks_ahead(start, reading)))
        if value is None:
            continue
        end = match.end() - (match[0].endswith(".") and text[match.end() : match.end() + 1] in ("", "\n"))
        covered = end
        date = Date(start, end, text[start:end], *value)
        if date.type == "DATE" and day_range(date.value) is not None:
            told = date
        yield date


def _no_date(name: str, match: re.Match[str], text: str) -> bool:
    """Tell names and other words from dates: "May said", "Black Friday", "Sun Ruiwen"."""
    if name == "_month" and len(match["month"]) < 5 and match["month"].rstrip(".").title() in _SHORT and not match[0].endswith("."):
        return True
    if name in ("_month", "_weekday") and _DOUBTFUL.fullmatch(match[0]):
        if not _DATING.search(text[max(0, match.start() - 14) : match.start()]):
            return True
        return bool(re.match(r"\s+[A-Z][a-z]", text[match.end() : match.end() + 3])) or (match[0] in ("May", "March") and bool(re.match(r" (?:said|told|is|was|has|had)\b", text[match.end() : match.end() + 6])))
    before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 3]
    if name == "word" and match[0][0] == "T":
        return bool(re.search(r"[A-Z]\w+ $", before))  # "USA Today"
    if name == "season" and "year" not in {k for k, v in match.groupdict().items() if v}:
        return match[0][-1] == "s" or (match[0][0].isupper() and bool(re.match(r"\s+[A-Z]", after)))
    return name == "_year" and bool(_NUMBERED.search(before))


def _is_verb(start: int, reading: Reading) -> bool:
    """Tell "prices fall" from "this fall"."""
    token = reading.token_starts.get(start)
    return token is not None and reading.doc[token].tag_.startswith("VB")


def _looks_ahead(start: int, reading: Reading) -> bool | None:
    """Tell whether the words of the same clause look ahead (True) or back (False); None where they tell neither."""
    first, last = reading.sentence_at(start)
    clause = _CLAUSE.split(reading.text[first:start])[-1]
    if _FUTURE.search(clause):
        return True
    if _PAST.search(clause):
        return False
    after = next((part for part in _CLAUSE.split(reading.text[start:last]) if part.count(" ") > 1), "")
    if _FUTURE.search(after):
        return True
    return False if _PAST.search(after) or _PAST.search(reading.text, first, start) else None
