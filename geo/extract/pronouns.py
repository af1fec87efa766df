"""Whom "he", "she", "they" and "it" stand for."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from geo.extract.mentions import Mentions, owned

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.extract.descriptions import Gender
    from geo.record import Span

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her", "hers"})


class Pronouns(Mentions):
    """Mentions, and the pronouns between them: near ones, those who spoke last, and subjects before objects."""

    def pronoun(self, where: Span, sentence: Span) -> str | None:
        """Return whom "he", "she", "they" or "it" stands for, or None where nobody or more than one is near."""
        word = self._text[where[0] : where[1]].lower().split()[:1]
        word = word[0] if word else ""
        if word in ("it", "its"):
            return self._near(where, sentence, lambda a: not self._is_person(a))
        if word in ("they", "their", "them"):
            return self._group_before(where, sentence)
        gender: Gender | None = "m" if word in _MALE else "f" if word in _FEMALE else None
        return self._near(where, sentence, lambda a: self._is_person(a) and self._fits(a, gender), ahead=True)

    def _near(self, where: Span, sentence: Span, fits: Callable[[str], bool], *, ahead: bool = False) -> str | None:
        """The one who is spoken of: of this sentence's beginning, of the last speaker, or of the sentences before."""
        here = [
            (w, a)
            for w, a in self._within((sentence[0], where[0]))
            if w[1] <= where[0] and fits(a) and not self._aside(w)
        ]
        if here:
            return here[0][1]
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        speaker = next((a for o, a in reversed(self._heard) if o < where[0]), None)
        for back in range(1, 5):
            if at - back < 0:
                break
            previous = self._sentences[at - back]
            told = list(
                dict.fromkeys(
                    a
                    for w, a in self._within(previous)
                    if fits(a) and not self._quoted(w[0]) and not owned(self._text, w, previous)
                )
            )
            told = told or list(
                dict.fromkeys(a for w, a in self._within(previous) if fits(a) and not self._quoted(w[0]))
            )
            spoke = next((a for o, a in reversed(self._heard) if previous[0] <= o < previous[1] and fits(a)), None)
            if spoke:
                return spoke
            if told:
                return told[0] if len(told) == 1 or speaker not in told else speaker
        if speaker is not None and fits(speaker) and ahead and where[0] - self._heard[-1][0] < 1500:
            return speaker
        return self._ahead(where, sentence, at, fits) if ahead else None

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
