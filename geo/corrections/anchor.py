"""Words of an article by quotation and context, so that they are found again after the text has moved.

This is the TextQuoteSelector of the W3C's Web Annotation model.  The old offset is kept as a hint for people; it never
decides, and where two places fit equally well none is taken.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

from geo.errors import CorrectionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.record import Span

CONTEXT = 48
"""Code points of context on each side; doubled until the words are told apart from the same words elsewhere."""
MOST_CONTEXT = 6144
LIKE, LIKE_BESIDE = 0.7, 0.5
"""Likeness of contexts (0 to 1) from which on words may be the same, and where one side alone is sure.

Contexts from anywhere reach about 0.25, sentences of one pattern 0.6.
"""
MARGIN = 0.1
"""How much better than all others the best place must fit."""
SURE, TELLING = 0.8, 8
"""Likeness of one side that is no accident, and how many code points a side must have to say so."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words with what stands before and behind them, and where they once started (code points)."""

    exact: str
    prefix: str
    suffix: str
    start: int

    @classmethod
    def of(cls, text: str, span: Span) -> Anchor:
        """Return the anchor of a span of the text.

        Raises
        ------
        CorrectionError
            If the span is empty or outside of the text, or if no context tells it apart.
        """
        start, end = checked(text, span)
        size = CONTEXT
        while size <= MOST_CONTEXT:
            anchor = cls(text[start:end], text[max(0, start - size) : start], text[end : end + size], start)
            fitting = (at for at in _occurrences(text, anchor.exact) if anchor._fits(text, at))
            if next(fitting) == start and next(fitting, None) is None:
                return anchor
            size *= 2
        raise CorrectionError(
            f"“{_short(text[start:end])}” stands in the same words several times, so a correction could not tell them "
            "apart: select more words."
        )

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Anchor:
        """Return an anchor from its JSON object."""
        return cls(values["exact"], values["prefix"], values["suffix"], values["start"])

    def as_dict(self) -> dict[str, Any]:
        """Return the anchor as a JSON object."""
        return asdict(self)

    def locate(self, text: str) -> Span | None:
        """Return where the words stand in a text; None where they do not, or where it cannot be told which they are."""
        found = list(_occurrences(text, self.exact)) if self.exact else []
        fitting = [at for at in found if self._fits(text, at)]
        if fitting:
            return self._span(fitting[0]) if len(fitting) == 1 else None
        scored = sorted(((*self._likeness(text, at), at) for at in found if self._same_edges(text, at)), reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
            return None
        both, *best, at = scored[0]
        if both < (LIKE if max(best) < SURE else LIKE_BESIDE):
            return None
        for _, *sides, _ in scored[1:]:
            if any(other >= SURE and other - own >= MARGIN for own, other in zip(best, sides, strict=True)):
                return None  # one side speaks for another place
        return self._span(at)

    def _span(self, at: int) -> Span:
        return at, at + len(self.exact)

    def _fits(self, text: str, at: int) -> bool:
        end = at + len(self.exact)
        return text.endswith(self.prefix, 0, at) and text.startswith(self.suffix, end)

    def _same_edges(self, text: str, at: int) -> bool:
        """A name is not found again inside of a longer word."""
        end = at + len(self.exact)
        old = self.prefix[-1:].isalnum(), self.suffix[:1].isalnum()
        return old == (text[max(0, at - 1) : at].isalnum(), text[end : end + 1].isalnum())

    def _likeness(self, text: str, at: int) -> tuple[float, float, float]:
        """How alike the contexts are, from 0 to 1: both, the one before, the one behind."""
        end = at + len(self.exact)
        before, behind = self.prefix[-CONTEXT:], self.suffix[:CONTEXT]
        size = len(before) + len(behind)
        if not size:
            return 0.0, 0.0, 0.0
        left = Levenshtein.normalized_similarity(before, text[max(0, at - len(before)) : at])
        right = Levenshtein.normalized_similarity(behind, text[end : end + len(behind)])
        both = (len(before) * left + len(behind) * right) / size
        return both, left if len(before) >= TELLING else 0.0, right if len(behind) >= TELLING else 0.0


def checked(text: str, span: Span) -> Span:
    """Return the span if it holds words of the text; raise :class:`geo.errors.CorrectionError` otherwise."""
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise CorrectionError(
            f"The words from {start:,} to {end:,} are not in the article, which has {len(text):,} characters: select "
            "them again."
        )
    if not text[start:end].strip():
        raise CorrectionError("Nothing is selected: select the words in the article.")
    return start, end


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _short(words: str, *, most: int = 60) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
