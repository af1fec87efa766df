"""What an export says of a place, a journey, a statement or an actor: the same names and values in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.export.text import day, web_address

if TYPE_CHECKING:
    from geo.export.lines import Line
    from geo.export.shown import Shown

Facts = dict[str, Any]
Row = Any
"""A row of a frame, as ``itertuples`` gives it."""


def _km(value: float | None) -> float | None:
    return None if value is None or value != value else round(float(value), 1)


def _told(row: Row) -> Facts:
    """Return when it was, which sentences say so, and in which article."""
    return {
        "date_from": day(row.date_from),
        "date_to": day(row.date_to),
        "date_told": bool(row.dated),
        "date_text": row.date_text,
        "evidence": [text for *_, text in row.evidence],
        "article": row.article_id,
        "article_title": row.article_title,
        "publisher": row.publisher,
        "published": day(row.published),
        "url": web_address(row.url),
    }


def place_facts(row: Row) -> Facts:
    """Return the facts of a row of :func:`geo.query.places`; ``extent_km`` is the radius that holds the place."""
    return {
        "name": row.name,
        "kind": row.kind,
        "country": row.country,
        "draw": row.draw,
        "events": int(row.events),
        "mentions": int(row.mentions),
        "extent_km": _km(row.extent_km),
    }


def journey_facts(row: Row, line: Line | None, shown: Shown) -> Facts:
    """Return the facts of a row of :func:`geo.query.journeys`.

    ``great_circle_km`` is null where no line is drawn; ``line`` says what the line is, ``line_km`` how long it is where
    it follows rails or water, ``note`` why it does not, and ``warning`` what is doubted.
    """
    facts = {
        "kind": row.kind,
        "travellers": row.travellers,
        "traveller_ids": [id_ for id_ in row.traveller_ids if id_],
        "origin": row.origin_name,
        "origin_id": row.origin_id,
        "via": [name for _, name, *_ in row.via],
        "destination": row.destination_name,
        "destination_id": row.destination_id,
        "status": row.status,
        "mode": row.mode,
        "great_circle_km": _km(line.km) if line else None,
        "line": line.method if line else None,
        "line_km": _km(line.way_km) if line else None,
        "note": line.note if line else None,
        "warning": shown.doubt(row),
    }
    return facts | _told(row)


def statement_facts(row: Row) -> Facts:
    """Return the facts of a row of :func:`geo.query.statements`; ``quoted`` are the words in quotation marks."""
    facts = {
        "speaker": row.speaker,
        "speaker_id": row.speaker_id,
        "passed_on_by": row.via,
        "cue": row.cue,
        "act": row.act,
        "kind": row.statement_kind,
        "content": "".join(text for text, _ in row.parts),
        "quoted": [text for text, quoted in row.parts if quoted],
        "venue": row.venue,
        "venue_id": row.venue_id,
        "places": row.places,
        "place_ids": row.place_ids,
        "actors": row.actors,
        "actor_ids": row.actor_ids,
    }
    return facts | _told(row)


def source_facts(row: Row) -> Facts:
    """Return the facts of a row of :func:`geo.query.sources`."""
    return {
        "id": row.id,
        "title": row.title,
        "publisher": row.publisher,
        "published": day(row.published),
        "url": web_address(row.url),
    }
