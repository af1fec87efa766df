"""Stage 2: tagger, morphologizer, lemmatizer and parser over one tok2vec."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import corpus
import score
import spacy
import srsly
from spacy.language import Language
from thinc.api import Config, use_ops
from training import Plan, train

from geo.language.features import TABLE

HERE = Path(__file__).parent
SEED = 11
PLAN = Plan(
    rates=((0, 0.0), (300, 0.00192), (2181, 0.0014184), (5200, 0.0), (5350, 0.001), (6700, 0.0)),
    batches=((0, 500), (2500, 1100)),
    check=1000,
    dropout=0.2,
)
VARIANTS = 8
CHECKED = 160


def blank(config: Path, lexicon: Path) -> Language:
    """A pipeline of a config with the lexical table, not yet initialized."""
    spacy.util.fix_random_seed(SEED)
    nlp = spacy.util.load_model_from_config(Config().from_disk(config), auto_fill=True)
    nlp.vocab.lookups.add_table(TABLE, srsly.read_msgpack(lexicon))
    return nlp


def run(corpora: Path, work: Path) -> None:
    """Train, or go on training."""
    folder = work / "syntax"
    folder.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):
        last = folder / "last"
        nlp = spacy.load(last) if last.exists() else blank(HERE / "syntax.cfg", work / "lexicon.msgpack")
        docs = corpus.read(corpora / "syn-train.spacy", nlp.vocab)
        if not last.exists():
            first = corpus.syntax_epoch(docs, seed=SEED)
            nlp.initialize(lambda: first)
        train(
            nlp,
            plan=PLAN,
            epoch_of=cache(lambda number: corpus.syntax_epoch(docs, seed=SEED + number)),
            variants=VARIANTS,
            evaluate=lambda nlp: score.syntax(nlp, corpora / "syn-dev.spacy", CHECKED),
            folder=folder,
            seed=SEED,
        )
