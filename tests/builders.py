"""Small articles with records made by hand, for tests of what comes after the extraction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from geo.articles import Article
from geo.identity import text_hash
from geo.record import Actor, Date, End, Extractor, Journey, Mention, Place, Record, Statement, Toponym, Traveller

PLACES = {
    place.name: place
    for place in (
        Place("geonames:1871859", "Pyongyang", "city", "KP", 39.03385, 125.75432, 20.0, 3_222_000, 1871859),
        Place("geonames:2013348", "Vladivostok", "city", "RU", 43.10562, 131.87353, 12.0, 604_901, 2013348),
        Place("geonames:1273294", "Delhi", "city", "IN", 28.65195, 77.23149, 30.0, 10_927_986, 1273294),
        Place("geonames:703448", "Kyiv", "city", "UA", 50.45466, 30.5238, 15.0, 2_797_553, 703448),
        Place("geonames:1835848", "Seoul", "city", "KR", 37.566, 126.9784, 20.0, 10_349_312, 1835848),
        Place("geonames:690791", "Ukraine", "country", "UA", 49.0, 32.0, 600.0, 44_622_516, 690791),
        Place("geonames:2017370", "Russia", "country", "RU", 60.0, 100.0, 4000.0, 144_478_050, 2017370),
        Place("site:khasan-station", "Khasan station", "site", "RU", 42.428, 130.641, None, None, None),
        Place("ne:sea-of-japan", "Sea of Japan", "water", None, 40.0, 135.0, 700.0, None, None),
    )
}
KIM, PUTIN, MODI = "person:kim-jong-un", "person:vladimir-putin", "person:narendra-modi"
KCNA, UKRAINE = "organisation:kcna", "state:UA"
VLADIVOSTOK, PYONGYANG, DELHI, KYIV = (PLACES[n].id for n in ("Vladivostok", "Pyongyang", "Delhi", "Kyiv"))

STORY = "\n".join(
    (
        "SEOUL, Sept 11 – Kim Jong-un set off from Pyongyang on Sunday, KCNA reported.",
        "His train is headed for Vladivostok by way of Khasan station.",
        "“We shall talk of grain,” Vladimir Putin said in Vladivostok, adding that “nothing more” was planned.",
        "Narendra Modi was at the summit in Delhi in 2022.",
        "Kyiv protested.",
        "Fighting goes on in Ukraine, and boats sail the Sea of Japan.",
        "An aide denied that Kim would see Delhi.",
        "Some pilgrims want to leave for the village of Nowhere.",
        "Russian grain is cheap in Vladivostok.",
    )
)


@dataclass
class Draft:
    """A record in the making over a text with one sentence a line."""

    text: str
    id: str = "story"
    published: str | None = "2023-09-11"
    title: str | None = "A train to Vladivostok"
    toponyms: list[Toponym] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)
    version: str = "1"

    def span(self, words: str, nth: int = 0) -> tuple[int, int]:
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return at, at + len(words)

    def line(self, number: int) -> tuple[int, int]:
        lines = self.text.split("\n")
        start = sum(len(line) + 1 for line in lines[:number])
        return start, start + len(lines[number])

    def toponym(self, words: str, role: str, *, place: str | None = None, nth: int = 0, **more: object) -> None:
        start, end = self.span(words, nth)
        options = {
            "form": "name",
            "literal": role not in ("actor", "modifier", "embedded"),
            "status": "resolved",
        } | more
        id_ = None if options["status"] == "not_found" else PLACES[place or words].id
        self.toponyms.append(Toponym(start, end, words, role=role, place=id_, **options))

    def actor(self, id_: str, name: str, *mentions: str, **more: object) -> None:
        spans = [self.span(words) for words in mentions]
        found = tuple(Mention(start, end, self.text[start:end]) for start, end in spans)
        self.actors.append(Actor(id_, name, id_.split(":")[0], mentions=found, **more))

    def end(self, words: str, *, known: bool = True, nth: int = 0) -> End:
        return End(*self.span(words, nth), PLACES[words].id if known else None)

    def date(self, words: str, value: str | None, precision: str) -> Date:
        return Date(*self.span(words), words, "DATE", value, precision)

    def record(self) -> Record:
        return Record(
            id=self.id,
            published=self.published,
            text_sha256=text_hash(self.text),
            language="en",
            extractor=Extractor("dateline", self.version, None, None),
            title=self.title,
            places=tuple(PLACES.values()),
            toponyms=tuple(self.toponyms),
            actors=tuple(self.actors),
            statements=tuple(self.statements),
            journeys=tuple(self.journeys),
            sentences=tuple(self.line(n) for n in range(self.text.count("\n") + 1)),
        )

    def article(self) -> Article:
        published = dt.date.fromisoformat(self.published) if self.published else None
        return Article(self.id, self.text, title=self.title, published=published, publisher="Test press")


def story(**options: object) -> Draft:
    """Journeys and presences, statements, rings, areas, an end that is not known and a source that is no actor."""
    draft = Draft(STORY, **options)
    draft.toponym("SEOUL", "dateline", place="Seoul")
    draft.toponym("Pyongyang", "origin")
    draft.toponym("Vladivostok", "destination")
    draft.toponym("Khasan station", "via")
    draft.toponym("Vladivostok", "venue", nth=1)
    draft.toponym("Delhi", "site")
    draft.toponym("Kyiv", "actor", actor=UKRAINE)
    draft.toponym("Ukraine", "site")
    draft.toponym("Sea of Japan", "reference")
    draft.toponym("Delhi", "site", nth=1)
    draft.toponym("Nowhere", "destination", status="not_found")
    draft.toponym("Russian", "modifier", place="Russia", form="demonym")
    draft.toponym("Vladivostok", "site", nth=2)
    draft.actor(KIM, "Kim Jong-un", "Kim Jong-un", country="KP", position="Supreme Leader", aliases=("Kim",))
    draft.actor(PUTIN, "Vladimir Putin", "Vladimir Putin", country="RU")
    draft.actor(MODI, "Narendra Modi", "Narendra Modi", country="IN")
    draft.actor(KCNA, "KCNA", "KCNA", country="KP")
    draft.actor(UKRAINE, "Ukraine", "Kyiv", country="UA")
    draft.journeys += [
        Journey(
            "journey:train",
            "journey",
            (Traveller(KIM, "Kim Jong-un", (draft.span("Kim Jong-un"),)),),
            draft.end("Pyongyang"),
            (draft.end("Khasan station"),),
            draft.end("Vladivostok"),
            "rail",
            "under_way",
            draft.date("Sunday", "2023-09-10", "day"),
            684.5,
            (draft.line(0), draft.line(1)),
        ),
        Journey(
            "journey:modi",
            "presence",
            (Traveller(MODI, "Narendra Modi"),),
            None,
            (),
            draft.end("Delhi"),
            "unknown",
            "completed",
            draft.date("2022", "2022", "year"),
            None,
            (draft.line(3),),
        ),
        Journey(
            "journey:pilgrims",
            "journey",
            (Traveller(None, "Some pilgrims", (draft.span("Some pilgrims"),)),),
            None,
            (),
            draft.end("Nowhere", known=False),
            "unknown",
            "planned",
            None,
            None,
            (draft.line(7),),
        ),
    ]
    draft.statements += [
        Statement(
            "statement:kcna",
            KCNA,
            None,
            (draft.span("KCNA"),),
            (draft.span("reported"),),
            (draft.span("Kim Jong-un set off from Pyongyang on Sunday"),),
            "indirect",
            "report",
            places=(PYONGYANG,),
            actors=(KIM,),
            sentences=(draft.line(0),),
        ),
        Statement(
            "statement:grain",
            PUTIN,
            None,
            (draft.span("Vladimir Putin"),),
            (draft.span("said"), draft.span("adding")),
            (draft.span("“We shall talk of grain,”"), draft.span("that “nothing more” was planned")),
            "mixed",
            "say",
            venue=VLADIVOSTOK,
            sentences=(draft.line(2),),
        ),
        Statement(
            "statement:aide",
            None,
            None,
            (draft.span("An aide"),),
            (draft.span("denied"),),
            (draft.span("that Kim would see Delhi"),),
            "indirect",
            "deny",
            places=(DELHI,),
            actors=(KIM,),
            sentences=(draft.line(6),),
        ),
    ]
    return draft


HOSTILE = (
    "<script>alert(1)</script> `${7*7}` {{7*7}} \u202egnp.exe\u2028"
    "\"><img onerror=x>% _ \\ \U0001f686 '; DROP TABLE event;--"
)


def hostile() -> Draft:
    """An article whose title, actor and words try to be code, with a character of four bytes before them."""
    draft = Draft(f"\U0001f686 {HOSTILE} Kim left Pyongyang.", id="hostile/é & 'x'", title=HOSTILE)
    draft.toponym("Pyongyang", "origin")
    actor = f"person:kim@{draft.id}"
    draft.actor(actor, HOSTILE, "Kim")
    end = draft.end("Pyongyang")
    who = (Traveller(actor, HOSTILE),)
    evidence = (draft.line(0),)
    draft.journeys.append(
        Journey("journey:hostile", "journey", who, end, (), None, "unknown", "completed", None, None, evidence)
    )
    return draft


def add(store, draft: Draft, **options: object) -> None:
    store.add(draft.article(), draft.record(), **options)
