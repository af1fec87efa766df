"""Names from all over the world, put in the place of the names in the training texts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import lexicon
from spacy.language import Language

HERE = Path(__file__).parent


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.replace("-", "").replace("'", "").replace(".", "").isalpha()


def _organisation_patterns() -> Iterator[tuple[str, list[str]]]:
    for line in (HERE / "organisations.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, patterns = line.split(": ", 1)
            yield kind, patterns.split(" | ")


class Names:
    """Draws names of people, places, peoples and organisations, split into tokens.

    Parameters
    ----------
    nlp : spacy.language.Language
        Its tokenizer splits the names.
    packages : pathlib.Path
        A folder with the packages of `requirements.txt` unpacked.
    """

    def __init__(self, nlp: Language, packages: Path) -> None:
        self._split = nlp.make_doc
        self._people: dict[str, list[str]] = defaultdict(list)
        for name, peoples in lexicon.people(packages).items():
            plain = name.split(" (")[0]
            parts = plain.split()
            if 2 <= len(parts) <= 4 and _is_name(parts[0]) and _is_name(parts[-1]):
                self._people[peoples[0]].append(plain)
        self.peoples = sorted(self._people)
        self._weights = [len(self._people[n]) ** 0.35 for n in self.peoples]
        self._cities: dict[str, list[str]] = defaultdict(list)
        for city in lexicon.cities(packages):
            if city["population"] >= 60_000 and "(" not in city["name"]:
                self._cities[city["countrycode"]].append(city["name"])
        self._city_countries = sorted(self._cities)
        self.city_names = {name for names in self._cities.values() for name in names}
        self.country_names = sorted(c["name"] for c in lexicon.countries(packages) if c["population"] > 100_000)
        self._regions = lexicon.regions(packages)
        self._patterns = dict(_organisation_patterns())
        self._fields, self._outlets = self._patterns.pop("field"), self._patterns.pop("outlet")

    def person(self, rng: random.Random) -> str:
        """A full name, from a people drawn with little regard to its size."""
        people = rng.choices(self.peoples, self._weights)[0]
        return rng.choice(self._people[people])

    def surname(self, rng: random.Random) -> str:
        """The last word of a full name."""
        return self.person(rng).split()[-1]

    def city(self, rng: random.Random) -> str:
        """A city of any country."""
        return rng.choice(self._cities[rng.choice(self._city_countries)])

    def country(self, rng: random.Random) -> str:
        """A country."""
        return rng.choice(self.country_names)

    def people(self, rng: random.Random) -> str:
        """A demonym."""
        return rng.choice(self.peoples)

    def organisation(self, rng: random.Random) -> str:
        """An organisation made up of parts."""
        pattern = rng.choice(rng.choice(list(self._patterns.values())))
        for slot, draw in (
            ("surname", self.surname),
            ("city", self.city),
            ("country", self.country),
            ("demonym", self.people),
        ):
            while f"{{{slot}}}" in pattern:
                pattern = pattern.replace(f"{{{slot}}}", draw(rng), 1)
        while "{field}" in pattern:
            pattern = pattern.replace("{field}", rng.choice(self._fields), 1)
        return pattern.replace("{outlet}", rng.choice(self._outlets)).replace("{acronym}", self.acronym(rng))

    def acronym(self, rng: random.Random) -> str:
        """Two to five capitals."""
        return "".join(rng.choices("AABCDEFGHIKLMNNOOPRSTUUVZ", k=rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def region(self, rng: random.Random) -> str:
        """A state of a federation, or a continent."""
        return rng.choice(self._regions)

    def words(self, name: str) -> list[tuple[str, bool]]:
        """A name as tokens, each with whether a space follows."""
        return [(t.text, bool(t.whitespace_)) for t in self._split(name)]
