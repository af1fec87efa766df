"""Where somebody is: at a named event, in a place for an occasion, or simply there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.spots import Spot
from geo.extract.syntax import preposition
from geo.tables import COMING, DUE, PRESENT, SPEAKING, cues, motion_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geo.extract.spots import Spots
    from geo.tables import Motion

AT = frozenset(
    {
        "in",
        "at",
        "on",
        "near",
        "outside",
        "inside",
        "within",
        "around",
        "across",
        "aboard",
        "throughout",
        "outside of",
        "of",
        "alongside",
    }
)
_ELSEWHERE = frozenset("call demand propose order want expect suggest".split())
"""Verbs of speech behind which "in X" is where that should be which is asked for."""
_HELD = frozenset("call tell address open hold promise announce".split())
"""Verbs of speech whose object may be an occasion at which somebody is: "told a rally in X"."""
_DURING = frozenset({"during", "after", "for", "to", "ahead of", "following"})


@dataclass(frozen=True, slots=True)
class Movement:
    """A word that tells a movement or a presence, with the ends that its phrase names, in order of the text."""

    word: Token
    frame: Motion
    origins: tuple[Spot, ...]
    via: tuple[Spot, ...]
    destinations: tuple[Spot, ...]
    event: Token | None = None


def coordinated(token: Token) -> Iterator[Token]:
    """Yield the nouns joined to one by "and" that share its preposition."""
    for child in token.children:
        if child.dep_ == "conj" and preposition(child) in ("", preposition(token)):
            yield child
            yield from coordinated(child)


def presence(word: Token, frame: Motion, spots: Spots) -> Movement | None:
    """Return the presence that a word of the table tells, None where it names no place."""
    found, event = _scenes(word, spots)
    return Movement(word, frame, (), (), tuple(found), event) if found else None


def _scenes(word: Token, spots: Spots) -> tuple[list[Spot], Token | None]:
    """The places where a verb happens: "met in X", "spoke at a rally in X", "attended a summit at X"."""
    event = None
    for child in word.children:
        case = preposition(child)
        if not (child.dep_ in ("obl", "nmod", "advmod", "advcl") and case in AT | _DURING) and child.dep_ not in (
            "obj",
            "obl:unmarked",
            "nsubj:pass",
        ):
            continue
        if child.dep_ == "obj" and word.lower_ in cues() and word.lemma_.lower() not in _HELD:
            continue  # "condemned the summit in X" puts nobody there
        if case == "for" and _asks(word):
            continue  # nor does "called for a summit in X"
        known = motion_nouns().get(child.lower_)
        if known is not None and known.kind == "event" and spots.name_of(child) is None:
            event = event or child
            for place in _nested(child):
                if (spot := spots.at(place)) is not None:
                    more = [s for c in coordinated(place) if (s := spots.at(c)) is not None]
                    return [spot, *more], _occasion(child)
        elif _is_of_object(child, word):
            continue
        elif case in AT and case not in ("of", "around") and (spot := spots.at(child)) is not None:
            more = [s for c in coordinated(child) if (s := spots.at(c)) is not None]
            return [spot, *more], event
    return [], event


def _asks(word: Token) -> bool:
    """Tell whether "in X" behind a verb is where something should be; ships that "call at X" are there."""
    following = word.doc[min(word.i + 1, len(word.doc) - 1)]
    return word.lemma_.lower() in _ELSEWHERE and following.lower_ != "at"


def _is_of_object(place: Token, word: Token) -> bool:
    """Tell whether "in X" stands behind an occasion that a verb of speech speaks of: "condemned the summit in X"."""
    before = place.doc[place.left_edge.i - 1] if place.left_edge.i else place
    known = motion_nouns().get(before.lower_)
    return word.lower_ in cues() and before.dep_ == "obj" and known is not None and known.kind == "event"


def _occasion(event: Token) -> Token:
    """The forum of "on the sidelines of the forum"."""
    if event.lower_ in ("sidelines", "margins", "sideline"):
        return next((c for c in event.children if c.dep_ == "nmod" and preposition(c) == "of"), event)
    return event


def _nested(token: Token, depth: int = 0) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("nmod", "obl") and preposition(child) in (AT - {"of"}):
            yield child
        if child.dep_ in ("nmod", "appos") and depth < 2:
            yield from _nested(child, depth + 1)


def event(word: Token, spots: Spots) -> Movement | None:
    """A verb of any kind at a named event ("said at a rally in X"), and being somewhere ("X is in Y")."""
    if (
        any(c.lower_ == "been" and c.dep_ == "cop" for c in word.children)
        and preposition(word) == "to"
        and (spot := spots.at(word))
    ):
        return Movement(word, COMING, (), (), (spot,))
    if word.tag_.startswith("VB") and word.dep_ != "aux" and word.lower_ not in ("due", "expected", "awaited"):
        found, event = _scenes(word, spots)
        if event is not None and found:
            return Movement(word, PRESENT, (), (), tuple(found), event)
        if (
            word.lower_ in cues()
            and not _asks(word)
            and (
                spot := next(
                    (
                        s
                        for c in word.children
                        if c.dep_ == "obl"
                        and preposition(c) in ("in", "at")
                        and not _is_of_object(c, word)
                        and (s := spots.at(c))
                    ),
                    None,
                )
            )
        ):
            return Movement(word, SPEAKING, (), (), (spot,))
    elif word.lower_ in ("due", "expected", "awaited") and (
        spot := next(
            (s for c in word.children if c.dep_ == "obl" and preposition(c) in ("in", "at") and (s := spots.at(c))),
            None,
        )
    ):
        return Movement(word, DUE, (), (), (spot,))
    elif word.lower_ == "there" and any(c.dep_ == "cop" for c in word.children):
        return Movement(word, PRESENT, (), (), (Spot(word.idx, word.idx + 5),))
    elif (
        any(c.dep_ == "cop" for c in word.children)
        and preposition(word) in ("in", "at", "near", "outside", "inside")
        and (spot := spots.at(word))
    ):
        if any(c.lower_ == "due" for c in word.children):
            return Movement(word, DUE, (), (), (spot,))
        if any(c.lower_ == "back" for c in word.children):
            return Movement(word, COMING, (), (), (spot,))
        if word.dep_ == "acl:relcl":
            return None
        return Movement(word, PRESENT, (), (), (spot,))
    return None
