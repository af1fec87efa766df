"""Text to ``Doc``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Abbreviations of news that spaCy's tokenizer splits from their full stop, and so would end a sentence.
_ABBREVIATIONS = ("Sept.", "No.", "Nos.", "St.", "Lt.", "Col.", "Maj.", "Sgt.", "Capt.", "Gov.", "Sen.", "Rep.", "Gen.",
                  "Adm.", "Brig.", "Hon.", "Rev.", "Prof.", "Pres.", "D.C.", "U.S.", "U.K.", "U.N.", "E.U.", "U.A.E.")


@functools.cache
def pipeline() -> Language:
    """Return the pipeline: tokens and sentences by rule (built once)."""
    import spacy

    nlp = spacy.blank("en")
    for abbreviation in _ABBREVIATIONS:
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    return nlp


def model_name() -> str | None:
    """Return name and version of the language model, or None where tokens and sentences come from rules alone."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}" if pipeline().pipe_names else None


_FINAL = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
_TRAILING = frozenset("\"'”’»)]“")


def parse(text: str) -> Doc:
    """Return the text as a ``Doc`` with sentence boundaries.

    A sentence ends at a final mark (with the closing quotation marks behind it) before a word that does not start in
    lower case, and at every line break.
    """
    doc = pipeline()(text)
    ended = False
    for token in doc:
        if token.is_space:
            token.is_sent_start = False
            ended = ended or "\n" in token.text or "\r" in token.text
            continue
        if ended and (token.text in _TRAILING and not _line_break_before(token)):
            # a closing mark belongs to the sentence it closes; an opening one starts the next
            closes = token.i > 0 and not doc[token.i - 1].whitespace_ and not doc[token.i - 1].is_space
            token.is_sent_start = not closes
            ended = closes
            continue
        token.is_sent_start = token.i == 0 or (ended and not (token.text[0].islower() and not _line_break_before(token)))
        ended = token.text in _FINAL
    if len(doc):
        doc[0].is_sent_start = True
    return doc


def _line_break_before(token) -> bool:  # noqa: ANN001 - a spaCy Token
    return token.i > 0 and token.nbor(-1).is_space and any(c in token.nbor(-1).text for c in "\n\r")
