"""Whom "he", "she", "they" and "it" stand for."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import LEADERS, gender_of_noun, gender_told
from geo.extract.mentions import Mentions, owned
from geo.extract.syntax import SUBJECTS, own_subject, subject
from geo.tables import motion_nouns

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from geo.extract.descriptions import Gender
    from geo.record import Span

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her", "hers"})
_NAME = frozenset({"compound", "flat", "det", "amod"})
_MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "source", "lawyer", "attorney"})
"""Who speaks of another more often than of himself."""


class Pronouns(Mentions):
    """Mentions, and the pronouns between them: near ones, those who spoke last, and subjects before objects."""

    def pronoun(self, where: Span, sentence: Span) -> str | None:
        """Return whom "he", "she", "they" or "it" stands for, or None where nobody or more than one is near."""
        if where not in self._meant:
            self._meant[where] = None  # whatever leads back to it meets nobody
            self._meant[where] = self._resolve(where, sentence)
        return self._meant[where]

    @functools.cached_property
    def _meant(self) -> dict[Span, str | None]:
        return {}

    def _resolve(self, where: Span, sentence: Span) -> str | None:
        word = self._text[where[0] : where[1]].lower().split()[:1]
        word = word[0] if word else ""
        if word in ("it", "its"):
            return self._near(where, sentence, lambda a: not self._is_person(a))
        if word in ("they", "their", "them"):
            return self._group_before(where, sentence)
        gender: Gender | None = "m" if word in _MALE else "f" if word in _FEMALE else None
        token = self._token(where[0])
        blocked = self._blocked(token)

        def fits(actor: str) -> bool:
            return self._is_person(actor) and actor not in blocked and self._fits(actor, gender)

        if token is not None and gender is not None:
            found = self._above(token, gender, fits)
            if found is not False:
                return found  # type: ignore[return-value]
        found = self._near(where, sentence, fits, ahead=True)
        return found or self._only_one(where, blocked, gender)

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
                last = max([child.i, *(c.i for c in child.children if c.dep_ == "flat")])
                end = self._doc[last].idx + len(self._doc[last].text)  # type: ignore[index]
                if found := self.persons_in((child.left_edge.idx, end)):
                    return found[0][1]
        office = head.tag_ == "NN" or (noun := motion_nouns().get(head.lower_)) is not None and noun.kind == "person"
        return self.speaker(span, self._sentence_of(head.idx)) if office else None

    def speaker(self, source: Span, sentence: Span) -> str | None:
        """Return the actor that a source's words stand for."""
        raise NotImplementedError

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
            if owner is not None and owner.lower_ in (_MALE if gender == "m" else _FEMALE):
                return self.pronoun((owner.idx, owner.idx + len(owner.text)), self._sentence_of(owner.idx))
            if head.tag_ == "PRP":
                if head.lower_ not in (_MALE if gender == "m" else _FEMALE):
                    continue
                return self._actor_of(head)
            if head.tag_ not in ("NNP", "NN"):
                continue
            if any(c.dep_ == "conj" for c in head.children):
                return False
            actor = self._actor_of(head)
            if actor is not None and fits(actor):
                return actor
            if actor is None and self._somebody(head, gender):
                return None
        return False

    def _somebody(self, head: Token, gender: Gender) -> bool:
        """Tell whether a noun is for one person who may be "he", of whom no name is told."""
        noun = motion_nouns().get(head.lower_)
        known = gender_of_noun(head.lower_)
        return (
            head.tag_ == "NN"
            and noun is not None
            and noun.kind == "person"
            and head.lower_ not in _MOUTHPIECES
            and known in (None, gender)
        )

    def _only_one(self, where: Span, blocked: frozenset[str], gender: Gender | None) -> str | None:
        """Where nobody fits: the only person named so far, of whom only the given name speaks for another gender."""
        before = {a for w, a in self._mentions if w[0] < where[0] and self._is_person(a)}
        actor = next(iter(before)) if len(before) == 1 else None
        if actor is None or actor in blocked or gender is None or self._quoted(where[0]):
            return None
        return actor if gender_told(self._actors[actor], self._text) is None else None

    def _near(self, where: Span, sentence: Span, fits: Callable[[str], bool], *, ahead: bool = False) -> str | None:
        """The one who is spoken of: of this sentence's beginning, of the last speaker, or of the sentences before."""
        here = self._first_told((sentence[0], where[0]), fits, where, aside=True)
        if here is not None:
            return here[0]
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        speaker = next((a for o, a in reversed(self._heard) if o < where[0]), None)
        for back in range(1, 5):
            if at - back < 0:
                break
            previous = self._sentences[at - back]
            told = self._first_told(previous, fits, where)
            spoke = next((a for o, a in reversed(self._heard) if previous[0] <= o < previous[1] and fits(a)), None)
            if spoke:
                return spoke
            if told == []:
                return None
            if told:
                return told[0] if len(told) == 1 or speaker not in told else speaker
        if speaker is not None and fits(speaker) and ahead and where[0] - self._heard[-1][0] < 1500:
            return speaker
        return self._ahead(where, sentence, at, fits) if ahead else None

    def _first_told(
        self, span: Span, fits: Callable[[str], bool], where: Span, *, aside: bool = False
    ) -> list[str] | None:
        """Who fits of those told in a span, first those that are no mere owners; None where nobody does.

        A pronoun of the same gender, or a description, that is the first subject of the span leads to who it stands
        for; an empty list says that it is somebody of whom no name is told.
        """
        word = self._text[where[0] : where[1]].lower()
        all_ = [(w, a) for w, a in self._within(span) if w[1] <= where[0] and fits(a) and not self._quoted(w[0])]
        free = [(w, a) for w, a in all_ if not (self._aside(w) if aside else owned(self._text, w, span))]
        told = free or ([] if aside else all_)
        head = self._first_subject(span, where)
        if head is not None and word in _MALE | _FEMALE and (not told or head.idx < told[0][0][0]):
            same = _MALE if word in _MALE else _FEMALE
            if head.lower_ in same:
                actor = self._actor_of(head)
                return [actor] if actor is not None and fits(actor) else []
            if head.tag_ in ("NN", "NNP") and not any(w[0] <= head.idx < w[1] for w, _ in told):
                actor = self._actor_of(head)
                if actor is not None and fits(actor):
                    return [actor]
                if actor is None and not aside and self._somebody(head, "m" if word in _MALE else "f"):
                    return []
        return list(dict.fromkeys(a for _, a in told)) or None

    def _first_subject(self, span: Span, where: Span) -> Token | None:
        if self._doc is None:
            return None
        first = next((i for o in range(span[0], min(span[1], where[0])) if (i := self._token_at.get(o)) is not None), None)
        if first is None:
            return None
        for token in self._doc[first:]:
            if token.idx >= min(span[1], where[0]):
                return None
            after_preposition = token.i > first and self._doc[token.i - 1].tag_ == "IN"  # "as prime minister he ..."
            if token.dep_ in SUBJECTS and not self._quoted(token.idx) and not after_preposition:
                return token
        return None

    def _ahead(self, where: Span, sentence: Span, at: int, fits: Callable[[str], bool]) -> str | None:
        """Where nobody was named yet: the one named next, in this sentence or those after it."""
        if any(w[1] <= where[0] for w, a in self._mentions if self._is_person(a)):
            return None
        for following in self._sentences[at : at + 3]:
            later = [a for w, a in self._within(following) if w[0] > where[1] and fits(a)]
            if later:
                return later[0]
        return None

    def group(self, where: Span, sentence: Span) -> tuple[str, ...]:
        """Return the two persons that "they", "both" or "the two leaders" stands for; none where that is not clear.

        "They": whom the sentence before joins by "and", where it tells of no others.  "The two leaders": the only two of
        the last sentences who lead something.
        """
        words = self._text[where[0] : where[1]].lower()
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        if words.split()[-1] in ("leaders", "presidents", "ministers"):
            noun = words.split()[-1].removesuffix("s")
            for back in range(1, 7):
                span = (self._sentences[max(0, at - back)][0], where[0])
                near = dict.fromkeys(a for w, a in self._within(span) if self._is_person(a) and w[1] <= where[0])
                leading = [a for a in near if self._described(a) & (LEADERS if noun == "leader" else {noun})]
                if len(leading) > 1:
                    return tuple(leading) if len(leading) == 2 and "two" in words or "both" in words else ()
            return ()
        if at < 1 or self._quoted(where[0]):
            return ()
        previous = self._sentences[at - 1]
        told = [(w, a) for w, a in self._within(previous) if self._is_person(a) and not self._quoted(w[0])]
        first = self._first_subject(previous, where)
        pairs = [(a, b) for (w, a), (v, b) in itertools.pairwise(told) if a != b and self._text[w[1] : v[0]] == " and "]
        if len(pairs) == 1:
            return pairs[0]
        if pairs or len({a for _, a in told}) != 2 or first is None or first.tag_ in ("NNS", "NNPS") or first.lower_ == "they":
            return ()
        (w1, one), (w2, other) = told[0], next((w, a) for w, a in told if a != told[0][1])
        joined = re.fullmatch(r",? (?:and|met|with)(?: (?:the|his|her|then|also|[A-Z][\w-]*|prime|foreign|minister))* ", self._text[w1[1] : w2[0]])
        return (one, other) if joined else ()

    def _group_before(self, where: Span, sentence: Span) -> str | None:
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        for previous in self._sentences[max(0, at - 1) : at]:
            told = list(dict.fromkeys(a for w, a in self._within(previous) if not self._quoted(w[0])))
            bodies = [a for a in told if a.startswith(("group:", "organisation:"))]
            if len(bodies) == 1 and not any(self._is_person(a) for a in told):
                return bodies[0]
        return None
