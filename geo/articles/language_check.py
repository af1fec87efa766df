"""Is this English?  Most articles are told by their small words, the rest by the model that ships with py3langid.

Measured: of 980 English news articles none is refused (966 are told by their small words alone), of 4,000 single
paragraphs one, a French quotation; of 270 sentences in 66 other languages, each of twelve words or in another script,
none passes.
"""

from __future__ import annotations

import re
import unicodedata

from geo.articles.article import body_start
from geo.errors import NotEnglishError

_SMALL_WORDS = frozenset(
    {"the", "of", "and", "that", "were", "with", "from", "have", "said"}
    | {"which", "this", "they", "their", "would", "who", "been", "his"}
)
_ENOUGH_SMALL_WORDS = 0.1
_FEW_WORDS = 12
"""Below this many words a headline of foreign names cannot be told from a foreign headline: it passes."""
_CLEAR_MARGIN = 0.5
"""How much likelier, in nats a character, another language must be than English.

Sentences of other languages lie above 0.95; lists of foreign names, which are no language, below 0.3.
"""
_SAMPLE = 20_000
_MODEL_SAMPLE = 1_000
"""The model damps what is repeated, so that margins of long texts would say less."""
_NO_FOREIGN_LANGUAGE = frozenset({"en", "pcm", "zxx"})
"""English, Nigerian Pidgin (which the model sees in odd English) and strings that are no language."""
_BROADER = {"wuu": "zh", "arz": "ar", "ary": "ar"}
"""Close relatives that a short text cannot be told from."""
_ADDRESS = re.compile(r"://|www\.|@")
_WORD = re.compile(r"[^\W\d_]+")


def require_english(text: str) -> None:
    """Refuse an article in another language; front matter does not count.

    Raises
    ------
    NotEnglishError
        If the text is not English; the message names the language where it is known.
    """
    start = body_start(text)
    sample = " ".join(part for part in text[start : start + _SAMPLE].split() if not _ADDRESS.search(part))
    words = _WORD.findall(sample)
    if sum(word.lower() in _SMALL_WORDS for word in words) >= max(1, _ENOUGH_SMALL_WORDS * len(words)):
        return
    if len(words) < _FEW_WORDS and not _mostly_other_script(words):
        return

    from py3langid import rank

    sample = sample[:_MODEL_SAMPLE]
    ranked = rank(sample)
    code, likelihood = ranked[0]
    margin = (likelihood - dict(ranked)["en"]) / max(1, len(sample))
    if code in _NO_FOREIGN_LANGUAGE or margin < _CLEAR_MARGIN:
        return
    raise NotEnglishError(f"The text is {_language(code)}, not English. Give an English translation of it.")


def _mostly_other_script(words: list[str]) -> bool:
    letters = "".join(words)
    other = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * other > len(letters)


def _language(code: str) -> str:
    from babel import Locale

    return Locale("en").languages.get(_BROADER.get(code, code), "in another language")
