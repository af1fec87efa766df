"""Which words of a statement stand in quotation marks, and which are only reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.record import Span

Part = tuple[str, bool]
"""Words of a statement, verbatim, and whether they stand in quotation marks (which they then bring along)."""

_OMITTED = (" … ", False)
_JOINED = (" ", False)


def parts(text: str, content: Sequence[Span], *, quotations: Sequence[Span]) -> list[Part]:
    """Return the words of a statement, told apart into quoted and reported ones.

    Parameters
    ----------
    text
        The article.
    content
        The statement's spans, in code points; a quotation may be split by its speaker or run over sentences.
    quotations
        The quotations of the whole article, marks included, in order (code points): content that starts or ends
        within one is quoted even where its marks stand outside it.

    Returns
    -------
    list of (str, bool)
        Joined, they read as the statement.  Every part is verbatim, but for what stands between two spans: a blank, or
        an ellipsis where the article has other words there.
    """
    said: list[Part] = []
    last: int | None = None
    for start, end in content:
        if last is not None and start > last:
            said.append(_OMITTED if text[last:start].strip() else _JOINED)
        said.extend((text[a:b], quoted) for a, b, quoted in _split(start, end, quotations))
        last = end
    return said


def _split(start: int, end: int, quotations: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    at = start
    for opens, closes in quotations:
        if closes <= at or opens >= end:
            continue
        if opens > at:
            yield at, opens, False
        yield max(at, opens), min(closes, end), True
        at = min(closes, end)
    if at < end:
        yield at, end, False
