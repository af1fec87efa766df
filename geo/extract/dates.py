"""Time expressions and their ISO values, at the precision that the text gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.dates_setting import Setting
from geo.extract.dates_values import value_of
from geo.extract.dates_words import COUNTED_PATTERNS, PATTERNS, TRIGGERS, UNIT_WORD
from geo.record import Date
from geo.tables import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.extract.reading import Reading

_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were|be) (?:to|due|expected|scheduled|set|planned|slated)|"
    r"plans? to|planned (?:to|for)|"
    r"until|going to|"
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
_SO_LONG = re.compile(r"\b(?:first|time|only|worst|best|highest|lowest|biggest)\b[^.;]*$")
_AHEAD = frozenset({"will", "shall", "’ll", "'ll", "wo", "may", "might", "can", "could", "should", "would", "must"})
_CONTEXT = 250
"""Code points that a told year reaches: a day without a year further on is not read as one of that year."""


def dates(reading: Reading) -> tuple[Date, ...]:
    """Return the time expressions of a text, in order and without overlap.

    Relative words resolve against the day of publication; without one their value stays null.  A day or month without a
    year, and words such as "that year" or "two days later", are read against the date told before them.
    """
    return tuple(_scan(reading))


def _scan(reading: Reading) -> list[Date]:
    text = reading.text
    out: list[Date] = []
    found = sorted(_hits(text), key=lambda hit: hit[:3])
    covered = -1
    told: Date | None = None
    for start, _, _, name, match in found:
        if start < covered or _no_date(name, match, text) or (name == "season" and _is_verb(start, reading)):
            continue
        parts = {k: v for k, v in match.groupdict().items() if v}
        before = told.value if told is not None and start - told.end < _CONTEXT else None
        future = (
            False
            if name == "from_now" and _SO_LONG.search(text, max(0, start - 60), start)
            else _looks_ahead(start, reading)
        )
        value = value_of(name, parts, Setting(reading.published, before, future))
        if value is None:
            covered = match.end() if name == "_full" else covered  # no "February" in "31 February"
            continue
        end = match.end() - _has_full_stop(name, match, text)
        covered = end
        date = Date(start, end, text[start:end], *value)
        if out and (joined := _joined(out[-1], date, text)) is not None:
            out[-1] = joined
            continue
        if day_range(date.value) is not None:
            told = date
        out.append(date)
    return out


def _hits(text: str) -> Iterator[tuple[int, int, int, str, re.Match[str]]]:
    """Yield what the patterns match: start, minus the end, the pattern's rank and name, the match."""
    lower = text.lower()
    near = _windows(text)
    for rank, (name, pattern) in enumerate(PATTERNS):
        if name in TRIGGERS and not any(t in lower for t in TRIGGERS[name]):
            continue
        for start, end in near if name in COUNTED_PATTERNS else ((0, len(text)),):
            for match in pattern.finditer(text, start, end):
                yield match.start(), -match.end(), rank, name, match


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches round the words for units of time, cut between words."""
    out: list[tuple[int, int]] = []
    for match in UNIT_WORD.finditer(text):
        start = max(0, text.rfind(" ", 0, max(0, match.start() - 60)))
        end = text.find(" ", match.end() + 50)
        end = len(text) if end < 0 else end
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _joined(before: Date, date: Date, text: str) -> Date | None:
    """A clock time and its day are one expression: "2 a.m. on Tuesday", "Tuesday at 2 a.m."."""
    clock, day = (before, date) if before.type == "TIME" else (date, before)
    if (
        clock.type != "TIME"
        or clock.value is None
        or clock.value[0] != "T"
        or day.precision != "day"
        or day.type != "DATE"
    ):
        return None
    if not re.fullmatch(r",? ?(?:on |at |around |about )?", text[before.end : date.start]):
        return None
    value = day.value and day.value + clock.value
    return Date(before.start, date.end, text[before.start : date.end], "TIME", value, "time")


def _has_full_stop(name: str, match: re.Match[str], text: str) -> bool:
    """Tell the full stop of a sentence from that of "Sept." and "p.m."."""
    if not match[0].endswith(".") or name == "time":
        return False
    word = re.split(r"[\s-]", match[0])[-1].rstrip(".")
    return len(word) > 4 or text[match.end() : match.end() + 1] in ("", "\n")


def _no_date(name: str, match: re.Match[str], text: str) -> bool:
    """Tell names and other words from dates: "May said", "Black Friday", "Sun Ruiwen"."""
    if (
        name == "_month"
        and len(match["month"]) < 5
        and match["month"].rstrip(".").title() in _SHORT
        and not match[0].endswith(".")
    ):
        return True
    if name in ("_month", "_weekday") and _DOUBTFUL.fullmatch(match[0]):
        if not _DATING.search(text[max(0, match.start() - 14) : match.start()]):
            return True
        return bool(re.match(r"\s+[A-Z][a-z]", text[match.end() : match.end() + 3])) or (
            match[0] in ("May", "March")
            and bool(re.match(r" (?:said|told|is|was|has|had)\b", text[match.end() : match.end() + 6]))
        )
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


def _by_verb(start: int, reading: Reading) -> bool | None:
    """What the tense of the verb that a date hangs on tells."""
    index = reading.token_starts.get(start)
    if index is None:
        return None
    token = reading.doc[index]
    for _ in range(5):
        if token.tag_.startswith("VB"):
            break
        if any(c.lower_ == "due" for c in token.children) and any(c.lower_ in ("is", "are") for c in token.children):
            return True
        token = token.head
    else:
        return None
    aux = {c.lower_ for c in token.children if c.dep_ in ("aux", "aux:pass")}
    if aux & _AHEAD or (token.tag_ == "VB" and "to" in {c.lower_ for c in token.children}):
        return "have" not in aux
    if token.tag_ in ("VBZ", "VBP"):
        return None if token.lower_ in cues() else True
    if aux & {"is", "are", "'s", "’s", "'re", "’re"} and token.tag_ in ("VBG", "VBN"):
        return True
    return False if token.tag_ == "VBD" or aux & {"was", "were", "had", "has", "have"} else None


def _looks_ahead(start: int, reading: Reading) -> bool | None:
    """Tell whether the words of the same clause look ahead (True) or back (False); None where they tell neither."""
    if (told := _by_verb(start, reading)) is not None:
        return told
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
