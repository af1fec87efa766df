"""Who is meant: words in the text laid to the actors of the record.

An unsure link stays None: a wrong one puts words into a wrong mouth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import (
    ANY_BODY,
    BODIES,
    GOVERNMENT,
    LEADERS,
    MEDIA,
    NO_PERSON,
    OFFICES,
    OTHER_BODIES,
    PERSON_NOUN,
    RELATIVES,
    SPOKESPERSON,
    TITLE_OF,
)
from geo.extract.groups import Groups
from geo.extract.mentions import CASE, owned
from geo.extract.reading import overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.record import Span

_PRONOUN = re.compile(r"(?:he|she|they|it|him|her|his|hers|their|its)$", re.IGNORECASE)
_FIRST = re.compile(r"(?:I|we|you|one|us|me)$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which|that|whom)$", re.IGNORECASE)
_INDEFINITE = re.compile(
    r"(?:an?|some|many|several|unnamed|one|two|three|four|other|others|most|few|both|no|any|all|every|each|another)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",?\s+(?:who|whose|which|where|whom)\b|,\s+(?:an?|the|his|her|its|their|now|also)\s")
_APPOSED = re.compile(
    r"(?: \([^()]{1,30}\))?,? (?:(?:now|then|also) )?(?:an?|the|his|her|its|their|former)\s[^.,;:“”\"—–]{2,80},?\s*"
    r"|\s*(?:[—–]|--?)\s*"
)
"""Between a name and the relative pronoun that describes its bearer ("X, a historian who ...")."""
_POSSESSOR = re.compile(r"(?P<word>his|her|its|their)\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)


class People(Groups):
    """The actors of one article, and look-ups from words to them."""

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
        if words.isupper() and (same := self._in_capitals(words)):
            return same
        if words[:4].lower() == "the " and words.endswith("an") and any(overlaps(d, source) for d in self._demonyms):
            home = self._home_named(source)  # "the Norwegian" is somebody, not the state
            theirs = {a for a in self._before(source[0]) if self._is_person(a) and self._home(a) == home}
            return next(iter(theirs)) if home and len(theirs) == 1 else None
        named = self._named(source)
        if named is not False:
            return named  # type: ignore[return-value]
        return self._apposed(source) or self._description(source, sentence)

    # names

    def _named(self, source: Span) -> str | bool | None:
        """The actor named at the head of a phrase; None where several or another's are, False where nobody is."""
        text = self._text
        words = text[source[0] : source[1]]
        clause = _CLAUSE.search(words)
        core = (source[0], source[0] + clause.start()) if clause else source
        heads, others = [], []
        for where, actor in self._within(source):
            before = text[source[0] : where[0]]
            owner = re.match(r"['’]s?\b", text[where[1] : where[1] + 3]) is not None and where[1] + 2 < source[1]
            governed = CASE.search(before) is not None and not TITLE_OF.search(before)
            (others if owner or governed or where[0] >= core[1] else heads).append((where, actor))
        persons = list(dict.fromkeys(a for _, a in heads if self._is_person(a)))
        if len(persons) > 1 and re.search(r"\b(?:and|or)\b|, ", text[heads[0][0][1] : heads[-1][0][0]]):
            return None
        if persons:
            return persons[-1]
        late = [
            (w, a)
            for w, a in self._within(source)
            if self._is_person(a)
            and re.search(r"(?:^|[^\w]), $", text[source[0] : w[0]][-3:] or " ")
            and w[0] >= core[1]
        ]
        apposed = [
            a
            for w, a in late
            if re.fullmatch(r"[^,]*,\s+(?:[\w’'-]+\s+){0,4}", text[source[0] : w[0]]) and not owned(text, w, source)
        ]
        if apposed:
            return apposed[0]
        if SPOKESPERSON.search(words):
            bodies = [a for _, a in (*heads, *others) if not self._is_person(a)]
            if not bodies and (body := re.search(r"\bfor (the [\w-]+)$", words)):
                return self._description((source[0] + body.start(1), source[1]), source)
            return bodies[0] if bodies else None if _INDEFINITE.match(words) else False
        bodies = [(w, a) for w, a in heads if not self._is_person(a)]
        if bodies:
            where, actor = bodies[-1]
            rest = text[where[1] : core[1]]
            if re.match(r"\s+[a-z]", rest) and not re.match(
                r"\s+(?:in|of|at|for|based|which|who|and|itself|on|from)\b", rest
            ):
                if GOVERNMENT.search(rest):
                    return actor
                return self._by_body(actor, rest) or self._of_body(words, rest, source)
            if re.match(r"\s+and\b", rest) and len(bodies) == 1 and re.search(r"[A-Z]", rest):
                return None
            between = text[bodies[0][0][1] : where[0]]
            return actor if len(bodies) == 1 or not re.search(r"\b(?:and|or)\b", between) else None
        if GOVERNMENT.search(words):
            states = [a for _, a in others if a.startswith("state:")] or self._state_of(source)
            home = f"state:{self._home_named(source)}"
            states = states or [home] * (home in self._actors)
            if states:
                return states[0]
        return None if _INDEFINITE.match(words) else False

    def _by_body(self, actor: str, rest: str) -> str | None:
        """Read "Kremlin officials" and "Reuters news agency": the body itself only where the words name its kind."""
        noun = rest.split()[-1].lower()
        kinds = {w.lower() for w in rest.split()[:-1]} - {"news", "state", "media", "press"}
        return actor if (noun in BODIES or noun in OTHER_BODIES) and not kinds else None

    def _of_body(self, words: str, rest: str, source: Span) -> str | None:
        """Read "the Treasury director": the one person whom the text describes so, never just whoever is near."""
        noun = re.sub(r"\W+$", "", rest.split()[-1].lower()) if rest.split() else ""
        if not re.match(r"the\s", words, re.IGNORECASE) or not PERSON_NOUN.search(noun) or noun in NO_PERSON:
            return None
        before = [a for a in self._before(source[0]) if self._is_person(a)]
        matched = [a for a in before if noun in self._described(a)]
        return matched[0] if len(matched) == 1 else None

    def _relative(self, source: Span, sentence: Span, antecedent: Span | None) -> str | None:
        if antecedent is not None and antecedent[1] <= source[0]:
            found = self.speaker((antecedent[0], max(antecedent)), sentence)
            if found:
                return found
        before = [(w, a) for w, a in self._within((sentence[0], source[0])) if w[1] <= source[0]]
        if before and re.fullmatch(r"['’]?,?\s*", self._text[before[-1][0][1] : source[0]]):
            return before[-1][1]
        persons = [(w, a) for w, a in before if self._is_person(a)]
        if persons and _APPOSED.fullmatch(self._text, persons[-1][0][1], source[0]):
            return persons[-1][1]
        return None

    # descriptions

    def _description(self, source: Span, sentence: Span) -> str | None:
        """Read "the minister", "the South Korean leader", "her brother", "the airline"."""
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
            return self._body(noun, source)
        return self._person_described(noun, terms, source)

    def _body(self, noun: str, source: Span) -> str | None:
        """The body that bears the word in its name, fits it by its name, or is the only one around."""
        bodies = [a for a in self._before(source[0]) if not self._is_person(a) and not a.startswith("state:")]
        pattern = re.compile(rf"\b(?:{BODIES[noun]})\b") if noun in BODIES else None
        fitting = [a for a in bodies if noun in self._described(a)]
        fitting = fitting or [a for a in bodies if pattern and pattern.search(self.name(a).lower())]
        last = self._heard[-1][1] if self._heard else None
        if fitting:
            return fitting[0] if len(fitting) == 1 else last if last in fitting else self._only_recent(fitting, source)
        if noun not in ANY_BODY:
            return None
        return self._only_recent([a for a in bodies if not MEDIA.search(self.name(a))], source)

    def _only_recent(self, actors: Sequence[str], source: Span) -> str | None:
        """Return the actor, if it is the only one of those named in the last 700 code points."""
        recent = {a for w, a in self._within((max(0, source[0] - 700), source[0])) if a in actors}
        return next(iter(recent)) if len(recent) == 1 else None

    def _person_described(self, noun: str, terms: list[str], source: Span) -> str | None:
        before = [a for a in self._before(source[0]) if self._is_person(a)]
        last = {a: n for n, a in enumerate(before)}
        matched = [a for a in before if noun in self._described(a)]
        if (country := self._home_named(source)) is not None:
            theirs = [a for a in before if self._home(a) == country and self._may_be(a, noun)]
            fitting = [a for a in matched if a in theirs] or [a for a in matched if self._home(a) is None]
            matched = fitting if len(fitting) == 1 or (fitting and fitting[0] in theirs) else []
            if not matched:
                return theirs[0] if len(theirs) == 1 else None
        if len(matched) > 1:
            closer = [a for a in matched if set(terms) <= self._described(a)]
            matched = closer or matched
        if matched:
            return min(matched, key=last.__getitem__)
        aged = noun.endswith("-year-old")
        return self._only_near(before, source) if aged or (PERSON_NOUN.search(noun) and noun not in NO_PERSON) else None

    def _may_be(self, actor: str, noun: str) -> bool:
        """Tell whether an office does not contradict what the text says of somebody."""
        own = self._described(actor)
        return noun in own or noun not in OFFICES or not own & OFFICES or (noun == "leader" and bool(own & LEADERS))

    def _only_near(self, persons: Sequence[str], source: Span) -> str | None:
        """The only person of the text so far, else the last speaker where no other person was named since."""
        if len(persons) == 1:
            return persons[0]
        if self._heard and persons and self._heard[-1][1] == persons[0] and source[0] - self._heard[-1][0] < 600:
            since = {a for w, a in self._mentions if self._heard[-1][0] <= w[0] < source[0] and self._is_person(a)}
            return persons[0] if since <= {persons[0]} else None
        return None

    def _relation(self, word: str, rest: str, source: Span, sentence: Span) -> str | None:
        """Read "her brother" (of the same family name) and "his Japanese counterpart" (the one of that country)."""
        owner = self.pronoun((source[0], source[0] + len(word)), sentence)
        noun = rest.split()[-1].lower()
        others = [a for a in self._before(source[0]) if self._is_person(a) and a != owner]
        if noun in RELATIVES and owner is not None:
            family = [
                a
                for a in others
                if self.name(a).split()[-1] == self.name(owner).split()[-1] and self._fits(a, RELATIVES[noun])
            ]
            return family[0] if len(family) == 1 else None
        country = self._home_named(source)
        if country is not None:
            theirs = [a for a in others if self._home(a) == country]
            return theirs[0] if len(theirs) == 1 else None
        matched = [a for a in others if noun in self._described(a)]
        return matched[0] if len(matched) == 1 else None
