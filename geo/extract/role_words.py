"""Words that decide the role of a place name: English lemmas, by what they say of the place beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LOCATIVE = _set(
    "in at near inside outside across around throughout within off over above beneath along amid among alongside "
    "beside under below behind on"
)
GOAL = _set("to toward towards into onto for")
PATH = _set("via through past")

AT_PLACE = _set(
    "hospital airport airfield airbase station port harbour harbor prison jail school campus suburb district "
    "neighbourhood neighborhood region province state county oblast city town village municipality area zone border "
    "frontier coast coastline shore front frontline street road avenue square park market mosque church cathedral "
    "temple synagogue court courthouse courtroom plant factory refinery mine base barracks camp stadium arena hotel "
    "hospital clinic museum theatre theater library bridge tunnel canal river lake valley mountain island peninsula "
    "desert forest beach bay strait gulf sea waters territory soil land countryside outskirts centre center downtown "
    "capital headquarters site home apartment building tower restaurant bar shop mall farm field jungle highway "
    "motorway crossing checkpoint terminal dock pier metro subway railway suburbs skies airspace interior north south "
    "east west northeast northwest southeast southwest gardens garden delta estate hill hills heights ranch canyon "
    "reef glacier metropolis enclave exclave archipelago hinterland heartland slum ghetto quarter residence palace "
    "parliament venue hub"
)
"""Nouns for things that are themselves at the place that is named before or behind them."""
SOIL = _set(
    "soil territory waters airspace border coast coastline shore capital city town village port island countryside "
    "mainland province region state"
)
"""Nouns behind a demonym that make it literal: ``Bulgarian soil``."""
PEOPLE_THERE = _set(
    "people person resident inhabitant citizen protester demonstrator refugee migrant worker doctor nurse teacher "
    "student farmer villager official officials crowd man woman boy girl child family victim survivor voter soldier "
    "troop police officer population civilian correspondent reporter journalist local fan player team native visitor"
)
THINGS_THERE = _set(
    "economy production industry agriculture population climate weather landscape infrastructure wildlife history "
    "activity"
)
"""What a country has within it: ``Mexico's agricultural production``."""
EVENTS = _set(
    "war conflict fighting battle attack strike airstrike bombing shelling siege invasion occupation offensive "
    "massacre explosion blast earthquake quake flood flooding storm hurricane typhoon wildfire fire crash accident "
    "shooting raid protest demonstration riot unrest uprising revolution coup election vote referendum summit "
    "conference meeting talks forum festival ceremony funeral parade marathon tournament championship exhibition fair "
    "trial crisis famine drought outbreak epidemic pandemic violence killing murder evacuation liberation capture "
    "fall bombardment annexation ceasefire truce clash insurgency rally visit"
)
PARTS = _set(
    "outskirts centre center heart streets suburbs part half parts rest edge middle tip end side most much all corner "
    "city town village port state province region county district island capital coast shores"
)
DIRECTIONS = _set(
    "north south east west northeast northwest southeast southwest northeastern kilometre kilometer mile km"
)
NEARNESS = _set(
    "close near adjacent next kilometre kilometer km mi mile metre meter away far distance distant hour minute"
)
RULERS = _set(
    "government authority authorities regime leadership ruler junta administration ministry parliament cabinet"
)
OFFICES = _set(
    "sheriff president minister premier chancellor king queen leader ruler ambassador secretary governor mayor head "
    "prince emir sultan government parliament army navy military constitution prime bishop archbishop university bank "
    "duke speaker envoy"
)
RELATIONS = _set(
    "relation tie war talk agreement deal treaty trade tension dispute cooperation alliance friendship peace conflict "
    "exchange difference partnership link meeting"
)
VENUE_NOUNS = _set("speech address briefing interview statement remark news press lecture sermon comment")
MORE_SPEECH = _set("speak address testify brief comment appear")
WAYS = _set(
    "road way route train bus tram flight ferry plane boat ship coach lorry truck convoy dinghy highway motorway "
    "railway line corridor bound path export import shipment delivery flow traffic passenger"
)
COMPASS = _set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest - mid "
    "upper lower"
)
SORTS = _set(
    "country nation state city place region area town capital province market destination neighbour neighbor economy "
    "power democracy community"
)
BORDERS = _set("border frontier boundary")
POLITICS = _set(
    "want need seek plan agree refuse accuse back support condemn welcome reject propose consider decide impose lift "
    "sign ratify join vote ban sue elect approve demand negotiate pledge promise offer threaten warn blame invite "
    "urge accept oppose send buy sell export import beat draw win lose play defeat host train field"
)

MOTION_VERBS = _set(
    "flow export import stop call crawl reach go come travel head fly sail drive walk ride leave depart arrive return "
    "flee escape move march journey migrate cross land drift hike cycle row swim commute relocate evacuate deport "
    "extradite expel send transfer take bring carry transport bus ferry airlift deploy dispatch proceed continue "
    "retreat withdraw advance race rush run climb descend emigrate immigrate transit smuggle traffic repatriate "
    "escort accompany follow steam ship trek wander crawl chase tour visit resettle pass enter pull stream pour flock"
)
MOTION_NOUNS = _set(
    "visit trip journey tour arrival departure flight voyage return travel move march exodus migration pilgrimage way "
    "route deployment evacuation deportation extradition transfer drive walk ride crossing expedition escape retreat "
    "withdrawal"
)
ARRIVALS = _set("arrive land touch disembark dock set settle end")
DEPARTURES = _set("depart start begin embark")
REMOVALS = _set("withdraw evacuate deport expel remove rescue free flee import export bring banish return hail")
REACHING = _set("reach visit enter tour approach near")
LEAVING = _set("leave depart flee quit exit evacuate")
CROSSING = _set("cross transit traverse")
ATTACKS = _set(
    "attack bomb shell hit strike invade occupy capture seize rock batter flood destroy devastate pound besiege "
    "liberate retake recapture storm ravage raid bombard target engulf sweep damage shake overrun encircle annex "
    "surround loot burn level"
)
HAPPENINGS = _set("host see witness celebrate fall burn experience suffer record wake mourn flood")
STATIVE = _set("be lie have remain become stand sit border house boast")


def is_at_place(noun: Token) -> bool:
    """Tell whether a noun is a thing that stands at the place beside it."""
    return noun.lemma_.lower() in AT_PLACE


def sets_off(verb: Token) -> bool:
    """Tell whether a verb and its particle are a departure: ``set off``, ``took off``."""
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return following in ("off", "out", "forth") and verb.lemma_.lower() in ("set", "take", "start")


def moves(token: Token, *, noun_too: bool) -> bool:
    """Tell whether a token is a verb of motion, or (``noun_too``) a noun of motion."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        return lemma in MOTION_VERBS or sets_off(token)
    return noun_too and lemma in MOTION_NOUNS
