"""Who is meant: words in the text laid to the actors of the record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.reading import overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.record import Actor, Span, Toponym

_PRONOUN = re.compile(r"(?:he|she)\b", re.IGNORECASE)


class People:
    """The actors of one article, and look-ups from words to them.  An unsure link stays None."""

    def __init__(self, text: str, actors: Sequence[Actor], toponyms: Sequence[Toponym], *, article: str, sentences: Sequence[Span]) -> None:
        self.article = article
        self._text = text
        self._sentences = sentences
        self._names = {a.id: a.name for a in actors}
        self._persons = frozenset(a.id for a in actors if a.kind == "person")
        self._mentions = sorted(((m.start, m.end), a.id) for a in actors for m in a.mentions)
        self._states = sorted(((t.start, t.end), t.actor) for t in toponyms if t.actor)

    def name(self, actor: str) -> str:
        """Return the full name of an actor."""
        return self._names[actor]

    def named_in(self, span: Span) -> list[str]:
        """Return the ids of the actors named in a span, in order."""
        return [actor for where, actor in sorted([*self._mentions, *self._states]) if overlaps(where, span)]

    def persons_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the mentions of persons in a span, in order."""
        return [(where, actor) for where, actor in self._mentions if actor in self._persons and overlaps(where, span)]

    def speaker(self, source: Span, sentence: Span) -> str | None:
        """Return the actor that a source's words stand for.

        The first person named there, else the first body, else the state; "he" and "she" are the last person of this
        sentence before the pronoun, else the first of the sentence before.
        """
        words = self._text[source[0] : source[1]]
        if _PRONOUN.match(words):
            return self.pronoun(source, sentence)
        inside = [(where, actor) for where, actor in self._mentions if overlaps(where, source)]
        persons = [actor for _, actor in inside if actor in self._persons]
        if re.match(r"(?:an?|some|many|several|unnamed)\b", words) and not persons:
            return None
        if persons:
            return persons[0] if len(set(persons)) == 1 else persons[-1]
        if inside:
            return inside[-1][1]
        return next((actor for where, actor in self._states if overlaps(where, source)), None)

    def pronoun(self, where: Span, sentence: Span) -> str | None:
        """Return the person whom "he" or "she" stands for, or None where nobody is near."""
        near = self.persons_in((sentence[0], where[0])) if where[0] > sentence[0] else []
        if near:
            return near[0][1]
        earlier = [s for s in self._sentences if s[1] <= sentence[0]]
        for previous in reversed(earlier[-2:]):
            if persons := self.persons_in(previous):
                return persons[0][1]
        return None
