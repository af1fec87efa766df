"""What is shown as GeoJSON (RFC 7946): places, journeys and statements in one collection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.export.credits import CAUTION, credits, made_with
from geo.export.facts import journey_facts, place_facts, source_facts, statement_facts
from geo.export.lines import lines, points, position
from geo.export.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.export.lines import Line, Position
    from geo.export.shown import Shown

_Json = dict[str, Any]


def geojson(shown: Shown) -> bytes:
    """Return a FeatureCollection as UTF-8.

    Every feature has a ``layer`` ("place", "journey" or "statement") among its properties.  Places are points; those of
    ``draw`` "area" are the middle of a country or region of ``extent_km``.  Journeys are lines, in parts where they
    cross 180 degrees, and presences points; a statement is a point where it was made at a city or site.  What cannot be
    drawn has no geometry (null).  Credits stand in the members ``attribution`` and ``sources`` of the collection.
    """
    drawn = lines(shown.journeys, shown.places)
    where = points(shown.places)
    document = {
        "type": "FeatureCollection",
        "title": f"Dateline: {shown.heading}",
        "generator": made_with(shown),
        "link": shown.permalink,
        "attribution": list(credits(shown, drawn.values())),
        "note": " ".join((CAUTION, *shown.left_out)),
        "sources": [source_facts(row) for row in shown.sources.itertuples(index=False)],
        "features": [*_places(shown), *_journeys(shown, drawn, where), *_statements(shown, where)],
    }
    # what is no character, such as a lone surrogate, is in no file
    return clean(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=None)).encode()


def _places(shown: Shown) -> Iterator[_Json]:
    for row in shown.places.itertuples(index=False):
        yield _feature(row.id, "place", _point(position(row.lat, row.lon)), place_facts(row))


def _journeys(shown: Shown, drawn: dict[str, Line], where: dict[str, Position]) -> Iterator[_Json]:
    for row in shown.journeys.itertuples(index=False):
        line = drawn.get(row.id)
        at = where.get(row.destination_id) if row.kind == "presence" else None
        yield _feature(row.id, "journey", _line(line) if line else _point(at), journey_facts(row, line, shown))


def _statements(shown: Shown, where: dict[str, Position]) -> Iterator[_Json]:
    for row in shown.statements.itertuples(index=False):
        yield _feature(row.id, "statement", _point(where.get(row.venue_id)), statement_facts(row))


def _feature(id_: str, layer: str, geometry: _Json | None, properties: _Json) -> _Json:
    return {
        "type": "Feature",
        "id": id_,
        "geometry": geometry,
        "properties": {"layer": layer, "id": id_} | properties,
    }


def _point(at: Position | None) -> _Json | None:
    return {"type": "Point", "coordinates": list(at)} if at else None


def _line(line: Line) -> _Json:
    if len(line.parts) == 1:
        return {"type": "LineString", "coordinates": line.parts[0]}
    return {"type": "MultiLineString", "coordinates": line.parts}
