"""Whom "he", "she", "they" and "it" stand for."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

from geo.extract.descriptions import gender_told
from geo.extract.mentions import owned
from geo.extract.subjects import FEMALE, MALE, Subjects

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.extract.descriptions import Gender
    from geo.record import Span


class Pronouns(Subjects):
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
        gender: Gender | None = "m" if word in MALE else "f" if word in FEMALE else None
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

    def _only_one(self, where: Span, blocked: frozenset[str], gender: Gender | None) -> str | None:
        """Where nobody fits: the only person named so far, of whom only the given name speaks for another gender."""
        before = {a for w, a in self._mentions if w[0] < where[0] and self._is_person(a)}
        actor = next(iter(before)) if len(before) == 1 else None
        if actor is None or actor in blocked or gender is None or self._fits(actor, gender) or self._quoted(where[0]):
            return None
        return actor if gender_told(self._actors[actor], self._text) is None else None

    def _near(self, where: Span, sentence: Span, fits: Callable[[str], bool], *, ahead: bool = False) -> str | None:
        """The one who is spoken of: of this sentence's beginning, of the last speaker, or of the sentences before."""
        here = self._first_told((sentence[0], where[0]), fits, where, aside=True)
        if here is not None:
            return here[0] if here else None
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
        if head is not None and word in MALE | FEMALE and (not told or head.idx < told[0][0][0]):
            same = MALE if word in MALE else FEMALE
            if head.lower_ in same:
                actor = self._actor_of(head)
                return [actor] if actor is not None and fits(actor) else []
            if head.tag_ in ("NN", "NNP") and not any(w[0] <= head.idx < w[1] for w, _ in told):
                actor = self._actor_of(head)
                if actor is not None and fits(actor):
                    return [actor]
                if actor is None and not aside and self._somebody(head, "m" if word in MALE else "f"):
                    return []
        return list(dict.fromkeys(a for _, a in told)) or None

    def _ahead(self, where: Span, sentence: Span, at: int, fits: Callable[[str], bool]) -> str | None:
        """Where nobody was named yet: the one named next, in this sentence or those after it."""
        if any(w[1] <= where[0] for w, a in self._mentions if self._is_person(a)):
            return None
        for following in self._sentences[at : at + 3]:
            later = [a for w, a in self._within(following) if w[0] > where[1] and fits(a)]
            if later:
                return later[0]
        return None

    def _group_before(self, where: Span, sentence: Span) -> str | None:
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        for previous in self._sentences[max(0, at - 1) : at]:
            told = list(dict.fromkeys(a for w, a in self._within(previous) if not self._quoted(w[0])))
            bodies = [a for a in told if a.startswith(("group:", "organisation:"))]
            if len(bodies) == 1 and not any(self._is_person(a) for a in told):
                return bodies[0]
        return None
