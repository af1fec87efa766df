"""Sentences with several cues: where the content of one ends because the next one starts.

Parsers hang the second verb of ``X said A and warned that B`` into A; the same tense and the missing subject tell it
apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.syntax import NEGATIONS, own_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geo.extract.cues import Found
    from geo.extract.reading import Reading
    from geo.record import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PLAIN = frozenset({"say", "tell", "think", "know", "feel", "find", "show", "see", "want", "ask", "hear", "hope"})
"""Cues so common that a second one in the past tense is as likely part of what is told."""


def finite(token: Token) -> str | None:
    """Return the tense tag of a verb or of its first auxiliary; None where it has none."""
    for t in (*[c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop") and c.i < token.i], token):
        if t.tag_ in _FINITE:
            return "VBP" if t.tag_ == "VBZ" else t.tag_
    if token.tag_ == "VBN" and not any(c.dep_ in ("aux", "aux:pass") for c in token.children):
        return "VBD"  # taggers confuse the two
    return None


def joined_cues(reading: Reading, found: Sequence[Found]) -> dict[int, tuple[Found, int]]:
    """Return the cues that go on from an earlier cue of their sentence: that cue, and where its content ends.

    The keys are token indices.  ``X said A and warned B`` (no subject of its own: it has that of the earlier cue) and
    ``X said A, while Y denied B`` (its own subject).
    """
    out: dict[int, tuple[Found, int]] = {}
    verbs = [f for f in found if f.cue.kind == "verb"]
    for n, later in enumerate(verbs):
        end = _joint(reading, later)
        if end is None:
            continue
        sentence = reading.sentence_at(later.start)
        for earlier in reversed(verbs[max(0, n - 4) : n]):
            if earlier.start < sentence[0] or earlier.token.dep_ in ("acl:relcl", "acl"):
                continue
            tense = finite(earlier.token)
            if (
                tense is not None
                and tense == finite(later.token)
                and own_subject(earlier.token) is not None
                and _main(earlier.token)
            ):
                out[later.token.i] = (earlier, end)
                break
    return out


def _main(token: Token) -> bool:
    return token.dep_ in ("ROOT", "conj", "parataxis", "ccomp", "advcl", "dep")


def _joint(reading: Reading, later: Found) -> int | None:
    """Where the words before a joined cue end, or None where it is not joined to anything."""
    doc, token = reading.doc, later.token
    if finite(token) is None:
        return None
    subject = own_subject(token)
    if subject is None:
        before = doc[later.group[0] - 1] if later.group[0] else None
        if before is not None and before.pos_ == "ADV" and before.lower_ not in NEGATIONS and before.i:
            before = doc[before.i - 1]
        if (
            token.dep_ != "conj"
            or later.cue.lemma in _PLAIN
            or "quote"
            not in later.cue.frames
            | ({"quote"} if "hearer-to" in later.cue.frames or "for" in later.cue.frames else set())
        ):
            return None
        return before.idx if before is not None and before.lower_ in ("and", "but") else None
    first = subject.left_edge.i
    if subject.i > token.i or first < 2:
        return None
    if doc[first - 1].lower_ in ("while", "whereas") or (
        doc[first - 1].lower_ in ("and", "but") and doc[first - 2].text == ","
    ):
        return doc[first - 1].idx
    return None


def cut(spans: Sequence[Span], end: int) -> list[Span]:
    """Return spans without what lies behind an offset."""
    return [(a, min(b, end)) for a, b in spans if a < end]
