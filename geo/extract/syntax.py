"""The dependency tree in the terms of grammar: subjects, verb groups, noun phrases.

The parser errs; what is asked here therefore holds on to the order of the words where the tree contradicts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from geo.record import Span

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_OPEN_CLAUSES = frozenset({"xcomp", "advcl"})


def char_span(doc: Doc, first: int, last: int) -> Span:
    """Return the code points from token ``first`` to token ``last`` (inclusive)."""
    return doc[first].idx, doc[last].idx + len(doc[last].text)


def child(token: Token, *labels: str) -> Token | None:
    """Return the first dependent with one of the labels, in order of the text."""
    return next((c for c in token.children if c.dep_ in labels), None)


def lemma(token: Token) -> str:
    """Return the lemma in lower case."""
    return token.lemma_.lower()


def own_subject(verb: Token) -> Token | None:
    """Return the nearest subject that hangs on the verb itself."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS]
    found = [c for c in found if c.ent_type_ != "DATE"] or found  # "X said Friday"
    return min(found, key=lambda c: abs(c.i - verb.i)) if found else None


def subject(verb: Token) -> Token | None:
    """Return who does what a verb says: its own subject, that of the verb it is joined to, or the noun it describes.

    ``X left, saying ...``, ``X denied it and said ...``, ``X wants to say ...``, ``a man claiming ...``.
    """
    for _ in range(6):
        if found := own_subject(verb):
            return found
        head = verb.head
        if head.i == verb.i:
            return None
        if verb.dep_ == "acl":
            return head
        if (
            verb.dep_ in _OPEN_CLAUSES
            and verb.dep_ == "xcomp"
            and (controller := child(head, "obj", "iobj"))
            and controller.i < verb.i
        ):
            return controller
        if verb.dep_ != "conj" and not (verb.dep_ in _OPEN_CLAUSES and verb.tag_ in ("VBG", "VB", "VBN")):
            return None
        verb = head
    return None


def antecedent(pronoun: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for."""
    token = pronoun
    for _ in range(6):
        if token.dep_ == "acl:relcl":
            return token.head if token.head.i < pronoun.i else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def verb_group(verb: Token) -> list[int]:
    """Return the tokens of a verb with its auxiliaries, negation, copula and particle, in order."""
    group = {verb.i}
    for c in verb.children:
        if c.dep_ in _AUXILIARIES or c.dep_ == "compound:prt" or (c.lower_ in NEGATIONS and c.dep_ == "advmod"):
            group.add(c.i)
    first = min(group)
    between = [t for t in verb.doc[first : verb.i] if t.i not in group]
    if all(t.pos_ in ("ADV", "PART") for t in between):
        group.update(t.i for t in between)
    return sorted(group)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive ("was told")."""
    return verb.tag_ == "VBN" and any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children)


def runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive token indices as (first, last)."""
    out: list[tuple[int, int]] = []
    for i in indices:
        if out and i == out[-1][1] + 1:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


_DIRECTIONS = frozenset({"to", "into", "toward", "towards", "onto", "from"})


def preposition(token: Token) -> str:
    """Return the preposition before a noun in lower case, of several words with spaces; empty where there is none."""
    cases = [
        c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and c.tag_ in ("IN", "TO", "RP", "RB")
    ]
    if not cases:
        return ""
    words = [cases[0].lower_, *(c.lower_ for c in cases[0].children if c.dep_ == "fixed")]
    if len(cases) > 1 and not words[1:]:
        words = [c.lower_ for c in cases]
    joined = " ".join(words)
    return (
        joined
        if joined in ("out of", "by way of", "outside of")
        else words[-1]
        if words[-1] in _DIRECTIONS
        else words[0]
    )
