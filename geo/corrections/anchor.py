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
LIKE = 0.5
"""Likeness of contexts (0 to 1) from which on words may be the same; two contexts from anywhere reach about 0.25."""
MARGIN = 0.1
"""How much better than all others the best place must fit."""


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
        scored = sorted(((self._likeness(text, at), at) for at in found if self._same_edges(text, at)), reverse=True)
        if not scored or scored[0][0] < LIKE or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
            return None
        return self._span(scored[0][1])

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

    def _likeness(self, text: str, at: int) -> float:
        end = at + len(self.exact)
        sides = (
            (self.prefix[-CONTEXT:], text[max(0, at - len(self.prefix[-CONTEXT:])) : at]),
            (self.suffix[:CONTEXT], text[end : end + len(self.suffix[:CONTEXT])]),
        )
        size = sum(len(old) for old, _ in sides)
        return sum(len(old) * Levenshtein.normalized_similarity(old, new) for old, new in sides) / size if size else 0.0


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
