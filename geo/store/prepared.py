"""The events of an article as rows, before the store has given out keys.  Pure functions, no database.

What takes processor time is done here, so that other processes can do it; the writer only adds keys and copies in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.store import tables as t
from geo.store.bulk import cleaner
from geo.store.claims import claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.record import Record
    from geo.store.flatten import Event

Row = tuple[Any, ...]

PLACE = ("id", "name", "kind", "country", "lat", "lon", "extent_km", "population")
ACTOR = ("id", "name", "kind", "country", "position", "aliases")
SENTENCE = ("span_start", "span_end", "text")
EVENT = (
    "id", "kind", "date_from", "date_to", "dated", "status", "mode", "act", "statement_kind", "span_start", "span_end",
    "great_circle_km", "story", "telling", "warning",
)  # fmt: skip
LINKED = ("kind", "date_from", "date_to")
JOURNEY = ("travellers", "origin", "via", "destination", "date_text")
STATEMENT = ("speaker_id", "via_id", "venue_id", "source", "cue", "parts", "place_ids", "actor_ids", "date_text")
CLAIM = ("span_start", "span_end", "words", "claimed_km", "measured_km", "verdict")

_sentence, _event = cleaner(t.sentence, SENTENCE), cleaner(t.event, EVENT)
_journey, _statement = cleaner(t.journey, JOURNEY), cleaner(t.statement, STATEMENT)
_claim = cleaner(t.claim, CLAIM)


class Prepared(NamedTuple):
    """The events of an article: an event or a sentence is named by its number from 0, an actor or a place by its id.

    ``places`` and ``actors`` are rows as `PLACE` and `ACTOR` name them, by id; ``events`` and ``sentences`` as `EVENT`
    and `SENTENCE`.  ``actor_links``: (event, actor, *`LINKED`, role); ``place_links``: (event, place, *`LINKED`, role,
    scene, drawn, alone); ``sentence_links``: (event, position, sentence, folded).  ``journeys``: (event, lead, origin,
    destination, *`JOURNEY`); ``statements``: (event, *`STATEMENT`); ``tallies``: (*`LINKED`, number of such events);
    ``claims``: (sentence, origin, destination, *`CLAIM`).
    """

    places: dict[str, Row]
    actors: dict[str, Row]
    sentences: list[Row]
    events: list[Row]
    actor_links: list[Row]
    place_links: list[Row]
    sentence_links: list[Row]
    journeys: list[Row]
    statements: list[Row]
    tallies: list[Row]
    claims: list[Row]


def prepare(record: Record, text: str, events: Sequence[Event], *, title: str | None) -> Prepared:
    """Return the events of an article as rows.

    Parameters
    ----------
    record
        What was read in the article, as it is to be shown.
    text
        The article's text.
    events
        What `geo.store.flatten.flatten` made of them.
    title
        The article's title, which free text is looked for in as well.
    """
    claimed = claims(record, text)
    places = {id_ for event in events for id_ in event.places}
    places |= {end for told in record.distances for end in (told.origin, told.destination) if end}
    actors = {id_ for event in events for id_ in event.actors}
    known = {place.id for place in record.places}
    spans = sorted({span for event in events for span in event.evidence} | {claim.sentence for claim in claimed})
    number = {span: at for at, span in enumerate(spans)}
    made = Prepared(
        {place.id: _values(place, PLACE) for place in record.places if place.id in places},
        {actor.id: _values(actor, ACTOR) for actor in record.actors if actor.id in actors},
        [_sentence((start, end, text[start:end])) for start, end in spans],
        *([] for _ in range(6)),
        [(*shared, number) for shared, number in Counter(_shared(event) for event in events).items()],
        [
            (
                number[claim.sentence],
                *(end if end in known else None for end in _ends(claim.told)),
                *_claimed(claim.told),
            )
            for claim in claimed
        ],
    )
    own = f"\n{t.fold(title)}" if title else ""
    searched = [t.fold(text[start:end]) + own for start, end in spans]
    for at, event in enumerate(events):
        _add(made, at, event, [(number[span], searched[number[span]]) for span in event.evidence])
    return made


def _add(made: Prepared, at: int, event: Event, sentences: Sequence[tuple[int, str]]) -> None:
    row = event.row
    made.events.append(_event([row[name] for name in EVENT]))
    shared = _shared(event)
    made.actor_links.extend((at, id_, *shared, role) for id_, role in event.actors.items())
    alone = len(event.places) == 1
    made.place_links.extend(
        (at, id_, *shared, part.role, part.scene, part.drawn, alone) for id_, part in event.places.items()
    )
    made.sentence_links.extend((at, position, *sentence) for position, sentence in enumerate(sentences))
    told = event.detail
    if row["kind"] == "statement":
        made.statements.append((at, *_statement([told[name] for name in STATEMENT])))
    elif told is not None:
        lead = told["travellers"][0][0] if told["travellers"] else None
        ends = (told[end][0] if told[end] else None for end in ("origin", "destination"))
        made.journeys.append((at, lead, *ends, *_journey([told[name] for name in JOURNEY])))


def _shared(event: Event) -> Row:
    return tuple(event.row[name] for name in LINKED)


def _values(part: object, names: Iterable[str]) -> Row:
    return tuple(getattr(part, name) for name in names)


def _ends(told: Any) -> tuple[str | None, str | None]:  # noqa: ANN401 - a Distance
    return told.origin, told.destination


def _claimed(told: Any) -> Row:  # noqa: ANN401 - a Distance
    return _claim((told.start, told.end, told.text, told.claimed_km, told.measured_km, told.verdict))
