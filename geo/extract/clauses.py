"""What is told in a clause: "said that ...", "asked whether ...", "is believed to ...", "the claim that ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.syntax import RELATIVE, char_span, child, own_subject
from geo.extract.told import Content, clipped, one, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

_OTHERWISE = re.compile(
    r"[”\"’)]*\s*(?:[,;]|[—–-])\s*(?:and|but|while|as|when|after|although|though|who|which|where|\w+ing|a|an|"
    r"the|[A-Z][\w’'-]+|he|she|it|they)\b|[”\"’)]*\s*(?:while|as|when|after|before|in an?|on|at|during)\b|"
    r"[”\"’)]*\s*[,;:]"
)


def is_clause(token: Token) -> bool:
    """Tell whether a verb or predicate heads a clause: it has a subject, a copula or a "that"."""
    return any(
        c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl", "cop")
        or (c.dep_ == "mark" and c.lower_ in ("that", "if", "whether"))
        for c in token.children
    )


def clause(reading: Reading, found: Found, _frame: str) -> Content | None:
    """``said (on Monday) (that) ...``; a clause that the tree hung on the hearer or the day counts, too."""
    token = found.token
    for c in token.children:
        if c.i <= token.i:
            continue
        if (
            c.dep_ == "ccomp"
            or (c.dep_ in ("parataxis", "advcl", "dep", "acl") and has_that(c))
            or (c.dep_ == "xcomp" and own_subject(c))
        ):
            if c.dep_ == "ccomp" and not (is_clause(c) or c.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "VBN")):
                continue
            span = span_of(reading, found, c, c)
            return Content([_widened(reading, found, c, span)]) if span else None
    for c in token.children:
        if c.i > token.i and c.dep_ in ("obl", "obj", "iobj", "nmod"):
            told = next(
                (
                    g
                    for g in (*c.children, *(h for a in c.children if a.dep_ == "appos" for h in a.children))
                    if g.i > c.i and _hangs_wrong(found, g)
                ),
                None,
            )
            if told is not None:
                return one(reading, found, told, told)
    following = _that_behind(reading, found)
    if following is not None:
        return Content([s]) if (s := clipped(reading, (following.idx, reading.sentence_at(found.start)[1]))) else None
    return None


_NO_CLAUSE = frozenset(
    "same thing things word words prayer prayers piece much so such more less nothing goodbye".split()
)
_OPENERS = frozenset({"DET", "PRON", "PROPN", "NUM"})


def in_order(reading: Reading, found: Found) -> Content | None:
    """``said the union expected ...`` where the tree has lost the clause: a noun phrase, then a verb with a tense."""
    doc, token = reading.doc, found.token
    frames = found.cue.frames
    if (
        token.tag_ not in ("VBD", "VBZ", "VBP")
        or not {"clause", "quote"} <= frames
        or frames & {"hearer", "object", "predicate"}
        or token.dep_ in ("acl:relcl", "acl")
    ):
        return None
    stop = reading.sentence_at(found.start)[1]
    rest = [t for t in doc[found.group[-1] + 1 : found.group[-1] + 60] if t.idx < stop and not t.is_space]
    if len(rest) < 4 or rest[0].pos_ not in _OPENERS or rest[0].ent_type_ == "DATE" or rest[0].lower_ in RELATIVE:
        return None
    for n, t in enumerate(rest):
        if t.text in ',;:—–-“”"' or t.lower_ in _NO_CLAUSE or t.tag_ in ("WP", "WDT", "WRB"):
            return None
        if n and (t.tag_ in _FINITE or (t.tag_ == "VBN" and t.dep_ == "acl")):
            span = clipped(reading, (rest[0].idx, stop))
            return Content([span]) if span else None
    return None


def _hangs_wrong(found: Found, clause: Token) -> bool:
    """Tell whether a clause that hangs on a noun is what is told: it has a "that" or describes a hearer."""
    subject = own_subject(clause)
    if subject is None or subject.lower_ in RELATIVE:
        return False
    return has_that(clause) or (
        clause.dep_ == "acl:relcl"
        and (found.cue.frames & {"hearer", "hearer-to"}) != frozenset()
        and clause.left_edge.lower_ not in ("who", "whom", "whose", "which")
    )


def _that_behind(reading: Reading, found: Found) -> Token | None:
    """A "that" that opens a clause, right behind the cue or behind a phrase of time, place or hearer."""
    doc = reading.doc
    for token in doc[found.group[-1] + 1 : found.group[-1] + 16]:
        if token.is_sent_start or token.text in ';:.“”"' or token.tag_ in _FINITE:
            return None
        if token.lower_ == "that" and (
            token.dep_ == "mark"
            or (
                token.i == found.group[-1] + 1
                and token.i + 1 < len(doc)
                and doc[token.i + 1].pos_ in ("DET", "PRON", "PROPN", "NOUN")
            )
        ):
            return token
    return None


def _widened(reading: Reading, found: Found, clause: Token, span: Span) -> Span:
    """A clause to its true ends: parsers lose its subject to the cue, and its end to a wrong head."""
    doc, text = reading.doc, reading.text
    start, end = span
    first = found.group[-1] + 1
    if (
        "hearer" not in found.cue.frames
        and first < clause.left_edge.i
        and doc[first].pos_ in ("DET", "PRON", "NOUN", "PROPN", "NUM", "ADJ")
        and doc[first].ent_type_ != "DATE"
    ):
        start = doc[first].idx
    stop = reading.sentence_at(found.start)[1]
    tail = text[end:stop]
    if (
        tail.strip(" .")
        and not _OTHERWISE.match(tail)
        and not (found.token.dep_ in ("acl:relcl", "acl") and tail.lstrip().startswith(","))
        and not any(
            c.i > clause.i
            and c.dep_ in ("conj", "advcl", "obl", "parataxis", "cc", "obl:unmarked", "advmod", "nsubj")
            and c.idx >= end
            for c in found.token.children
        )
    ):
        later = clipped(reading, (start, stop))
        if (later and not any(g in text[end : later[1]] for g in ("“", "”", '"'))) or (
            later and any(q[0] < later[1] <= q[1] for q in reading.quotes)
        ):
            end = later[1]
    return start, end


def has_that(token: Token) -> bool:
    """Tell whether a clause opens with the conjunction "that"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def wh(reading: Reading, found: Found, _frame: str) -> Content | None:
    """``asked whether ...``, ``explained why ...``."""
    for c in found.token.children:
        if (
            c.i > found.token.i
            and c.dep_ in ("ccomp", "advcl", "xcomp", "obj")
            and (c.left_edge.i == found.group[-1] + 1 or "hearer" in found.cue.frames)
            and (c.left_edge.tag_ in ("WRB", "WP", "WDT", "WP$") or c.left_edge.lower_ in ("whether", "if"))
        ):
            return one(reading, found, c, c)
    return None


def of_passive(reading: Reading, found: Found) -> Content | None:
    """``X is believed to have left``, ``it is said that ...``."""
    token, frames = found.token, found.cue.frames
    told = clause(reading, found, "clause") if "clause" in frames else None
    patient = child(token, "nsubj:pass", "nsubj")
    expletive = patient is not None and (patient.tag_ == "EX" or patient.lower_ in ("it", "there"))
    if told and (expletive or (patient is None and "passive" in frames)):
        return told
    if told:
        return told if "hearer" in frames else None
    to = next(
        (c for c in token.children if c.i > token.i and c.dep_ in ("xcomp", "ccomp", "advcl") and c.i - token.i < 12),
        None,
    )
    if patient is None or to is None or "passive" not in frames:
        return None
    rest = span_of(reading, found, to, to)
    start, end = char_span(reading.doc, patient.left_edge.i, patient.right_edge.i)
    head = clipped(reading, (max(start, reading.sentence_at(start)[0]), min(end, found.start)))
    return Content([head, rest]) if head and rest else None


def of_noun(reading: Reading, found: Found) -> Content | None:
    """``the claim that ...``, ``X's promise to ...``."""
    token = found.token
    for c in token.children:
        if (
            c.i > token.i
            and c.dep_ in ("acl", "ccomp", "acl:relcl", "advcl", "xcomp")
            and (
                (has_that(c) and own_subject(c))
                or (c.dep_ == "acl" and c.left_edge.tag_ == "TO" and child(token, "nmod:poss"))
            )
        ):
            if c.left_edge.lower_ == "that" and c.left_edge.tag_ in ("WDT", "WP"):
                continue
            return one(reading, found, c, c)
    return None
