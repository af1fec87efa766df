"""Names that speak: what a verb of speech makes an actor of, where the model saw no name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import PERSON_NOUN, given_names
from geo.extract.syntax import own_subject
from geo.tables import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geo.extract.names import Run
    from geo.extract.reading import Reading
    from geo.gazetteer import Gazetteer
    from geo.record import Span

_SAY = frozenset({"say", "report", "confirm", "deny", "promise", "threaten", "demand", "warn"})
_ARTICLE = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their"})
_NO_NAME = re.compile(
    r"\b(?:[A-Z][a-z]+(?:ers|ors|ists|ians|ans|ese|ish|crats|cans)|Officials|Police|Authorities|Poll|Data|Figures|Video|"
    r"Report|Study|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|Premier|Minister|Leader|Speaker|Secretary|Advocate|Director|Governor|Senator|Deputy|Mayor|Chief|MP|Nation|\w+day)\b"
)


def voices(reading: Reading, gazetteer: Gazetteer, taken: Sequence[Span]) -> Iterator[tuple[Run, bool]]:
    """Yield names of two words or more that are the subject of a verb of speech, with whether they are a person's.

    What overlaps ``taken`` is left out, and what the gazetteer knows as a place.
    """
    for head in _speakers(reading):
        if head.ent_type_ in ("LOC", "NORP") or reading.quoted(head.idx):
            continue
        run = _name_around(reading, head)
        if run is None or any(run.start < end and start < run.end for start, end in taken):
            continue
        name = reading.text[run.start : run.end]
        if not _NO_NAME.search(name) and not gazetteer.candidates(name):
            before = reading.doc[run.first - 1] if run.first else None
            called = before is not None and before.pos_ == "NOUN" and PERSON_NOUN.search(before.lower_) is not None
            yield run, called or name.split()[0] in given_names()


def _speakers(reading: Reading) -> Iterator[Token]:
    """Subjects of verbs of speech, and the noun behind "according to"."""
    verbs = cues("verb")
    for token in reading.doc:
        cue = verbs.get(token.lower_)
        if cue is not None and cue.act in _SAY and "quote" in cue.frames and token.tag_.startswith("VB"):
            head = own_subject(token)
            if head is not None and head.pos_ in ("PROPN", "NOUN") and head.text[0].isupper():
                yield head
        elif token.lower_ == "to" and token.i and reading.doc[token.i - 1].lower_ == "according":
            yield from (t for t in reading.doc[token.i + 1 : token.i + 3] if t.pos_ == "PROPN")


def _name_around(reading: Reading, head: Token) -> Run | None:
    """The longest run of capitalised words around a subject, without its article; None where it is one word."""
    for first in range(max(0, head.i - 6), head.i + 1):
        options = reading.runs.get(first)
        if options is None or reading.doc[first].lower_ in _ARTICLE:
            continue
        for run in options:
            if run.first <= head.i <= run.last:
                words = reading.text[run.start : run.end].split()
                capital = [w for w in words if w[0].isupper()]
                return run if len(capital) > 1 and not _breaks(reading, run) else None
    return None


def _breaks(reading: Reading, run: Run) -> bool:
    """Tell whether a run holds marks that no name has, or a day."""
    return any(
        t.text in ("'s", "’s", "'", "’", ".", "–", ",")
        or (t.text == "-" and reading.text[t.idx - 1].isspace())
        or t.ent_type_ in ("DATE", "PERSON")
        or t.pos_ in ("VERB", "ADV", "SCONJ", "CCONJ", "DET")
        or (t.pos_ == "ADP" and t.text[0].isupper())
        for t in reading.doc[run.first : run.last + 1]
    )
