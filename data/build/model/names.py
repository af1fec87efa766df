"""Names from all over the world, put in the place of the names in the training texts."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import lexicon
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from wordlists import ROLE_WORDS, TITLES

HERE = Path(__file__).parent
PARTS = {
    "body": """Ministry of {field}|Department of {field}|{demonym} Ministry of {field}|{field} Ministry|Ministry of {field} and {field}
Supreme Court|High Court|Constitutional Court|Parliament|National Assembly|Senate|House of Representatives|State Duma
Central Bank of {country}|Bank of {country}|Reserve Bank of {country}|{country} Revenue Authority|{demonym} Customs
{demonym} Navy|{demonym} Air Force|{demonym} Army|{country} Police Force|{city} Police|{demonym} Coast Guard
Electoral Commission|Independent Electoral Commission of {country}|National Security Council|Cabinet|Treasury
{country} Football Federation|{demonym} Olympic Committee|{country} Cricket Board|Football Association|{city} City Council
University of {city}|{city} University|{surname} University|{city} University of Technology|{city} General Hospital
National University of {country}|{surname} Institute|Institute for {field} Studies|Center for {field} and {field}
{demonym} Red Cross|Committee for {field} in {country}|{country} Human Rights Commission|{surname} Foundation""",
    "party": """{demonym} Communist Party|Democratic Party|{country} National Party|Party of {field}|People 's Party of {country}|{demonym} Workers ' Party
Movement for {field}|National Front|Union of {demonym} Democrats|United {country} Front|{city} Liberation Army|Liberation Front of {city}
{demonym} National Congress|Labour Party|Social Democratic Party|Islamic Movement of {country}|{country} First|Popular Front
Army of {field}|Revolutionary Front|National Liberation Army|{demonym} Resistance Movement|Alliance for {field}|{acronym}|{acronym}""",
    "firm": """{surname} Group|{surname} Holdings|{surname} & {surname}|{city} Airlines|{demonym} Airways|{demonym} Railways|{surname} Motors|{surname} Inc.
{country} Telecom|{demonym} Petroleum Corporation|{surname} Bank|{city} Stock Exchange|{surname} Ltd|{surname} Oil|Air {country}
{country} Power Company|{surname} Industries|{surname} Technologies|{surname} Steel|{acronym} Group|{acronym}|First Bank of {country}""",
    "media": """{city} Times|The {city} Post|Daily {media}|The {media}|{city} {media}|{demonym} News Agency|Radio {city}|{demonym} Broadcasting Corporation|{city} Herald
{country} Today|Voice of {country}|TV {country}|The {demonym} {media}|Sunday {media}|{acronym}|Channel 4|{country} Press Agency|{surname} Media""",
    "club": """{city} United|{city} City|{city} FC|FC {city}|Real {city}|{city} Rovers|Dynamo {city}|Sporting {city}|{city} Wanderers|{city} Stars|{city}""",
    "world": """United Nations|European Union|African Union|Arab League|World Bank|IMF|UN|EU|NATO|WHO|UNICEF|Amnesty International|Red Cross
International Criminal Court|World Health Organization|OPEC|Interpol|ASEAN|UNHCR|Human Rights Watch|Greenpeace|FIFA|UEFA|Security Council
Reuters|AFP|AP|BBC|CNN|Associated Press|Agence France-Presse|Al Jazeera|Xinhua|Doctors Without Borders|World Food Programme""",
}
FIELDS = """Finance|Defence|Health|Education|Justice|Peace|Agriculture|Trade|Foreign Affairs|Interior|Energy|Transport|Labour|Democracy|Change
Unity|Progress|Freedom|Development|Culture|Information|Security|Science|Industry|Tourism|Strategic|Policy|Youth|Sports|Environment|Research""".replace("\n", "|").split("|")
MEDIA = "Guardian Mail Star Nation Monitor Standard Observer Gazette Tribune Herald News Post Mirror Sun Chronicle Telegraph Independent Journal Express".split()
FRONTS = (TITLES | ROLE_WORDS) - {"st", "don", "duke", "emperor", "madame"}


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
            if 2 <= len(parts) <= 4 and all(p[:1].isupper() and p.replace("-", "").replace("'", "").replace(".", "").isalpha() for p in (parts[0], parts[-1])):
                self._people[peoples[0]].append(plain)
        self._peoples = sorted(self._people)
        self._weights = [len(self._people[n]) ** 0.35 for n in self._peoples]
        self._cities: dict[str, list[str]] = defaultdict(list)
        for city in lexicon.cities(packages):
            if city["population"] >= 60_000 and "(" not in city["name"]:
                self._cities[city["countrycode"]].append(city["name"])
        self._city_countries = sorted(self._cities)
        self.city_names = {name for names in self._cities.values() for name in names}
        self.country_names = sorted(c["name"] for c in lexicon.countries(packages) if c["population"] > 100_000)
        self._regions = lexicon.regions(packages)
        self.bodies = [[o.strip() for o in text.replace("\n", "|").split("|")] for text in PARTS.values()]

    def person(self, rng: random.Random) -> str:
        """A full name, from a people drawn with little regard to its size."""
        people = rng.choices(self._peoples, self._weights)[0]
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
        return rng.choice(self._peoples)

    def organisation(self, rng: random.Random) -> str:
        """An organisation made up of parts."""
        pattern = rng.choice(rng.choice(self.bodies))
        for slot, draw in (("surname", self.surname), ("city", self.city), ("country", self.country), ("demonym", self.people)):
            while f"{{{slot}}}" in pattern:
                pattern = pattern.replace(f"{{{slot}}}", draw(rng), 1)
        while "{field}" in pattern:
            pattern = pattern.replace("{field}", rng.choice(FIELDS), 1)
        return pattern.replace("{media}", rng.choice(MEDIA)).replace("{acronym}", self.acronym(rng))

    def acronym(self, rng: random.Random) -> str:
        """Two to five capitals."""
        return "".join(rng.choices("AABCDEFGHIKLMNNOOPRSTUUVZ", k=rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def region(self, rng: random.Random) -> str:
        """A state of a federation, or a continent."""
        return rng.choice(self._regions)

    def words(self, name: str) -> list[tuple[str, bool]]:
        """A name as tokens, each with whether a space follows."""
        return [(t.text, bool(t.whitespace_)) for t in self._split(name)]


def without_title(span: Span) -> tuple[int, int] | None:
    """Cut titles and roles off the front of a person; None if nothing is left."""
    start = span.start
    while start < span.end and (span.doc[start].lower_.rstrip(".") in FRONTS or not span.doc[start].text[0].isalnum()):
        start += 1
    if start == span.end or not any(t.text[:1].isupper() for t in span.doc[start:span.end]):
        return None
    return start, span.end


def swapped(doc: Doc, names: Names, rng: random.Random, *, share: float) -> Doc:
    """A doc in which a share of the names is replaced by others of the same kind, the same name by the same.

    Returns
    -------
    spacy.tokens.Doc
        Words and entities; persons without their titles.
    """
    people_too = rng.random() < share
    known: dict[tuple[str, str], str] = {}
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    at = 0

    def keep(start: int, end: int, label: str | None) -> None:
        for i in range(start, end):
            words.append(doc[i].text)
            spaces.append(bool(doc[i].whitespace_))
            tags.append("O" if not label else f"{'B' if i == start else 'I'}-{label}")

    def replacement(text: str, label: str) -> str | None:
        if (text, label) in known:
            return known[text, label]
        if label == "PERSON" and people_too:
            single = " " not in text
            new = names.person(rng) if not single else names.surname(rng) if rng.random() < 0.75 else names.person(rng).split()[0]
            known[text.split()[-1], label] = new.split()[-1]
        elif label == "LOC" and rng.random() < share and text in names.city_names:
            new = names.city(rng)
        elif label == "LOC" and rng.random() < share and text in names.country_names:
            new = names.country(rng)
        elif label == "ORG" and rng.random() < share * 0.6:
            new = names.acronym(rng) if text.isupper() else names.organisation(rng)
        elif label == "NORP" and rng.random() < share and text in names._people:
            new = names.people(rng)
        else:
            return None
        known[text, label] = new
        return new

    for ent in doc.ents:
        where = without_title(ent) if ent.label_ == "PERSON" else (ent.start, ent.end)
        if where is None:
            continue
        keep(at, where[0], None)
        new = replacement(doc[where[0] : where[1]].text, ent.label_)
        if new is None:
            keep(*where, ent.label_)
        else:
            for i, (word, space) in enumerate(names.words(new)):
                words.append(word)
                spaces.append(space)
                tags.append(f"{'I' if i else 'B'}-{ent.label_}")
            spaces[-1] = bool(doc[where[1] - 1].whitespace_)
        at = where[1]
    keep(at, len(doc), None)
    return Doc(doc.vocab, words=words, spaces=spaces, ents=tags)


def templates() -> list[list[str]]:
    """The sentences of `templates.txt`, as words and slots."""
    lines = (HERE / "templates.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def filled(vocab: object, names: Names, patterns: list[list[str]], rng: random.Random) -> Doc:
    """Two to five template sentences about the same few names."""
    draw = {
        "{P}": (names.person, "PERSON"),
        "{S}": (names.surname, "PERSON"),
        "{L}": (names.city, "LOC"),
        "{C}": (names.country, "LOC"),
        "{R}": (names.region, "LOC"),
        "{N}": (names.people, "NORP"),
        "{O}": (names.organisation, "ORG"),
        "{A}": (names.acronym, "ORG"),
    }
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    last = None
    for pattern in rng.sample(patterns, rng.randint(1, 4)):
        for item in pattern:
            if item not in draw:
                if item in {".", ",", "'s", ")", ":"} and spaces:
                    spaces[-1] = False
                words.append(item)
                spaces.append(item != "(")
                tags.append("O")
                continue
            if item == "{S}" and last and rng.random() < 0.6:
                name = last
            else:
                name = draw[item][0](rng)
            if item == "{P}":
                last = name.split()[-1]
            shout = item == "{L}" and not words and rng.random() < 0.4
            for i, (word, space) in enumerate(names.words(name.upper() if shout else name)):
                words.append(word)
                spaces.append(space)
                tags.append(f"{'I' if i else 'B'}-{draw[item][1]}")
            spaces[-1] = True
    return Doc(vocab, words=words, spaces=spaces, ents=tags)


def epoch(docs: list[Doc], names: Names, *, seed: int, share: float, extra: float) -> list[Example]:
    """One pass over the entity corpus, with names swapped and template sentences added.

    Parameters
    ----------
    docs : list of spacy.tokens.Doc
        The corpus.
    names : Names
        Where new names come from.
    seed : int
        Other names for every seed.
    share : float
        Share of the names that is replaced.
    extra : float
        Template texts for each text of the corpus.
    """
    rng = random.Random(seed)
    patterns = templates()
    made = [swapped(doc, names, rng, share=share) for doc in docs]
    made += [filled(docs[0].vocab, names, patterns, rng) for _ in range(int(extra * len(docs)))]
    examples = []
    for doc in made:
        draw = rng.random()
        if draw < 0.03:
            cased = [w.upper() for w in (t.text for t in doc)]
        elif draw < 0.05:
            cased = [t.text[:1].upper() + t.text[1:] for t in doc]
        else:
            cased = [t.text for t in doc]
        spaces = [bool(t.whitespace_) for t in doc]
        tags = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
        reference = Doc(doc.vocab, words=cased, spaces=spaces, ents=tags)
        examples.append(Example(Doc(doc.vocab, words=cased, spaces=spaces), reference))
    rng.shuffle(examples)
    return examples
