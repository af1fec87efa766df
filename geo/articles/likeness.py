"""Tells which articles are copies of each other, by MinHash over runs of words and what the longer has of the shorter.

Agencies' copy is printed with another headline, other quotation marks, and its end cut off.  The share of the shorter
text's runs that the longer has too withstands the cut; the Jaccard index alone would not.  Measured on variations of
the sample stories (``tests/articles/test_likeness.py``): copies lie above 0.85, other stories below 0.15.
"""

from __future__ import annotations

import functools
import hashlib
import re
import struct
import unicodedata
from typing import TYPE_CHECKING, Any

from geo.articles.article import body_start

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKE = 0.7
"""From this `likeness` on, two articles are copies of one report."""

_RUN = 3
_HASHES = 128
_ROWS = 3
_BANDS = 32
_SEED = 1
_FEWEST_RUNS = 20
"""A text of fewer runs is like a longer one only if it is nearly the same: a formula is no copy."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_WORD = re.compile(r"[^\W_]+")


def signature(text: str) -> tuple[int, ...]:
    """Return what a text is recognised by: the number of its runs of words, and their MinHash.

    The same text has the same signature in every process and version; case, punctuation, typographic variants of
    quotation marks, dashes and ligatures, white space and front matter do not count.

    Returns
    -------
    tuple of int
        129 numbers below 2**32; the first is the number of different runs of three words, 0 for a text without words.
    """
    runs = _runs(text)
    sketch = _empty().copy()
    sketch.update_batch(runs)
    return (len(runs), *(int(value) for value in sketch.hashvalues))


def bands(signature: Sequence[int]) -> tuple[str, ...]:
    """Return 32 keys of a `signature`: two articles that are copies share at least one, others rarely.

    They are for an indexed look-up of candidates; `likeness` decides.  A text without words has none.
    """
    count, *values = signature
    if not count:
        return ()
    keys = []
    for band in range(_BANDS):
        rows = values[band * _ROWS : (band + 1) * _ROWS]
        digest = hashlib.blake2b(struct.pack(f"<{_ROWS}I", *rows), digest_size=6).hexdigest()
        keys.append(f"{band:02d}{digest}")
    return tuple(keys)


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share (0 to 1) of the shorter text's runs of words that the longer has too.

    Parameters
    ----------
    one, other
        Signatures of two texts.
    """
    if not one[0] or not other[0]:
        return 0.0
    jaccard = sum(a == b for a, b in zip(one[1:], other[1:], strict=True)) / _HASHES
    shorter = min(one[0], other[0])
    if shorter < _FEWEST_RUNS:
        return jaccard
    shared = jaccard / (1 + jaccard) * (one[0] + other[0])
    return min(1.0, shared / shorter)


def _runs(text: str) -> list[bytes]:
    body = unicodedata.normalize("NFKC", text[body_start(text) :]).casefold()
    words = _WORD.findall(_APOSTROPHE.sub("", body))
    last = max(len(words) - _RUN + 1, min(len(words), 1))
    return list({" ".join(words[start : start + _RUN]).encode("utf-8", "replace"): None for start in range(last)})


@functools.cache
def _empty() -> Any:  # noqa: ANN401 - datasketch waits for the first text
    from datasketch import MinHash

    return MinHash(num_perm=_HASHES, seed=_SEED, scheme="affine32")
