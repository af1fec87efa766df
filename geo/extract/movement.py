"""Words that move somebody, and the ends of the movement, read off the dependency tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.presence import AT, Movement, coordinated, event, presence
from geo.extract.spots import Spots
from geo.extract.syntax import is_passive, lemma, preposition
from geo.tables import motions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from geo.extract.spots import Spot
    from geo.record import Role, Span
    from geo.tables import Motion

_TO = frozenset({"to", "into", "toward", "towards", "onto", "unto"})
_FROM = frozenset({"from", "out of", "off", "out"})
_VIA = frozenset({"via", "through", "across", "over", "by way of", "along"})
_DEPENDENTS = frozenset(
    {
        "obl",
        "nmod",
        "obj",
        "iobj",
        "obl:unmarked",
        "nmod:unmarked",
        "dep",
        "obl:agent",
        "advmod",
        "xcomp",
        "ccomp",
        "list",
        "appos",
    }
)
_LIGHT = frozenset(
    (
        "make pay take begin start end complete have do undertake conduct finish plan kick cut cancel "
        "postpone conclude wrap "
    ).split()
)


def movements(doc: Doc, spots: Spots) -> list[Movement]:
    """Return the movements and presences of a text that name at least one end, in order.

    Parameters
    ----------
    doc
        The parsed text.
    spots
        Its place names and phrases.
    """
    table = motions()
    found = []
    for token in doc:
        for frame in table.get(token.lower_, ()):
            if not _is(token, frame):
                continue
            movement = _journey(token, frame, spots) if frame.kind == "journey" else presence(token, frame, spots)
            if movement is not None:
                found.append(movement)
                break
        else:
            if (movement := event(token, spots)) is not None:
                found.append(movement)
    return found


@dataclass(frozen=True, slots=True)
class Moves:
    """The movements and presences of a text, read once for the roles of its place names and for its journeys.

    ``names`` are the place names that may stand for a place by themselves, as code points into the text.
    """

    names: tuple[Span, ...]
    spots: Spots
    told: tuple[Movement, ...]

    @classmethod
    def of(cls, doc: Doc, names: Sequence[Span]) -> Moves:
        """Read the movements of a parsed text."""
        spots = Spots(doc, names)
        return cls(tuple(names), spots, tuple(movements(doc, spots)))

    def roles(self) -> Mapping[Span, Role]:
        """Return ``origin``, ``via`` or ``destination`` by place name, for the ends of movements that are told."""
        roles: dict[Span, Role] = {}
        for movement in self.told:
            if movement.frame.kind != "journey":
                continue
            ends: tuple[tuple[Role, tuple[Spot, ...]], ...] = (
                ("origin", movement.origins), ("via", movement.via), ("destination", movement.destinations),
            )  # fmt: skip
            for role, spots in ends:
                for spot in spots:
                    if spot.name is not None:
                        roles.setdefault(self.names[spot.name], role)
        return roles


def _is(token: Token, frame: Motion) -> bool:
    """Tell whether a form is the table's word here: its part of speech, and its particle."""
    if frame.pos == "noun":
        return token.tag_ in ("NN", "NNS", "NNP") and token.dep_ != "compound" and token.ent_type_ == ""
    bound = token.lower_ in ("headed", "bound")
    if not token.tag_.startswith("VB") and not (bound and token.tag_ in ("JJ", "NN")):
        return False
    if token.dep_ in ("amod", "aux", "compound", "case") and not bound:
        return False
    if frame.particle:
        return any(t.lower_ == frame.particle for t in token.doc[token.i + 1 : token.i + 4])
    return True


def _journey(word: Token, frame: Motion, spots: Spots) -> Movement | None:
    if frame.lemma == "leave" and frame.pos == "verb" and is_passive(word):
        return None  # "the town was left with one doctor"
    ends: dict[str, list[Spot]] = {"origin": [], "via": [], "destination": []}
    for role, head in _ends(word, frame, spots):
        if head.text in frame.excluded or lemma(head) in frame.excluded:
            return None
        for one in (head, *coordinated(head)):
            spot = spots.at(one) or (spots.unknown(one) if frame.sure else None)
            if role == "destination" and spot is not None and preposition(head) in AT and ends["destination"]:
                continue  # "at the base near X" is one place
            if spot is not None and all(spot not in told for told in ends.values()):
                ends[role].append(spot)
    if not any(ends.values()):
        return Movement(word, frame, (), (), ()) if _abroad(word) else None
    return Movement(
        word, frame, *(tuple(sorted(ends[k], key=lambda s: s.start)) for k in ("origin", "via", "destination"))
    )


def _abroad(word: Token) -> bool:
    return any(t.lower_ in ("abroad", "overseas", "there") for t in word.doc[word.i + 1 : word.i + 4])


def _ends(word: Token, frame: Motion, spots: Spots) -> Iterator[tuple[str, Token]]:
    passive = frame.pos == "verb" and is_passive(word)
    queue = list(_phrases(word, frame))
    seen: set[int] = set()
    while queue:
        token = queue.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        case = preposition(token)
        role = _role(case, token, word, frame)
        if token.dep_.startswith("nsubj") and passive and frame.object in ("destination", "origin", "via"):
            role = frame.object
        if role is not None:
            yield role, token
        if role is not None or token.dep_ == "obj" or case in ("of", "with", "on", "by", "for", "in", "aboard"):
            queue += [
                c for c in token.children
                if c.dep_ == "conj" or (c.dep_ in ("nmod", "obl", "acl") and preposition(c) not in ("in", "at", ""))
            ]  # fmt: skip


def _phrases(word: Token, frame: Motion) -> Iterator[Token]:
    for child in word.children:
        if (
            child.dep_ in _DEPENDENTS
            or (child.dep_ == "conj" and child.tag_ == "NNP" and preposition(child) in _TO | _FROM)
            or (child.dep_.startswith("nsubj") and frame.object)
            or (child.dep_ == "nmod:poss" and frame.pos == "noun")
        ) or (child.dep_ == "compound" and frame.pos == "noun" and frame.object == "destination"):
            yield child
    if (
        frame.pos == "noun"
        and word.dep_ in ("obj", "obl", "nsubj", "nsubj:pass", "xcomp")
        and lemma(word.head) in _LIGHT
    ):
        yield from (c for c in word.head.children if c.dep_ == "obl" and c.i > word.i)
    # The parser hangs many a phrase on the wrong word: one that follows at once belongs to the movement.
    after = word.i + 1
    doc = word.doc
    while after < len(doc) and after < word.i + 4 and doc[after].tag_ in ("RB", "RP"):
        after += 1
    if (
        after < len(doc)
        and doc[after].dep_ == "case"
        and doc[after].head.i > after
        and doc[after].lower_ in (_TO | _FROM | _VIA | {"for", "in", "at"})
    ):
        yield doc[after].head


def _role(case: str, token: Token, word: Token, frame: Motion) -> str | None:
    if token.i < word.i and frame.pos == "noun" and case:
        return None
    if token.tag_.startswith("PRP"):
        return None
    if case in _TO:
        return "destination"
    if case == "for":
        return "destination" if frame.takes_for else None
    if case in _FROM:
        return "origin"
    if case in ("in", "at", "near", "outside", "inside", "on", "within") and frame.at:
        return frame.at
    if frame.pos == "noun" and frame.object == "destination" and case == "of" and frame.lemma == "tour":
        return "destination"
    if case in _VIA:
        return "via"
    if case:
        return None
    if token.dep_ in ("obj", "iobj") and frame.pos == "verb":
        return frame.object if frame.object in ("origin", "destination", "via") else None
    if frame.pos == "noun" and token.dep_ in ("nmod:poss", "compound"):
        return "destination" if frame.object == "destination" and token.dep_ == "compound" else None
    return None
