"""Which names get into the gazetteer: canonical English ones, alternates that newspapers print, demonyms."""

from __future__ import annotations

import difflib
import importlib.util
import re
import unicodedata
from pathlib import Path

import wordfreq

_spec = importlib.util.spec_from_file_location(
    "gazetteer_keys", Path(__file__).resolve().parents[2] / "geo" / "gazetteer" / "names.py"
)
_keys = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_keys)  # by its path: the build needs no other part of the package
DIVISION_WORDS, SAINTS, normalise = _keys.DIVISION_WORDS, _keys.SAINTS, _keys.normalise

ROMANISED = frozenset(
    "RU UA BY BG RS MK GR GE AM KP KR JP CN TW IR IQ SY LB PS IL JO SA YE OM AE QA KW BH EG LY TN DZ MA MR SD ER ET "
    "DJ SO IN PK AF BD NP LK MM TH LA KH KZ KG TJ TM UZ MN BT MV".split()
)
"""Countries whose names reach English through a romanisation: English newspapers drop its marks."""

_QUARTERS = ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central")
GENERIC = (
    frozenset(
        "centre center capital northeast northwest southeast southwest upper lower middle nord sud est ouest norte sur "
        "este oeste centro centrale federal district national islands island coast river lake union bay port city town "
        "village metropolitan highlands lowlands outer general santa jewish".split()
    )
    | {"federal district", "national capital", "outer islands", *_QUARTERS}
    | {f"{one} {other}" for one in _QUARTERS for other in _QUARTERS}
)
"""Names of divisions that are no names without the word for the division: Central, Northern, Upper."""

COMMON_ALIAS = 3.0
COMMON_NAME = 4.3
"""Zipf frequencies (log10 of uses in a thousand million words of English) from which a word is common."""
KNOWN = 5.8
"""Weight that a place needs to keep a common word as its name; ``STEEPNESS`` more for each tenfold of its use."""
STEEPNESS = 1.6


def everyday(key: str, weight: float, *, preferred: bool) -> bool:
    """Return whether a name is more likely an everyday word or a person's name than this place.

    As an alternate, a common word never is a place (First, Human, Island); as the name of a place it is one if the
    place is known well enough (Lincoln, not Walker).
    """
    if " " in key or not key:
        return False
    if len(key) <= 2:
        return True
    use = wordfreq.zipf_frequency(key, "en")
    if not preferred:
        return use >= COMMON_ALIAS
    return use >= COMMON_NAME and weight < KNOWN + STEEPNESS * (use - COMMON_NAME)


def english_form(name: str, country: str) -> str:
    """Return a name as an English newspaper prints it: without the marks of a romanisation."""
    name = re.sub("[\u02b9\u02ba\u02bc\u02bb\u02bf\u02be\u2018\u2019]", "'" if country == "CN" else "", name)
    if country in ROMANISED:
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ə", "a")
    if country in {"KP", "KR"}:
        name = re.sub(r"(?<=\w{3})-(si|up|gun|eup|dong|ri|myeon)$", "", name, flags=re.IGNORECASE)
    return name.removesuffix("-shi") if country == "JP" else name


def is_latin(name: str) -> bool:
    """Return whether all letters of a name are Latin."""
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)


def fit(name: str) -> bool:
    """Return whether an alternate name may enter: Latin, four letters or more, no code, no bare romanisation."""
    letters = sum(c.isalpha() for c in name)
    return (
        letters >= 4
        and name[0].isupper()
        and not name.isupper()
        and not re.search(r"[\d(),;:=/!?\"]", name)
        and is_latin(name)
    )


def alike(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1."""
    return difflib.SequenceMatcher(None, normalise(one), normalise(other), autojunk=False).ratio()


def alternates(name: str, names: list[str], population: int) -> list[str]:
    """Return the alternates that may enter: all that fit of a very big city, else only spellings of the same name."""
    fitting = [n for n in names if fit(n)]
    if population >= 300_000:
        return fitting
    return [n for n in fitting if alike(n, name) >= 0.7]


def variants(key: str) -> list[str]:
    """Return a key with its ways to write Saint, Mount and Fort."""
    found = [key]
    for long, short in SAINTS:
        for a, b in ((long, short), (short, long)):
            if key.startswith(a):
                found.append(b + key.removeprefix(a))
    return found


def division_name(english: str | None, name: str, aliases: tuple[str, ...], country: str, kind: str) -> str:
    """Return the English name of a first-level division, without Province or Oblast where it can do without.

    CLDR's names are the best where they are of the same division; some of its codes are of an older ISO 3166-2.
    """
    plain = [a for a in aliases if a.isascii() and fit(a)]
    oblasts = [a.removesuffix(" Oblast") for a in plain if a.endswith(" Oblast")]
    if country == "UA" and oblasts:
        chosen = oblasts[0] + " Oblast"
    elif english and max(alike(english, n) for n in (name, *aliases)) >= 0.55:
        chosen = english
    elif plain:
        chosen = min(plain, key=lambda a: (a.split()[-1].lower() not in DIVISION_WORDS, len(a)))
    else:
        chosen = english or name
    chosen = english_form(re.sub("[\u00b9\u00b2\u00b3]", "", chosen), country)
    stem = strip_division(chosen)
    if country == "RU" and kind == "Administrative region" and stem == chosen:
        return f"{chosen} Oblast"
    return chosen if country in {"UA", "RU"} or normalise(stem) in GENERIC else stem


def strip_division(name: str) -> str:
    """Return a division's name without the word for the division at its end."""
    words = name.split()
    if len(words) > 1 and words[-1].lower() in DIVISION_WORDS:
        return " ".join(words[:-1])
    return name


def overlay_form(name: str, *, division: bool) -> str:
    """Return the form of a name of the overlay.

    An abbreviation is in capitals (U.S., DPRK) or ends with a stop (Calif.).  Two letters for a division are a postal
    code (TX), which counts only after a comma.
    """
    letters = [c for c in name if c.isalpha()]
    if len(name) == 2 and division:
        return "postal"
    short = len(letters) <= 5 and all(c.isupper() for c in letters)
    return "abbreviation" if short or (name.endswith(".") and " " not in name and len(letters) <= 6) else "name"
