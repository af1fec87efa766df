"""Who is meant: words in the text laid to the actors of the record.

An unsure link stays None: a wrong one puts words into a wrong mouth.
"""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import BODIES, GOVERNMENT, OTHER_BODIES, RELATIVES, SPOKESPERSON, described, gender_of
from geo.extract.reading import overlaps
from geo.language import inside, quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.extract.descriptions import Gender
    from geo.record import Actor, Span, Toponym

_PRONOUN = re.compile(r"(?:he|she|they|it|him|her|his|hers|their|its)$", re.IGNORECASE)
_FIRST = re.compile(r"(?:I|we|you|one|us|me)$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which|that|whom)$", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|some|many|several|unnamed|one|two|three|four|other|others|most|few|both|no|any|all|every|each|another)\b", re.IGNORECASE)
_CASE = re.compile(r"\b(?:of|for|with|from|at|by|against|in|to|on|near|behind|over|under|about|between|than|like)\s+(?:the\s+|a\s+)?(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s+(?:who|whose|which|where|whom)\b|,\s+(?:an?|the|his|her|its|their|now|also)\s")
_POSSESSOR = re.compile(r"(?P<word>his|her|its|their)\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her", "hers"})


class People:
    """The actors of one article, and look-ups from words to them."""

    def __init__(self, text: str, actors: Sequence[Actor], toponyms: Sequence[Toponym], *, article: str, sentences: Sequence[Span]) -> None:
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

    def speaker(self, source: Span, sentence: Span, *, antecedent: Span | None = None) -> str | None:
        """Return the actor that a source's words stand for.

        ``antecedent`` are the words that a relative pronoun stands for, where the caller knows them.
        """
        words = self._text[source[0] : source[1]].strip()
        if _FIRST.match(words):
            return None
        if _RELATIVE.match(words):
            return self._relative(source, sentence, antecedent)
        if _PRONOUN.match(words):
            return self.pronoun(source, sentence)
        named = self._named(source)
        if named is not False:
            return named  # type: ignore[return-value]
        return self._description(source, sentence)

    # names

    def _named(self, source: Span) -> str | None | bool:
        """The actor named at the head of a phrase; None where several or another's are, False where nobody is."""
        text = self._text
        words = text[source[0] : source[1]]
        clause = _CLAUSE.search(words)
        core = (source[0], source[0] + clause.start()) if clause else source
        heads, others = [], []
        for where, actor in self._within(source):
            before = text[source[0] : where[0]]
            owner = re.match(r"['’]s?\b", text[where[1] : where[1] + 3]) is not None and where[1] + 2 < source[1]
            governed = _CASE.search(before) is not None
            (others if owner or governed or where[0] >= core[1] else heads).append((where, actor))
        persons = list(dict.fromkeys(a for _, a in heads if self._is_person(a)))
        if len(persons) > 1 and re.search(r"\b(?:and|or)\b|, ", text[heads[0][0][1] : heads[-1][0][0]]):
            return None
        if persons:
            return persons[-1]
        late = [(w, a) for w, a in self._within(source) if self._is_person(a) and re.search(r"(?:^|[^\w]), $", text[source[0] : w[0]][-3:] or " ") and w[0] >= core[1]]
        apposed = [a for w, a in late if re.fullmatch(r"[^,]*,\s+(?:[\w’'-]+\s+){0,4}", text[source[0] : w[0]]) and not _owned(text, w, source)]
        if apposed:
            return apposed[0]
        if SPOKESPERSON.search(words):
            bodies = [a for _, a in (*heads, *others) if not self._is_person(a)]
            return bodies[0] if bodies else False
        bodies = [(w, a) for w, a in heads if not self._is_person(a)]
        if bodies:
            where, actor = bodies[-1]
            rest = text[where[1] : core[1]]
            if re.match(r"\s+[a-z]", rest) and not re.match(r"\s+(?:in|of|at|for|based|which|who|and|itself|on|from)\b", rest):
                return actor if GOVERNMENT.search(rest) else self._by_body(actor, rest)
            if re.match(r"\s+and\b", rest) and len(bodies) == 1 and re.search(r"[A-Z]", rest):
                return None
            return actor if len({a for _, a in bodies}) == 1 or re.match(r"[^,]*,\s", text[bodies[0][0][1] : where[0]] or ", ") else None
        if others and GOVERNMENT.search(words):
            states = [a for _, a in others if a.startswith("state:")]
            return states[0] if states else None
        return None if _INDEFINITE.match(words) else False

    def _by_body(self, actor: str, rest: str) -> str | None:
        """"Kremlin officials", "Reuters news agency": the body itself only where the words name its kind."""
        noun = rest.split()[-1].lower()
        return actor if noun in BODIES or noun in OTHER_BODIES else None

    def _relative(self, source: Span, sentence: Span, antecedent: Span | None) -> str | None:
        if antecedent is not None and antecedent[1] <= source[0]:
            found = self.speaker((antecedent[0], max(antecedent)), sentence)
            if found:
                return found
        before = [(w, a) for w, a in self._within((sentence[0], source[0])) if w[1] <= source[0]]
        if before and re.fullmatch(r"['’]?,?\s*", self._text[before[-1][0][1] : source[0]]):
            return before[-1][1]
        return None

    # pronouns

    def _near(self, where: Span, sentence: Span, fits: Callable[[str], bool], *, ahead: bool = False) -> str | None:
        """The one who is spoken of: of this sentence's beginning, of the last speaker, or of the sentences before."""
        here = [(w, a) for w, a in self._within((sentence[0], where[0])) if w[1] <= where[0] and fits(a) and not self._aside(w)]
        if here:
            return here[0][1]
        at = bisect.bisect_right(self._starts, sentence[0]) - 1
        speaker = next((a for o, a in reversed(self._heard) if o < where[0]), None)
        for back in range(1, 5):
            if at - back < 0:
                break
            previous = self._sentences[at - back]
            told = list(dict.fromkeys(a for w, a in self._within(previous) if fits(a) and not self._quoted(w[0]) and not _owned(self._text, w, previous)))
            told = told or list(dict.fromkeys(a for w, a in self._within(previous) if fits(a) and not self._quoted(w[0])))
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

    # descriptions

    def _description(self, source: Span, sentence: Span) -> str | None:
        """"The minister", "the South Korean leader", "her brother", "the airline"."""
        words = self._text[source[0] : source[1]]
        core = re.split(r",|\s+(?:who|which|whose|of|in|for|at|from|on|with|to)\b", words)[0]
        if own := _POSSESSOR.match(core):
            return self._relation(own["word"], own["rest"], source, sentence)
        if not re.match(r"(?:the|this|that)\s", words, re.IGNORECASE) and " " in core:
            return None
        noun = core.split()[-1].lower() if core.split() else ""
        terms = [t.lower() for t in core.split()[1:]] or [noun]
        if noun.endswith("s") and not noun.endswith(("ss", "us")):
            return None
        if noun in BODIES or noun in OTHER_BODIES:
            return self._body(noun, source, sentence)
        return self._person_described(noun, terms, source, sentence)

    def _before(self, offset: int) -> list[str]:
        """Actors named before an offset, the latest first, each once."""
        at = bisect.bisect_left(self._mention_starts, offset)
        return list(dict.fromkeys(a for _, a in reversed(self._everybody[:at])))

    def _body(self, noun: str, source: Span, sentence: Span) -> str | None:
        bodies = [a for a in self._before(source[0]) if not self._is_person(a) and not a.startswith("state:")]
        named = [a for a in bodies if noun in self._described(a)]
        fitting = named or [a for a in bodies if noun in BODIES and re.search(rf"\b(?:{BODIES[noun]})\b", self.name(a).lower())]
        if fitting:
            return fitting[0]
        recent = [a for a in bodies if any(source[0] - 700 < w[0] < source[0] for w, b in self._mentions if b == a)]
        return recent[0] if len(recent) == 1 and noun not in ("government", "campaign", "police") else None

    def _person_described(self, noun: str, terms: list[str], source: Span, sentence: Span) -> str | None:
        before = [a for a in self._before(source[0]) if self._is_person(a)]
        last = {a: n for n, a in enumerate(before)}
        matched = [a for a in before if noun in self._described(a)]
        if len(matched) > 1:
            closer = [a for a in matched if set(terms) <= self._described(a)]
            matched = closer or matched
        if matched:
            return min(matched, key=last.__getitem__)
        country = self._country_of(source)
        if country is not None:
            theirs = [a for a in before if self._country_beside(a) == country]
            return theirs[0] if len(theirs) == 1 else self._only_near(before, source)
        return self._only_near(before, source)

    def _only_near(self, persons: Sequence[str], source: Span) -> str | None:
        """The only person of the text so far, else the last speaker where no other person was named since."""
        if len(persons) == 1:
            return persons[0]
        if self._heard and persons and self._heard[-1][1] == persons[0] and source[0] - self._heard[-1][0] < 600:
            since = {a for w, a in self._mentions if self._heard[-1][0] <= w[0] < source[0] and self._is_person(a)}
            return persons[0] if since <= {persons[0]} else None
        return None

    def _relation(self, word: str, rest: str, source: Span, sentence: Span) -> str | None:
        """"Her brother": another person of the same family name; "his Japanese counterpart": the one of that country."""
        owner = self.pronoun((source[0], source[0] + len(word)), sentence)
        noun = rest.split()[-1].lower()
        others = [a for a in self._before(source[0]) if self._is_person(a) and a != owner]
        if noun in RELATIVES and owner is not None:
            family = [a for a in others if self.name(a).split()[-1] == self.name(owner).split()[-1] and self._fits(a, RELATIVES[noun])]
            return family[0] if len(family) == 1 else None
        country = self._country_of(source)
        if country is not None:
            theirs = [a for a in others if self._country_beside(a) == country]
            return theirs[0] if len(theirs) == 1 else None
        matched = [a for a in others if noun in self._described(a)]
        return matched[0] if len(matched) == 1 else None

    def _country_of(self, span: Span) -> str | None:
        return next((p for w, p in self._countries.items() if overlaps(w, span)), None)

    def _country_beside(self, actor: str) -> str | None:
        """The country named right before a person ("South Korea's Han Dae-jung")."""
        for mention in self._actors[actor].mentions[:4]:
            for where, place in self._countries.items():
                if 0 < mention.start - where[1] < 40 and not re.search(r"[.,;]|\band\b", self._text[where[1] : mention.start]):
                    return place
        return None

    # parts

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


def _owned(text: str, where: Span, phrase: Span) -> bool:
    """Tell whether a mention is only a possessor or hangs on a preposition."""
    return re.match(r"['’]s\b", text[where[1] : where[1] + 3]) is not None or _CASE.search(text[max(phrase[0], where[0] - 40) : where[0]]) is not None
