"""Stage 3: named entities over a tok2vec of their own."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import corpus
import names
from spacy.language import Language
from spacy.training import Example
from syntax import blank
from thinc.api import use_ops
from training import Plan, train

HERE = Path(__file__).parent
SEED = 7
PLAN = Plan(steps=4000, warmup=200, check=500, rate=0.002, dropout=0.2, first_batch=500, last_batch=1500)
VARIANTS = 8
SHARE = 0.5
EXTRA = 0.15
DEV = 0.05


def scores(nlp: Language, docs: list) -> dict[str, float]:
    """F1 of exact spans, in all and by label."""
    found = nlp.evaluate([Example(corpus.bare(doc), doc) for doc in docs])
    by_label = found.get("ents_per_type") or {}
    return {"f": found["ents_f"] or 0.0, **{label: by_label[label]["f"] for label in ("PERSON", "ORG", "LOC", "NORP") if label in by_label}}


def run(corpora: Path, packages: Path, work: Path) -> None:
    """Train, or go on training."""
    folder = work / "entities"
    folder.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):
        nlp = blank(HERE / "entities.cfg", work / "lexicon.msgpack")
        docs = corpus.read(corpora / "ner-train-strict.spacy", nlp.vocab)
        random.Random(SEED).shuffle(docs)
        held = int(DEV * len(docs))
        pool = names.Names(nlp, packages)
        dev = [names.swapped(doc, pool, random.Random(0), share=0.0) for doc in docs[:held]]
        if not (folder / "last").exists():
            first = names.epoch(docs[held:], pool, seed=SEED, share=SHARE, extra=EXTRA)
            nlp.initialize(lambda: first)
        train(
            nlp,
            plan=PLAN,
            epoch_of=cache(lambda number: names.epoch(docs[held:], pool, seed=SEED + number, share=SHARE, extra=EXTRA)),
            variants=VARIANTS,
            evaluate=lambda nlp: scores(nlp, dev),
            folder=folder,
            seed=SEED,
        )
