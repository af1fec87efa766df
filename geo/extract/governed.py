"""What the verb or noun above a place name makes of it, by their words and the tree between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract import role_words as w
from geo.tables import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.places import Found
    from geo.record import Role

HYPHENATED = re.compile(
    r"-(?:based|born|led|backed|controlled|held|occupied|made|run|owned|bound|educated|trained|style)\b"
)
"""What makes an adjective of a name: ``Paris-based``."""
_SPEECH = frozenset(c.lemma.split()[0] for c in cues().values()) | w.MORE_SPEECH
_MOVED = frozenset({"nsubj", "nsubj:pass", "obj"})


def just_before(head: Token) -> Token | None:
    """Return the preposition that stands before a name, whatever the tree says of it."""
    i = head.left_edge.i - 1 if head.dep_ not in ("compound", "amod") else head.i - 1
    while (
        i >= 0
        and not head.doc[i].is_sent_start
        and (head.doc[i].pos_ in ("DET", "ADJ") or head.doc[i].lower_ in w.COMPASS)
    ):
        i -= 1
    token = head.doc[i] if i >= 0 else None
    return token if token is not None and token.tag_ == "IN" and token.sent == head.sent else None


def next_above(token: Token) -> list[Token]:
    """Return the next two heads over a token, within its clause."""
    out = []
    while token.head.i != token.i and len(out) < 2 and token.dep_ not in ("advcl", "ccomp", "acl:relcl", "parataxis"):
        token = token.head
        out.append(token)
    return out


def cut_off(head: Token, noun: Token) -> bool:
    """Tell whether a name that the tree calls a modifier is none: its head is no noun or lies beyond a phrase."""
    between = head.doc[head.i + 1 : noun.i]
    return (
        noun.i < head.i or noun.pos_ in ("VERB", "AUX", "ADP") or any(t.pos_ in ("DET", "NUM", "PRON") for t in between)
    )


def encloses(outer: Found, inner: Found) -> bool:
    """Tell whether a name means a country or region in which the place of another name lies."""
    if outer.choice is None or inner.choice is None:
        return False
    place, held = outer.choice.candidate.place, inner.choice.candidate.place
    return (
        place.kind in ("country", "region")
        and held.kind not in ("country", "continent")
        and place.id != held.id
        and (place.country == held.country or place.kind == "region")
    )


def literal(role: Role) -> Role:
    """Return the role of a thing at a place, which is no actor: ``Benghazi hospital said`` speaks from there."""
    return "site" if role in ("actor", "modifier") else role


def locative(governor: Token, preposition: str) -> Role:
    """Return the role of a place in, at or near which the text lays what a verb or noun tells."""
    above = governor.lemma_.lower()
    if above in w.RULERS:
        return "actor"
    if above in w.ARRIVALS and governor.pos_ == "VERB":
        return "destination"
    departs = above in w.DEPARTURES or w.sets_off(governor)
    if departs and governor.pos_ == "VERB" and preposition == "in":
        return "origin"
    hearer = governor.dep_ in ("obj", "iobj", "obl") and governor.head.lemma_.lower() in _SPEECH
    if above in w.VENUE_NOUNS or hearer or (governor.pos_ == "VERB" and above in _SPEECH):
        return "venue"
    return "site"


def source(governor: Token) -> Role:
    """Return the role of a place behind "from"."""
    above = governor.lemma_.lower()
    if above in w.NEARNESS or above in w.BORDERS:
        return "reference"
    if w.moves(governor, noun_too=True) or above in w.REMOVALS or above in w.WAYS:
        return "origin"
    if governor.pos_ in ("NOUN", "PROPN") and w.moves(governor.head, noun_too=False) and governor.dep_ in _MOVED:
        return "origin"
    if governor.pos_ in ("NOUN", "PROPN", "PRON") and (governor.ent_type_ == "PERSON" or above in w.PEOPLE_THERE):
        return "reference"
    return "actor"


def subject(verb: Token, *, state: bool) -> Role:
    """Return the role of the subject of a verb; ``state`` tells that the name may stand for a government."""
    above = verb.lemma_.lower()
    if above in w.HAPPENINGS:
        return "site"
    if state or above in _SPEECH or above in w.POLITICS:
        return "actor"
    if any(c.dep_ == "cop" for c in verb.children) or above in w.STATIVE:
        return "reference"
    return "site"


def obj(verb: Token, *, state: bool) -> Role:
    """Return the role of the object of a verb; ``state`` tells that the name may stand for a government."""
    above = verb.lemma_.lower()
    if above in w.REACHING:
        return "destination"
    if above in w.LEAVING:
        return "origin"
    if above in w.CROSSING:
        return "via"
    if above in w.ATTACKS:
        return "site"
    return "actor" if state else "reference"
