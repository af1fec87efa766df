"""What stops a movement that was meant or begun: "called off", "turned back", "had planned to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_broken_off(verb: Token) -> bool:
    """Tell "left for X but turned back", "had planned to go" and "planned to go but called off the trip"."""
    heads = [verb]
    while heads[-1].dep_ == "xcomp" and heads[-1].head.i != heads[-1].i:
        heads.append(heads[-1].head)
    pluperfect = any(
        plain_lemma(h) in ("plan", "intend", "schedule") and any(c.lower_ == "had" for c in h.children)
        for h in heads[1:]
    )
    after = [c for h in heads for c in h.children if c.dep_ == "conj" and c.i > verb.i and not has_subject(c)]
    return pluperfect or any(
        any(lemma(t) == "turn" and is_called_off(t) for t in (c, *c.children))
        or (
            (is_called_off(c) or lemma(c) in ("cancel", "postpone"))
            and any(o.dep_ in ("obj", "obl") for o in c.children)
        )
        for c in after
    )


def is_called_off(verb: Token) -> bool:
    """Tell "called off", "put off", "pulled out of", "backed out of" and "dropped"."""
    after = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]}
    name = lemma(verb)
    return (
        (name in ("call", "put") and "off" in after)
        or (name in ("pull", "back") and "out" in after)
        or (name == "turn" and "back" in after)
    )


def plain_lemma(token: Token) -> str:
    """Return the lemma, that of the verb also where the form was read as an adjective."""
    name = lemma(token)
    return {
        "planned": "plan",
        "expected": "expect",
        "scheduled": "schedule",
        "invited": "invite",
        "slated": "slate",
        "intending": "intend",
    }.get(token.lower_, name)


def has_subject(token: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubj:pass") for c in token.children)
