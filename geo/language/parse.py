"""Text to ``Doc``: lines are parsed one by one, so that no sentence crosses a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.language.pipeline import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PIECE = re.compile(r"[^\r\n]{1,10000}(?!\S)|[^\r\n]{1,10000}|[\r\n]+")
"""A line, a part of a very long line, or line breaks: what the model reads at once stays small."""
_BATCH = 16
"""Lines read at once: more cost memory (0.3 GB at 16) and are hardly faster."""
_FINAL = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
_CLOSING = frozenset("\"'”’»)]“")
# Abbreviations of news whose full stop spaCy's tokenizer splits off; it ends no sentence.
_ABBREVIATIONS = frozenset(
    (
        "Sept No Nos St Lt Col Maj Sgt Capt Gov Sen Rep Gen Adm Brig Hon Rev Prof Pres "
        "Mt Ft Jr Sr vs approx Dept Ave Blvd Rd"
    ).split()
)


def model_name() -> str:
    """Return name and version of the language model, such as ``en_dateline-0.1.0``."""
    meta = load().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(text: str) -> Doc:
    """Return the text as a ``Doc`` with tags, lemmas, dependencies, names and sentences.

    A sentence ends at a final mark (with the closing marks behind it) before a word that does not start in lower case,
    and at every line break: in news this rule errs less than the parser does.

    Raises
    ------
    geo.errors.DataError
        If the language model is missing or has no parser.
    """
    import numpy as np
    from spacy.tokens import Doc

    nlp = load()
    docs = [nlp.make_doc(match[0]) for match in _PIECE.finditer(text)]
    lines = [doc for doc in docs if not doc.text.isspace()]
    for doc in lines:
        _set_sentences(doc)
    parsed = {id(doc): out for doc, out in zip(lines, nlp.pipe(lines, batch_size=_BATCH), strict=True)}
    parts = [parsed.get(id(doc), doc) for doc in docs]
    for doc in parts:
        doc.tensor = np.zeros((0,), dtype="f")  # nobody reads it, and parts with and without one do not join
    return Doc.from_docs(parts, ensure_whitespace=False) if parts else nlp.make_doc(text)


def _set_sentences(doc: Doc) -> None:
    ended = True
    for token in doc:
        if token.is_space:
            token.is_sent_start = token.i == 0
            continue
        if ended and token.i and token.text in _CLOSING:
            # a mark that hugs the word before it closes that sentence; any other opens the next
            ended = not doc[token.i - 1].whitespace_ and not doc[token.i - 1].is_space
            token.is_sent_start = not ended
            continue
        token.is_sent_start = token.i == 0 or (
            ended and not token.text[0].islower() and not doc[0 : token.i].text.isspace()
        )
        ended = _ends(doc, token)


def _ends(doc: Doc, token: Token) -> bool:
    if token.text not in _FINAL:
        return False
    return not (token.text == "." and token.i and doc[token.i - 1].text in _ABBREVIATIONS)
