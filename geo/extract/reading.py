"""What every extractor looks at: the parsed text, its sentences and its quotations."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.articles import body_start
from geo.extract.names import runs
from geo.language import inside, parse, quotations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from geo.extract.names import Run
    from geo.record import Span


def words(forms: Iterable[str]) -> str:
    """Return a regular expression that matches any of the forms as whole words, longest first."""
    return r"\b(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")\b"


@dataclass(frozen=True)
class Reading:
    """One article, read: offsets everywhere are code points into ``text``."""

    text: str
    doc: Doc
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    published: dt.date | None
    home: str | None = None
    """The publisher's country (ISO 3166-1 alpha-2), where it is known."""

    @classmethod
    def of(cls, text: str, *, published: dt.date | None, home: str | None = None) -> Reading:
        """Read a text; YAML front matter at its very top is blanked out, so that offsets stay true."""
        start = body_start(text)
        analysed = re.sub(r"[^\r\n]", " ", text[:start]) + text[start:]
        doc = parse(analysed)
        return cls(analysed, doc, tuple(_trimmed(doc)), quotations(analysed), published, home)

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that holds an offset (the last one before it, where it lies between two)."""
        best = (0, 0)
        for span in self.sentences:
            if span[0] > offset:
                break
            best = span
        return best

    def quoted(self, offset: int) -> bool:
        """Tell whether an offset lies in a quotation."""
        return inside(offset, self.quotes)

    @functools.cached_property
    def runs(self) -> dict[int, tuple[Run, ...]]:
        """The runs of words that may be names, by their first token."""
        return runs(self.doc)

    @functools.cached_property
    def token_starts(self) -> dict[int, int]:
        """Token indices by the offset at which the token starts."""
        return {token.idx: token.i for token in self.doc}


def _trimmed(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        raw = sentence.text
        start = sentence.start_char + len(raw) - len(raw.lstrip())
        if stripped := raw.strip():
            yield start, start + len(stripped)


def overlaps(a: Span, b: Span) -> bool:
    """Tell whether two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]
