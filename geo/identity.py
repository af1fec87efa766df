"""Ids and fingerprints that survive re-extraction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.record import Actor, Date, Journey, Statement, Toponym


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 form (lone surrogates kept), in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(kind: str, article: str, words: Iterable[str]) -> str:
    """Return an id that survives re-extraction: a hash of the article's id and the words that the part rests on.

    >>> stable_id("journey", "kim", ["left for Vladivostok"])
    'journey:eb35fc065518'
    """
    basis = "\x1f".join([article, *(" ".join(w.split()) for w in words)])
    return f"{kind}:{text_hash(basis)[:12]}"


def part_id(part: Toponym | Date | Statement | Journey | Actor) -> str:
    """Return the id of a part of a record; a toponym or a date goes by its words: ``toponym:809-820``."""
    own = getattr(part, "id", None)
    return own or f"{type(part).__name__.lower()}:{part.start}-{part.end}"
