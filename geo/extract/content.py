"""What is told: the words that a cue lays to its source, by the frames that the cue has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.syntax import char_span, child, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.extract.sources import Source
    from geo.record import Span

_CUT = re.compile(r",?\s+(?:according to|adding|citing|quoting|noting|saying)\b|,\s+(?:and|but)\s+(?:said|says|added|warned|urged|called|asked|vowed|promised|told)\b")
_EMPTY = frozenset("comment comments nothing statement statements remarks remark story stories lie lies himself herself itself themselves so".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LINKS = frozenset({"obl", "advcl", "nmod", "xcomp", "acl", "obl:unmarked"})


@dataclass(frozen=True, slots=True)
class Content:
    """Spans of what is told, and a preposition that belongs to the cue ("called for")."""

    spans: list[Span]
    preposition: Token | None = None


def content_of(reading: Reading, found: Found, source: Source | None) -> Content | None:
    """Return the content of a verb by the first of its frames that fits."""
    if found.cue.kind == "noun":
        return _of_noun(reading, found)
    if is_passive(found.token):
        return _of_passive(reading, found)
    frames = found.cue.frames
    for frame in ("clause", "wh", "predicate", "of", "for", "about", "against", "on", "at", "on-to", "to-pp", "object+as", "object+of", "object+for", "object+against", "object+about",
                  "hearer-to", "tell-to", "to", "gerund", "object", "object-pron"):  # fmt: skip
        if frame in frames and (content := _FRAMES[frame](reading, found, frame)):
            return content
    return None


def _after(found: Found, token: Token) -> bool:
    return token.i > found.group[-1] or token.i > found.token.i


def _span(reading: Reading, found: Found, first: Token, last: Token) -> Span | None:
    """The words from the subtree of ``first`` to that of ``last``, behind the cue and cut at the next source."""
    start = max(reading.doc[first.left_edge.i].idx, found.end)
    end = char_span(reading.doc, last.i, last.right_edge.i)[1]
    return clipped(reading, (start, min(end, reading.sentence_at(found.start)[1])))


def clipped(reading: Reading, span: Span) -> Span | None:
    """Cut the edges and what follows from another source; a full stop stays only in a quotation."""
    text = reading.text
    start, end = span
    for match in _CUT.finditer(text, start, end):
        if not reading.quoted(match.start()) and match.start() - start > 8:
            end = match.start()
            break
    end = next((q[1] for q in reading.quotes if start <= q[0] < end < q[1]), end)
    while start < end and text[start] in " \t\n\r,;:–—-":
        start += 1
    while end > start and text[end - 1] in " \t\n\r,;:–—-":
        end -= 1
    while end > start and text[end - 1] == "." and not reading.quoted(end - 1) and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.$", text[start:end]):
        end -= 1
    return (start, end) if end - start > 0 else None


def _one(reading: Reading, found: Found, first: Token, last: Token, preposition: Token | None = None) -> Content | None:
    span = _span(reading, found, first, last)
    return Content([span], preposition) if span else None


def _is_clause(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl", "cop") or (c.dep_ == "mark" and c.lower_ in ("that", "if", "whether")) for c in token.children)


def _clause(reading: Reading, found: Found, _frame: str) -> Content | None:
    token = found.token
    for c in token.children:
        if c.i <= token.i:
            continue
        if c.dep_ == "ccomp" or (c.dep_ in ("parataxis", "advcl", "dep", "acl") and _that(c)) or (c.dep_ == "xcomp" and own_subject(c)):
            if c.dep_ == "ccomp" and not (_is_clause(c) or c.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "VBN")):
                continue
            span = _span(reading, found, c, c)
            return Content([_widened(reading, found, c, span)]) if span else None
    for c in token.children:
        if c.i > token.i and c.dep_ in ("obl", "obj", "iobj", "nmod"):
            told = next((g for g in (*c.children, *(h for a in c.children if a.dep_ == "appos" for h in a.children)) if g.i > c.i and _that(g) and own_subject(g)), None)
            if told is not None:
                return _one(reading, found, told, told)
    following = _that_behind(reading, found)
    if following is not None:
        return Content([s]) if (s := clipped(reading, (following.idx, reading.sentence_at(found.start)[1]))) else None
    return None


def _that_behind(reading: Reading, found: Found) -> Token | None:
    """A "that" that opens a clause, right behind the cue or behind a phrase of time, place or hearer."""
    doc = reading.doc
    for token in doc[found.group[-1] + 1 : found.group[-1] + 16]:
        if token.is_sent_start or token.text in ";:.“”\"" or token.tag_ in _VERBS:
            return None
        if token.lower_ == "that" and token.dep_ == "mark":
            return token
    return None


_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _widened(reading: Reading, found: Found, clause: Token, span: Span) -> Span:
    """A clause to its true ends: parsers lose its subject to the cue, and its end to a wrong head."""
    doc, text = reading.doc, reading.text
    start, end = span
    first = found.group[-1] + 1
    if "hearer" not in found.cue.frames and first < clause.left_edge.i and doc[first].pos_ in ("DET", "PRON", "NOUN", "PROPN", "NUM", "ADJ") and not doc[first].ent_type_ == "DATE":
        start = doc[first].idx
    stop = reading.sentence_at(found.start)[1]
    tail = text[end:stop]
    if tail.strip(" .") and not _OTHERWISE.match(tail) and not any(
        c.i > clause.i and c.dep_ in ("conj", "advcl", "obl", "parataxis", "cc", "obl:unmarked", "advmod", "nsubj") and c.idx >= end for c in found.token.children
    ):
        later = clipped(reading, (start, stop))
        if later and not any(g in text[end : later[1]] for g in ("“", "”", '"')) or later and any(q[0] < later[1] <= q[1] for q in reading.quotes):
            end = later[1]
    return start, end


_OTHERWISE = re.compile(r"[”\"’)]*\s*(?:[,;]|[—–-])\s*(?:and|but|while|as|when|after|although|though|who|which|where|\w+ing|a|an|the|[A-Z][\w’'-]+|he|she|it|they)\b|[”\"’)]*\s*(?:while|as|when|after|before|in an?|on|at|during)\b|[”\"’)]*\s*[,;:]")


def _that(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _wh(reading: Reading, found: Found, _frame: str) -> Content | None:
    for c in found.token.children:
        if c.i > found.token.i and c.dep_ in ("ccomp", "advcl", "xcomp", "obj") and (
            c.left_edge.tag_ in ("WRB", "WP", "WDT", "WP$") or c.left_edge.lower_ in ("whether", "if")
        ):
            return _one(reading, found, c, c)
    return None


def _object(found: Found) -> Token | None:
    return next((c for c in found.token.children if c.dep_ in ("obj", "iobj") and c.i > found.token.i), None)


def _infinitive(found: Found, *, after: int) -> Token | None:
    return next(
        (c for c in found.token.children if c.i > after and c.dep_ in ("xcomp", "advcl", "ccomp") and any(m.lower_ == "to" and m.tag_ == "TO" for m in c.children)),
        None,
    )


def _predicate(reading: Reading, found: Found, _frame: str) -> Content | None:
    thing = _object(found)
    if thing is None:
        return None
    last = next((c for c in found.token.children if c.i > thing.i and c.dep_ in ("xcomp", "ccomp", "obj", "appos", "dep") and c.tag_ != "TO"), None)
    if last is None:
        span = _span(reading, found, thing, thing)
        quote = next((q for q in reading.quotes if span and 0 <= q[0] - span[1] <= 4), None)
        if span and quote:
            return Content([(span[0], quote[1])])
        return Content([span]) if span and any(span[0] < q[0] < span[1] for q in reading.quotes) else None
    return _one(reading, found, thing, last)


def _preposition(token: Token, word: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("case", "mark") and c.lower_ == word and c.i < token.i), None)


def _with_preposition(reading: Reading, found: Found, frame: str) -> Content | None:
    """``called for a recount``, ``warned against it``: directly behind the verb; the preposition goes with the cue."""
    for c in found.token.children:
        if c.i > found.token.i and c.dep_ in _LINKS and (case := _preposition(c, frame)) and case.i in (found.group[-1], found.group[-1] + 1):
            span = _span(reading, found, c, _last_of(reading, found, c))
            start = case.idx + len(case.text)
            return Content([s], case) if span and (s := clipped(reading, (max(span[0], start), span[1]))) else None
    return None


def _hearer_with(reading: Reading, found: Found, frame: str) -> Content | None:
    """``accused X of Y``, ``blamed X for Y``, ``described X as Y``: the object and what is said of it."""
    word = frame.partition("+")[2]
    thing = _object(found)
    if thing is None:
        return None
    for c in found.token.children:
        if c.i > thing.i and c.dep_ in _LINKS and _preposition(c, word):
            return _one(reading, found, thing, c)
    if frame == "object+of" and found.cue.lemma == "warn":
        return None
    inner = any(t.lower_ == word for t in reading.doc[thing.i + 1 : thing.right_edge.i + 1])
    return _one(reading, found, thing, thing) if inner else None


def _hearer_to(reading: Reading, found: Found, frame: str) -> Content | None:
    hearer = _object(found)
    if hearer is None:
        told = next((c for c in found.token.children if c.i > found.token.i and c.dep_ in ("ccomp", "xcomp") and own_subject(c) and any(m.tag_ == "TO" for m in c.children)), None)
        return _one(reading, found, told, told) if told is not None and frame == "hearer-to" else None
    if (to := _infinitive(found, after=hearer.i)) is None:
        return None
    return _one(reading, found, to if frame == "tell-to" else hearer, to)


def _on_to(reading: Reading, found: Found, _frame: str) -> Content | None:
    """``called on X to do``."""
    hearer = next((c for c in found.token.children if c.i > found.token.i and c.dep_ == "obl"), None) or _object(found)
    if hearer is None:
        return None
    to = _infinitive(found, after=hearer.i) or next((c for c in hearer.children if c.dep_ in ("acl", "xcomp") and c.i > hearer.i), None)
    return _one(reading, found, hearer, to) if to is not None else None


def _to(reading: Reading, found: Found, _frame: str) -> Content | None:
    to = _infinitive(found, after=found.token.i)
    if to is None or (obj := _object(found)) is not None and obj.i < to.i:
        return None
    return _one(reading, found, to, to)


def _gerund(reading: Reading, found: Found, _frame: str) -> Content | None:
    c = next((c for c in found.token.children if c.i > found.token.i and c.dep_ in ("xcomp", "ccomp", "advcl", "obj") and c.left_edge.i == found.group[-1] + 1 and (c.tag_ == "VBG" or c.left_edge.tag_ == "VBG")), None)
    return _one(reading, found, c, c) if c is not None else None


def _thing(reading: Reading, found: Found, frame: str) -> Content | None:
    thing = _object(found)
    if thing is None or thing.pos_ not in _NOMINAL or thing.lower_ in _EMPTY or thing.ent_type_ == "DATE":
        return None
    if frame == "object-pron" and thing.pos_ != "PRON":
        return None
    if frame == "object-pron" and any(c.tag_ == "MD" for c in found.token.children):
        return None
    return _one(reading, found, thing, _last_of(reading, found, thing))


def _last_of(reading: Reading, found: Found, thing: Token) -> Token:
    """The last of the words that go on about an object: phrases right behind it, but for the day and the means of saying it."""
    last = thing
    for c in found.token.children:
        if c.i > last.i and c.dep_ in ("obj", "obl", "advcl", "nmod", "obl:unmarked") and c.left_edge.i <= last.right_edge.i + 1:
            if c.ent_type_ == "DATE" and c.left_edge.lower_ in ("on", "last", "this", c.lower_) or c.lower_ in _MEANS:
                break
            last = c
    return last


_MEANS = frozenset("statement interview letter speech tweet post press conference briefing news radio television twitter report email call memo facebook message reporters journalists".split())


def _of_passive(reading: Reading, found: Found) -> Content | None:
    """``X is believed to have left``, ``it is said that ...``."""
    token, frames = found.token, found.cue.frames
    clause = _clause(reading, found, "clause") if "clause" in frames else None
    patient = child(token, "nsubj:pass", "nsubj")
    if clause and (patient is None or patient.tag_ == "EX" or patient.lower_ in ("it", "there")):
        return clause
    if clause:
        return clause if "hearer" in frames else None
    to = next((c for c in token.children if c.i > token.i and c.dep_ in ("xcomp", "ccomp", "advcl") and c.i - token.i < 12), None)
    if patient is None or to is None or "passive" not in frames:
        return None
    rest = _span(reading, found, to, to)
    start, end = char_span(reading.doc, patient.left_edge.i, patient.right_edge.i)
    head = clipped(reading, (max(start, reading.sentence_at(start)[0]), min(end, found.start)))
    return Content([head, rest]) if head and rest else None


def _of_noun(reading: Reading, found: Found) -> Content | None:
    """``the claim that ...``, ``X's promise to ...``."""
    token = found.token
    for c in token.children:
        if c.i > token.i and c.dep_ in ("acl", "ccomp", "acl:relcl", "advcl", "xcomp") and (_that(c) and own_subject(c) or (c.dep_ == "acl" and c.left_edge.tag_ == "TO" and child(token, "nmod:poss"))):
            if c.left_edge.lower_ == "that" and c.left_edge.tag_ in ("WDT", "WP"):
                continue
            return _one(reading, found, c, c)
    return None


_FRAMES = {
    "clause": _clause,
    "wh": _wh,
    "predicate": _predicate,
    "object+as": _hearer_with,
    "object+of": _hearer_with,
    "object+for": _hearer_with,
    "object+against": _hearer_with,
    "object+about": _hearer_with,
    "hearer-to": _hearer_to,
    "tell-to": _hearer_to,
    "on-to": _on_to,
    "to": _to,
    "gerund": _gerund,
    "object": _thing,
    "object-pron": _thing,
    "to-pp": _on_to,
} | dict.fromkeys(("of", "for", "about", "against", "on", "at"), _with_preposition)


_NEW_START = re.compile(r"\s*[,—–]\s*(?:(?:and|but)\s+(?:he|she|they|it|the|[A-Z])|\w+ing\b|while\b|when\b|as\b|who\b|which\b|citing\b|according\b)")


def of_relative(reading: Reading, found: Found, source: Source) -> list[Span] | None:
    """``a charge that X denied``: the noun is what is denied."""
    noun = found.token.head
    if found.token.dep_ != "acl:relcl" or not found.cue.frames & {"object", "object-pron"} or noun.i >= found.token.i or noun.pos_ not in _NOMINAL:
        return None
    span = clipped(reading, (reading.doc[noun.left_edge.i].idx, min(source.span[0], found.start)))
    return [span] if span else None


def around(reading: Reading, found: Found, source: Source) -> list[Span] | None:
    """Return the content of a cue that stands behind or between its words without marks: ``..., X said.``"""
    text, token = reading.text, found.token
    sentence = reading.sentence_at(found.start)
    start, end = min(source.span[0], found.start), max(source.span[1], found.end)
    lead = text[sentence[0] : start]
    if found.token.dep_ in ("acl:relcl", "acl") or not lead.rstrip().endswith((",", "—", "–")) or len(lead.split()) < 2 or reading.quoted(start):
        return None
    tail = text[end : sentence[1]]
    before = clipped(reading, (sentence[0], start))
    if before is None:
        return None
    told = reading.doc[reading.token_starts[sentence[0]] : token.i] if sentence[0] in reading.token_starts else []
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in told if t.idx < start)
    if tail.lstrip().startswith((",", "—", "–")) and len(tail.split()) > 2 and not (finite and _NEW_START.match(tail)) and (after := clipped(reading, (end, sentence[1]))):
        return [before, after]
    if finite:
        return [before]
    return [before] if token.dep_ == "parataxis" or not tail.strip(" .") and len(lead.split()) > 3 and not _ADVERBIAL.match(lead) else None


_ADVERBIAL = re.compile(r"\s*(?:in|on|at|after|when|while|as|asked|before|during|for|by|if|with|without|since|until|under|despite|but|and|speaking|writing)\b", re.IGNORECASE)
