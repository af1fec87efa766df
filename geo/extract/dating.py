"""Which date a word belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.days import day_range
from geo.extract.syntax import lemma
from geo.tables import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geo.extract.reading import Reading
    from geo.record import Date

_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "acl", "csubj"})


_SINCE = re.compile(r"\b(?:first|only|last|second|third|biggest|largest)\b[^,;]* since $")


class Dating:
    """Finds the date of what a word tells: the nearest in its own clause, then in the clauses that govern it."""

    def __init__(self, reading: Reading, dates: Sequence[Date]) -> None:
        self._reading = reading
        self._anchors: dict[int, list[tuple[Token, Date]]] = {}
        starts = reading.token_starts
        for date in dates:
            if date.type in ("DURATION", "SET"):
                continue
            first = next((starts[o] for o in range(date.start, date.end) if o in starts), None)
            if first is None:
                continue
            if _SINCE.search(reading.text, reading.sentence_at(date.start)[0], date.start):
                continue  # "the first visit since 2000" was not in 2000
            token = reading.doc[first]
            for _ in range(8):  # the word that heads the expression, then what it hangs on
                if token.head.i == token.i or not date.start <= token.head.idx < date.end:
                    break
                token = token.head
            self._anchors.setdefault(reading.sentence_at(date.start)[0], []).append((token, date))

    def of(self, word: Token, event: Token | None = None, *, own_only: bool = False) -> Date | None:
        """Return the date of a verb's or noun's clause, None where the sentence tells none for it.

        Parameters
        ----------
        word
            The verb or noun.
        event
            The occasion at which it happens: where its own sentence gives no day, one that dates "the summit" does.
        own_only
            Leave the dates of governing verbs out: "cancelled on Friday a trip" is no trip on Friday.
        """
        own = self._own(word, own_only=own_only)
        if event is None or (own is not None and own.precision == "day"):
            return own
        told = self._of_event(event)
        days, within = day_range(told.value if told else None), day_range(own.value if own else None)
        return (
            told
            if days is not None and (own is None or (within is not None and within[0] <= days[0] <= within[1]))
            else own
        )

    def between(self, start: int, end: int) -> Date | None:
        """Return the first date told between two offsets of one sentence, None where there is none."""
        here = self._anchors.get(self._reading.sentence_at(start)[0], ())
        return next((date for _, date in here if start <= date.start < end), None)

    def _of_event(self, event: Token) -> Date | None:
        """The day of a later sentence whose subject is the same event: "the forum lasts until Wednesday"."""
        for token in self._reading.doc[event.i + 1 :]:
            if (
                token.lower_ == event.lower_
                and token.dep_.startswith("nsubj")
                and any(c.lower_ in ("the", "this") for c in token.children)
            ):
                date = self._own(token.head)
                if date is not None and date.precision == "day":
                    return date
        return None

    def _own(self, word: Token, *, own_only: bool = False) -> Date | None:
        here = self._anchors.get(self._reading.sentence_at(word.idx)[0])
        if not here:
            return None
        ranked = [
            (far, date.start, date)
            for token, date in here
            if (far := self._distance(word, token)) is not None
            and (self._reading.quoted(word.idx) or not self._reading.quoted(date.start))
            and not (own_only and not _hangs(token, word))
        ]
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _distance(self, word: Token, date: Token) -> tuple[int, int] | None:
        """How far a date hangs from a word: clauses between, then words; None where it is of another clause."""
        above = {word.i: 0}
        token, clauses = word, 0
        for _ in range(7):
            if token.head.i == token.i:
                break
            clauses += _crossing(token)
            token = token.head
            above.setdefault(token.i, clauses)
        token, below = date, 0
        for _ in range(8):
            if token.i in above:
                up = above[token.i]
                return (up + below, abs(word.i - date.i)) if up + below < 3 else None
            below += (
                3
                if token.dep_ == "acl:relcl"
                or _is_beside(token)
                or (token.dep_ == "parataxis" and token.lower_ in cues())
                else 2
                if token.dep_ in _CLAUSES
                else 1
                if token.dep_ == "conj" and token.tag_.startswith("VB")
                else 0
            )
            if token.head.i == token.i:
                break
            token = token.head
        return None


def _hangs(token: Token, word: Token) -> bool:
    return word.i == token.i or word in token.ancestors


def _is_beside(clause: Token) -> bool:
    """Tell a clause of another time: "after he had left", "since the war began"."""
    return clause.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("after", "before", "since") for c in clause.children
    )


def _crossing(token: Token) -> int:
    """What it costs to leave a clause upwards: a reporting verb dates the report and not what it tells."""
    if _is_beside(token) and token.tag_ != "VBG":
        return 3
    if token.dep_ == "ccomp" and (token.head.lower_ in cues() or lemma(token.head) in ("say", "believe")):
        return 3
    return 1 if token.dep_ in _CLAUSES or (token.dep_ == "conj" and token.tag_.startswith("VB")) else 0
