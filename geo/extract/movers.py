"""Who is meant to move, by grammar: subjects, objects and owners of the words of motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.syntax import is_passive, lemma, own_subject, preposition
from geo.tables import motion_nouns, motions

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTROL = frozenset(
    (
        "ask tell urge force order invite allow help make let send bring persuade lead enable permit direct "
        "instruct advise warn forbid get prevent stop ban bar block prohibit keep encourage convince require "
        "want expect like need see watch "
    ).split()
)
"""Verbs whose object does what they govern: "asked X to go"."""


def movers(verb: Token, subject: str, obj: str, *, stays: bool = False) -> list[Token]:
    """Return who moves, or with ``stays`` is there, by a verb whose frame says what its subject and object do."""
    passive = is_passive(verb) or (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "conj", "advcl")
        and own_subject(verb) is None
        and subject != "traveller"
    )
    patient = next((c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i != verb.i), None)
    if obj == "event" and passive:
        return []
    if passive:
        if obj in ("traveller", "carry", "partner"):
            return subjects(verb)
        agent = [c for c in verb.children if c.dep_ == "obl:agent" or (c.dep_ == "obl" and preposition(c) == "by")]
        return agent or subjects(verb)
    ridden = motion_nouns().get(patient.lower_) if patient is not None else None
    if ridden is not None and ridden.kind == "vehicle" and lemma(verb) in ("take", "board", "catch", "get"):
        return [*subjects(verb), patient]  # type: ignore[list-item]  # ridden is None without it
    if obj == "traveller":
        moved = [patient] if patient is not None and (can_travel(patient) or patient.tag_ in ("NNP", "NNPS")) else []
        if not moved and subject == "host":
            return subjects(verb)
        return subjects(verb) + moved if moved and subject in ("both", "vehicle") else moved
    if obj == "carry" and patient is not None:
        return (
            [patient]
            if patient.tag_.startswith("PRP")
            else [*subjects(verb), patient]
            if motion_nouns().get(patient.lower_)
            else subjects(verb)
        )
    heard = stays and lemma(verb) in ("tell", "ask", "urge", "warn", "advise")  # the hearers are not the news
    if not obj and not heard and lemma(verb) in CONTROL and patient is not None and can_travel(patient):
        return [patient]
    found = subjects(verb)
    if obj == "partner":
        found += [patient] if patient is not None else []
    return found


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return who does what a verb says: its subject, or that of the verb or noun that governs it."""
    if (own := own_subject(verb)) is not None:
        return [own]
    head = verb.head
    if head.i == verb.i or depth > 5:
        return []
    if verb.dep_ in ("acl", "acl:relcl"):
        if can_travel(head) or (is_passive(verb) and head.dep_ == "obj" and lemma(head.head) in CONTROL):
            return [head]  # "wants the case to be moved"
        return owners(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "obl", "nmod") and lemma(head) in CONTROL:
        patient = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        if patient is not None:
            return [patient]
    if verb.dep_ in ("conj", "xcomp", "advcl") or (
        verb.dep_ in ("ccomp", "parataxis", "obl", "dep", "csubj") and head.tag_.startswith(("VB", "JJ"))
    ):
        return subjects(head, depth + 1)
    return []


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Return whose movement a noun is: "X's visit", "the arrival of X", "X paid a visit", "on a visit X ..."."""
    own = own_subject(noun)
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return [own if own is not None and child.tag_ == "PRP$" else child]
    for child in noun.children:
        if child.dep_ == "nmod" and preposition(child) in ("of", "by") and can_travel(child):
            return [child]
    if own is not None:
        return [own]
    head = noun.head
    if head.i == noun.i or depth > 4:
        return []
    if noun.dep_ in ("obj", "obl", "xcomp", "conj", "nsubj:pass", "advcl") and head.tag_.startswith("VB"):
        patient = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        if noun.dep_ == "obl" and lemma(head) in CONTROL and patient is not None:
            return [patient]
        return [] if noun.dep_ == "nsubj:pass" else subjects(head)
    if noun.dep_ == "nmod" and can_travel(head):
        return [head]
    return owners(head, depth + 1) if noun.dep_ in ("nmod", "conj", "obl", "appos") else []


def can_travel(token: Token) -> bool:
    """Tell people, groups and vehicles from other nouns."""
    if (
        token.ent_type_ in ("PERSON", "NORP")
        or any(c.ent_type_ == "PERSON" and c.dep_ in ("flat", "appos") for c in token.children)
        or token.tag_.startswith("PRP")
        or token.tag_ == "NNPS"
    ):
        return True
    noun = motion_nouns().get(token.lower_) or motion_nouns().get(lemma(token))
    return (noun is not None and noun.kind in ("person", "group", "vehicle")) or (
        token.tag_ == "NNS" and token.lower_.endswith(("ers", "ors", "ists", "ians", "ees"))
    )


def is_movement(token: Token) -> bool:
    """Tell "his visit followed one to Y" from "his train"."""
    return (
        token.tag_ in ("NN", "NNS")
        and any(f.pos == "noun" for f in motions().get(token.lower_, ()))
        and token.lower_ not in motion_nouns()
    )
