"""Articles whose every word tries to be code, or to break the file that it is written to."""

from __future__ import annotations

import dataclasses

from geo.record import Journey, Place, Statement, Traveller
from tests.builders import PLACES, PYONGYANG, VLADIVOSTOK, Draft

WORDS = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "'><svg onload=window.ran=1>",
    "`${window.ran = 1}`",
    "{{7*7}} {% raw %} {# note #} ${7*7} $[name]",
    "javascript:window.ran=1",
    "]]></description><![CDATA[<b>bold</b>]]>",
    "<!--map--><!-- </body></html> -->",
    "</title></style></textarea><iframe src=javascript:window.ran=1>",
    "before\u2028after\u2029\u0085",
    "\u202egnp.exe\u202c \u2066left\u2069 \u200fשלום",
    "bell\x07 null\x00 escape\x1b tab\x0b non\ufffe\uffff delete\x7f",
    "=HYPERLINK(1)",
    ' \t"=cmd|calc',
    "x;=1+1",
    "&lt;script&gt;&amp;",
    "\U0001f686 \U0010ffff e\u0301",
)
ADDRESSES = (
    "javascript:window.ran=1//https://example.org",
    "data:text/html,<script>window.ran=1</script>",
    'https://example.org/"><script>window.ran=1</script>',
    "https://example.org/fine?a=1&b=2",
)


def hostile(words: str, number: int = 0) -> Draft:
    """Return an article with the words as title, place, traveller, speaker, cue and sentence."""
    text = f"{words} left Pyongyang for Vladivostok. {words} said {words} in Vladivostok."
    draft = Draft(text, id=f"hostile-{number}", title=words, published="2023-09-11")
    draft.toponym("Pyongyang", "origin")
    draft.toponym("Vladivostok", "destination")
    draft.toponym("Vladivostok", "venue", nth=1)
    who = f"person:kim@{draft.id}"
    draft.actor(who, words, "Pyongyang")
    whole = (0, len(text))
    name = (0, len(words))
    second = text.index(f"{words} said", 1) if words in text[1:] else 0
    said = (text.index(" said ", second) + 1, text.index(" said ", second) + 5)
    content = (said[1] + 1, said[1] + 1 + len(words))
    draft.journeys.append(
        Journey(
            f"journey:{number}",
            "journey",
            (Traveller(who, words, (name,)),),
            draft.end("Pyongyang"),
            (),
            draft.end("Vladivostok"),
            "air",
            "completed",
            None,
            684.5,
            (whole,),
        )
    )
    draft.statements.append(
        Statement(
            f"statement:{number}",
            None,
            None,
            (name,),
            (said,),
            (content,),
            "indirect",
            "say",
            places=(PYONGYANG,),
            actors=(who,),
            venue=VLADIVOSTOK,
            sentences=(whole,),
        )
    )
    return draft


def add_hostile(store, words: str, number: int = 0) -> None:
    """Store such an article, with hostile publisher and address, and a place of that name."""
    draft = hostile(words, number)
    record = draft.record()
    place = Place(f"user:{number}", words, "city", None, 10.0 + number, 20.0, 5.0)
    toponym = dataclasses.replace(record.toponyms[0], place=place.id)
    places = (*PLACES.values(), place)
    record = dataclasses.replace(record, places=places, toponyms=(toponym, *record.toponyms[1:]))
    article = dataclasses.replace(draft.article(), publisher=words, url=ADDRESSES[number % len(ADDRESSES)])
    store.add(article, record)
