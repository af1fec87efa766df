"""What a place name does in its sentence: a scene, an actor, a modifier or part of a longer name.

The roles are those of the record; only names whose role is literal may become pins.  They are read from the parse: the
phrase that a name heads, the preposition before it, and the verb or noun above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract import governed
from geo.extract import role_words as w
from geo.extract.governed import cut_off, just_before, next_above
from geo.extract.reading import words
from geo.tables import cues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from geo.extract.places import Found
    from geo.extract.reading import Reading
    from geo.record import Role, Span

_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w .,]{0,30}?)?\s*(?:\([^)\n]{2,30}\)\s*)?[,\s]*(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\s*)?"
    r"(?:\([^)\n]{2,30}\)\s*)?(?:[–—]|--?)\s"
)
_DISTANCE = re.compile(r"\d (?:nautical )?(?:kilomet(?:er|re)s?|km|miles?|mi)\b")
_CUE_FORM = re.compile(words(f for f in cues() if " " not in f))
_DEEPEST = 6
"""Phrases that are climbed before a role is given up."""


def roles(reading: Reading, found: Sequence[Found], *, movement: Mapping[Span, Role] | None = None) -> list[Role]:
    """Return the role of each toponym, in order.

    Parameters
    ----------
    reading
        The article.
    found
        Its toponyms.
    movement
        The roles origin, via and destination by span (code points), as the journeys have them; they go before what is
        read here.
    """
    return _Roles(reading, found, movement or {}).all()


class _Roles:
    def __init__(self, reading: Reading, found: Sequence[Found], movement: Mapping[Span, Role]) -> None:
        self.reading = reading
        self.found = found
        self.movement = movement
        self.heads = {self._head(f).i: n for n, f in enumerate(found)}
        self.known: dict[int, Role] = {}

    def all(self) -> list[Role]:
        return [self.of(n) for n in range(len(self.found))]

    def of(self, n: int) -> Role:
        if n not in self.known:
            self.known[n] = "actor"  # against circles of conjuncts
            self.known[n] = self._of(n)
        return self.known[n]

    def _head(self, found: Found) -> Token:
        return self.reading.doc[found.name.first : found.name.last + 1].root

    def _of(self, n: int) -> Role:
        name = self.found[n].name
        text = self.reading.text
        sentence = self.reading.sentence_at(name.start)
        after = text[name.end : sentence[1]]
        if name.embedded:
            return "embedded"
        line_start = text[max(0, name.start - 1) : name.start] in ("", "\n") or name.text.isupper()
        if name.start == sentence[0] and line_start and _DATELINE.match(after):
            return "dateline"
        if (
            n
            and text[self.found[n - 1].name.end : name.start] in (", ", " (")
            and governed.encloses(self.found[n], self.found[n - 1])
        ):
            return "container"
        if governed.HYPHENATED.match(after):
            return "modifier"
        if (name.start, name.end) in self.movement:
            return self.movement[name.start, name.end]
        head = self._head(self.found[n])
        if name.form == "demonym" and not self._is_name(head, n):
            return self._demonym(head)
        role = self._phrase(head, n, depth=0)
        if (
            role in ("reference", "site")
            and head.ent_type_ == "ORG"
            and just_before(head) is None
            and not self._is_state(n)
        ):
            return "actor"  # a team or a body that bears the name of its town
        return role

    def _is_name(self, head: Token, n: int) -> bool:
        """Tell whether a word that may be an adjective is the place's name here: ``erected in Vatican``."""
        choice = self.found[n].choice
        named = choice is not None and head.tag_ == "NNP" and choice.candidate.place.name.startswith(head.text)
        return named and head.dep_ not in ("compound", "amod")

    def _demonym(self, head: Token) -> Role:
        if head.dep_ not in ("compound", "amod", "nmod:poss") and head.i + 1 < len(head.doc):
            following = head.doc[head.i + 1]
            noun_next = following.pos_ in ("NOUN", "PROPN", "ADJ") or following.tag_ == "POS"
            if not noun_next and (
                head.pos_ in ("NOUN", "PROPN") or any(c.dep_ in ("det", "nummod") for c in head.children)
            ):
                return "actor"
        governor = head.head
        if head.dep_ in ("amod", "compound") and w.is_at_place(governor) and governor.lemma_.lower() in w.SOIL:
            return self._phrase(governor, None, depth=1)
        return "modifier"

    def _phrase(self, head: Token, n: int | None, *, depth: int) -> Role:
        """The role of the phrase that a token heads; ``n`` is the toponym itself, None for a noun above it."""
        if depth > _DEEPEST:
            return self._default(n)
        if head.dep_ == "conj" and head.head.i != head.i:
            return self._conjunct(head, n, depth)
        if head.dep_ == "appos" and head.head.i != head.i:
            return self._phrase(head.head, n, depth=depth + 1)
        if head.dep_ in ("flat", "fixed", "goeswith") and head.head.i != head.i:
            return self._phrase(head.head, n, depth=depth + 1)
        case = [c for c in head.children if c.dep_ == "case"]
        genitive = next((c for c in case if c.tag_ == "POS"), None)
        governor = head.head
        if genitive is not None or head.dep_ == "nmod:poss":
            return "container" if n is not None and self._held_in(governor, n) else self._genitive(governor, n, depth)
        if head.dep_ in ("compound", "amod", "nummod", "det") and governor.i != head.i and not cut_off(head, governor):
            return self._modifier(governor, n, depth)
        preposition = next((c for c in case if c.i < head.i and c.lower_ != "such"), None) or just_before(head)
        if preposition is not None:
            return self._prepositional(head, preposition.lower_, n, depth)
        return self._core(head, n, depth)

    def _held_in(self, governor: Token, n: int) -> bool:
        """Tell whether a phrase is or names another toponym that lies in this one (``Yarmouth in Nova Scotia``)."""
        near = [governor, *governor.children]
        inner = [self.heads[t.i] for t in near if t.i in self.heads and self.heads[t.i] != n]
        return any(governed.encloses(self.found[n], self.found[m]) for m in inner)

    def _conjunct(self, head: Token, n: int | None, depth: int) -> Role:
        first = head.head
        case = next((c for c in head.children if c.dep_ == "case" and c.tag_ != "POS" and c.i < head.i), None)
        if case is not None:
            return self._prepositional(head, case.lower_, n, depth)
        if first.i in self.heads and self.heads[first.i] != n:
            role = self.of(self.heads[first.i])
            return role if role not in ("dateline", "container", "embedded") else self._default(n)
        return self._phrase(first, n, depth=depth + 1)

    def _genitive(self, owned: Token, n: int | None, depth: int) -> Role:
        """``Ukraine's east``, ``Sri Lanka's protesters``: literal; ``Russia's President``: actor."""
        noun = owned.lemma_.lower()
        if w.is_at_place(owned):
            return self._phrase(owned, n, depth=depth + 1)
        if noun in w.PEOPLE_THERE or noun in w.THINGS_THERE:
            return "site"
        return "actor" if self._is_state(n) or noun in w.OFFICES or noun in w.RULERS else "site"

    def _modifier(self, noun: Token, n: int | None, depth: int) -> Role:
        """``Benghazi hospital``: the role of the phrase; ``US Vice President``, ``a Paris fashion house``: modifier."""
        while noun.dep_ in ("compound", "flat") and noun.head.i > noun.i:
            noun = noun.head
        if w.is_at_place(noun):
            return governed.literal(self._phrase(noun, n, depth=depth + 1))
        if noun.lemma_.lower() in w.EVENTS:
            return "site"
        return "modifier"

    def _prepositional(self, head: Token, preposition: str, n: int | None, depth: int) -> Role:
        governor = head.head
        above = governor.lemma_.lower()
        if n is not None and preposition in ("in", "of") and self._held_in(governor, n):
            return "container"
        if preposition in w.LOCATIVE:
            return governed.locative(governor, preposition)
        if preposition in w.GOAL and (w.moves(governor, noun_too=True) or above in w.WAYS):
            return "destination"
        if preposition in ("as", "like", "including") and above in w.SORTS:
            return governed.literal(self._phrase(governor, n, depth=depth + 1))
        if preposition in ("to", "into") and any(w.moves(t, noun_too=True) for t in next_above(governor)):
            return "destination"
        if preposition == "than" or (preposition == "with" and above in w.BORDERS):
            return "reference"
        if preposition == "of" and governor.lower_ == "way":
            return "via"
        if preposition == "from":
            return governed.source(governor)
        if preposition in w.PATH:
            return "via" if w.moves(governor, noun_too=True) else "site"
        if preposition == "of":
            return self._of_phrase(governor, above, n, depth)
        if preposition == "between":
            return "actor" if above in w.RELATIONS else "site"
        if preposition in ("to", "towards", "toward") and above in w.NEARNESS:
            return "reference"
        if preposition in ("for", "to", "against", "with", "by", "on", "upon") and governor.lemma_.lower() in w.EVENTS:
            return "site" if preposition in ("on", "against", "upon") and not self._is_state(n) else "actor"
        return self._default(n)

    def _of_phrase(self, governor: Token, above: str, n: int | None, depth: int) -> Role:
        if above in w.DIRECTIONS:
            return "reference"
        if w.is_at_place(governor) or above in w.PARTS:
            return governed.literal(self._phrase(governor, n, depth=depth + 1))
        if above in w.EVENTS or above in w.PEOPLE_THERE:
            return "site"
        if above in w.RULERS or above in w.OFFICES:
            return "actor"
        return "actor" if self._is_state(n) else "site"

    def _core(self, head: Token, n: int | None, depth: int) -> Role:
        """Subject, object or the head of a sentence."""
        verb = head.head
        above = verb.lemma_.lower()
        if _DISTANCE.search(self.reading.text, *self.reading.sentence_at(head.idx)) and not _CUE_FORM.match(verb.text):
            return "reference"
        if head.dep_ == "nsubj:pass":
            return "site" if above in w.ATTACKS or not self._is_state(n) else "actor"
        if head.dep_ == "nsubj":
            return "site" if n is None else governed.subject(verb, state=self._is_state(n))
        if head.dep_ in ("obj", "obl", "obl:unmarked", "xcomp") and verb.pos_ in ("VERB", "AUX"):
            return governed.obj(verb, state=self._is_state(n))
        if n is None:
            return "site"
        if head.dep_ == "nmod" and verb.pos_ in ("NOUN", "PROPN"):
            return "site" if not self._is_state(n) else "actor"
        return self._default(n)

    def _is_state(self, n: int | None) -> bool:
        """Tell whether a name may stand for a government: a country, a capital, a seat."""
        choice = self.found[n].choice if n is not None else None
        if choice is None:
            return False
        return choice.candidate.place.kind == "country" or choice.candidate.feature in ("PPLC", "seat")

    def _default(self, n: int | None) -> Role:
        return "actor" if self._is_state(n) else "reference" if n is not None else "site"
