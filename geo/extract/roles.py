"""What a place name does in its sentence: a scene, an actor, a modifier or part of a longer name.

The roles are those of the record; only names whose role is literal may become pins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.reading import words
from geo.tables import cues, motions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.places import Found
    from geo.extract.reading import Reading
    from geo.record import Role

_MOTION = re.compile(words(f for f, m in motions().items() if m.kind == "journey"))
_MOTION_NOUN = re.compile(r"\b(?:visits?|trips?|journeys?|tour|arrival|departure|flights?|way|route)\b")
_CAPITAL_VERBS = re.compile(
    r"\s+(?:(?:also|later|has|have|had|is|are|was|were|will|would|could|may|might|did|does|should|must|not|never|quickly|long)\s+){0,3}"
    r"(?:"
    + words(f for f in cues() if " " not in f)
    + r"|\b(?:wants?|wanted|needs?|needed|seeks?|sought|hopes?|plans?|planned|agreed?|agrees|refused?|refuses|accused?|accuses|backs?|"
    r"backed|supports?|supported|condemned|condemns|welcomed|welcomes|rejects?|rejected|proposed|proposes|considers?|decided|"
    r"decides|help(?:s|ed)?|kept|keeps|launched|fired|tested|imposed|lifted|signed|ratified|joined|joins|considering|negotiat\w+|"
    r"send|sent|sends|suppl(?:y|ies|ied)|buy|bought|sell|sold|invaded|annexed|voted|votes|thanked)\b)"
)
_IN = re.compile(
    r"\b(?:in|at|near|inside|outside|across|around|throughout|within|off|over|on|above|beneath|between|along)\s+"
    r"(?:(?:the|a|central|downtown|northern|southern|eastern|western|north|south|east|west|neighbou?ring|nearby|rural|occupied|"
    r"capital|city|town|village|port|of|province|region|north-eastern|south-eastern|south-western|north-western|city's)\s+)*$",
    re.IGNORECASE,
)
_INTO = re.compile(r"\b(?:to|towards?|for|into|bound for|onto|on to)\s+(?:(?:the|capital|city|port|of|town|nearby|neighbou?ring|southern|northern|eastern|western)\s+)*$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:(?:the|capital|city|port|of|nearby)\s+)*$", re.IGNORECASE)
_VIA = re.compile(r"\b(?:via|through|crossing|by way of)\s+(?:the\s+)?$", re.IGNORECASE)
_GOVERNMENT_IN = re.compile(r"\b(?:government|authorities|regime|leadership|rulers|[Mm]inistry|parliament)\s+in\s+$", re.IGNORECASE)
_RESPONSE = re.compile(
    r"\b(?:response|message|pressure|support|aid|help|example|appeal|promise|sanctions|criticism|relations?|ties|talks|deal|"
    r"alliance|war|weapons|arms)\s+(?:from|for|to|with|against|between|on)\s+$",
    re.IGNORECASE,
)
_ON_OBJECT = re.compile(r"\b(?:with|against|between|antagoni[sz]e|isolate|on|by|prompts?|urged?|told|towards?|tells|for|of|than)\s+(?:\w+\s+)?$")
_MEASURED = re.compile(r"\d (?:nautical )?(?:kilomet(?:er|re)s?|km|miles?)(?: (?:\w+ ){0,2}(?:from|of|apart|between|away))")
_CUE_THAT = re.compile(words(f for f in cues() if " " not in f) + r"\s+that\b")
_DATELINE_AFTER = re.compile(r"(?:,\s+[A-Z][\w .,]{0,30})?\s*(?:\([^)\n]{2,30}\)\s*)?[,\s]*(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\s*)?(?:\([^)\n]{2,30}\)\s*)?[–—-]{1,2}\s")
_CONTAINER_BEFORE = re.compile(r",\s+$")


def roles(reading: Reading, found: Sequence[Found]) -> list[Role]:
    """Return the role of each toponym, in order."""
    return [_role(reading, found, n) for n in range(len(found))]


def _role(reading: Reading, found: Sequence[Found], n: int) -> Role:
    name = found[n].name
    text = reading.text
    sentence = reading.sentence_at(name.start)
    before, after = text[sentence[0] : name.start], text[name.end : sentence[1]]
    if name.embedded:
        return "embedded"
    if name.form == "demonym":
        return "modifier"
    if name.start == sentence[0] and text[max(0, name.start - 1) : name.start] in ("", "\n") and _DATELINE_AFTER.match(after):
        return "dateline"
    if n and _CONTAINER_BEFORE.search(before) and text[found[n - 1].name.end : name.start] == ", " and _holds(found[n], found[n - 1]):
        return "container"
    if re.match(r"['’]s?\b", after):
        return _possessive(before, after)
    if re.match(r" [A-Z]", after) and not re.match(r" (?:[A-Z]\w+day|January|February|March|April|June|July|August|September|October|November|December)\b", after):
        return "modifier"
    if _MEASURED.search(text, *sentence) and not _CUE_THAT.search(before) and not _MOTION.search(before):
        return "reference"
    if _GOVERNMENT_IN.search(before) or _RESPONSE.search(before):
        return "actor"
    if role := _movement(before, text, sentence):
        return role
    if _CAPITAL_VERBS.match(after):
        return "actor"
    if _IN.search(before):
        return "site"
    if _ON_OBJECT.search(before) or found[n].choice is None or not before.strip():
        return "actor"
    return "actor" if found[n].choice.candidate.place.kind in ("country", "continent", "region") else "reference"


def _holds(outer: Found, inner: Found) -> bool:
    if outer.choice is None or inner.choice is None:
        return False
    place, held = outer.choice.candidate.place, inner.choice.candidate
    return place.kind in ("country", "region") and place.country == held.place.country and place.id != held.place.id and held.place.kind not in ("country", "continent")


def _possessive(before: str, after: str) -> Role:
    if _IN.search(before) and re.match(r"['’]s? (?:capital|port|city|\w+ (?:region|province|border|coast))", after):
        return "site"
    if _INTO.search(before) and _MOTION.search(before):
        return "destination"
    return "actor"


def _movement(before: str, text: str, sentence: tuple[int, int]) -> Role | None:
    """The role under a motion verb or noun of the same clause."""
    clause = re.split(r"[;:]| and (?=[a-z]+ed\b)", before)[-1]
    moves = _MOTION.search(clause) or _MOTION_NOUN.search(clause)
    if _VIA.search(before) and moves:
        return "via"
    if _INTO.search(before) and moves:
        return "destination"
    if _FROM.search(before) and (moves or _MOTION.search(text, sentence[0], sentence[1])):
        return "origin"
    tail = _MOTION.search(before.rstrip()[-24:] + " ")
    if tail:
        for verb in motions().values():
            if verb.object in ("origin", "destination") and re.search(words(verb.forms) + r"\s+(?:the\s+)?(?:capital\s+)?(?:city\s+)?(?:of\s+)?$", before):
                return "origin" if verb.object == "origin" else "destination"
    if _IN.search(before):
        for verb in motions().values():
            match = verb.object == "arrival" and re.search(words(verb.forms) + r"\s+(?:back\s+)?(?:by \w+\s+)?(?:in|at|into)\s+(?:the\s+)?(?:\w+\s+){0,3}$", before)
            if match:
                return "destination"
        if re.search(words(motions()["set off"].forms + motions()["depart"].forms) + r"[^,;]*\bin\s+$", before):
            return "origin"
    return None
