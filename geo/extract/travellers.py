"""Who moves: the subject, the object or the owner of a movement, as actors of the record or in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.syntax import antecedent, char_span, is_passive, lemma, own_subject, preposition
from geo.record import Traveller
from geo.tables import PRESENT, SPEAKING, motion_nouns, motions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geo.extract.movement import Movement
    from geo.extract.people import People
    from geo.extract.reading import Reading
    from geo.record import Mode, Span

_PRONOUNS = frozenset("i he she we they you him her us them me who himself herself themselves his their our my hers theirs whose everyone somebody someone "
                      "both".split())  # fmt: skip
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CONTROL = frozenset("ask tell urge force order invite allow help make let send bring persuade lead enable permit direct instruct advise warn forbid get "
                     "prevent stop ban bar block prohibit keep encourage convince require".split())  # fmt: skip
_INNER = frozenset({"det", "amod", "compound", "nummod", "flat", "nmod:poss", "goeswith", "det:predet"})
_AMOUNTS = frozenset("one some many most hundreds thousands dozens scores number total all each host two three none millions tens".split())


class Travellers:
    """Finds the travellers of movements in one article."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people

    def of(self, movement: Movement) -> tuple[tuple[Traveller, ...], Mode]:
        """Return the travellers of a movement, none where nobody who can travel is told, and the mode of their vehicle."""
        word, frame = movement.word, movement.frame
        raw = [_resolved(h) for h in (owners(word) if frame.pos == "noun" else _of_verb(word, frame.subject, frame.object))]
        raw = [o for h in raw for o in (owners(h) if _is_movement(h) else [h])]
        heads = [_aboard(h) for h in raw]
        vehicles = [noun.mode for h in raw if (noun := motion_nouns().get(h.lower_)) is not None and noun.kind == "vehicle"]
        heads += list(_companions(word)) if heads else []
        told: list[Traveller] = []
        for head in heads:
            for one in (head, *_conjuncts(head)):
                traveller = self._traveller(one, sure=frame.sure and frame.pos == "verb", named_only=frame in (PRESENT, SPEAKING) and movement.event is None)
                if traveller is not None and all(set(traveller.spans).isdisjoint(t.spans) for t in told):
                    told.append(traveller)
        return tuple(told), next(iter(vehicles), "unknown")  # type: ignore[return-value]  # a Mode by the table's own check

    def _traveller(self, head: Token, *, sure: bool, named_only: bool) -> Traveller | None:
        span = _phrase(head)
        if head.lower_ in _PRONOUNS and head.tag_.startswith(("PRP", "WP")):
            actor = self._people.pronoun(span, self._reading.sentence_at(head.idx)) if head.lower_ in _SINGULAR else None
            if named_only and actor is None:
                return None
            return Traveller(actor, self._people.name(actor) if actor else None, (span,))
        persons = self._people.persons_in(span)
        if persons:
            where, actor = next((p for p in persons if p[0][0] <= head.idx < p[0][1]), persons[-1])
            return Traveller(actor, self._people.name(actor), (where,))
        if named_only:
            return None
        if head.ent_type_ == "PERSON":
            return Traveller(None, self._reading.text[span[0] : span[1]], (span,))
        noun = motion_nouns().get(head.lower_) or motion_nouns().get(lemma(head))
        if noun is not None and noun.kind in ("person", "group", "vehicle"):
            for child in head.children:
                if child.dep_ in ("appos", "flat") and (near := self._people.persons_in(_phrase(child))):
                    return Traveller(near[0][1], self._people.name(near[0][1]), (near[0][0],))
            return Traveller(None, self._reading.text[span[0] : span[1]], (span,))
        if (sure and head.tag_ == "NNP" and head.ent_type_ in ("", "ORG", "NORP") and not head.text.isupper()) or head.tag_ == "NNPS":
            named = self._people.named_in(span)
            actor = next((a for a in named if not a.startswith("state:")), None)
            return Traveller(actor, self._people.name(actor) if actor else self._reading.text[span[0] : span[1]], (span,))
        if head.tag_ in ("NN", "NNS") and head.lower_.endswith(("ers", "ors", "ists", "ians", "ees", "men", "women")) and len(head.text) > 5:
            return Traveller(None, self._reading.text[span[0] : span[1]], (span,))
        return None


def _resolved(head: Token) -> Token:
    if head.lower_ in _RELATIVE and (noun := antecedent(head)) is not None:
        return _resolved(noun) if noun.lower_ in _RELATIVE and noun.i != head.i else noun
    if head.lower_ in _AMOUNTS:
        inner = next((c for c in head.children if c.dep_ == "nmod" and preposition(c) == "of"), None)
        return head if inner is None or not (_can_travel(inner) or inner.lower_ in _AMOUNTS) else _resolved(inner)
    return head


def _is_movement(token: Token) -> bool:
    """Tell "his visit followed one to Y" from "his train"."""
    return token.tag_ in ("NN", "NNS") and any(f.pos == "noun" for f in motions().get(token.lower_, ())) and token.lower_ not in motion_nouns()


def _aboard(head: Token) -> Token:
    """Whoever travels in the vehicle: "the train in which X is believed to be travelling"."""
    noun = motion_nouns().get(head.lower_)
    if noun is None or noun.kind != "vehicle":
        return head
    for clause in head.children:
        if clause.dep_ in ("acl:relcl", "acl", "nmod") and clause.i > head.i and any(t.lower_ in ("which", "carrying", "bearing") for t in head.doc[head.i + 1 : clause.i + 1]):
            found = next((c for c in (*clause.children, clause) if c.dep_ in ("nsubj", "nsubj:pass", "obj") and c.lower_ not in _RELATIVE and _can_travel(c)), None)
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


def _of_verb(verb: Token, subject: str, obj: str) -> list[Token]:
    passive = is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "conj", "advcl") and own_subject(verb) is None and subject != "traveller")
    patient = next((c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i != verb.i), None)
    if obj == "event" and passive:
        return []
    if passive:
        if obj in ("traveller", "carry", "partner"):
            return subjects(verb)
        agent = [c for c in verb.children if c.dep_ == "obl:agent" or (c.dep_ == "obl" and preposition(c) == "by")]
        return agent or subjects(verb)
    if obj == "traveller":
        moved = [patient] if patient is not None and (_can_travel(patient) or patient.tag_ in ("NNP", "NNPS")) else []
        if not moved and subject == "host":
            return subjects(verb)
        return subjects(verb) + moved if moved and subject in ("both", "vehicle") else moved
    if obj == "carry" and patient is not None:
        return [patient] if patient.lower_ in _PRONOUNS else [*subjects(verb), patient] if motion_nouns().get(patient.lower_) else subjects(verb)
    if not obj and lemma(verb) in _CONTROL and patient is not None and _can_travel(patient):
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
        if _can_travel(head):
            return [head]
        return owners(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "obl", "nmod") and lemma(head) in _CONTROL:
        patient = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        if patient is not None:
            return [patient]
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "obl", "dep", "csubj"):
        if head.tag_.startswith(("VB", "JJ")) or verb.dep_ in ("xcomp", "advcl", "conj"):
            return subjects(head, depth + 1)
    return []


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Return whose movement a noun is: "X's visit", "the arrival of X", "X paid a visit", "on a visit X ..."."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return [child]
    for child in noun.children:
        if child.dep_ == "nmod" and preposition(child) in ("of", "by") and _can_travel(child):
            return [child]
    if (own := own_subject(noun)) is not None:
        return [own]
    head = noun.head
    if head.i == noun.i or depth > 4:
        return []
    if noun.dep_ in ("obj", "obl", "xcomp", "conj", "nsubj:pass", "advcl") and head.tag_.startswith("VB"):
        patient = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        if noun.dep_ == "obl" and lemma(head) in _CONTROL and patient is not None:
            return [patient]
        return [] if noun.dep_ == "nsubj:pass" else subjects(head)
    if noun.dep_ == "nmod" and _can_travel(head):
        return [head]
    return owners(head, depth + 1) if noun.dep_ in ("nmod", "conj", "obl", "appos") else []


def _can_travel(token: Token) -> bool:
    if token.ent_type_ == "PERSON" or token.tag_.startswith("PRP") or token.tag_ == "NNPS":
        return True
    noun = motion_nouns().get(token.lower_) or motion_nouns().get(lemma(token))
    return noun is not None and noun.kind in ("person", "group", "vehicle") or (token.tag_ == "NNS" and token.lower_.endswith(("ers", "ors", "ists", "ians", "ees")))


def _companions(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in ("obl", "nmod") and preposition(child) in ("with", "alongside") and _can_travel(child):
            yield child
        elif lemma(child) == "accompany" and child.dep_ in ("advcl", "acl", "conj"):
            yield from (c for c in child.children if preposition(c) == "by" and _can_travel(c))
