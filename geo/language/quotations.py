"""Quotation marks, paired per paragraph before anything is parsed.

A mark that cannot be paired loses only itself.  Where a quotation runs over several paragraphs each paragraph opens
with a mark and only the last one closes: the open paragraphs then end where the paragraph ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.record import Span, StatementKind

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "‚": "‘’"}
_ALL_CLOSERS = frozenset("”“»«›’‘")
_STRAIGHT = frozenset("\"'")
_SINGLE = frozenset("'‘’‚")
_MIXED = {'"': "”", "“": '"', "”": "”"}
"""Double marks that careless typing pairs."""
_DOUBLED = re.compile(r"''|``")
_FILLER = "\u2060"
_MARKS = re.compile("[“”„«»‹‘‚\"']")
_DOUBLE = re.compile('[“”„«»"]')
_RUN = 4
"""How many paragraphs a quotation may run on without a mark at their beginning."""
_PARAGRAPH = re.compile(r"[^\n\r]+")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the spans of the text's lines that are not empty (code points)."""
    for match in _PARAGRAPH.finditer(text):
        if not match[0].isspace():
            yield match.span()


def quotations(text: str) -> tuple[Span, ...]:
    """Return the outermost quotations of a text, marks included, in order (code points).

    Curly, straight, single, German and French marks are paired; two single marks in a row count as a
    double one.  An apostrophe is no mark.  Single marks count as a quotation only outside double ones, and only where
    they hold more than one word or end in punctuation.
    """
    if _DOUBLED.search(text):
        text = _DOUBLED.sub(f'"{_FILLER}', text)
    spans: list[Span] = []
    lines = list(paragraphs(text))
    resume = 0
    for n, (start, end) in enumerate(lines):
        following = text[lines[n + 1][0] :].lstrip()[:1] if n + 1 < len(lines) else ""
        spans.extend(_pair(text, max(start, resume), end, continues=following))
        run = _run_on(text, max(start, resume, spans[-1][1] if spans else 0), end, lines[n + 1 : n + 1 + _RUN])
        if run:
            spans.extend(run)
            resume = run[-1][1]
    return tuple(spans)


def _run_on(text: str, start: int, end: int, following: list[Span]) -> list[Span]:
    """A quotation that is closed some paragraphs on, where those in between do not open with a mark of their own."""
    opened = next((m.start() for m in _DOUBLE.finditer(text, start, end)), None)
    if opened is None or not _opens(text, opened, start) or (text[opened] not in _CLOSERS and text[opened] != '"'):
        return []
    out = [(opened, end)]
    for first, last in following:
        first += len(text[first:last]) - len(text[first:last].lstrip())
        mark = next((m.start() for m in _DOUBLE.finditer(text, first, last)), None)
        if mark is None:
            out.append((first, last))
            continue
        closers = '"' if text[opened] == '"' else _CLOSERS[text[opened]]
        closes = text[mark] in closers and not text[mark - 1].isspace() and not text[mark + 1 : mark + 2].isalnum()
        return [*out, (first, mark + 1)] if closes and mark > first else []
    return []


def _pair(text: str, start: int, end: int, *, continues: str) -> Iterator[Span]:
    at = start
    while (found := _MARKS.search(text, at, end)) is not None:
        at = found.start()
        mark = text[at]
        if not _opens(text, at, start):
            at += 1
            continue
        mixed = _close_mixed(text, at, end) if mark in _MIXED else None
        close = mixed if mixed is not None and mark == '"' else _close(text, at, end)
        close = mixed if close is None else close
        if close is not None:
            if mark not in _SINGLE or _is_speech(text[at + 1 : close]):
                at, begun = close + 1, at
                at += text[at : at + 1] == _FILLER
                yield begun, at
                continue
        elif mark not in _SINGLE and mark == continues:
            yield at, end
            return
        at += 1


def _opens(text: str, at: int, start: int) -> bool:
    mark = text[at]
    if mark == "”":  # a slip, at the beginning of a paragraph only
        return not text[start:at].strip() and text[at + 1 : at + 2].isalnum()
    if mark not in _CLOSERS and mark not in _STRAIGHT:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 3].lstrip(_FILLER)[:1] or " "
    if mark in "»" and not (before.isspace() and not after.isspace()):
        return False
    if mark in _STRAIGHT or mark in "‘“":
        # a run-in such as `Times“because` opens too: only a mark that hugs the word before it and a gap after it closes
        if mark in _SINGLE:
            return not before.isalnum() and not after.isspace() and not after.isdigit()  # '90s
        return not after.isspace() and (not before.isalnum() or mark != '"')
    return True


def _close(text: str, at: int, end: int) -> int | None:
    mark = text[at]
    closers = mark if mark in _STRAIGHT else _CLOSERS.get(mark, "")
    for n in range(at + 1, end):
        char = text[n]
        if char not in closers and not (mark == "'" and text[n : n + 2] == f'"{_FILLER}'):
            if char == mark and mark not in _STRAIGHT and _opens(text, n, at):
                return None  # opened again before it was closed: the first mark is odd
            continue
        before, after = text[n - 1], text[n + 1 : min(n + 3, end)].lstrip(_FILLER)[:1] or " "
        if char in _SINGLE and (after.isalnum() or before.isspace()):
            continue  # an apostrophe
        if mark == '"' and before.isspace() and not after.isspace():
            return None
        return n
    return None


def _close_mixed(text: str, at: int, end: int) -> int | None:
    """Where a curly mark closes what a straight one opened, or the other way round (``"We go,” he said``)."""
    for n in range(at + 1, end):
        if text[n] in '“„«»"”':
            closes = text[n] in _MIXED[text[at]] and not text[n - 1].isspace() and not text[n + 1 : n + 2].isalnum()
            return n if closes and " " in text[at + 1 : n] else None
    return None


def _is_speech(words: str) -> bool:
    return " " in words.strip() or words[-1:] in ".,!?;"


def statement_kind(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> StatementKind:
    """Return whether words stand in quotation marks wholly, in part or not at all.

    Parameters
    ----------
    text
        The article.
    content
        What is told, in code points.
    quoted
        The quotations of the article, as :func:`quotations` returns them.
    """
    inner = sum(max(0, min(e, q[1]) - max(s, q[0])) for s, e in content for q in quoted)
    if not inner:
        return "indirect"
    return "direct" if inner >= sum(len(text[s:e].strip(" .,")) for s, e in content) else "mixed"


def inside(offset: int, spans: tuple[Span, ...]) -> bool:
    """Tell whether an offset lies within one of the (sorted) spans."""
    return any(start <= offset < end for start, end in spans)
