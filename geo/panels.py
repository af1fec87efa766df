"""Frames to the lists beside the map: what each row says, and which rows a selection links.

Pure functions: text stays text here and is set as text in the browser.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from geo.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    import pandas as pd

    from geo.share import Selection

PAGE = 40
"""Rows that a list shows at first and adds by "Show more"."""
KM_PER_MILE = 1.609344

_EMPTY = {
    "journeys": "No journeys in what is shown. Widen the dates or clear a filter.",
    "statements": "No statements in what is shown. Widen the dates or clear a filter.",
    "actors": "Nobody is named in what is shown. Widen the dates or clear a filter.",
    "places": "No places in what is shown. Widen the dates or clear a filter.",
}


def distance_text(km: float, *, miles: bool = False) -> str:
    """Return a length (km) as people write it.

    >>> distance_text(684.5)
    '684 km'
    """
    return f"{int(km / KM_PER_MILE):,} mi" if miles else f"{int(km):,} km"


def date_text(first: dt.date | None, last: dt.date | None) -> str:
    """Return a span of days at the precision it has: a day, a month, a year or a range.

    >>> date_text(dt.date(2019, 4, 1), dt.date(2019, 4, 30))
    'April 2019'
    """
    if first is None:
        return ""
    if last is None or first == last:
        return f"{first.day} {first:%b %Y}"
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
    if first.year == last.year:
        return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"


def _plural(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _told(row: pd.Series | Any) -> str:  # noqa: ANN401 - a row of itertuples
    when = date_text(row.date_from, row.date_to)
    return when if row.dated or not when else f"reported {when}"


def _base(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
    return {
        "id": row.id,
        "article": row.article_id,
        "span": [int(row.span_start), int(row.span_end)],
        "sentence": row.sentence,
        "source": row.article_title,
        "date": _told(row),
    }


def journey_rows(frame: pd.DataFrame, *, colors: dict[str, str], miles: bool = False) -> list[dict[str, Any]]:
    """Return the rows of the list of journeys; ``colors`` gives the map's colour of each journey by id."""
    return [
        _base(row) | {
            "travellers": row.travellers or "Unnamed travellers",
            "status": row.status,
            "presence": row.kind == "presence",
            "from": row.origin_name,
            "to": row.destination_name,
            "distance": distance_text(row.km, miles=miles) if row.km is not None and row.km == row.km else None,
            "method": " ".join(filter(None, ["great circle" if row.km == row.km and row.km is not None else "", _by(row.mode)])) or None,
            "color": colors.get(row.id),
        }
        for row in frame.itertuples(index=False)
    ]  # fmt: skip


def _by(mode: str) -> str:
    return {"air": "by air", "rail": "by rail", "sea": "by sea", "road": "by road", "foot": "on foot"}.get(mode, "")


def statement_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the list of statements: quoted words apart from reported ones."""
    return [
        _base(row) | {
            "speaker": row.speaker or "Unnamed source",
            "cue": row.cue,
            "act": row.act,
            "parts": [[text, bool(quoted)] for text, quoted in row.parts],
            "places": ", ".join(row.place_names),
        }
        for row in frame.itertuples(index=False)
    ]  # fmt: skip


def actor_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the list of actors, most linked first."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "position": row.position or _about_actor(row.kind, row.country),
            "counts": ", ".join(
                filter(None, [row.journeys and _plural(row.journeys, "journey"), row.statements and _plural(row.statements, "statement")])
            )
            or "named",
        }
        for row in frame.itertuples(index=False)
    ]


def _about_actor(kind: str, country: str | None) -> str:
    where = country_name(country) if kind != "state" else ""
    return {"person": "", "state": "State", "organisation": "Organisation", "group": "Group"}[kind] + (
        f"{', ' if kind != 'person' else ''}{where}" if where else ""
    )


def place_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the list of places: scenes first, then those that are only named."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "draw": row.draw,
            "counts": _plural(int(row.events), "event") if row.events else "only named",
            "about": ", ".join(filter(None, [row.kind.capitalize(), country_name(row.country) if row.kind != "country" else ""])),
        }
        for row in frame.itertuples(index=False)
    ]


def panel(rows: list[dict[str, Any]], total: int, key: str) -> dict[str, Any]:
    """Return one list with its total and what it says when it is empty."""
    return {"rows": rows, "total": int(total), "empty": _EMPTY[key]}


def focus(selection: Selection, frames: dict[str, pd.DataFrame], *, linked: dict[str, int]) -> dict[str, str] | None:
    """Return heading and summary of what is selected; None where nothing is.

    ``linked`` holds the number of linked journeys and statements.
    """
    if selection.kind is None:
        return None
    row = _row(frames.get(f"{selection.kind}s"), selection.id)
    if row is None:
        return {"title": "Selected, but hidden by the filters", "text": "Clear a filter to see it again."}
    counts = f"{_plural(linked['journeys'], 'journey')}, {_plural(linked['statements'], 'statement')}"
    if selection.kind == "place":
        seen = _plural(int(row["events"]), "event") if row["events"] else "only named, no scene"
        return {"title": row["name"], "text": f"{seen} · {counts}"}
    if selection.kind == "actor":
        return {"title": row["name"], "text": " · ".join(filter(None, [row["position"], counts]))}
    if selection.kind == "journey":
        ends = " → ".join(filter(None, [row["origin_name"], row["destination_name"]]))
        return {"title": row["travellers"] or "Unnamed travellers", "text": ends}
    return {"title": row["speaker"] or "Unnamed source", "text": f"{row['cue']} · {row['article_title']}"}


def _row(frame: pd.DataFrame | None, key: Hashable) -> pd.Series | None:
    if frame is None:
        return None
    found = frame[frame["id"] == key]
    return None if found.empty else found.iloc[0]


def traveller_colors(frame: pd.DataFrame, palette: Iterable[str], other: str) -> dict[str, str]:
    """Return a colour for each journey by its first traveller: the most frequent travellers share out the palette."""
    order = frame["travellers"].value_counts().index
    by_name = dict(zip(order, palette, strict=False))
    return {row.id: by_name.get(row.travellers, other) for row in frame.itertuples(index=False)}
