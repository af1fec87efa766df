"""Scores on held-out texts.

python data/build/model/score.py --corpora CORPORA [--model data/model]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import use_ops

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE)]

import corpus  # noqa: E402 - found by the line above

SYNTAX = {
    "tag_acc": "xpos",
    "pos_acc": "upos",
    "morph_acc": "morph",
    "lemma_acc": "lemma",
    "dep_uas": "uas",
    "dep_las": "las",
    "sents_f": "sentences",
}
NAMES = ("PERSON", "ORG", "LOC")


def syntax(nlp: Language, path: Path, limit: int | None = None) -> dict[str, float]:
    """Scores in percent over gold tokens; punctuation does not count in `uas` and `las`."""
    docs = corpus.read(path, nlp.vocab)[:limit]
    found = nlp.evaluate([Example(corpus.bare(doc), doc) for doc in docs])
    return {name: round(100 * found[key], 2) for key, name in SYNTAX.items() if found.get(key) is not None}


def names(nlp: Language, docs: list[spacy.tokens.Doc]) -> dict[str, float]:
    """F1 in percent of exact spans with their label, for persons, organisations and places, and for all three."""
    spans = {label: [set(), set()] for label in NAMES}
    predicted = [corpus.bare(doc) for doc in docs]
    for number, (gold, doc) in enumerate(zip(docs, nlp.pipe(predicted), strict=True)):
        for side, ents in enumerate((gold.ents, doc.ents)):
            for ent in ents:
                if ent.label_ in spans:
                    spans[ent.label_][side].add((number, ent.start, ent.end))

    def f1(labels: tuple[str, ...]) -> float:
        hits = sum(len(spans[label][0] & spans[label][1]) for label in labels)
        total = sum(len(side) for label in labels for side in spans[label])
        return round(200 * hits / total, 2) if total else 0.0

    return {**{label: f1((label,)) for label in NAMES}, "all": f1(NAMES)}


def held_out(nlp: Language, corpora: Path) -> dict[str, dict[str, float]]:
    """All held-out scores, by the name of the test."""
    figures = {name: syntax(nlp, corpora / f"{name}.spacy") for name in ("gum-test-open", "ewt-test")}
    for name in ("gumner-test", "uner-test", "wikigold-test"):
        figures[name] = names(nlp, corpus.read(corpora / f"{name}.spacy", nlp.vocab))
    return figures


def main() -> None:
    """Print the held-out scores of a model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", default=str(ROOT / "data" / "model"))
    options = parser.parse_args()
    import geo.language.features  # noqa: F401 - registers the architecture

    with use_ops("numpy", use_blis=False):
        print(json.dumps(held_out(spacy.load(options.model), options.corpora), indent=1))


if __name__ == "__main__":
    main()
