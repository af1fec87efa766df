"""Whose words they are: the noun phrase that a cue lays its content to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.syntax import char_span, child, is_passive, own_subject, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span

_EDGE = ',;:.–—-"“”„«»()[]'
_LEADING = re.compile(
    r"(?:(?:and|but|so|yet|while|as|when|because|although|though|however|meanwhile|also|later|then|if)\b[, ]*)+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:it|there|this|that|these|those|what|nothing|anything|something|everything|nobody|no one|none|anybody|"
    r"anyone|neither|one|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|earlier)$",
    re.IGNORECASE,
)
_INSERTED = re.compile(r",(?! (?:and|but|or)\b)[^“”\"\n]{2,160},\s*")
_GOES_ON = re.compile(r"[,”\"—–]\s*(?:(?:while|before|and|then)\s+)?$|\b(?:while|by|before|after)\s+$")


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a source, and their head in the tree where there is one."""

    span: Span
    head: Token | None


def phrase(reading: Reading, head: Token, found: Found) -> Span | None:
    """Return the noun phrase of a head with its appositions, up to the cue and never over a quotation mark."""
    doc, text = reading.doc, reading.text
    start, end = char_span(doc, head.left_edge.i, head.right_edge.i)
    if (case := preposition_before(head)) is not None:
        start = case.idx + len(case.text)
    if head.i < found.token.i:
        end = min(end, found.start)
        start = max([start, *(q[1] for q in reading.quotes if q[1] <= head.idx), reading.sentence_at(head.idx)[0]])
        start = _with_title(reading, start, head)
        if (
            found.token.dep_ != "acl:relcl"
            and end < found.start
            and (more := _INSERTED.match(text, end, found.start))
            and more.end() == found.start
        ):
            end = more.end()
    else:
        start = max(start, found.end)
        end = min([end, *(q[0] for q in reading.quotes if q[0] >= head.idx)])
    return trimmed(text, (start, end))


def preposition_before(head: Token) -> Token | None:
    """Return the preposition that a noun phrase opens with: the tree laid a cue to what it governs."""
    first = head.left_edge
    return (
        first if first.dep_ == "case" and first.head.i == head.i and first.tag_ == "IN" and first.i < head.i else None
    )


def _with_title(reading: Reading, start: int, head: Token) -> int:
    """Take the title along that the tree hung elsewhere (", chief engineer X said,")."""
    first = reading.token_starts.get(start)
    if first is None or head.pos_ != "PROPN":
        return start
    at = first
    while (
        at > 0
        and first - at < 6
        and reading.doc[at - 1].pos_ in ("NOUN", "ADJ", "PROPN", "DET")
        and reading.doc[at - 1].ent_type_ != "DATE"
    ):
        at -= 1
    return reading.doc[at].idx if at < first and at > 0 and reading.doc[at - 1].text in (",", "”", '"') else start


def trimmed(text: str, span: Span) -> Span | None:
    """Cut marks and joining words off the edges of a noun phrase; None where nothing is left."""
    start, end = span
    while start < end and _at_edge(text[start]):
        start += 1
    if match := _LEADING.match(text, start, end):
        start = match.end()
    while (
        end > start
        and _at_edge(text[end - 1])
        and not (text[end - 1] == ")" and "(" in text[start:end])
        and not _abbreviated(text, start, end)
    ):
        end -= 1
    return (start, end) if end > start else None


def _at_edge(mark: str) -> bool:
    """Tell whether no name begins or ends with a character; of blanks there are more than a keyboard has."""
    return mark in _EDGE or mark.isspace()


def _abbreviated(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and bool(re.search(r"(?:\b[A-Z]|Jr|Sr|Inc|Corp|Co|Ltd)\.$", text[start:end]))


def source_of(reading: Reading, found: Found) -> Source | None:
    """Return the source of a cue by the tree, or None where it has none that is somebody or something that tells."""
    token = found.token
    passive = found.cue.kind == "verb" and is_passive(token)
    head = child(token, "obl:agent") if passive else subject(token)
    if head is None and not passive and token.dep_ == "advcl" and found.cue.kind == "verb" and token.tag_ == "VBG":
        head = own_subject(token.head)
    if head is None or head.i in found.group or reading.quoted(head.idx):
        return None
    if (
        token.tag_ == "VBG"
        and token.dep_ == "acl"
        and preposition_before(head) is not None
        and (main := of_participle(reading, found, None)) is not None
    ):
        return main  # "X spoke about the road, arguing that ..."
    if head.sent.start != token.sent.start:
        return None
    span = phrase(reading, head, found)
    if span is None:
        return None
    words = reading.text[slice(*span)]
    somebody = not _NOBODY.match(words) or _relative(head, token)
    it = words.lower() == "it" and head.dep_ == "nsubj" and not _expletive(found)
    return Source(span, head) if somebody or it else None


def of_participle(reading: Reading, found: Found, earlier: Source | None) -> Source | None:
    """``X said ..., adding that ...``: who spoke before, else the subject of the sentence.

    ``earlier`` is the source of the statement before, where it stands in the same sentence.
    """
    token, text = found.token, reading.text
    if token.tag_ != "VBG" or not _GOES_ON.search(text, max(0, found.start - 20), found.start):
        return None
    if earlier is not None:
        return earlier
    root = token
    while root.head.i != root.i:
        root = root.head
    head = own_subject(root) if root.i < token.i else None
    span = phrase(reading, head, found) if head is not None and not reading.quoted(head.idx) else None
    if span is None or head is None or head.i > root.i or _NOBODY.match(text[slice(*span)]):
        return None
    return Source((span[0], min(span[1], root.idx)), head)


def _relative(head: Token, verb: Token) -> bool:
    return head.lower_ in ("who", "which", "that") and head.tag_ in ("WP", "WDT") and verb.dep_ == "acl:relcl"


def _expletive(found: Found) -> bool:
    return is_passive(found.token) or found.cue.kind != "verb"


def source_of_noun(reading: Reading, found: Found) -> Source | None:
    """Return whose claim, view or promise it is: the possessor, a name after "by" or "of", or who voices it."""
    token = found.token
    owner = child(token, "nmod:poss")
    if owner is not None and owner.tag_ != "PRP$" and not owner.is_space:
        start, end = char_span(reading.doc, owner.left_edge.i, owner.right_edge.i)
        return Source((start, min(end, found.start - 1) if end >= found.start else end), owner)
    for c in token.children:
        if (
            c.i > token.i
            and c.dep_ == "nmod"
            and any(p.dep_ == "case" and p.lower_ in ("by", "of", "from", "among") for p in c.children)
        ):
            case = next(p for p in c.children if p.dep_ == "case")
            if case.i == token.i + 1 and (
                span := trimmed(
                    reading.text, (case.idx + len(case.text), char_span(reading.doc, c.i, c.right_edge.i)[1])
                )
            ):
                return Source(span, c)
    verb = token.head
    if (
        token.dep_ in ("obj", "obl", "xcomp")
        and verb.pos_ == "VERB"
        and verb.i < token.i
        and (head := subject(verb)) is not None
        and head.i < token.i
    ):
        if owner is None and verb.lemma_ not in _VOICES:
            return None
        start, end = char_span(reading.doc, head.left_edge.i, head.right_edge.i)
        span = trimmed(reading.text, (start, min(end, verb.idx)))
        return Source(span, head) if span else None
    if owner is not None:
        return Source((owner.idx, owner.idx + len(owner.text)), owner)
    return None


_VOICES = frozenset(
    "make repeat express issue voice have reiterate hold share release give offer raise state put "
    "publish post send".split()
)
