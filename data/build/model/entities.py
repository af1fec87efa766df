"""Stage 3: named entities over a tok2vec of their own."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import corpus
import score
import spacy
import swapping
from names import Names
from spacy.training import Example
from syntax import blank
from thinc.api import use_ops
from training import Plan, train

HERE = Path(__file__).parent
SEED = 7
PLAN = Plan(rates=((0, 0.0), (200, 0.002), (3000, 0.0)), batches=((0, 500), (1000, 1200)), check=500, dropout=0.2)
VARIANTS = 8
SHARE = 0.5
EXTRA = 0.3
DEV = 0.05


def run(corpora: Path, packages: Path, work: Path) -> None:
    """Train, or go on training."""
    folder = work / "entities"
    folder.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):
        last = folder / "last"
        nlp = spacy.load(last) if last.exists() else blank(HERE / "entities.cfg", work / "lexicon.msgpack")
        docs = corpus.read(corpora / "ner-train-strict.spacy", nlp.vocab)
        random.Random(SEED).shuffle(docs)
        held = int(DEV * len(docs))
        pool = Names(nlp, packages)
        dev = [swapping.swapped(doc, pool, random.Random(0), share=0.0) for doc in docs[:held]]

        def variant(number: int) -> list[Example]:
            return swapping.epoch(docs[held:], pool, seed=SEED + number, share=SHARE, extra=EXTRA)

        if not last.exists():
            first = variant(0)
            nlp.initialize(lambda: first)
        train(
            nlp,
            plan=PLAN,
            epoch_of=cache(variant),
            variants=VARIANTS,
            evaluate=lambda nlp: score.names(nlp, dev),
            folder=folder,
            seed=SEED,
        )
