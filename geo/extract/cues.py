"""The words that may lay something to a source: verbs, nouns and adjectives of speech, thought and report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.syntax import char_span, runs, verb_group
from geo.tables import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.extract.reading import Reading
    from geo.record import Span
    from geo.tables import Cue


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in the text: its head word and the tokens of its group ("has not denied")."""

    token: Token
    cue: Cue
    group: tuple[int, ...]

    @property
    def start(self) -> int:
        """First code point of the group."""
        doc = self.token.doc
        return doc[self.group[0]].idx

    @property
    def end(self) -> int:
        """Code point behind the group."""
        return char_span(self.token.doc, self.group[0], self.group[-1])[1]

    def spans(self) -> list[Span]:
        """Return the words of the group, one span for each run of them."""
        return [char_span(self.token.doc, a, b) for a, b in runs(self.group)]


def find_cues(reading: Reading) -> list[Found]:
    """Return the cues of a text outside its quotations, in order."""
    verbs, nouns, adjectives = cues("verb"), cues("noun"), cues("adjective")
    first = {form.partition(" ")[0] for form in verbs}
    found = []
    for token in reading.doc:
        word = token.lower_
        if word in adjectives and _is_state(token):
            found.append(Found(token, adjectives[word], tuple(verb_group(token))))
        elif word in first and _is_verb(reading, token) and (hit := _verb(reading, token)):
            found.append(hit)
        elif word in nouns and token.tag_ in ("NN", "NNS"):
            found.append(Found(token, nouns[word], (token.i,)))
    return [_this_side(reading, f) for f in found if not reading.quoted(f.token.idx)]


def _this_side(reading: Reading, found: Found) -> Found:
    """Leave out what the tree hung on a cue from beyond a quotation mark (``"... it will," said X``)."""
    doc, at = reading.doc, found.token.idx
    apart = [q[1] for q in reading.quotes if q[1] <= at]
    group = tuple(
        i for i in found.group if not reading.quoted(doc[i].idx) and not any(doc[i].idx < end for end in apart)
    )
    return found if group == found.group else Found(found.token, found.cue, group)


def _verb(reading: Reading, token: Token) -> Found | None:
    if token.dep_ in ("amod", "compound", "case", "discourse") or _in_idiom(reading, token):
        return None
    if token.tag_ == "VBN" and token.dep_ == "acl" and token.head.dep_ != "ROOT":
        return None  # "the plan proposed by X" tells no plan
    if token.dep_ in ("advcl", "acl") and any(c.tag_ == "TO" for c in token.children):
        return None  # a purpose: nothing is told yet
    table = cues("verb")
    group = verb_group(token)
    for n in (2, 1):
        behind = reading.doc[token.i + 1 : token.i + 1 + n]
        phrase = " ".join([token.lower_, *(t.lower_ for t in behind)])
        if len(behind) == n and phrase in table:
            return Found(token, table[phrase], tuple(sorted({*group, *range(token.i, token.i + 1 + n)})))
    return Found(token, table[token.lower_], tuple(group)) if token.lower_ in table else None


def _is_verb(reading: Reading, token: Token) -> bool:
    """Tell whether a word is a verb, also where taggers take it for a plural (``The Times reports: "..."``)."""
    if token.tag_ != "NNS":
        return token.tag_.startswith("VB")
    behind = reading.text[token.idx + len(token.text) :][:12]
    told = r":\s*[“\"„«]" if token.lower_ in cues("noun") else r":\s*[“\"„«]| that\b"
    return re.match(told, behind) is not None


def _is_state(token: Token) -> bool:
    """Tell "is convinced" from "was convinced by": a copula, or what looks like a passive without an agent."""
    return any(c.dep_ in ("cop", "aux:pass") and c.lemma_ == "be" for c in token.children) and not any(
        c.dep_ == "obl:agent" for c in token.children
    )


def _in_idiom(reading: Reading, token: Token) -> bool:
    doc, text = reading.doc, reading.text
    before = text[max(0, token.idx - 16) : token.idx].lower()
    after = text[token.idx + len(token.text) : token.idx + len(token.text) + 2]
    if token.lower_ == "said" and before.endswith("that ") and after == ", " and doc[token.i - 1].is_sent_start:
        return True
    if token.lower_ == "say" and (
        (after == ", " and before.endswith(", "))
        or (token.tag_ == "VB" and before.endswith(("needless to ", "let us ", "let’s ", "let's ")))
    ):
        return True
    if token.lower_ == "say" and before.endswith("to ") and doc[token.i + 1 : token.i + 3].text.lower() == "nothing of":
        return True
    if token.lower_ == "say" and after == ", " and token.tag_ in ("VB", "UH"):
        return True
    return token.lower_ == "saying" and before.endswith("without ")
