"""A corrected article as annotations, in the formats that the measurements of the extractor read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.corrections.work import Work
from geo.identity import part_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.corrections.correction import Correction
    from geo.record import Date, End, Journey, Record, Span, Statement, Toponym

GOLD_KINDS = ("geo", "statements", "journeys", "ner", "dates")
"""The kinds of annotations, as their files are called (``geo_dateline.jsonl``)."""

_TYPES = {"actor": "metonymic", "modifier": "associative", "embedded": "associative"}
_LABELS = {"person": "PER", "organisation": "ORG"}
_PART_OF = {"geo": "toponym", "statements": "statement", "journeys": "journey", "ner": "actor", "dates": "date"}


def gold(record: Record, text: str, corrections: Iterable[Correction] = ()) -> dict[str, dict[str, Any]]:
    """Return one row of annotations for each of :data:`GOLD_KINDS`.

    Parameters
    ----------
    record
        The record with its corrections applied.
    text
        The article.
    corrections
        Those that are applied: what was marked wrong is listed under ``rejected``.

    Returns
    -------
    dict of dict
        JSON objects with ``id``, ``title``, ``text``, a date and a list of annotations; all offsets are code points.
        What an editor vouched for carries ``verified``.
    """
    rejected = _rejected(record, text, corrections)
    about = {"id": record.id, "title": record.title, "date": record.published, "source": record.url or record.publisher}
    rows: dict[str, dict[str, Any]] = {}
    for kind, (name, annotate) in _ANNOTATE.items():
        rows[kind] = about | {"text": text, name: annotate(record, text), "rejected": rejected[kind]}
    rows["dates"]["dct"] = record.published
    rows["journeys"] |= {"corpus": "dateline", "text_len": len(text)}
    return rows


def _flag(record: Record, part: Toponym | Date | Statement | Journey) -> dict[str, bool]:
    return {"verified": True} if part_id(part) in record.verified else {}


def _toponyms(record: Record, text: str) -> list[dict[str, Any]]:
    places = {place.id: place for place in record.places}
    rows = []
    for t in record.toponyms:
        row: dict[str, Any] = {"start": t.start, "end": t.end, "text": text[t.start : t.end], "lat": None, "lon": None}
        place = places.get(t.place or "") if t.status == "resolved" else None
        if place is not None:
            row |= {"lat": place.lat, "lon": place.lon, "name": place.name, "country": place.country}
            row |= {"geonamesid": str(place.geonamesid)} if place.geonamesid is not None else {}
        rows.append(row | {"type": _TYPES.get(t.role, "literal"), "role": t.role, "form": t.form} | _flag(record, t))
    return rows


def _statements(record: Record, text: str) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in record.actors}
    return [
        {"id": told.id, "source": _lists(told.source), "cue": _lists(told.cue), "content": _lists(told.content)}
        | {"style": told.kind, "act": told.act, "speaker": names.get(told.speaker or "")}
        | _flag(record, told)
        for told in record.statements
    ]


def _journeys(record: Record, text: str) -> list[dict[str, Any]]:
    rows = []
    for told in record.journeys:
        names = [who.name for who in told.travellers if who.name and who.actor]
        row = {
            "kind": told.kind,
            "travellers": _lists(span for who in told.travellers for span in who.spans),
            "traveller_name": ";".join(names) or None,
            "origin": _span(told.origin),
            "destination": _span(told.destination),
            "via": [_span(end) for end in told.via],
            "mode": told.mode,
            "status": told.status,
            "date": _span(told.date),
            "evidence": next(iter(_lists(told.evidence)), None),
            "origin_alt": _elsewhere(record, told.origin),
            "destination_alt": _elsewhere(record, told.destination),
        }
        rows.append(row | _flag(record, told))
    return rows


def _elsewhere(record: Record, end: End | None) -> list[list[int]]:
    if end is None or end.place is None:
        return []
    return [[t.start, t.end] for t in record.toponyms if t.place == end.place and t.start != end.start]


def _entities(record: Record, text: str) -> list[dict[str, Any]]:
    rows = [
        {"start": m.start, "end": m.end, "text": text[m.start : m.end], "label": _LABELS[actor.kind]}
        | ({"verified": True} if actor.id in record.verified else {})
        for actor in record.actors
        if actor.kind in _LABELS
        for m in actor.mentions
    ]
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _timexes(record: Record, text: str) -> list[dict[str, Any]]:
    return [
        {"start": d.start, "end": d.end, "text": text[d.start : d.end], "type": d.type, "value": d.value}
        | _flag(record, d)
        for d in record.dates
    ]


def _rejected(record: Record, text: str, corrections: Iterable[Correction]) -> dict[str, list[dict[str, Any]]]:
    """What was marked wrong, by kind, where its words are still found."""
    work = Work(record, text)
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in GOLD_KINDS}
    kinds = {part: kind for kind, part in _PART_OF.items()}
    for correction in corrections:
        if correction.kind != "mark_wrong":
            continue
        part, span = correction.values["part"], work.find(correction.anchor)
        if part == "actor":
            found["ner"].append({"name": correction.values["was"]["name"], "id": correction.target})
        elif span is not None:
            row = {"start": span[0], "end": span[1], "text": text[slice(*span)]}
            found[kinds[part]].append(row | ({"id": correction.target} if correction.target else {}))
    return found


def _lists(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _span(part: End | Date | None) -> list[int] | None:
    return None if part is None else [part.start, part.end]


_ANNOTATE: dict[str, tuple[str, Callable[[Record, str], list[dict[str, Any]]]]] = {
    "geo": ("toponyms", _toponyms),
    "statements": ("attributions", _statements),
    "journeys": ("journeys", _journeys),
    "ner": ("entities", _entities),
    "dates": ("timexes", _timexes),
}
