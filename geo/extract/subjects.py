"""Who acts in a clause: the subjects of the tree, as actors of the record."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import PERSON_NOUN, gender_of_noun
from geo.extract.mentions import Mentions
from geo.extract.syntax import SUBJECTS, own_subject, subject
from geo.tables import motion_nouns

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from geo.extract.descriptions import Gender
    from geo.record import Span

MALE = frozenset({"he", "him", "his"})
FEMALE = frozenset({"she", "her", "hers"})
_APPOSED = re.compile(r", (?:(?:the|an?|his|her|its) (?:[a-z][\w-]* ){1,4})?")
_NAME = frozenset({"compound", "flat", "det", "amod"})
_MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "source", "lawyer", "attorney"})
"""Who speaks of another more often than of himself."""


def is_person(token: Token) -> bool:
    """Tell whether a noun is for a person: "officer"."""
    noun = motion_nouns().get(token.lower_)
    return noun is not None and noun.kind == "person"


class Subjects(Mentions):
    """Mentions, and who the subjects of clauses are."""

    def pronoun(self, where: Span, sentence: Span) -> str | None:
        """Return whom a pronoun stands for."""
        raise NotImplementedError

    def _token(self, offset: int) -> Token | None:
        at = self._token_at.get(offset)
        return None if at is None or self._doc is None else self._doc[at]

    @functools.cached_property
    def _token_at(self) -> dict[int, int]:
        return {t.idx: t.i for t in self._doc} if self._doc is not None else {}

    def _blocked(self, token: Token | None) -> frozenset[str]:
        """Who "him" cannot be: the subject of its own clause ("X met him")."""
        if token is None or token.tag_ != "PRP" or token.dep_ in SUBJECTS:
            return frozenset()
        verb = token.head
        while verb.head.i != verb.i and not verb.tag_.startswith("VB"):
            verb = verb.head
        head = subject(verb)
        if head is None or head.i == token.i:
            return frozenset()
        heads = [head, *(c for c in head.children if c.dep_ == "conj")]
        return frozenset(a for h in heads if (a := self._actor_of(h)) is not None)

    def _actor_of(self, head: Token) -> str | None:
        """The person that a subject stands for: by name, as a pronoun, or as described."""
        if head.tag_ == "PRP":
            return self.pronoun((head.idx, head.idx + len(head.text)), self._sentence_of(head.idx))
        first = min([head.i, *(c.i for c in head.children if c.dep_ in _NAME and c.i < head.i)])
        last = max([head.i, *(c.i for c in head.children if c.dep_ == "flat")])
        span = self._doc[first].idx, self._doc[last].idx + len(self._doc[last].text)  # type: ignore[index]
        named = [a for _, a in self.persons_in(span)]
        if named:
            return named[-1]
        for child in head.children:  # "the minister, X, ..."
            if child.dep_ in ("appos", "flat") and child.i > head.i:
                near = self.persons_in((child.left_edge.idx, child.left_edge.idx + 40))
                if near and near[0][0][0] < child.right_edge.idx + 1:
                    return near[0][1]
        if apposed := self._apposed(span):
            return apposed
        office = head.tag_ == "NN" or is_person(head)
        return self.speaker(span, self._sentence_of(head.idx)) if office else None

    def speaker(self, source: Span, sentence: Span) -> str | None:
        """Return the actor that a source's words stand for."""
        raise NotImplementedError

    def _apposed(self, source: Span) -> str | None:
        """The name right behind a description that the source's words leave out: "her spokesman, X"."""
        words = self._text[source[0] : source[1]].lower()
        last = motion_nouns().get(words.split()[-1]) if words.split() else None
        described = PERSON_NOUN.search(words) or (last is not None and last.kind == "person")
        for where, actor in self._within((source[1], source[1] + 60)) if described else ():
            if self._is_person(actor) and _APPOSED.fullmatch(self._text, source[1], max(source[1], where[0])):
                return actor if re.match(r"[,.;]", self._text[where[1] : where[1] + 1]) else None
        return None

    def _in_capitals(self, words: str) -> str | None:
        """The one person of the text whose name, or last name, a label in capitals is."""
        label = words.casefold()
        named = [
            a
            for a in self._actors
            if self._is_person(a) and " " in self.name(a) and label in {(n := self.name(a).casefold()), n.split()[-1]}
        ]
        return named[0] if len(named) == 1 else None

    def _sentence_of(self, offset: int) -> Span:
        return self._sentences[max(0, bisect.bisect_right(self._starts, offset) - 1)]

    def _above(self, token: Token, gender: Gender, fits: Callable[[str], bool]) -> str | bool | None:
        """Who does what governs a pronoun's clause ("X denied that he ..."); False where the tree names nobody."""
        clause = token
        for _ in range(12):
            if clause.head.i == clause.i:
                return False
            below, clause = clause, clause.head
            head = own_subject(clause)
            if head is None or head.i >= token.i or head.i == token.i or below.i == head.i:
                continue
            if self._quoted(token.idx) != self._quoted(head.idx):
                return False
            owner = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
            if owner is not None and owner.lower_ in (MALE if gender == "m" else FEMALE):
                return self.pronoun((owner.idx, owner.idx + len(owner.text)), self._sentence_of(owner.idx))
            if head.tag_ == "PRP":
                if head.lower_ not in (MALE if gender == "m" else FEMALE):
                    continue
                return self._actor_of(head)
            if head.tag_ not in ("NNP", "NN"):
                continue
            if any(c.dep_ == "conj" for c in head.children):
                return False
            actor = self._actor_of(head)
            if actor is not None and fits(actor):
                return actor
            if actor is None and self._somebody(head, gender, speaks=True):
                return None
        return False

    def _somebody(self, head: Token, gender: Gender, *, speaks: bool = False) -> bool:
        """Tell whether a noun is for one person who may be "he", of whom no name is told.

        With ``speaks``, one who speaks of himself: a spokesman who says that "he" will come speaks of another.
        """
        known = gender_of_noun(head.lower_)
        return (
            head.tag_ == "NN"
            and is_person(head)
            and not (speaks and head.lower_ in _MOUTHPIECES)
            and known in (None, gender)
        )

    def _first_subject(self, span: Span, where: Span) -> Token | None:
        if self._doc is None:
            return None
        first = next(
            (i for o in range(span[0], min(span[1], where[0])) if (i := self._token_at.get(o)) is not None), None
        )
        if first is None:
            return None
        for token in self._doc[first:]:
            if token.idx >= min(span[1], where[0]):
                return None
            before = self._doc[token.left_edge.i - 1] if token.left_edge.i else token
            governed = before.tag_ == "IN"  # "as prime minister he ..."
            lost = token.dep_ == "ROOT" and token.tag_ == "NN" and is_person(token)  # the parser lost its verb
            if (token.dep_ in SUBJECTS or lost) and not self._quoted(token.idx) and not governed:
                return token
        return None
