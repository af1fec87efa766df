"""Entity texts with other names, and texts of our own made of templates."""

from __future__ import annotations

import random
from pathlib import Path

from names import Names
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from wordlists import ROLE_WORDS, TITLES

HERE = Path(__file__).parent
FRONTS = (TITLES | ROLE_WORDS) - {"st", "don", "duke", "emperor", "madame"}


def without_title(span: Span) -> tuple[int, int] | None:
    """Cut titles and roles off the front of a person; None if nothing is left."""
    start = span.start
    while start < span.end and (span.doc[start].lower_.rstrip(".") in FRONTS or not span.doc[start].text[0].isalnum()):
        start += 1
    if start == span.end or not any(t.text[:1].isupper() for t in span.doc[start : span.end]):
        return None
    return start, span.end


def swapped(doc: Doc, names: Names, rng: random.Random, *, share: float) -> Doc:
    """A doc in which a share of the names is replaced by others of the same kind, the same name by the same.

    Returns
    -------
    spacy.tokens.Doc
        Words and entities; persons without their titles.
    """
    people_too = rng.random() < share
    known: dict[tuple[str, str], str] = {}
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    at = 0

    def keep(start: int, end: int, label: str | None) -> None:
        for i in range(start, end):
            words.append(doc[i].text)
            spaces.append(bool(doc[i].whitespace_))
            tags.append("O" if not label else f"{'B' if i == start else 'I'}-{label}")

    def replacement(text: str, label: str) -> str | None:
        if (text, label) in known:
            return known[text, label]
        if label == "PERSON" and people_too:
            single = " " not in text
            if not single:
                new = names.person(rng)
            else:
                new = names.surname(rng) if rng.random() < 0.75 else names.person(rng).split()[0]
            known[text.split()[-1], label] = new.split()[-1]
        elif label == "LOC" and rng.random() < share and text in names.city_names:
            new = names.city(rng)
        elif label == "LOC" and rng.random() < share and text in names.country_names:
            new = names.country(rng)
        elif label == "ORG" and rng.random() < share * 0.6:
            new = names.acronym(rng) if text.isupper() else names.organisation(rng)
        elif label == "NORP" and rng.random() < share and text in names.peoples:
            new = names.people(rng)
        else:
            return None
        known[text, label] = new
        return new

    for ent in doc.ents:
        where = without_title(ent) if ent.label_ == "PERSON" else (ent.start, ent.end)
        if where is None:
            continue
        keep(at, where[0], None)
        new = replacement(doc[where[0] : where[1]].text, ent.label_)
        if new is None:
            keep(*where, ent.label_)
        else:
            for i, (word, space) in enumerate(names.words(new)):
                words.append(word)
                spaces.append(space)
                tags.append(f"{'I' if i else 'B'}-{ent.label_}")
            spaces[-1] = bool(doc[where[1] - 1].whitespace_)
        at = where[1]
    keep(at, len(doc), None)
    return Doc(doc.vocab, words=words, spaces=spaces, ents=tags)


def templates() -> list[list[str]]:
    """The sentences of `templates.txt`, as words and slots."""
    lines = (HERE / "templates.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def filled(vocab: Vocab, names: Names, patterns: list[list[str]], rng: random.Random) -> Doc:
    """Two to five template sentences about the same few names."""
    draw = {
        "{P}": (names.person, "PERSON"),
        "{S}": (names.surname, "PERSON"),
        "{L}": (names.city, "LOC"),
        "{C}": (names.country, "LOC"),
        "{R}": (names.region, "LOC"),
        "{N}": (names.people, "NORP"),
        "{O}": (names.organisation, "ORG"),
        "{A}": (names.acronym, "ORG"),
    }
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    last = None
    for pattern in rng.sample(patterns, rng.randint(1, 4)):
        for item in pattern:
            if item not in draw:
                if item in {".", ",", "'s", ")", ":"} and spaces:
                    spaces[-1] = False
                words.append(item)
                spaces.append(item != "(")
                tags.append("O")
                continue
            again = item == "{S}" and last and rng.random() < 0.6
            name = last if again else draw[item][0](rng)
            if item == "{P}":
                last = name.split()[-1]
            shout = item == "{L}" and not words and rng.random() < 0.4
            for i, (word, space) in enumerate(names.words(name.upper() if shout else name)):
                words.append(word)
                spaces.append(space)
                tags.append(f"{'I' if i else 'B'}-{draw[item][1]}")
            spaces[-1] = True
    return Doc(vocab, words=words, spaces=spaces, ents=tags)


def epoch(docs: list[Doc], names: Names, *, seed: int, share: float, extra: float) -> list[Example]:
    """One pass over the entity corpus, with names swapped and template sentences added.

    Parameters
    ----------
    docs : list of spacy.tokens.Doc
        The corpus.
    names : Names
        Where new names come from.
    seed : int
        Other names for every seed.
    share : float
        Share of the names that is replaced.
    extra : float
        Template texts for each text of the corpus.
    """
    rng = random.Random(seed)
    patterns = templates()
    made = [swapped(doc, names, rng, share=share) for doc in docs]
    made += [filled(docs[0].vocab, names, patterns, rng) for _ in range(int(extra * len(docs)))]
    examples = []
    for doc in made:
        draw = rng.random()
        if draw < 0.03:
            cased = [w.upper() for w in (t.text for t in doc)]
        elif draw < 0.05:
            cased = [t.text[:1].upper() + t.text[1:] for t in doc]
        else:
            cased = [t.text for t in doc]
        spaces = [bool(t.whitespace_) for t in doc]
        tags = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
        reference = Doc(doc.vocab, words=cased, spaces=spaces, ents=tags)
        examples.append(Example(Doc(doc.vocab, words=cased, spaces=spaces), reference))
    rng.shuffle(examples)
    return examples
