"""Toponyms: place names found in a text, laid to places of the gazetteer."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.extract.entities import is_called_person, is_called_place, is_postal
from geo.extract.names import Run, scan
from geo.extract.resolution import holds, rank
from geo.extract.senses import settled, with_class_word
from geo.gazetteer import DIVISION_WORDS, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.reading import Reading
    from geo.extract.resolution import Choice
    from geo.gazetteer import Candidate, Gazetteer
    from geo.record import Actor, Form


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in the text with the places it may mean, and the longer name it is part of (``embedded``)."""

    start: int
    end: int
    text: str
    first: int
    last: int
    candidates: tuple[Candidate, ...]
    embedded: bool = False

    @property
    def form(self) -> Form:
        """How the text names the place."""
        return self.candidates[0].form if self.candidates else "name"


@dataclass(frozen=True, slots=True)
class Found:
    """A name and what it was resolved to; ``choice`` is None where no candidate fits."""

    name: Name
    choice: Choice | None

    @property
    def form(self) -> Form:
        """How the text names the place that was chosen."""
        return self.choice.candidate.form if self.choice else self.name.form


# Words that stand before a name and are no part of a longer one.
_FREE_BEFORE = re.compile(
    r"(?:^|[^\w\s’'-]|\b(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|The|In|At|From|To|For|On|By|"
    r"And|But|Near|"
    r"Of|As|When|While|After|Before|Since|With|Under|Outside|Inside|Across|Over|Into|Between|Against|If|Both|Although|Though))\s*$"
)
_NAME_AFTER = re.compile(r"(?:['’]s)? (?:of |and )?(?P<next>[A-Z][\w’'-]+)")
_OF_BEFORE = re.compile(
    r"\b(?:University|Bank|Bishop|Archbishop|Duke|Duchess|Treaty|Battle|Tower|Museum|Institute|College) of (?:the )?$"
)
_TITLE_LIKE = re.compile(
    r"(?:President|Vice|Prime|Foreign|Defen[cs]e|Interior|Finance|Minister|Ministry|Secretary|Ambassador|Chancellor|"
    r"Premier|King|"
    r"Queen|Prince|Senator|Governor|Mayor|Army|Navy|Air|General|Embassy|Supreme|Leader|Chairman|Speaker|Special|"
    r"Deputy|Attorney|"
    r"Police|Parliament|Congress|House|Treasury|Justice|Marines?|Coast|Forces?|Gen|Sen|Rep|Lt|Col|Adm)\b"
)
_BRIDGE = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)* $")
_INSTITUTION = re.compile(
    r"(?:University|College|School|Institute|Hospital|Airport|Times|Post|Herald|Tribune|News|Journal|Bank|Group|Club|"
    r"United|City|"
    r"Stadium|Museum|Agreement|Accords?|Conventions?|Protocols?|Declaration|Treaty|Conference|Olympics?|Games|"
    r"Airlines?|Airways|"
    r"Energy|Oil|Motors?|Church|Cathedral|Center|Centre|Foundation|Association|Society|Council|Exchange|Street|Avenue|Road|Hotel|Monastery|Palace|Square|Hall|Abbey|Station|Park|Marina|Plaza|Resort)\b"
)


def place_names(reading: Reading, gazetteer: Gazetteer, actors: Sequence[Actor]) -> tuple[Name, ...]:
    """Return the place names of a text, in order.  Persons veto; parts of names of organisations are embedded."""
    persons = [(m.start, m.end) for a in actors if a.kind == "person" for m in a.mentions]
    bodies = [(m.start, m.end) for a in actors if a.kind != "person" for m in a.mentions]
    unheard = _called_places(reading, gazetteer)
    lower = frozenset(token.text for token in reading.doc if token.text.islower())

    def look_up(text: str, run: Run) -> Name | None:
        if any(start <= run.start and run.end <= end for start, end in persons) or _crosses(run, persons):
            return None
        if any(start <= run.start and run.end <= end for start, end in unheard):
            return None
        if is_postal(reading.text, run.start, run.end, gazetteer):
            return Name(run.start, run.end, text, run.first, run.last, gazetteer.containers(text))
        candidates = with_class_word(reading, run, gazetteer) or gazetteer.candidates(text)
        if candidates and text[:4] == "The " and candidates[0].place.name[:4] != "The ":
            return None  # the article is no part of the name
        if not candidates or not _plausible(reading, run, candidates, lower):
            return None
        seat = candidates[0].curated and candidates[0].place.kind == "site"
        span = (run.start, run.end)
        if (span in bodies and not seat) or _crosses(run, bodies):
            return None
        inside = any(body[0] <= span[0] and span[1] <= body[1] and body != span for body in bodies)
        return Name(run.start, run.end, text, run.first, run.last, candidates, inside or _part_of_name(reading, run))

    known = [name for _, name in scan(reading, look_up)]
    more = _unknown(reading, [*persons, *bodies, *((n.start, n.end) for n in known)])
    return tuple(sorted([*known, *more], key=lambda n: n.start))


def _unknown(reading: Reading, taken: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """Yield the names that the model takes for places and the gazetteer does not have."""
    for ent in reading.doc.ents:
        text = ent.text.strip()
        named_so = ent.label_ == "LOC" or (
            ent.label_ in ("PERSON", "ORG") and is_called_place(reading.text, ent.start_char)
        )
        if not named_so or text != ent.text or not text[0].isupper() or not text[-1].isalnum():
            continue
        if any(ent.start_char < end and start < ent.end_char for start, end in taken):
            continue
        if _stands_for_itself(reading, Run(ent.start_char, ent.end_char, ent.start, ent.end - 1)):
            yield Name(ent.start_char, ent.end_char, text, ent.start, ent.end - 1, ())


def _called_places(reading: Reading, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the names that the text says are places ("the village of") and the gazetteer lacks: no part is another."""
    called = [e for e in reading.doc.ents if e.label_ != "DATE" and is_called_place(reading.text, e.start_char)]
    return [(e.start_char, e.end_char) for e in called if not gazetteer.candidates(e.text)]


def _crosses(run: Run, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a run shares a part with a name and neither holds the other ("Cox" in "Cox's Bazar" is held)."""
    return any(
        run.start < end
        and start < run.end
        and not (start <= run.start and run.end <= end)
        and not (run.start <= start and end <= run.end)
        for start, end in spans
    )


def _plausible(reading: Reading, run: Run, candidates: tuple[Candidate, ...], lower: frozenset[str]) -> bool:
    """Tell whether a run that the gazetteer knows may be a place here: a common word needs evidence.

    ``lower`` are the words that the text writes in small letters somewhere.
    """
    word = reading.text[run.start : run.end]
    best = candidates[0]
    if not _stands_for_itself(reading, run):
        return False
    if best.curated or best.place.kind in ("country", "continent") or best.form != "name":
        return True
    if not best.preferred and _within_longer(reading, run):
        return False
    if run.first == run.last:
        token = reading.doc[run.first]
        if token.is_stop or (token.is_sent_start and token.lower_ in lower):
            return False
        if word.isupper() and len(word) < 4:
            return False
    before = reading.text[max(0, run.start - 30) : run.start]
    previous = before.split()[-1:] or [""]
    # A capitalised word before makes it the end of a longer name ("Tony Blair Washington"), but for a sentence's first
    if before.endswith(" ") and previous[0][:1].isupper() and previous[0].isalpha() and not _FREE_BEFORE.search(before):
        start_of_sentence = reading.sentence_at(run.start)[0]
        return run.start - start_of_sentence <= len(previous[0]) + 1 or reading.doc[run.first].is_sent_start
    return True


def _within_longer(reading: Reading, run: Run) -> bool:
    """Tell whether the model reads a run as the start of a longer name, which the gazetteer does not have."""
    token = reading.doc[run.last]
    if token.i + 1 == len(reading.doc) or token.ent_type_ not in ("LOC", "PERSON") or not token.whitespace_:
        return False
    following = token.nbor()
    return following.ent_iob_ == "I" and following.text[0].isupper() and following.lower_ not in DIVISION_WORDS


def _stands_for_itself(reading: Reading, run: Run) -> bool:
    """Tell whether a name may be a place's: a single word is no month, no person, no common word without evidence."""
    token = reading.doc[run.first]
    if run.first < run.last:
        return True
    if token.lower_ in _CALENDAR or is_called_person(reading.text, run.start) or _DEAD.match(reading.text, run.start):
        return False
    told = not token.is_sent_start and (token.ent_type_ == "LOC" or _in_place(reading, run))
    return told or token.lower_ not in _COMMON


_CALENDAR = frozenset("march may june april sunday monday christmas easter".split())
_COMMON = frozenset(
    "nice reading mobile bath orange male bar union most both same police young best long deal sandwich man hope "
    "plains split boulder"
    "normal independence liberty enterprise george".split()
)
"""Words that are also names of places: those only where the sentence says so."""
_DEAD = re.compile(
    r"(?:French (?:fries|toast|kiss|window|door|horn|press)|Brussels sprout|Russian (?:roulette|doll)|Swiss cheese|"
    r"Swiss army kni|Turkish (?:bath|delight)|Danish pastr|Chinese whispers|Dutch (?:courage|oven)|Irish coffee|"
    r"Guinea pig|Panama hat)"
)
"""Names of things that have left the place in them behind."""
_PLACE_BEFORE = re.compile(r"\b(?:in|near|at|to|from|into|towards|via|through|around|outside|for|of)\s+$")


def _in_place(reading: Reading, run: Run) -> bool:
    return bool(_PLACE_BEFORE.search(reading.text, max(0, run.start - 10), run.start))


def _part_of_name(reading: Reading, run: Run) -> bool:
    if _OF_BEFORE.search(reading.text[max(0, run.start - 40) : run.start]):
        return True
    after = _NAME_AFTER.match(reading.text, run.end)
    return bool(after and _INSTITUTION.match(after["next"]))


def resolve(reading: Reading, names: Sequence[Name]) -> tuple[Found, ...]:
    """Lay each name to a place: "X, Y" by containment, everything by the places around it, one sense an article."""
    options = [n.candidates for n in names]
    chosen = rank(options, containers=containers(reading, names), keys=[sense_key(n) for n in names])
    chosen = settled(chosen, options, home=reading.home)
    return tuple(Found(name, choice) for name, choice in zip(names, chosen, strict=True))


def sense_key(name: Name) -> tuple[str, bool]:
    """Return what tells names apart: "NEWARK" is "Newark", but "Kharkiv" alone is not the one of "Kharkiv region"."""
    return normalise(name.text), all(c.place.kind == "region" for c in name.candidates)


def containers(reading: Reading, names: Sequence[Name]) -> list[int | None]:
    """Return for each name the index of the name that holds it ("Paris, Texas"), else None."""
    out: list[int | None] = [None] * len(names)
    for n, (inner, outer) in enumerate(itertools.pairwise(names)):
        if reading.text[inner.end : outer.start] not in (", ", " in ") or outer.form == "demonym":
            continue
        if any(holds(o, c) for o in outer.candidates for c in inner.candidates):
            out[n] = n + 1
    return out
