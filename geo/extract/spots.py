"""Phrases that name a place: a place name, a facility beside one, or a definite place such as "the country"."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.syntax import char_span, preposition
from geo.tables import motion_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from geo.record import Span

_IN = frozenset({"in", "at", "near", "outside", "on", "inside"})
_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "my", "your", "this", "that"})
_INNER = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "flat", "case", "punct", "obl:unmarked", "nmod:unmarked"}
)
_DAYS = frozenset(w.lower() for w in (*calendar.day_name, *calendar.month_name) if w)


@dataclass(frozen=True, slots=True)
class Spot:
    """The words of a place; ``name`` is the index of the place name in it, None where none is."""

    start: int
    end: int
    name: int | None = None


class Spots:
    """The places of one text, looked up by token.

    Parameters
    ----------
    doc
        The parsed text.
    names
        Its place names, as code points into the text: only those that may stand for a place by themselves.
    """

    def __init__(self, doc: Doc, names: Sequence[Span]) -> None:
        self._doc = doc
        self._names = names
        self._at: dict[int, int] = {}
        tokens = {t.idx: t.i for t in doc}
        for n, (start, end) in enumerate(names):
            i = tokens.get(start)
            while i is not None and i < len(doc) and doc[i].idx < end:
                self._at.setdefault(i, n)
                i += 1

    def name_of(self, token: Token) -> int | None:
        """Return the index of the place name that a token is part of."""
        return self._at.get(token.i)

    def at(self, token: Token) -> Spot | None:
        """Return the place that a noun phrase names, by the token that heads it; None where it names none."""
        if (name := self._at.get(token.i)) is not None:
            return self._named(name)
        noun = motion_nouns().get(token.lower_)
        kind = noun.kind if noun else ""
        inner = list(token.children)
        if kind in ("area", "part", "facility", "local"):
            if (name := self._inside(token, inner, kind)) is not None:
                return self._named(name)
            if kind in ("part", "local") and not any(c.tag_ == "NNP" for c in inner):
                return None
            if (
                self._is_definite(token, inner)
                or any(c.dep_ == "amod" and c.text[0].isupper() for c in inner)
                or (kind in ("facility", "local") and any(c.tag_ == "NNP" for c in inner))
            ):
                return Spot(*self._phrase(token))
            return None
        if token.tag_ in ("NNP", "NNPS"):
            for child in inner:
                if (
                    child.dep_ in ("flat", "appos")
                    and child.i - token.i < 3
                    and (name := self._at.get(child.i)) is not None
                ):
                    return self._named(name)
            if token.ent_type_ == "LOC":
                return Spot(*self._phrase(token))
            last = max([c.i for c in inner if c.dep_ == "flat"], default=token.i)
            known = motion_nouns().get(self._doc[last].lower_)
            if known is not None and known.kind in ("facility", "local"):
                return Spot(*self._phrase(token))
        return None

    def unknown(self, token: Token) -> Spot | None:
        """Return the words of a proper name that no gazetteer holds, where only a place can stand."""
        if (
            token.tag_ != "NNP"
            or token.ent_type_ in ("PERSON", "ORG", "NORP", "DATE")
            or token.lower_ in motion_nouns()
            or token.lower_ in _DAYS
        ):
            return None
        return Spot(*self._phrase(token))

    def _named(self, name: int) -> Spot:
        return Spot(*self._names[name], name)

    def _inside(self, token: Token, inner: list[Token], kind: str) -> int | None:
        """The name that says which: "city of X", "the capital X", "a hospital in X", "X airport", "X's embassy"."""
        near = {"of"} if kind in ("area", "part") else _IN
        ranked = (
            (("appos", "flat"), None),
            (("nmod",), near),
            (("nmod",), _IN | {"of"}),
            (("compound",), None),
            (("nmod:poss",), None),
        )
        for labels, cases in ranked:
            for child in inner:
                if child.dep_ in labels and (cases is None or preposition(child) in cases):
                    if (name := self._at.get(child.i)) is not None:
                        return name
                    if child.dep_ == "nmod" and (spot := self.at(child)) is not None and spot.name is not None:
                        return spot.name
        after = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else token
        if after.dep_ == "case" and after.lower_ in _IN:  # the parser may hang "in X" on the verb
            return self._at.get(after.head.i)
        return None

    @staticmethod
    def _is_definite(token: Token, inner: list[Token]) -> bool:
        return any(c.lower_ in _DEFINITE or c.dep_ == "nmod:poss" for c in inner) and token.tag_ != "NNS"

    def _phrase(self, token: Token) -> Span:
        first = token.i
        for child in token.children:
            if child.dep_ in _INNER and child.i < token.i and child.dep_ not in ("case", "punct"):
                first = min(first, child.left_edge.i)
        last = max([c.i for c in token.children if c.dep_ == "flat" and c.i - token.i < 4], default=token.i)
        return char_span(self._doc, first, last)
