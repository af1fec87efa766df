"""Who moves: the subject, the object or the owner of a movement, as actors of the record or in their own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.movers import can_travel, is_movement, movers, owners
from geo.extract.syntax import antecedent, char_span, lemma, own_subject, preposition
from geo.record import Traveller
from geo.tables import PRESENT, SPEAKING, motion_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geo.extract.movement import Movement
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Mode, Span

_PRONOUNS = frozenset(
    (
        "i he she we they you him her us them me who himself herself themselves his their our my hers theirs "
        "whose everyone somebody someone both "
    ).split()
)
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_INNER = frozenset({"det", "amod", "compound", "nummod", "flat", "nmod:poss", "goeswith", "det:predet"})
_WEATHER = frozenset({"typhoon", "hurricane", "cyclone", "storm"})
_TWO = re.compile(
    r"(?:the two|both|the) (?:leaders|men|women|presidents|ministers|prime ministers|pair|statesmen)|the (?:two|pair)"
)
_PARTS = frozenset({"member", "group", "crew", "part", "team", "delegation", "number"})
_ROUGHLY = frozenset("more than about nearly almost some around over at least fewer less up to roughly a an".split())
_AMOUNTS = frozenset(
    (
        "one some many most hundreds thousands dozens scores number total all each host two three none millions tens "
    ).split()
)


class Travellers:
    """Finds the travellers of movements in one article."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people

    def of(self, movement: Movement) -> tuple[tuple[Traveller, ...], Mode]:
        """Return the travellers of a movement (none where nobody told can travel) and the mode of their vehicle."""
        word, frame = movement.word, movement.frame
        raw = [
            _resolved(h)
            for h in (
                owners(word)
                if frame.pos == "noun"
                else movers(word, frame.subject, frame.object, stays=frame.kind == "presence")
            )
        ]
        raw = [o for h in raw for o in (owners(h) if is_movement(h) else [h])]
        heads = [_aboard(h) for h in raw]
        vehicles = [
            noun.mode for h in raw if (noun := motion_nouns().get(h.lower_)) is not None and noun.kind == "vehicle"
        ]
        heads += list(_companions(word)) if heads else []
        told: list[Traveller] = []
        if frame.pos == "noun" and any(c.dep_ == "cop" for c in word.children):
            heads = [
                h
                for h in heads
                if h.dep_ != "nmod" or h.head.i != word.i or not any(c.lower_ in ("a", "an") for c in h.children)
            ]  # "the first of a king"
        for head in heads:
            for one in (head, *_conjuncts(head)):
                if both := self._group(one):
                    told += [t for t in both if all(t.actor != old.actor for old in told)]
                    continue
                traveller = self._traveller(
                    one,
                    sure=frame.sure and frame.pos == "verb",
                    named_only=frame in (PRESENT, SPEAKING) and movement.event is None,
                )
                if traveller is not None and not any(
                    set(traveller.spans) & set(t.spans) or (traveller.actor and traveller.actor == t.actor)
                    for t in told
                ):
                    told.append(traveller)
        return tuple(told), next(iter(vehicles), "unknown")  # type: ignore[return-value]  # a Mode by the table's own check

    def _group(self, head: Token) -> list[Traveller]:
        """The persons of "they", "both" and "the two leaders", each a traveller; none where it is not clear who."""
        span = _phrase(head)
        pronoun = head.lower_ in ("they", "both", "them", "their")
        if not pronoun and not _TWO.fullmatch(self._reading.text[span[0] : span[1]].lower()):
            return []
        who = self._people.group(span, self._reading.sentence_at(head.idx))
        return [Traveller(a, self._people.name(a), (span,)) for a in who]

    def _traveller(self, head: Token, *, sure: bool, named_only: bool) -> Traveller | None:
        span = _phrase(head)
        if head.tag_ == "CD" and sure and head.dep_ in ("nsubj", "nsubj:pass"):
            return Traveller(None, self._words(head, span), (span,))
        if head.lower_ in _PRONOUNS and head.tag_.startswith(("PRP", "WP")):
            actor = (
                self._people.pronoun(span, self._reading.sentence_at(head.idx)) if head.lower_ in _SINGULAR else None
            )
            if named_only and actor is None:
                return None
            return Traveller(actor, self._people.name(actor) if actor else None, (span,))
        persons = self._people.persons_in(span)
        if persons:
            where, actor = next((p for p in persons if p[0][0] <= head.idx < p[0][1]), persons[-1])
            return Traveller(actor, self._people.name(actor), (where,))
        for child in head.children:
            if child.dep_ in ("appos", "flat") and (near := self._people.persons_in(_phrase(child))):
                return Traveller(near[0][1], self._people.name(near[0][1]), (near[0][0],))
        noun = motion_nouns().get(head.lower_) or motion_nouns().get(lemma(head))
        if noun is not None and noun.kind == "vehicle" and (owner := self._owner(head)) is not None:
            return owner
        if noun is not None and noun.kind == "person" and head.tag_ in ("NN", "NNP"):
            actor = self._described(head, span)
            if actor is not None:
                return Traveller(actor, self._people.name(actor), (span,))
        if named_only and (noun is None or noun.kind not in ("person", "group")):
            return None
        if head.ent_type_ in ("PERSON", "NORP"):
            return Traveller(None, self._reading.text[span[0] : span[1]], (span,))
        if noun is not None and noun.kind in ("person", "group", "vehicle"):
            return Traveller(None, self._words(head, span), (span,))
        if (
            sure
            and head.tag_ == "NNP"
            and head.ent_type_ in ("", "ORG", "NORP")
            and not head.text.isupper()
            and head.lower_ not in _WEATHER
        ) or head.tag_ == "NNPS":
            named = self._people.named_in(span)
            actor = next((a for a in named if not a.startswith("state:")), None)
            return Traveller(
                actor, self._people.name(actor) if actor else self._reading.text[span[0] : span[1]], (span,)
            )
        if (
            head.tag_ in ("NN", "NNS")
            and head.lower_.endswith(("ers", "ors", "ists", "ians", "ees", "men", "women"))
            and len(head.text) > 5
        ):
            return Traveller(None, self._reading.text[span[0] : span[1]], (span,))
        return None

    def _words(self, head: Token, span: Span) -> str:
        """An unnamed group in the words of the text, with what it is a part of: "members of the crew"."""
        text = self._reading.text
        start = span[0]
        if (count := next((c for c in head.children if c.dep_ == "nummod"), None)) is not None:
            first = count.i
            while first > 0 and head.doc[first - 1].lower_ in _ROUGHLY:
                first -= 1
            start = min(start, head.doc[first].idx)
        part = next(
            (c for c in head.children if c.dep_ == "nmod" and preposition(c) == "of" and c.i - head.i < 4), None
        )
        end = part.idx + len(part.text) if part is not None and lemma(head) in _PARTS else span[1]
        return re.split(r",\s(?:an?|the|its|his|her)\s", text[start:end])[0]

    def _owner(self, vehicle: Token) -> Traveller | None:
        """Whose plane or train it is ("his plane", "X's train"): the one who is aboard, where it is one person."""
        for child in vehicle.children:
            if child.dep_ == "nmod:poss" and (child.lower_ in ("his", "her") or child.ent_type_ == "PERSON"):
                found = self._traveller(child, sure=False, named_only=True)
                return found if found is not None and found.actor else None
        return None

    def _described(self, head: Token, span: Span) -> str | None:
        """The person whom a definite description stands for: "the president", "the president of X"."""
        owned = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
        if owned is None and not any(c.lower_ == "the" and c.dep_ == "det" for c in head.children):
            return None
        end, start = span[1], span[0] if owned is None else owned.left_edge.idx
        for child in head.children:
            if child.dep_ == "nmod" and child.i > head.i and preposition(child) == "of":
                end = child.right_edge.idx + len(child.right_edge.text)
        actor = self._people.speaker((start, end), self._reading.sentence_at(head.idx))
        return actor if actor is not None and actor.startswith("person:") else None


def _resolved(head: Token) -> Token:
    if any(c.dep_ == "cop" for c in head.children) and (own := own_subject(head)) is not None and can_travel(own):
        return own  # "he was the first leader to visit ..."
    if head.lower_ in _RELATIVE and (noun := antecedent(head)) is not None:
        return _resolved(noun) if noun.lower_ in _RELATIVE and noun.i != head.i else noun
    if head.lower_ in _AMOUNTS:
        inner = next((c for c in head.children if c.dep_ == "nmod" and preposition(c) == "of"), None)
        return head if inner is None or not (can_travel(inner) or inner.lower_ in _AMOUNTS) else _resolved(inner)
    return head


def _aboard(head: Token) -> Token:
    """Whoever travels in the vehicle: "the train in which X is believed to be travelling"."""
    noun = motion_nouns().get(head.lower_)
    if noun is None or noun.kind != "vehicle":
        return head
    for clause in head.children:
        if (
            clause.dep_ in ("acl:relcl", "acl", "nmod")
            and clause.i > head.i
            and any(t.lower_ in ("which", "carrying", "bearing") for t in head.doc[head.i + 1 : clause.i + 1])
        ):
            found = next(
                (
                    c
                    for c in (*clause.children, clause)
                    if c.dep_ in ("nsubj", "nsubj:pass", "obj") and c.lower_ not in _RELATIVE and can_travel(c)
                ),
                None,
            )
            if found is not None:
                return found
    return head


def _phrase(head: Token) -> Span:
    first = last = head.i
    for child in head.children:
        if child.dep_ in _INNER and child.dep_ != "nmod:poss":
            first, last = min(first, child.i), max(last, child.i if child.dep_ == "flat" else last)
    return char_span(head.doc, first, max(last, head.i))


def _conjuncts(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "conj" and child.tag_[:1] in "NP":
            yield child
            yield from _conjuncts(child)


def _companions(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in ("obl", "nmod") and preposition(child) in ("with", "alongside") and can_travel(child):
            yield child
        elif child.dep_ in ("obj", "obl") and child.tag_ == "NN":
            yield from (c for c in child.children if c.dep_ == "nmod" and preposition(c) == "with" and c.tag_ == "PRP")
        elif lemma(child) == "accompany" and child.dep_ in ("advcl", "acl", "conj"):
            yield from (c for c in child.children if preposition(c) == "by" and can_travel(c))
