"""Frames to the page of journeys: its tables, and the matrix of distances between places.

Pure functions: text stays text here and is set as text in the browser.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo import panels
from geo.export.table import cell
from geo.record import AREA_KINDS
from geo.routes import geodesic_km, told_route
from geo.words import KM_PER_MILE, count_text, country_name, date_text, distance_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.routes import Route

MOST_POINTS = 12
"""Places of a matrix: more columns no screen shows."""
BUSIEST = 6
"""Places of the matrix that nobody chose."""
_OPTIONS = 200


def journey_rows(frame: pd.DataFrame, *, miles: bool = False) -> list[dict[str, Any]]:
    """Return the rows of the table of journeys or presences, from :func:`geo.query.journeys`."""
    areas = sorted(set(chain.from_iterable(frame["areas"])))
    told = panels.journey_rows(frame, pd.DataFrame({"id": areas, "kind": "country"}), colours={}, miles=miles)
    rows = []
    for row, shown in zip(frame.itertuples(index=False), told, strict=True):
        way = _way(row, areas)
        rows.append(
            {name: shown[name] for name in ("id", "date", "travellers", "from", "to", "status", "presence", "distance")}
            | {
                "via": ", ".join(name for _, name, *_ in row.via),
                "route": f"{distance_text(way.km, miles=miles)} {way.method}" if way else None,
                "mode": None if row.mode == "unknown" else row.mode,
                "also": shown["also"],
                "more": row.reports - 1,
                "differs": bool(shown["differs"]),
                "warning": bool(row.warning),
            }
        )
    return rows


def _way(row: Any, areas: Sequence[str]) -> Route | None:  # noqa: ANN401 - a row of itertuples
    """Return the way over rails or water; None where there is none."""
    route = told_route(row, areas=areas)
    return route if route and route.method != "great circle" else None


def journey_detail(frame: pd.DataFrame, chosen: str | None, *, miles: bool = False) -> dict[str, Any] | None:
    """Return what stands under the row that is chosen: its sentences, and what is doubted; None where none is."""
    found = frame[[chosen == row.id or chosen in row.tellings for row in frame.itertuples(index=False)]]
    if chosen is None or found.empty:
        return None
    areas = pd.DataFrame({"id": found.iloc[0]["areas"], "kind": "country"})
    shown = panels.journey_rows(found.head(1), areas, colours={}, miles=miles)[0]
    row = next(found.itertuples(index=False))
    return {
        "id": row.id,
        "article": row.article_id,
        "sentences": [[text, [int(start), int(end)]] for start, end, text in row.evidence],
        "source": source_text(row),
        "method": shown["method"] if _way(row, found.iloc[0]["areas"]) else None,
        "note": shown["note"],
        "warning": row.warning,
        "reports": shown["reports"],
        "differs": shown["differs"],
    }


def source_text(row: Any) -> str:  # noqa: ANN401 - a row of itertuples
    """Return where something is told: title, publisher, day."""
    return " · ".join(
        filter(None, (row.article_title or row.article_id, row.publisher, date_text(row.published, None)))
    )


def traveller_rows(frame: pd.DataFrame, *, miles: bool = False) -> list[dict[str, Any]]:
    """Return the rows of the totals by traveller, from :func:`geo.query.travellers`; ``share`` is of the farthest."""
    most = frame["km"].max() if len(frame) else 0.0
    return [
        {
            "id": row.id,
            "name": row.name,
            "made": int(row.made),
            "unmeasured": int(row.made - row.measured),
            "km": distance_text(row.km, miles=miles) if row.measured else None,
            "share": round(row.km / most, 4) if most else 0.0,
            "longest": distance_text(row.longest_km, miles=miles) if row.longest_id else None,
            "journey": row.longest_id,
            "apart": _apart(row, miles=miles),
        }
        for row in frame.itertuples(index=False)
    ]


def _apart(row: Any, *, miles: bool) -> str | None:  # noqa: ANN401 - a row of itertuples
    counts = ((row.planned, "planned"), (row.not_made, "cancelled or denied"), (row.uncertain, "not certain"))
    words = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f"{words} ({distance_text(row.other_km, miles=miles)})" if words and row.other_km else words or None


def claim_rows(frame: pd.DataFrame, *, miles: bool = False) -> list[dict[str, Any]]:
    """Return the rows of what articles claim of distances, from :func:`geo.query.claims`."""
    return [
        {
            "from": row.origin,
            "to": row.destination,
            "words": row.words,
            "claimed": distance_text(row.claimed_km, miles=miles),
            "measured": distance_text(row.measured_km, miles=miles) if row.measured_km == row.measured_km else None,
            "off": off_text(row.claimed_km, row.measured_km),
            "verdict": row.verdict,
            "sentence": _marked(row),
            "article": row.article_id,
            "span": [int(row.span_start), int(row.span_end)],
            "source": source_text(row),
        }
        for row in frame.itertuples(index=False)
    ]


def off_text(claimed_km: float, measured_km: float) -> str | None:
    """Return how far a claim lies from what is measured, in per cent of it; None where nothing is measured.

    >>> off_text(680, 684.5), off_text(3400, 2735.978), off_text(0.5, float("nan"))
    ('−1 %', '+24 %', None)
    """
    if not measured_km > 0:
        return None
    off = round(100 * (claimed_km - measured_km) / measured_km)
    sign = "+" if off > 0 else "\N{MINUS SIGN}" if off < 0 else "±"
    return f"{sign}{abs(off):,} %"


def _marked(row: Any) -> list[list[Any]]:  # noqa: ANN401 - a row of itertuples
    """Return a sentence in parts: (words, whether they are the claim)."""
    start, end = row.span_start - row.sentence_start, row.span_end - row.sentence_start
    parts = ((row.sentence[:start], False), (row.sentence[start:end], True), (row.sentence[end:], False))
    return [[words, marked] for words, marked in parts if words]


def points(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places with a true point, those where most happens first, from :func:`geo.query.places`."""
    return places[~places["kind"].isin(AREA_KINDS)].head(_OPTIONS)


def matrix(places: pd.DataFrame, chosen: Sequence[str] = (), *, miles: bool = False) -> dict[str, Any]:
    """Return the distances between places, each to each (geodesic on WGS84).

    Parameters
    ----------
    places
        From :func:`geo.query.places`.
    chosen
        Ids of the places, at most ``MOST_POINTS``; those that are not shown, or have no true point, are left out.  By
        default the busiest.
    miles
        In miles instead of km.

    Returns
    -------
    dict
        ``places``: (id, name) of rows and columns; ``cells``: rows of texts, None where a place meets itself;
        ``shades``: how far, as a share of the longest; ``copy``: the table as tab-separated text with a head, in which
        no spreadsheet finds a formula; ``options``: (id, name, country) of all that can be chosen; ``most``.
    """
    every = points(places)
    by_id = {row.id: row for row in every.itertuples(index=False)}
    ids = [id_ for id_ in dict.fromkeys(chosen) if id_ in by_id][:MOST_POINTS] or list(by_id)[:BUSIEST]
    rows = [by_id[id_] for id_ in ids]
    km = [[geodesic_km(a.lat, a.lon, b.lat, b.lon) if a.id != b.id else 0.0 for b in rows] for a in rows]
    longest = max(chain.from_iterable(km), default=0.0) or 1.0
    unit, factor = ("mi", KM_PER_MILE) if miles else ("km", 1.0)
    numbers = [[f"{far / factor:,.0f}" for far in line] for line in km]
    head = "\t".join([unit, *(cell(_flat(row.name)) for row in rows)])
    lines = (
        "\t".join([cell(_flat(row.name)), *(number.replace(",", "") for number in line)])
        for row, line in zip(rows, numbers, strict=True)
    )
    return {
        "places": [[row.id, row.name] for row in rows],
        "cells": [[None if a == b else text for b, text in enumerate(line)] for a, line in enumerate(numbers)],
        "shades": [[round(far / longest, 3) for far in line] for line in km],
        "copy": "\n".join((head, *lines)),
        "options": [[row.id, row.name, country_name(row.country)] for row in every.itertuples(index=False)],
        "most": MOST_POINTS,
        "unit": unit,
    }


def _flat(name: str) -> str:
    return " ".join(name.split())


def page_text(offset: int, shown: int, total: int, noun: str) -> str:
    """Return which rows of how many are shown.

    >>> page_text(0, 3, 3, "journey"), page_text(100, 86, 1186, "journey")
    ('3 journeys', '101 – 186 of 1,186 journeys')
    """
    if shown == total:
        return count_text(total, noun)
    return f"{offset + 1:,} – {offset + shown:,} of {count_text(total, noun)}"
