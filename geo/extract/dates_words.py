"""The words of time expressions and the patterns that they make."""

# ruff: noqa: E501
# Each pattern is read on one line.

from __future__ import annotations

import calendar
import re

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
DAYS |= {
    short: n
    for n, shorts in enumerate(("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"))
    for short in shorts.split()
}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "W", "fortnight": "W", "month": "M",
         "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS = {w: n + 1 for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split())}  # fmt: skip
ORDINALS |= {"twenty-first": 21, "twenty-second": 22, "twenty-third": 23}
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())} | {"a": 1, "an": 1, "half": 0.5}  # fmt: skip
TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
          "new year's day": (1, 1), "halloween": (10, 31), "valentine's day": (2, 14)}  # fmt: skip
EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}
"""Days from Easter Sunday."""


def alternatives(words: object) -> str:
    """Return a pattern of any of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = rf"(?P<month>(?:{'|'.join(m.title() for m in sorted(MONTHS, key=len, reverse=True))}|{'|'.join(m.upper() for m in MONTHS if len(m) > 3)})\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_TO_DAY = r"(?:\s?[-–—/]\s?|\s+(?:to|and|or|through)\s+)(?P<to_day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?!\d)"
_WEEKDAY = rf"(?P<weekday>(?:{'|'.join(d.title() for d in DAYS if len(d) > 4)}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)(?!\w))"
_WEEKDAYS = rf"(?:{'|'.join(d.title() for d in DAYS if len(d) > 4)})s"
_COUNT = (
    r"(?P<count>(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s?1/2)?|an?|one|half\s+an?|"
    rf"(?:{alternatives(TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:{alternatives(n for n in NUMBERS if len(n) > 2)})"
    r"(?:\s+and\s+a\s+half)?|several|many|few|a\s+few|a\s+couple\s+of|couple\s+of|some|a\s+dozen|dozens\s+of|hundreds\s+of)(?P<more>\s+(?:hundred|thousand|million|billion))?"
)
_UNIT = r"(?P<unit>seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))\b"
_PART = r"(?P<part>morning|afternoon|evening|night)"
PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI"}
_SHADE = r"(?:(?P<shade>early|late|mid|later|earlier|the\s+(?:end|beginning|start|middle)\s+of)[\s-]+(?:in\s+)?)?"
_ABOUT = r"(?:(?:about|around|nearly|almost|roughly|over|more\s+than|less\s+than|fewer\s+than|at\s+least|just)\s+)?"

# name, pattern; where two start at the same place the longer wins, then the earlier in this list.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE if name[0] != "_" else 0))
    for name, pattern in (
        ("iso", r"(?<![\d-])(?P<iso>\d{4}-[01]\d-[0-3]\d)(?:T[\d:]+Z?)?(?![\d-])"),
        ("numeric", r"(?<![\d/.])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?![\d/])"),
        ("attack", r"(?<![\d/$£€])9/11(?![\d/])"),
        ("_full", rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}(?:{_TO_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?(?![\w-]*\d)"),
        ("_full", rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\s*{_DAY}(?:{_TO_DAY})?(?:,?\s+{_YEAR})?(?![\w:]|\s*(?:percent|per\s+cent|%|[ap]\.?m\b))"),
        ("_ordinal_day", rf"\bthe\s+(?P<ordinal>{alternatives(ORDINALS)}|[0-3]?\d(?:st|nd|rd|th))\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?"),
        ("_month_year", rf"\b{_SHADE}{_MONTH},?\s+(?:of\s+)?{_YEAR}"),
        ("_relative_month", rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming)\s+{_MONTH}(?!\s+\d)"),
        ("_month", rf"\b{_SHADE}{_MONTH}(?!\w)"),
        ("_weekdays", rf"\b(?:[Ee]very\s+|[Ee]ach\s+)(?P<each>{_WEEKDAYS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?P<plural>{_WEEKDAYS})\b"),
        ("_weekday", rf"\b(?:(?P<which>[Nn]ext|[Ll]ast|[Tt]his(?:\s+(?:past|coming))?|[Tt]hat|[Cc]oming|[Ee]arly|[Ll]ate)\s+)?{_WEEKDAY}(?:\s+{_PART}\b|\s+(?P<week>next|last|this)\s+week\b)?"),
        ("word", r"\b(?:(?:earlier|later|late|early)\s+)?(?P<word>today|tonight|yesterday|tomorrow)(?:\s+(?P<part>morning|afternoon|evening|night))?\b"),
        ("beside", r"\bthe\s+day\s+(?P<beside>before\s+yesterday|after\s+tomorrow)\b"),
        ("part", rf"\b(?:(?P<which>this)\s+{_PART}|(?P<last>last)\s+night)\b"),
        ("weekend", r"\b(?:over\s+)?(?P<weekend>(?:the\s+)?weekend)\b|\blater\s+in\s+the\s+(?P<later>week|month|year)\b|\bthe\s+end\s+of\s+the\s+(?P<end>week|month|year)\b"),
        ("overnight", r"\bovernight\b"),
        ("unit", r"\b(?:(?:earlier|later|late|early)\s+)?(?:the\s+)?(?P<which>last|this|next|past|previous|coming|current|this\s+past|this\s+coming|this\s+last)\s+"
                 r"(?P<unit>week|weekend|fortnight|month|quarter|year|decade|century)\b(?!-)"),
        ("season", rf"\b(?:(?P<which>last|this|next|this\s+past|this\s+coming)\s+)?(?:(?:early|late|mid)[\s-])?(?P<season>spring|summer|autumn|fall|winter)(?:time|(?<=[nmr])s)?\b(?:(?:\s+of)?\s+{_YEAR})?"),
        ("quarter", rf"\bthe\s+(?P<ordinal>first|second|third|fourth)\s+quarter(?:\s+of\s+(?:{_YEAR}|(?P<which>this|last|next)\s+year))?\b"),
        ("_quarter", rf"\bQ(?P<q>[1-4])\s+(?:of\s+)?{_YEAR}"),
        ("anchored_count", rf"\b{_ABOUT}{_COUNT}\s+{_UNIT}(?P<half>\s+and\s+a\s+half)?\s+(?P<direction>(?:ago|earlier|later|back|hence|from\s+now)\b(?!\s+than)|(?:before|after|prior)(?=[,.;:)]|$))"),
        ("from_now", rf"\b(?P<direction>in|within)\s+{_ABOUT}{_COUNT}\s+{_UNIT}(?:['’]s?\s+time)?(?!\s+(?:of|old|ago)\b)(?!-)"),
        ("span", rf"\b(?:the|these|this|in)\s+(?P<which>last|past|next|coming|previous|following)\s+(?:{_COUNT}\s+)?(?P<unit>hours|days|nights|weeks|months|quarters|years|decades|centuries)\b"),
        ("recent", r"\b(?:in\s+)?recent\s+(?P<unit>days|weeks|months|years|decades)\b"),
        ("ahead", r"\b(?:the\s+)?(?:coming\s+(?P<unit>days|weeks|months|years)|(?:days|weeks|months|years)\s+ahead)\b"),
        ("anchored", r"\b(?:(?P<same>that|the\s+same|that\s+same|that\s+very)\s+(?P<unit>day|night|evening|morning|afternoon|week|weekend|month|year)|"
                     r"the\s+(?P<step>next|following|previous)\s+(?P<unit2>day|night|evening|morning|afternoon|week|weekend|month|year)|the\s+(?P<unit3>day|night|week|month|year)\s+(?P<side>before|after))\b"),
        ("each", rf"\b(?:every|each)\s+(?:(?P<season>spring|summer|autumn|winter)|(?P<month>{alternatives(m for m in MONTHS if len(m) > 3)}))\b|\b(?:every|each)\s+(?:(?P<other>other)\s+|{_COUNT}\s+)?(?P<unit>day|night|morning|evening|afternoon|week|weekend|month|quarter|year|decade)s?\b"),
        ("times_each", rf"\b(?:once|twice|{_COUNT.replace('(?P<count>', '(?:').replace('(?P<more>', '(?:')}\s+times)\s+(?:a|an|per|each|every)\s+(?P<unit>day|week|month|year)\b"),
        ("duration", rf"\b{_ABOUT}{_COUNT}[\s-]+{_UNIT}(?!\s*[-–]?\s*(?:old|olds|ago)\b|-)"),
        ("hyphen_duration", rf"\b{_COUNT}-(?P<unit>second|minute|hour|day|night|week|month|year|decade)s?-?(?=\s|long)(?!-old)"),
        ("plural_duration", r"(?<=\bfor )(?P<unit>days|weeks|months|years|decades|centuries)\b"),
        ("decade", r"\b(?:the\s+)?(?:(?:early|mid|late)[\s-])?(?P<decade>1[5-9]\d0|20\d0)(?:s|(?<=\b(?:he|id) \d{4})['’]s|(?<=\bate \d{4})['’]s)\b"),
        ("named_decade", r"\bthe\s+(?:(?:early|mid|late)[\s-])?(?P<tens>['’]?[2-9]0['’]?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"),
        ("century", rf"\b(?:the\s+)?(?:(?:early|mid|late)[\s-])?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|{alternatives(ORDINALS)})(?:\s+|-)century(?:\s+(?P<era>BCE?|CE|AD))?\b"),
        ("_era", r"(?<![\d.,/])(?:(?P<ad>AD)\s?)?(?P<old>\d{1,4})\s?(?P<era>BCE?|CE|AD|B\.C\.|A\.D\.)(?!\w)|\bAD\s?(?P<after_ad>\d{1,4})\b"),
        ("_early_year", r"(?<=\b[Ii]n )(?P<old>[2-9]\d\d)(?=[,.;)]|\s+(?:and|he|she|the|by|in|at|to|when)\b)(?![,.]\d)"),
        ("_year", rf"(?<![\w.,/$£€#:%@]){_SHADE}(?<![\d][-–])(?P<year>1[1-9]\d\d|20\d\d)(?![\d%]|[,.:]\d|/\d|\s?(?:km|kilomet|miles?\b|metres?|meters?|feet|ft\b|people|percent|per\s+cent|[+°]|hours|tons|tonnes|dollars|euros))(?!-[\d])"),
        ("_to_year", r"(?<=\b(?:1[1-9]|20)\d\d[-–])(?:(?P<year>(?:1[1-9]|20)\d\d)|(?P<yy>\d\d))(?![\d-])"),
        ("_short_year", r"(?<!\w)['’](?P<yy>[0-9]\d)(?![\d\w'’])"),
        ("time", r"(?<![\d:.$£€])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap])(?:\.\s?m\.?|m\b))(?:\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"),
        ("clock", r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:]|\s?[-–]\s?\d+\s?(?:win|loss))(?:\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"),
        ("oclock", rf"\b(?P<hour>\d{{1,2}}|{alternatives(n for n in NUMBERS if len(n) > 2)})\s?o['’]?\s?clock\b"),
        ("noon", r"\b(?P<noon>noon|midnight|midday)\b"),
        ("feast", rf"\b(?:(?P<which>last|this|next)\s+)?(?P<feast>{alternatives([*FEASTS, *EASTER]).replace(chr(39), '[’' + chr(39) + ']')})\b(?:,?\s+{_YEAR})?"),
        ("past_ref", r"\b(?:recently|lately|the\s+(?:recent\s+)?past)\b(?!\s+\w+\s+(?:days|weeks|months|years))"),
        ("present_ref", r"\b(?:now|currently|nowadays|at\s+present|at\s+the\s+moment|to\s+this\s+day)\b"),
        ("future_ref", r"\b(?:soon|someday|shortly|in\s+the\s+(?:near\s+|foreseeable\s+)?future)\b(?!\s+(?:after|before)\w*)"),
    )
)  # fmt: skip


TRIGGERS: dict[str, tuple[str, ...]] = {
    "numeric": ("/",),
    "attack": ("9/11",),
    "_ordinal_day": ("the ",),
    "_weekdays": ("days", "every", "each"),
    "beside": ("day before", "day after"),
    "overnight": ("overnight",),
    "weekend": ("weekend", "in the", "end of the"),
    "season": tuple(SEASONS),
    "quarter": ("quarter",),
    "_quarter": ("q1", "q2", "q3", "q4"),
    "recent": ("recent",),
    "ahead": ("coming", "ahead"),
    "each": ("every", "each"),
    "times_each": ("once", "twice", "times"),
    "decade": ("0s", "0's", "0’s"),
    "named_decade": ("ties", "0s", "0's", "0’s"),
    "century": ("centur",),
    "_era": ("bc", "ce", "ad", "b.c", "a.d"),
    "_early_year": ("in ",),
    "_short_year": ("'", "’"),
    "oclock": ("clock",),
    "noon": ("noon", "midnight", "midday"),
    "feast": ("christmas", "easter", "year's", "year’s", "halloween", "boxing", "good friday", "valentine"),
}
"""Letters without which a pattern cannot match: most texts spare most patterns."""
COUNTED_PATTERNS = frozenset({"anchored_count", "from_now", "span", "duration", "hyphen_duration", "plural_duration"})
UNIT_WORD = re.compile(
    r"(?<![a-z])(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur)", re.IGNORECASE
)
"""What the counted patterns lead to: they are only tried before it."""


def number(words: str) -> float | None:
    """Return the number that words or digits write; None where it is vague ("several").

    >>> number("twenty-three"), number("a few")
    (23.0, None)
    """
    plain = re.sub(r"\s+", " ", words.lower().replace(",", "")).strip()
    plain, halves = re.subn(r"(?: and a half| ?1/2)$", "", plain)
    if plain.startswith("half "):
        return 0.5
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain) + 0.5 * halves
    if plain == "a dozen":
        return 12.0
    total = 0.0
    for part in re.split(r"[- ]", plain):
        value = TENS.get(part, NUMBERS.get(part))
        if value is None:
            return None
        total += value
    return total + 0.5 * halves
