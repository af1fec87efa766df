"""The actors of one article and where it names them."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import described, gender_of
from geo.extract.reading import overlaps
from geo.language import inside, quotations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from geo.extract.descriptions import Gender
    from geo.record import Actor, Place, Span, Toponym

CASE = re.compile(
    r"\b(?:of|for|with|from|at|by|against|in|to|on|near|behind|over|under|about|between|than|like)\s+(?:the\s+|a\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)

_OFFICE = (
    r"(?:(?:foreign|prime|defen[cs]e|finance|interior|environment|health|trade|justice|economy|energy|transport|"
    r"agriculture|education|deputy|vice|former|acting|interim|new|chief|supreme|opposition|opposition's|military) )*"
    r"(?:president|minister|premier|chancellor|king|queen|leader|secretary|ambassador|envoy|governor|counterpart|"
    r"ruler|general|commander|chief|speaker|spokes(?:man|woman)|emir|sultan|crown prince)"
)
_BESIDE = re.compile(rf"(?:['’]s?)?(?: {_OFFICE}),? ?|['’]s? ", re.IGNORECASE)
"""Between a country and the person whose it is: "Kenya's foreign minister, X", "Russia's X"."""
_BEHIND = re.compile(
    r" of (?:the )?|,(?: who is| who was)?(?: (?:now|then|also))?(?: (?:the|an?|former|her|his|its))+"
    r"(?: [a-z][\w-]*){0,5}(?: of(?: the)?)? ?"
)
"""Between a person and the country: "X of Kenya", "X, the former foreign minister of Kenya", "X, the Kenyan envoy"."""


class Mentions:
    """Look-ups by place in the text; spans are code points."""

    def __init__(
        self,
        text: str,
        actors: Sequence[Actor],
        toponyms: Sequence[Toponym],
        *,
        article: str,
        sentences: Sequence[Span],
        doc: Doc | None = None,
        places: Mapping[str, Place] | None = None,
    ) -> None:
        self._doc = doc
        self._places = places or {}
        self.article = article
        self._text = text
        self._sentences = sentences
        self._starts = [s[0] for s in sentences]
        self._actors = {a.id: a for a in actors}
        self._mentions = sorted(((m.start, m.end), a.id) for a in actors for m in a.mentions)
        self._states = sorted(((t.start, t.end), t.actor) for t in toponyms if t.actor)
        self._everybody = sorted({*self._mentions, *self._states})
        self._mention_starts = [where[0] for where, _ in self._everybody]
        self._demonyms = [(t.start, t.end) for t in toponyms if t.form == "demonym" or t.role == "modifier"]
        self._countries = {(t.start, t.end): t.place for t in toponyms}
        self._heard: list[tuple[int, str]] = []

    def name(self, actor: str) -> str:
        """Return the full name of an actor."""
        return self._actors[actor].name

    def heard(self, actor: str | None, offset: int) -> None:
        """Note that an actor spoke at an offset: the next "he" is likelier to be the speaker."""
        if actor is not None:
            self._heard.append((offset, actor))

    def named_in(self, span: Span) -> list[str]:
        """Return the ids of the actors named in a span, in order."""
        return [actor for _, actor in self._within(span)]

    def persons_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the mentions of persons in a span, in order."""
        return [(where, actor) for where, actor in self._within(span) if self._is_person(actor)]

    def _before(self, offset: int) -> list[str]:
        """Actors named before an offset, the latest first, each once."""
        if (
            self._sentences
            and offset <= self._sentences[0][1]
            and "\n" in self._text[self._sentences[0][1] : self._sentences[0][1] + 2]
        ):
            return list(dict.fromkeys(a for _, a in self._everybody))  # a headline tells of those who come after it
        at = bisect.bisect_left(self._mention_starts, offset)
        return list(dict.fromkeys(a for _, a in reversed(self._everybody[:at])))

    def _state_of(self, span: Span) -> list[str]:
        """The state that an adjective names ("the German government"), where the article has it as an actor."""
        place = self._country_of(span)
        return [
            a
            for w, a in self._states
            if place is not None and a and a.startswith("state:") and self._countries.get(w) == place
        ][:1]

    def _country_of(self, span: Span) -> str | None:
        return next((p for w, p in self._countries.items() if overlaps(w, span)), None)

    def _home_named(self, span: Span) -> str | None:
        """The country whose name or adjective a phrase holds."""
        return self._iso(self._country_of(span))

    @functools.lru_cache(maxsize=512)  # noqa: B019 - lives as long as its article
    def _home(self, actor: str) -> str | None:
        """The country of a person: of the table, or named beside ("South Korea's Han", "Okello of Uganda")."""
        if (known := self._actors[actor].country) is not None:
            return known
        for mention in self._actors[actor].mentions[:4]:
            for where, place in self._countries.items():
                before = self._text[where[1] : mention.start] if 0 < mention.start - where[1] < 60 else "."
                after = self._text[mention.end : where[0]] if 0 < where[0] - mention.end < 70 else "."
                if _BESIDE.fullmatch(before) or _BEHIND.fullmatch(after):
                    return self._iso(place)
        return None

    def _iso(self, place: str | None) -> str | None:
        """The country of a place of the record."""
        return self._places[place].country if place in self._places else None

    def _is_person(self, actor: str) -> bool:
        return actor.startswith("person:")

    def _within(self, span: Span) -> list[tuple[Span, str]]:
        at = bisect.bisect_left(self._mention_starts, span[0] - 120)
        out = []
        for where, actor in self._everybody[at:]:
            if where[0] >= span[1]:
                break
            if overlaps(where, span):
                out.append((where, actor))
        return out

    def _fits(self, actor: str, gender: Gender | None) -> bool:
        known = self._gender(actor)
        return gender is None or known is None or known == gender

    @functools.lru_cache(maxsize=512)  # noqa: B019 - lives as long as its article
    def _gender(self, actor: str) -> Gender | None:
        return gender_of(self._actors[actor], self._text)

    @functools.lru_cache(maxsize=512)  # noqa: B019 - lives as long as its article
    def _described(self, actor: str) -> frozenset[str]:
        return described(self._actors[actor], self._text) if actor in self._actors else frozenset()

    @functools.cached_property
    def _quotes(self) -> tuple[Span, ...]:
        return quotations(self._text)

    def _quoted(self, offset: int) -> bool:
        return inside(offset, self._quotes)

    def _aside(self, where: Span) -> bool:
        return self._quoted(where[0]) or re.match(r"['’]s?\b", self._text[where[1] : where[1] + 3]) is not None


def owned(text: str, where: Span, phrase: Span) -> bool:
    """Tell whether a mention is only a possessor or hangs on a preposition."""
    return (
        re.match(r"['’]s\b", text[where[1] : where[1] + 3]) is not None
        or CASE.search(text[max(phrase[0], where[0] - 40) : where[0]]) is not None
    )
