"""Who two persons are that the text names together: "they", "both", "the two leaders"."""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING

from geo.extract.descriptions import LEADERS
from geo.extract.pronouns import Pronouns

if TYPE_CHECKING:
    from geo.record import Span


class Groups(Pronouns):
    """Pronouns, and those for two persons."""

    def group(self, where: Span, sentence: Span) -> tuple[str, ...]:
        """Return the two persons that "they", "both" or "the two leaders" stands for; none where that is not clear.

        "They": whom the sentence before joins by "and", where it tells of no others.  "The two leaders": the only two
        of the last sentences who lead something.
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
                    return tuple(leading) if (len(leading) == 2 and "two" in words) or "both" in words else ()
            return ()
        if at < 1 or self._quoted(where[0]):
            return ()
        previous = self._sentences[at - 1]
        told = [(w, a) for w, a in self._within(previous) if self._is_person(a) and not self._quoted(w[0])]
        first = self._first_subject(previous, where)
        pairs = [(a, b) for (w, a), (v, b) in itertools.pairwise(told) if a != b and self._text[w[1] : v[0]] == " and "]
        if len(pairs) == 1:
            return pairs[0]
        if (
            pairs
            or len({a for _, a in told}) != 2
            or first is None
            or first.tag_ in ("NNS", "NNPS")
            or first.lower_ == "they"
        ):
            return ()
        (w1, one), (w2, other) = told[0], next((w, a) for w, a in told if a != told[0][1])
        joined = re.fullmatch(
            r",? (?:and|met|with)(?: (?:the|his|her|then|also|[A-Z][\w-]*|prime|foreign|minister))* ",
            self._text[w1[1] : w2[0]],
        )
        return (one, other) if joined else ()
