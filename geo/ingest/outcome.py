"""What became of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from geo.record import Record, Warning

MOST_SENTENCE = 400
Status = Literal["added", "replaced", "present", "copy", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    Parameters
    ----------
    status
        ``added``; ``copy``: added as a further report of an article that it is a near-copy of; ``present``: an article
        of the same address or the same text was there; ``refused``: the input is no article that Dateline reads;
        ``failed``: it could not be read or stored, and may be another time; ``replaced``: it was there and has been
        read again.
    article_id
        The article in the store: the new one, or the one that was there; None where nothing is stored.
    title
        Its title, or what else to call it.
    message
        A sentence for whoever gave the article; empty for ``added``.
    warnings
        What the extractor was unsure of; the spans are code points of the article's text.
    sentences
        The sentence that each of them is about, at most `MOST_SENTENCE` characters of it; empty where it is about all.
    source
        Where the article came from, as ``file`` or ``file:line``; empty where it was given as text.
    """

    status: Status
    article_id: str | None
    title: str
    message: str = ""
    warnings: tuple[Warning, ...] = ()
    sentences: tuple[str, ...] = ()
    source: str = ""

    @property
    def stored(self) -> bool:
        """Whether the article is in the store."""
        return self.status in ("added", "replaced", "copy", "present")


def warned(text: str, record: Record) -> tuple[str, ...]:
    """Return the sentences of `Outcome` for the warnings of a record, ``text`` being that of its article."""
    return tuple("" if warning.span is None else _around(text, record, *warning.span) for warning in record.warnings)


def _around(text: str, record: Record, start: int, end: int) -> str:
    found = next((s for s in record.sentences if s[0] <= start and end <= s[1]), (start, end))
    return " ".join(text[slice(*found)][:MOST_SENTENCE].split())
