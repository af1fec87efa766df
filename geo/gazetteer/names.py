"""Names as keys: how a name in a text and a name in the gazetteer come to meet."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ə": "a", "ħ": "h"}
)
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u02bb\u02bf\u02be\u02b9\u02ba`\u00b4\u2032.,]")
_GAPS = re.compile(r"[\s\-\u2010-\u2015\u2212_/]+")

SAINTS = (("saint ", "st "), ("sainte ", "ste "), ("mount ", "mt "), ("fort ", "ft "))
"""Words at the start of a name that are written out or cut short."""

DIVISION_WORDS = frozenset(
    "region oblast province state county krai territory governorate prefecture district department republic canton "
    "raion municipality voivodeship emirate".split()
)
"""Words after the name of a first-level division: Kherson region, Henan Province."""


def normalise(name: str) -> str:
    """Return the key under which a name is looked up.

    Case, diacritics, apostrophes, full stops, commas and the kind of hyphen or space make no difference.

    Parameters
    ----------
    name
        A place name as written, any text.

    Returns
    -------
    str
        The key; empty where nothing is left.

    Examples
    --------
    >>> normalise("Port-au-Prince"), normalise("N\u2019Djam\u00e9na"), normalise("Washington,  D.C.")
    ('port au prince', 'ndjamena', 'washington dc')
    """
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return _GAPS.sub(" ", _APOSTROPHES.sub("", name.casefold())).strip()
