"""The one place that knows label schemes: Dateline reads Universal Dependencies and five kinds of names.

Pipelines that were trained on other schemes (spaCy's own English ones use ClearNLP dependencies and OntoNotes names)
get `dateline_labels` as their last component.  It renames labels, and moves the heads that the schemes place
differently: a preposition over its noun, a copula over its predicate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

NAMES = ("PERSON", "ORG", "LOC", "NORP", "DATE")

ENTITY_LABELS = {
    **{name: name for name in NAMES},
    "PER": "PERSON",
    "GPE": "LOC",
    "FAC": "LOC",
    "TIME": "DATE",
}
"""Labels of names in other schemes; a label that is not here is dropped."""

CLEARNLP_LABELS = {
    "acomp": "xcomp",
    "agent": "case",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "possessive": "case",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "case",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
    "tmod": "obl:unmarked",
}
"""Dependencies of spaCy's own English pipelines that Universal Dependencies call otherwise."""

_ONLY_CLEARNLP = frozenset({"dobj", "pobj", "prep", "nsubjpass"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_PREDICATES = frozenset({"attr", "acomp"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def uses_clearnlp(labels: Iterable[str]) -> bool:
    """Tell spaCy's own dependency labels from Universal Dependencies.

    Parameters
    ----------
    labels : iterable of str
        The labels of a parser.

    Returns
    -------
    bool
        Whether labels are among them that only spaCy's own scheme has.
    """
    return bool(_ONLY_CLEARNLP & set(labels))


def _trees(doc: Doc) -> tuple[list[int], list[str]]:
    """Heads and labels of a ClearNLP parse, by Universal Dependencies."""
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]

    def turn(upper: int, lower: int, *, upper_label: str, lower_label: str) -> None:
        """Let `lower` take the place of its head `upper` and all that hangs on it."""
        heads[lower] = lower if heads[upper] == upper else heads[upper]
        labels[lower] = lower_label
        for i, head in enumerate(heads):
            if head == upper and i not in (upper, lower):
                heads[i] = lower
        heads[upper], labels[upper] = lower, upper_label

    for token in doc:
        head = heads[token.i]
        if token.dep_ == "pobj" and labels[head] in _PREPOSITIONS:
            above = doc[heads[head]]
            agent = labels[head] == "agent"
            label = "obl:agent" if agent else "nmod" if above.pos_ in _NOMINAL and head != above.i else "obl"
            turn(head, token.i, upper_label="case", lower_label=label)
    for token in doc:
        head = heads[token.i]
        if token.dep_ in _PREDICATES and doc[head].lemma_ == "be":
            turn(head, token.i, upper_label="cop", lower_label=labels[head])
    return heads, [CLEARNLP_LABELS.get(label, label) for label in labels]


@Language.component("dateline_labels")
def to_dateline_labels(doc: Doc) -> Doc:
    """Rewrite a parse and its names in Dateline's labels.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A doc with a parse, changed in place.

    Returns
    -------
    spacy.tokens.Doc
        The same doc: Universal Dependencies, names labelled with `NAMES` only.
    """
    found = [(ent, ENTITY_LABELS.get(ent.label_)) for ent in doc.ents]
    doc.ents = [Span(doc, ent.start, ent.end, label=label) for ent, label in found if label]
    if len(doc) and uses_clearnlp(token.dep_ for token in doc):
        heads, labels = _trees(doc)
        offsets = [(head - i) % 2**64 for i, head in enumerate(heads)]
        rows = [(offset, doc.vocab.strings.add(label)) for offset, label in zip(offsets, labels, strict=True)]
        doc.from_array([HEAD, DEP], np.array(rows, dtype=np.uint64))
    return doc
