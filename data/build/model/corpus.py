"""Training texts: reading, cutting into pieces, and changing how they are written."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

HEADLINE_SMALL = set("a an the and or but of in on at to for by with from as".split())


def read(path: Path, vocab: Vocab) -> list[Doc]:
    """Docs of a DocBin."""
    return list(DocBin().from_disk(path).get_docs(vocab))


def norms(docs: Iterable[Doc]) -> Counter[str]:
    """How often the norm of each word stands in docs."""
    return Counter(token.vocab[token.orth].norm_ for doc in docs for token in doc)


def bare(doc: Doc) -> Doc:
    """The words of a doc without their annotation."""
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def cuts(doc: Doc, *, size: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Cut a doc at sentence ends into pieces of about `size` tokens, some of a single sentence."""
    start, limit = 0, rng.choice((1, size // 2, size, size))
    for sent in doc.sents:
        if sent.end - start >= limit or sent.end == len(doc):
            yield start, sent.end
            start, limit = sent.end, rng.choice((1, size // 2, size, size))


def rewrite(words: list[str], rng: random.Random) -> list[str]:
    """Now and then write words as a headline does, in capitals, or in lower case."""
    draw = rng.random()
    if draw < 0.02:
        return [w.upper() for w in words]
    if draw < 0.05:
        return [w.lower() for w in words]
    if draw < 0.08:
        return [w if i and w in HEADLINE_SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return words


def piece(doc: Doc, start: int, end: int, words: list[str]) -> Doc:
    """Part of an annotated doc with its words replaced, token by token."""
    tokens = list(doc)[start:end]
    return Doc(
        doc.vocab,
        words=words,
        spaces=[bool(t.whitespace_) for t in tokens],
        tags=[t.tag_ for t in tokens],
        pos=[t.pos_ for t in tokens],
        morphs=[str(t.morph) for t in tokens],
        lemmas=[t.lemma_ for t in tokens],
        heads=[t.head.i - start for t in tokens],
        deps=[t.dep_ for t in tokens],
        sent_starts=[bool(t.is_sent_start) for t in tokens],
    )


def syntax_epoch(docs: list[Doc], *, seed: int, size: int = 60) -> list[Example]:
    """One pass over the treebank, cut and written anew for every seed."""
    rng = random.Random(seed)
    examples = []
    for doc in docs:
        for start, end in cuts(doc, size=size, rng=rng):
            words = rewrite([t.text for t in doc[start:end]], rng)
            reference = piece(doc, start, end, words)
            examples.append(Example(bare(reference), reference))
    rng.shuffle(examples)
    return examples


def batches(examples: list[Example], size: int) -> Iterator[list[Example]]:
    """Examples in batches of about `size` tokens."""
    batch, count = [], 0
    for example in examples:
        batch.append(example)
        count += len(example)
        if count >= size:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch
