"""Whether a movement is planned, under way, over, cancelled, denied or only thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.status_words import (
    CANCEL,
    CANCELLED,
    DENY,
    IF,
    MODALS,
    PLAN,
    PLAN_NOUNS,
    PLANNED,
    TRY,
    UPWARD,
    WISH,
    WISH_NOUNS,
)
from geo.extract.stopped import has_subject, is_broken_off, is_called_off, plain_lemma
from geo.extract.syntax import NEGATIONS, lemma, preposition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geo.extract.movement import Movement
    from geo.record import JourneyStatus


def status_of(movement: Movement) -> JourneyStatus:
    """Return the status of a movement from its tense, modality, negation and the verbs that govern it."""
    word = movement.word
    if movement.event is not None and (lemma(word) in CANCEL or is_called_off(word)):
        return "cancelled"
    if movement.frame.lemma == "invite":
        return "denied" if _own(word) == "denied" else "hypothetical"
    if movement.frame.lemma == "due":
        return _own(word) if _own(word) == "denied" else "planned"  # type: ignore[return-value]
    if movement.frame.pos == "noun":
        return _of_noun(word)
    return _of_verb(word, departs=movement.frame.phase == "depart")


def _of_verb(verb: Token, *, departs: bool = False) -> JourneyStatus:
    own = _own(verb)
    governed = _governed(verb)
    if is_broken_off(verb):
        return "cancelled"
    if own in ("denied", "cancelled") or governed in ("denied", "cancelled"):
        return own if own in ("denied", "cancelled") else governed  # type: ignore[return-value]
    if own == "hypothetical" or governed == "hypothetical":
        return "hypothetical"
    if own or governed:
        return own or governed  # type: ignore[return-value]
    return "under_way" if departs and _is_fresh(verb) else "completed"


def _is_fresh(verb: Token) -> bool:
    """A departure told in the perfect or present, or towards somewhere: nothing says that it has ended."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "cop", "aux:pass")}
    if verb.tag_ in ("VBG", "VBZ", "VBP") or aux & {"is", "are"}:
        return True
    return any(
        preposition(c) in ("for", "toward", "towards", "to") or c.lower_ in ("off", "out") for c in verb.children
    )


def _own(verb: Token) -> JourneyStatus | None:
    aux = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    forms = {c.lower_ for c in aux}
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if any(c.lower_ in NEGATIONS or c.lower_ == "neither" for c in verb.children) and "only" not in marks:
        return "denied"
    if marks & IF:
        return "hypothetical"
    modal = next((MODALS[f] for f in forms if f in MODALS), None)
    if modal and "have" in forms and forms & {"would", "could", "might", "should"}:
        return "hypothetical"
    if modal:
        return modal  # type: ignore[return-value]
    be = forms & {"is", "are", "am", "was", "were", "be", "been", "'s", "’s", "'re", "’re", "'m", "’m"}
    if verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in verb.children):
        return None
    if be and (verb.tag_ == "VBG" or verb.lower_ in ("headed", "bound")):
        return "under_way"
    if be and verb.tag_ == "VB":  # "is to visit"
        return "planned"
    if verb.dep_ == "acl" and (verb.tag_ == "VBG" or verb.lower_ in ("headed", "bound")):
        return "under_way"
    return None


def _governors(word: Token) -> Iterator[tuple[Token, str]]:
    token = word
    for _ in range(5):
        head = token.head
        if head.i == token.i or token.dep_ not in UPWARD:
            return
        yield head, token.dep_
        token = head


def _governed(verb: Token) -> JourneyStatus | None:
    """What the verbs and nouns above say of it: "plans to", "refused to", "an invitation to", "denied having"."""
    below = verb
    for head, label in _governors(verb):
        name = plain_lemma(head)
        infinitive = below.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "mark" for c in below.children)
        if label == "conj":
            if head.tag_[:2] != "VB" or has_subject(below) or below.tag_ not in (head.tag_, "VB"):
                return None
            if (own := _own(head)) and own != "denied" and not any(c.dep_ == "aux" for c in below.children):
                return own
        elif label in ("xcomp", "acl") and (infinitive or label == "xcomp"):
            if found := _by_name(head, name):
                return found
            if name in (
                "due",
                "set",
                "bound",
                "likely",
                "unlikely",
                "able",
                "ready",
                "supposed",
                "willing",
                "free",
                "eager",
                "unable",
                "going",
                "go",
            ):
                return (
                    "denied"
                    if name == "unable"
                    else "hypothetical"
                    if name in ("likely", "able", "willing", "free", "eager", "unlikely")
                    else "planned"
                )
            if name in TRY:
                return (
                    _governed(head) or _own(head) or ("under_way" if name in ("try", "attempt", "continue") else None)
                )
            if (own := _own(head)) and head.tag_.startswith("VB"):
                return own
        elif label in ("ccomp", "obl", "advcl", "csubj"):
            case = {c.lower_ for c in below.children if c.dep_ in ("mark", "case")}
            if name in CANCEL and case & {"from"}:
                return "cancelled"
            if label == "advcl" and below.tag_ == "VB" and infinitive and head.tag_.startswith("VB"):
                if found := _by_name(head, name):
                    return found
                return _own(head)
            if (
                label == "advcl"
                and below.tag_ == "VBG"
                and (own := _own(head)) in ("planned", "hypothetical")
                and case & {"before", "after", ""}
            ):
                return own
            if label == "ccomp" and (name in ("deny", "doubt", "refute", "dispute")):
                return "denied"
            if (
                label == "ccomp"
                and name
                in ("hope", "wish", "demand", "propose", "suggest", "urge", "fear", "want", "imagine", "ensure")
                and not below.tag_.startswith("VBD")
            ):
                return "hypothetical"
            return None
        elif label not in ("parataxis",):
            return None
        below = head
    return None


def _by_name(head: Token, name: str) -> JourneyStatus | None:
    if any(c.lower_ in NEGATIONS for c in head.children) and (
        name in WISH or name in PLAN or name in TRY or name in ("have", "able", "manage")
    ):
        return "denied"
    if name in CANCEL or is_called_off(head):
        return "cancelled"
    if name in DENY:
        return "denied"
    if name in WISH or name in WISH_NOUNS:
        return "hypothetical"
    if name in PLAN or name in PLAN_NOUNS:
        return "planned"
    return None


def _of_noun(noun: Token) -> JourneyStatus:
    modifiers = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound", "det")}
    if modifiers & CANCELLED:
        return "cancelled"
    if modifiers & {"possible", "potential", "hypothetical", "any"}:
        return "hypothetical"
    case = preposition(noun)
    head = noun.head if noun.head.i != noun.i else None
    stopped = head is not None and (plain_lemma(head) in CANCEL or is_called_off(head))
    if stopped and noun.dep_ in ("obj", "nsubj:pass", "conj"):
        return "cancelled"
    if modifiers & PLANNED and "next" not in modifiers:
        return "planned"
    if any(c.dep_ == "cop" for c in noun.children) and case in ("on",):
        return _own(noun) or "under_way"
    if case in ("after", "following", "since"):
        return "completed"
    if case in ("before",) or (head is not None and head.lower_ == "ahead") or case == "ahead":
        return "planned"
    if head is None:
        return _own(noun) or "completed"
    if noun.dep_ == "nmod" and head.lower_ in WISH_NOUNS | {"prospect"}:
        return "hypothetical"
    if noun.dep_ == "nmod" and head.lower_ in PLAN_NOUNS | {"preparation", "ahead"}:
        return "planned"
    if head.tag_.startswith("VB") and noun.dep_ in ("obj", "obl", "nsubj", "nsubj:pass", "xcomp", "conj"):
        name = plain_lemma(head)
        if noun.dep_ in ("obj", "nsubj:pass") and (found := _by_name(head, name)):
            return found
        if noun.dep_ == "obl" and case in ("for", "from", "of", "out") and stopped:
            return "cancelled"
        return _of_verb(head)
    return _own(noun) or "completed"
