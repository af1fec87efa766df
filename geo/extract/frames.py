"""What is told in an object, an infinitive or a phrase: "denied it", "vowed to go", "accused X of Y"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.syntax import own_subject
from geo.extract.told import Content, clipped, first_object, one, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading


_EMPTY = frozenset(
    "comment comments nothing statement statements remarks remark story stories lie lies himself herself itself "
    "themselves so".split()
)

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

_LINKS = frozenset({"obl", "advcl", "nmod", "xcomp", "acl", "obl:unmarked"})

_MEANS = frozenset(
    "statement interview letter speech tweet post press conference briefing news radio television twitter report "
    "email call memo facebook message reporters journalists".split()
)


def _infinitive(found: Found, *, after: int) -> Token | None:
    return next(
        (
            c
            for c in found.token.children
            if c.i > after
            and c.dep_ in ("xcomp", "advcl", "ccomp")
            and any(m.lower_ == "to" and m.tag_ == "TO" for m in c.children)
        ),
        None,
    )


def _predicate(reading: Reading, found: Found, _frame: str) -> Content | None:
    return _by_tree(reading, found) or _named_so(reading, found)


_NAMES = frozenset({"call", "label", "brand", "dub"})
_AS_WHAT = re.compile(
    r"\s+(?:(?!an?\b)(?:[a-z]+\s+)?)[^\s,;:.“”\"]+(?:\s+[^\s,;:.“”\"]+){0,9}?\s+"
    r"(?:an?\s+(?!(?:day|week|month|year|few|second|third|number|dozen|couple|hearing|meeting|lot)\b)\w|an?\s+[“\"‘']|[“\"‘'])"
)
_ON = re.compile(r",\s+(?:and|but|while|as|after|when|who|which|saying|adding|\w+ing)\b|\s(?:and|but)\s+\w+ed\b")


def _named_so(reading: Reading, found: Found) -> Content | None:
    """``called the road a disgrace``: two noun phrases in a row, which parsers often take for one."""
    if found.cue.lemma not in _NAMES or found.token.tag_ not in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
        return None
    stop = reading.sentence_at(found.start)[1]
    if (match := _AS_WHAT.match(reading.text, found.end, stop)) is None:
        return None
    end = next(
        (m.start() for m in _ON.finditer(reading.text, match.end(), stop) if not reading.quoted(m.start())), stop
    )
    span = clipped(reading, (found.end, end))
    return Content([span]) if span else None


def _by_tree(reading: Reading, found: Found) -> Content | None:
    thing = first_object(found)
    if thing is None:
        return None
    last = next(
        (
            c
            for c in found.token.children
            if c.i > thing.i and c.dep_ in ("xcomp", "ccomp", "obj", "appos", "dep") and c.tag_ != "TO"
        ),
        None,
    )
    if last is None:
        span = span_of(reading, found, thing, thing)
        end = reading.sentence_at(found.start)[1]
        quote = next((q for q in reading.quotes if span and 0 <= q[0] - span[1] <= 4 and q[0] < end), None)
        if span and quote:
            return Content([(span[0], quote[1])])
        return Content([span]) if span and any(span[0] < q[0] < span[1] for q in reading.quotes) else None
    return one(reading, found, thing, last)


def _preposition(token: Token, word: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("case", "mark") and c.lower_ == word and c.i < token.i), None)


def _with_preposition(reading: Reading, found: Found, frame: str) -> Content | None:
    """``called for a recount``, ``warned against it``: directly behind the verb; the preposition goes with the cue."""
    for c in found.token.children:
        if (
            c.i > found.token.i
            and c.dep_ in _LINKS
            and (case := _preposition(c, frame))
            and case.i in (found.group[-1], found.group[-1] + 1)
        ):
            span = span_of(reading, found, c, _last_of(reading, found, c))
            start = case.idx + len(case.text)
            return Content([s], case) if span and (s := clipped(reading, (max(span[0], start), span[1]))) else None
    return None


def _hearer_with(reading: Reading, found: Found, frame: str) -> Content | None:
    """``accused X of Y``, ``blamed X for Y``, ``described X as Y``: the object and what is said of it."""
    word = frame.partition("+")[2]
    thing = first_object(found)
    if thing is None:
        return None
    for c in found.token.children:
        if c.i > thing.i and c.dep_ in _LINKS and _preposition(c, word):
            return one(reading, found, thing, c)
    if frame == "object+of" and found.cue.lemma == "warn":
        return None
    inner = any(t.lower_ == word for t in reading.doc[thing.i + 1 : thing.right_edge.i + 1])
    return one(reading, found, thing, thing) if inner else None


def _hearer_to(reading: Reading, found: Found, frame: str) -> Content | None:
    hearer = first_object(found)
    if hearer is None:
        told = next(
            (
                c
                for c in found.token.children
                if c.i > found.token.i
                and c.dep_ in ("ccomp", "xcomp")
                and own_subject(c)
                and any(m.tag_ == "TO" for m in c.children)
            ),
            None,
        )
        return one(reading, found, told, told) if told is not None and frame == "hearer-to" else None
    if (to := _infinitive(found, after=hearer.i)) is None:
        return None
    return one(reading, found, to if frame == "tell-to" else hearer, to)


def _on_to(reading: Reading, found: Found, _frame: str) -> Content | None:
    """``called on X to do``."""
    hearer = next((c for c in found.token.children if c.i > found.token.i and c.dep_ == "obl"), None) or first_object(
        found
    )
    if hearer is None:
        return None
    to = _infinitive(found, after=hearer.i) or next(
        (c for c in hearer.children if c.dep_ in ("acl", "xcomp") and c.i > hearer.i), None
    )
    return one(reading, found, hearer, to) if to is not None else None


def _to(reading: Reading, found: Found, _frame: str) -> Content | None:
    to = _infinitive(found, after=found.token.i)
    if to is None or ((obj := first_object(found)) is not None and obj.i < to.i):
        return None
    return one(reading, found, to, to)


def _gerund(reading: Reading, found: Found, _frame: str) -> Content | None:
    c = next(
        (
            c
            for c in found.token.children
            if c.i > found.token.i
            and c.dep_ in ("xcomp", "ccomp", "advcl", "obj")
            and c.left_edge.i == found.group[-1] + 1
            and (c.tag_ == "VBG" or c.left_edge.tag_ == "VBG")
        ),
        None,
    )
    return one(reading, found, c, c) if c is not None else None


def _thing(reading: Reading, found: Found, frame: str) -> Content | None:
    thing = first_object(found)
    if thing is None or thing.pos_ not in NOMINAL or thing.lower_ in _EMPTY or thing.ent_type_ == "DATE":
        return None
    if frame == "object-pron" and thing.pos_ != "PRON":
        return None
    if frame == "object-pron" and any(c.tag_ == "MD" for c in found.token.children):
        return None
    return one(reading, found, thing, _last_of(reading, found, thing))


def _last_of(reading: Reading, found: Found, thing: Token) -> Token:
    """The last of the words that go on about an object: phrases right behind it, but not the day and the means."""
    last = thing
    for c in found.token.children:
        if (
            c.i > last.i
            and c.dep_ in ("obj", "obl", "advcl", "nmod", "obl:unmarked")
            and c.left_edge.i <= last.right_edge.i + 1
        ):
            if (c.ent_type_ == "DATE" and c.left_edge.lower_ in ("on", "last", "this", c.lower_)) or c.lower_ in _MEANS:
                break
            last = c
    return last


FRAMES: dict[str, Callable[[Reading, Found, str], Content | None]] = {
    "predicate": _predicate,
    **dict.fromkeys(("of", "for", "about", "against", "on", "at"), _with_preposition),
    "on-to": _on_to,
    "to-pp": _on_to,
    **dict.fromkeys(("object+as", "object+of", "object+for", "object+against", "object+about"), _hearer_with),
    "hearer-to": _hearer_to,
    "tell-to": _hearer_to,
    "to": _to,
    "gerund": _gerund,
    "object": _thing,
    "object-pron": _thing,
}
"""How each frame of ``cues.csv`` is read, in the order in which they are tried."""
