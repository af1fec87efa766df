"""What words say about somebody: man or woman, person or body, and whom "the minister" or "the airline" describes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal

from geo.extract.reading import words
from geo.tables import rows

if TYPE_CHECKING:
    from geo.record import Actor

Gender = Literal["m", "f"]

_HE = re.compile(
    words("Mr|Mr.|Sir|Lord|King|Prince|Pope|Father|Brother|spokesman|chairman|businessman|congressman|councilman|policeman|fisherman|actor|"
          "husband|son|brother|father|uncle|nephew|grandfather|man|boy|gentleman|widower|waiter|salesman|sportsman".split("|")),
    re.IGNORECASE,
)  # fmt: skip
_SHE = re.compile(
    words("Mrs|Mrs.|Ms|Ms.|Miss|Dame|Lady|Queen|Princess|Baroness|Sister|spokeswoman|chairwoman|businesswoman|congresswoman|councilwoman|"
          "policewoman|actress|wife|daughter|sister|mother|aunt|niece|grandmother|woman|girl|widow|waitress|sportswoman".split("|")),
    re.IGNORECASE,
)  # fmt: skip
_OF_ANOTHER = re.compile(
    r"\b(?:his|her|their|its|[A-Z]\w+['’]s)\s+(?:\w+\s+){0,2}$|\b(?:of|for|to|by|with)\s+(?:the\s+|"
    r"a\s+)?(?:\w+\s+){0,1}$"
)

BODIES: dict[str, str] = {
    "newspaper": (
        r"times|post|herald|telegraph|daily|journal|gazette|tribune|guardian|courier|news|chronicle|shimpo|"
        r"shimbun|paper|slate|spiegel|monde|figaro|globe|star|mail|sun|mirror|correio|bild|zeitung"
    ),
    "paper": (
        r"times|post|herald|telegraph|daily|journal|gazette|tribune|guardian|courier|news|chronicle|shimpo|"
        r"shimbun|paper|globe|star|mail|sun|mirror"
    ),
    "agency": r"agency|kcna|yonhap|xinhua|tass|reuters|afp|interfax|press|unicef|office",
    "broadcaster": r"radio|tv|television|bbc|cnn|cbs|nbc|abc|nhk|broadcast\w*|channel",
    "magazine": r"magazine|slate|spiegel|time|economist|newsweek|politico",
    "ministry": r"ministry|department|office",
    "airline": r"air\w*|jet\w*|aeroflot|lufthansa|qantas|ryanair",
    "bank": r"bank\w*|banc\w*|goldman|morgan",
    "company": (
        r"inc|corp|co|ltd|group|plc|steel|gas|oil|energy|power|mining|gold|shipping|airlines?|motors?|cable|cocoa|"
        r"foods?|textiles|electronics|rail|timber|glass|wind|works|industries|systems|technologies|company|cement|"
        r"logging|ferries|line"
    ),
    "university": r"university|college|institute|school",
    "party": r"party|democrats?|republicans?|labou?r|conservatives|front|union|alliance",
    "union": r"union|workers|federation",
    "court": r"court|tribunal",
    "police": r"police",
    "trust": r"trust",
}  # fmt: skip
"""Words for bodies, and patterns of the names that they fit (in lower case)."""
_LIKE = {
    "firm": "company", "utility": "company", "manufacturer": "company", "maker": "company", "business": "company",
    "carrier": "airline", "network": "broadcaster", "station": "broadcaster", "daily": "newspaper",
    "publication": "newspaper", "outlet": "newspaper",
}  # fmt: skip
BODIES.update({word: BODIES[like] for word, like in _LIKE.items()})
OTHER_BODIES = frozenset(
    "group organisation organization centre center commission committee council association foundation institute "
    "league society board club charity federation fund team authority office department service force army "
    "militia brigade campaign government alliance bloc watchdog movement rebels coalition agency body panel "
    "church museum hospital school shipyard yard operator regulator developer".split()
)
"""Further words for bodies; they stand in the name itself or mean the only body around."""
ANY_BODY = frozenset(
    "company firm utility manufacturer maker business group organisation organization charity operator".split()
)
"""Words for bodies of any name: they mean the only one around."""
PERSON_NOUN = re.compile(
    r"(?:er|or|ist|ian|man|woman|ant|ent|eer|ier|ee|ess|ief|ive|ice|coach|pilot|king|queen|pope|judge|nurse|guard|captain|"
    r"skipper|host|chair|head|secretary|envoy|diplomat|monk|priest|bishop|mayor|clerk|guide|aide|cook|poet|aunt|general|"
    r"colonel|sergeant|premier|mother|father|boy|girl|hero|athlete|star|candidate|nominee|tycoon|magnate)$"
)
NO_PERSON = frozenset(
    "letter order number paper matter power tower banner poster newsletter statement document report agreement "
    "department parliament amendment argument government settlement assessment comment incident accident event "
    "percent moment center disorder border river weather computer centre factor error mirror motor sector "
    "investor officer witness official source spokesman spokeswoman three notice service office practice justice "
    "device executive directive initiative archive narrative brief belief process press business head".split()
)
"""Words that end like those for persons, and words for persons whom nobody is meant to know."""
LEADERS = frozenset(
    "president premier chancellor king queen emir sultan leader ruler prime pope monarch emperor chairman".split()
)
"""Words for those who lead a state (the "prime" of "prime minister")."""
OFFICES = LEADERS | frozenset(
    "minister secretary ambassador envoy governor mayor senator spokesman spokeswoman general commander judge "
    "prosecutor lawyer chief director adviser speaker captain colonel".split()
)
"""Offices of which a person of the news has mostly one."""
SPOKESPERSON = re.compile(r"\b(?:spokes(?:man|woman|person|people)|press secretary)\b", re.IGNORECASE)
TITLE_OF = re.compile(
    r"(?:^|\s)(?:[A-Z][\w-]*\s+)+(?:of|for)\s+(?!(?:President|Prime|Minister|Mr|Ms|Mrs|Dr)\b)(?:[A-Z][\w-]*\s+|and\s+)+$"
)
"""An office that stands before a name and holds "of": "Secretary of State X"."""
GOVERNMENT = re.compile(r"\b(?:governments?|administration|leadership|regime|cabinet)\b", re.IGNORECASE)
MEDIA = re.compile(
    r"\b(?:[Nn]ews|[Tt]imes|[Pp]ost|[Hh]erald|[Tt]elegraph|[Dd]aily|[Jj]ournal|[Gg]azette|[Tt]ribune|"
    r"[Gg]uardian|[Cc]ourier|[Cc]hronicle|[Pp]ress|[Aa]gency|[Rr]adio|TV|"
    r"[Tt]elevision|BBC|CNN|CBS|NBC|ABC|NHK|AFP|AP|KCNA|Yonhap|Xinhua|TASS|Reuters|Interfax|Slate|Spiegel|"
    r"Bloomberg|Politico|Kyodo|Anadolu|Al Jazeera|[Mm]edia|"
    r"[Nn]ewspapers?|[Mm]agazine|[Bb]roadcaster|Online|Fox|Axios|Shimpo|Shimbun|Zeitung|Bild|Le Monde)\b"
)
RELATIVES = {
    "brother": "m", "sister": "f", "husband": "m", "wife": "f", "son": "m", "daughter": "f", "father": "m",
    "mother": "f", "cousin": None, "nephew": "m", "niece": "f", "uncle": "m", "aunt": "f", "grandson": "m",
    "granddaughter": "f",
}  # fmt: skip
_STOP = frozenset(
    "the a an of for in at on and who is was has had its his her their former new then now chief senior top "
    "deputy".split()
)

_BREAKS = frozenset(
    "that and or but with by to in of for from as on at said says told met while when after who whom "
    "than about asked".split()
)
"""Words over which a description before a name does not reach."""


@functools.cache
def given_names() -> dict[str, Gender]:
    """Return the gender of common given names that are borne by men or by women only."""
    return {r["name"]: r["gender"] for r in rows("given_names.csv")}  # type: ignore[misc]  # checked by the table's test


def gender_of(actor: Actor, text: str) -> Gender | None:
    """Return a person's gender as the text's titles and words of kinship tell it, else the given name, else None."""
    told = gender_told(actor, text)
    if told is not None:
        return told
    return given_names().get(actor.name.split()[0]) if " " in actor.name or actor.name in given_names() else None


def gender_of_noun(noun: str) -> Gender | None:
    """Return the gender of a noun for a person: "waitress", "chairman"."""
    return "m" if _HE.fullmatch(noun) else "f" if _SHE.fullmatch(noun) else None


def gender_told(actor: Actor, text: str) -> Gender | None:
    """Return a person's gender as titles and words of kinship beside the name tell it."""
    for mention in actor.mentions[:6]:
        before = text[max(0, mention.start - 24) : mention.start]
        after = text[mention.end : mention.end + 40]
        for pattern, gender in ((_HE, "m"), (_SHE, "f")):
            last = list(pattern.finditer(before))
            if last and not before[last[-1].end() :].strip(" .,"):
                return gender  # type: ignore[return-value]
            noun = re.match(r",\s+(?:the|an?|his|her|its)?\s*(?:[\w’'-]+\s+){0,3}?(?P<noun>\w+)", after)
            if noun and pattern.fullmatch(noun["noun"]):
                return gender  # type: ignore[return-value]
    return None


def described(actor: Actor, text: str) -> frozenset[str]:
    """Return the words, in lower case, with which the text describes an actor: its office and the words beside it."""
    found = {w.lower() for w in re.findall(r"\w+", actor.position or "")}
    if actor.kind != "person":
        found |= {w.lower() for w in re.findall(r"\w+", actor.name)}
    for mention in actor.mentions[:8]:
        before = text[max(0, mention.start - 60) : mention.start]
        if actor.kind == "person" and (lead := re.search(r"(?:[A-Za-z][\w’'-]*\s+){1,4}$", before)):
            for word in reversed(lead[0].lower().split()):
                if word in _BREAKS:
                    break
                found.add(word)
        if lead := re.search(
            r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+['’]s)\s+((?:[\w’'-]+\s+){0,5}[\w-]+),\s+$", before
        ):
            found |= {w.lower() for w in re.findall(r"[\w-]+", lead[1])}
        after = re.match(
            r",\s+(?:who\s+(?:is|was)\s+)?(?:the|an?|his|her|its|their)?\s*((?:[\w’'-]+\s+){0,5}[\w’'-]+)",
            text[mention.end : mention.end + 90],
        )
        if after:
            found |= {w.lower() for w in re.findall(r"[\w-]+", after[1])}
    return frozenset(found - _STOP)
