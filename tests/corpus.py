"""A generated corpus as large as a busy newsroom's: nothing in it is true, its proportions are."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator

from geo.articles import Article
from geo.identity import text_hash
from geo.query import Filters
from geo.record import Actor, Date, End, Extractor, Journey, Mention, Place, Record, Statement, Toponym, Traveller

PLACES = 1_500
ACTORS = 600
VOCABULARY = 5_000
COUNTRIES = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
PUBLISHERS = [f"Paper {n}" for n in range(12)]
_ROLES = ("site", "site", "site", "actor", "actor", "reference", "modifier", "container")


def corpus(
    *, articles: int = 2_000, toponyms: int = 50, statements: int = 5, among: int = PLACES
) -> Iterator[tuple[Article, Record]]:
    """Yield articles with their records: one journey, ``statements`` and ``toponyms`` names of places in each.

    The places are ``among`` so many, of which every thirtieth is a country.

    The defaults make 100,000 mentions, 10,000 statements and 2,000 journeys.  The same arguments make the same corpus.
    """
    draw = random.Random(684)
    places = [_place(n, draw) for n in range(among)]
    actors = [Actor(f"person:actor-{n}", f"Actor {n}", "person", "XA") for n in range(ACTORS)]
    for n in range(articles):
        yield _article(n, draw, places, actors, toponyms, statements)


def drawn(seed: int) -> Iterator[Filters]:
    """Yield filters as readers set them: none or a few things at a time, the busy more often than the rare."""
    draw = random.Random(seed)

    def some(kind: str, of: int, most: int) -> tuple[str, ...]:
        return tuple({f"{kind}{1 + int(of * draw.random() ** 3)}" for _ in range(draw.randint(1, most))})

    def period() -> dict:
        first = dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(1400))
        return {"date_from": first, "date_to": first + dt.timedelta(days=draw.choice((1, 7, 30, 365)))}

    choices: list[Callable[[], dict]] = [
        lambda: {"actors": some("person:actor-", ACTORS - 1, 2)},
        lambda: {"places": some("geonames:", PLACES, 2)},
        lambda: {"countries": tuple(draw.sample(COUNTRIES, draw.choice((1, 1, 3))))},
        period,
        lambda: {"kinds": tuple(draw.sample(("journey", "presence", "statement", "scene", "named"), 2))},
        lambda: {"statuses": (draw.choice(("planned", "under_way", "completed")),)},
        lambda: {"text": draw.choice((f"town {draw.randrange(PLACES)}", f"word{draw.randrange(2000)}", "saw"))},
        lambda: {"collections": (draw.choice(("generated", "samples")),)},
        lambda: {"publishers": tuple(draw.sample(PUBLISHERS, draw.choice((1, 2))))},
    ]
    while True:
        fields: dict = {}
        for choose in draw.sample(choices, draw.choice((0, 1, 1, 1, 2, 2, 3))):
            fields |= choose()
        yield Filters(**fields)


def _place(n: int, draw: random.Random) -> Place:
    kind = "country" if n % 30 == 0 else "city"
    country = COUNTRIES[n % len(COUNTRIES)]
    return Place(f"geonames:{n + 1}", f"Town {n}", kind, country, draw.uniform(-60, 70), draw.uniform(-180, 180), 10.0)


def _few(draw: random.Random, of: list, number: int) -> list:
    """Pick with the few at the head much more often than the rest, as in the news."""
    return [of[int(len(of) * draw.random() ** 3)] for _ in range(number)]


def _words(draw: random.Random) -> str:
    """Return a few words, so that two articles have no more in common than two reports have."""
    return " ".join(f"word{int(VOCABULARY * draw.random() ** 2)}" for _ in range(draw.randrange(4, 9)))


def _article(n, draw, places, actors, toponyms, statements):
    day = dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(1500))
    article_id = f"article-{n}"
    who = list({actor.id: actor for actor in _few(draw, actors, 12)}.values())
    lines, found, spoken, mentions, at = [], [], [], {actor.id: [] for actor in who}, 0
    for number, place in enumerate(_few(draw, places, toponyms)):
        actor = draw.choice(who)
        head = f"{actor.name} "
        line = f"{head}saw what went on in {place.name} on day {number} of {n}: “{_words(draw)}”."
        start = at + line.index(place.name)
        role = "destination" if number == 0 else "origin" if number == 1 else draw.choice(_ROLES)
        literal = role not in ("actor", "modifier")
        found.append(
            Toponym(start, start + len(place.name), place.name, "name", role, literal, place.id, "resolved", 0.9)
        )
        mentions[actor.id].append(Mention(at, at + len(actor.name), actor.name))
        if number >= toponyms - statements:
            spoken.append(
                Statement(
                    f"statement:{n}-{number}",
                    actor.id,
                    None,
                    ((at, at + len(actor.name)),),
                    ((at + len(head), at + len(head) + 3),),
                    ((at + line.index("what"), at + len(line) - 1),),
                    "mixed",
                    "say",
                    places=(place.id,),
                    actors=(draw.choice(who).id,),
                    sentences=((at, at + len(line)),),
                )
            )
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    sentences, start = [], 0
    for line in lines:
        sentences.append((start, start + len(line)))
        start += len(line) + 1
    ends = [End(t.start, t.end, t.place) for t in found[:2]]
    told = Date(0, 5, text[:5], "DATE", (day - dt.timedelta(days=1)).isoformat(), "day")
    journey = Journey(
        f"journey:{n}",
        "journey",
        (Traveller(who[0].id, who[0].name),),
        ends[1],
        (),
        ends[0],
        draw.choice(("air", "rail", "unknown")),
        draw.choice(("planned", "under_way", "completed")),
        told,
        1000.0,
        tuple(sentences[:2]),
    )
    used = {toponym.place for toponym in found}
    record = Record(
        id=article_id,
        published=day.isoformat(),
        text_sha256=text_hash(text),
        language="en",
        extractor=Extractor("dateline", "0", None, None),
        title=f"Report {n}",
        publisher=draw.choice(PUBLISHERS),
        places=tuple(place for place in places if place.id in used),
        toponyms=tuple(found),
        actors=tuple(Actor(a.id, a.name, a.kind, a.country, None, (), tuple(mentions[a.id])) for a in who),
        statements=tuple(spoken),
        journeys=(journey,),
        sentences=tuple(sentences),
    )
    return Article(article_id, text, title=record.title, published=day), record
