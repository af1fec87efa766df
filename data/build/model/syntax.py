"""Stage 2: tagger, morphologizer, lemmatizer and parser over one tok2vec."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import corpus
import spacy
import srsly
from spacy.language import Language
from spacy.training import Example
from thinc.api import Config, use_ops
from training import Plan, train

from geo.language.features import TABLE

HERE = Path(__file__).parent
SEED = 11
PLAN = Plan(steps=7500, warmup=300, check=1000, rate=0.002, dropout=0.2, first_batch=500, last_batch=1100)
VARIANTS = 8
CHECKED = 160


def blank(config: Path, lexicon: Path) -> Language:
    """A pipeline of a config with the lexical table, not yet initialized."""
    spacy.util.fix_random_seed(SEED)
    nlp = spacy.util.load_model_from_config(Config().from_disk(config), auto_fill=True)
    nlp.vocab.lookups.add_table(TABLE, srsly.read_msgpack(lexicon))
    return nlp


def scores(nlp: Language, path: Path, limit: int | None = None) -> dict[str, float]:
    """Scores over gold tokens: XPOS tags, UPOS, morphology, lemmas, attachment, sentences."""
    docs = corpus.read(path, nlp.vocab)[:limit]
    examples = [Example(corpus.bare(doc), doc) for doc in docs]
    found = nlp.evaluate(examples)
    keys = {"tag_acc": "xpos", "pos_acc": "upos", "morph_acc": "morph", "lemma_acc": "lemma", "dep_uas": "uas", "dep_las": "las", "sents_f": "sents"}
    return {name: found[key] for key, name in keys.items() if found.get(key) is not None}


def run(corpora: Path, work: Path) -> None:
    """Train, or go on training."""
    folder = work / "syntax"
    folder.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):
        nlp = blank(HERE / "syntax.cfg", work / "lexicon.msgpack")
        docs = corpus.read(corpora / "syn-train.spacy", nlp.vocab)
        if not (folder / "last").exists():
            first = corpus.syntax_epoch(docs, seed=SEED)
            nlp.initialize(lambda: first)
        train(
            nlp,
            plan=PLAN,
            epoch_of=cache(lambda number: corpus.syntax_epoch(docs, seed=SEED + number)),
            variants=VARIANTS,
            evaluate=lambda nlp: scores(nlp, corpora / "syn-dev.spacy", CHECKED),
            folder=folder,
            seed=SEED,
        )
