"""Dateline's own model: which one it is, what it knows, what it costs, and what happens without it."""

import hashlib
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.tokens import Doc

from geo.language.labels import NAMES
from geo.language.pipeline import OWN, VARIABLE, load

GOLD = Path(__file__).parents[1] / "gold" / "model"
IDENTITY = json.loads((GOLD / "identity.json").read_text("utf-8"))
MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def _own_model(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


def sentences():
    """Hand-annotated sentences: words, heads, relations, kinds of names."""
    lines = (GOLD / "sentences.tsv").read_text("utf-8").split("\n\n")[1:]
    for block in lines:
        words, heads, relations, kinds = zip(*(row.split("\t") for row in block.strip().split("\n")), strict=True)
        yield list(words), [int(head) for head in heads], list(relations), list(kinds)


def parsed():
    nlp = load()
    for words, heads, relations, kinds in sentences():
        doc = Doc(nlp.vocab, words=words)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        yield doc, heads, relations, kinds


def spans(kinds):
    """Names as (first, end, kind)."""
    edges = [i for i in range(len(kinds) + 1) if i in (0, len(kinds)) or kinds[i] != kinds[i - 1]]
    return {(a, b, kinds[a]) for a, b in itertools.pairwise(edges) if kinds[a] != "O"}


def digest(folder):
    """SHA-256 over the names and the bytes of all files."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def test_the_model_is_the_one_that_was_measured():
    meta = json.loads((OWN / "meta.json").read_text("utf-8"))
    assert f"{meta['lang']}_{meta['name']}-{meta['version']}" == IDENTITY["model"]
    assert digest(OWN) == IDENTITY["sha256"]


def test_components_and_labels_are_pinned():
    nlp = load()
    assert nlp.pipe_names == IDENTITY["components"]
    assert sorted(nlp.get_pipe("parser").labels) == IDENTITY["relations"]
    assert sorted(nlp.get_pipe("ner").labels) == sorted(NAMES)


def test_meta_names_licence_sources_and_held_out_scores():
    meta = json.loads((OWN / "meta.json").read_text("utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    attribution = (OWN / "ATTRIBUTION.md").read_text("utf-8")
    for source in ("UD English EWT", "GUM", "CrossNER", "spacy-lookups-data", "name2nat"):
        assert any(source in entry["name"] for entry in meta["sources"])
        assert source in attribution
    assert meta["performance"]["gum-test-open"]["las"] >= 84
    assert meta["performance"]["ewt-test"]["las"] >= 81.5


def test_parse_of_our_own_sentences():
    tokens = heads_right = both_right = 0
    for doc, heads, relations, _ in parsed():
        for token, head, relation in zip(doc, heads, relations, strict=True):
            if token.is_punct:
                continue
            found = 0 if token.head is token or token.head == token else token.head.i + 1
            tokens += 1
            heads_right += found == head
            both_right += found == head and token.dep_.lower() == relation
    assert tokens > 200
    assert heads_right / tokens >= IDENTITY["floors"]["uas"]
    assert both_right / tokens >= IDENTITY["floors"]["las"]


@pytest.mark.parametrize("kind", ["PERSON", "ORG", "LOC"])
def test_names_in_our_own_sentences(kind):
    gold, found = set(), set()
    for number, (doc, _, _, kinds) in enumerate(parsed()):
        gold |= {(number, *span) for span in spans(kinds) if span[2] == kind}
        found |= {(number, e.start, e.end, e.label_) for e in doc.ents if e.label_ == kind}
    assert 2 * len(gold & found) / (len(gold) + len(found)) >= IDENTITY["floors"][kind]


def test_every_word_has_tag_lemma_and_morphology():
    doc = load()("The delegations were flying to Hanoi.")
    assert [t.tag_ for t in doc][:4] == ["DT", "NNS", "VBD", "VBG"]
    assert [t.lemma_ for t in doc][1:4] == ["delegation", "be", "fly"]
    assert doc[1].morph.get("Number") == ["Plur"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🚆 €", "A" * 5000, "Йошкар-Ола 平壌"])
def test_odd_texts_pass(text):
    assert load()(text).text == text


def test_loaded_once():
    assert load() is load()


def test_size_on_disk():
    assert sum(path.stat().st_size for path in OWN.rglob("*") if path.is_file()) <= 25 * MEGABYTE


# The peak of resource.getrusage would count what this process held when it started the other one.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from Linux' /proc")
def test_memory_of_a_process_with_the_model():
    code = (
        "import re, pathlib\nfrom geo.language.pipeline import load\n"
        "load()('Reuters reported on Monday that Kim had left for Russia.')\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())[1])"
    )
    root = OWN.parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < 450 * MEGABYTE
