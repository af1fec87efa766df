"""Frames to the lists beside the map: what each row says, and which rows a selection links.

Pure functions: text stays text here and is set as text in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.days import day_range
from geo.record import AREA_KINDS
from geo.routes import told_route
from geo.words import count_text, country_name, date_text, distance_text

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from geo.routes import Route
    from geo.share import Selection

PAGE = 50
"""Rows that a list adds by "Show more"; most show as many at first."""
FIRST = {"journeys": 80}
"""Rows that the other lists show at first."""

_EMPTY = {
    "journeys": "No journeys in what is shown. Widen the dates or clear a filter.",
    "statements": "No statements in what is shown. Widen the dates or clear a filter.",
    "actors": "Nobody is named in what is shown. Widen the dates or clear a filter.",
    "places": "No places in what is shown. Widen the dates or clear a filter.",
    "articles": "No articles here. Clear a filter, or add an article.",
}


def _told(row: pd.Series | Any) -> str:  # noqa: ANN401 - a row of itertuples
    when = date_text(row.date_from, row.date_to)
    return when if row.dated or not when else f"reported {when}"


def _base(row: Any, sentence: str) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
    return {
        "id": row.id,
        "article": row.article_id,
        "span": [int(row.span_start), int(row.span_end)],
        "sentence": sentence,
        "source": row.article_title,
        "date": _told(row),
    }


def journey_rows(
    frame: pd.DataFrame, places: pd.DataFrame, *, colours: dict[str, str], miles: bool = False
) -> list[dict[str, Any]]:
    """Return the rows of the list of journeys.

    Parameters
    ----------
    frame
        From :func:`geo.query.journeys`.
    places
        From :func:`geo.query.places`: a distance is shown between points only, never from or to an area.
    colours
        The map's colour of each journey by id.
    miles
        Show miles instead of km.
    """
    areas = set(places.loc[places["kind"].isin(AREA_KINDS), "id"])
    rows = []
    for row in frame.itertuples(index=False):
        measured = row.km == row.km and not {row.origin_id, row.destination_id} & areas
        route = told_route(row, areas=areas)
        rows.append(
            _base(row, row.quote)
            | {
                "travellers": row.travellers or "Unnamed travellers",
                "status": row.status,
                "presence": row.kind == "presence",
                "from": row.origin_name,
                "to": row.destination_name,
                "distance": distance_text(row.km, miles=miles) if measured else None,
                "method": _method(row.mode, route, measured=measured, miles=miles),
                "note": route.note if route else None,
                "warning": row.warning,
                "also": [id_ for id_ in row.tellings if id_ != row.id],
                "reports": count_text(row.reports, "report") if row.reports > 1 else None,
                "differs": _differences(row.differs),
                "color": colours.get(row.id),
            }
        )
    return rows


_FIELDS = {"date": "Date", "place": "From", "via": "By way of", "status": "Status", "mode": "Means"}


def _differences(differs: dict[str, list[tuple[str, str, str | None, str]]]) -> list[dict[str, Any]]:
    """Return what the reports of one journey tell differently: field by field, each value with title and sentence."""
    return [
        {
            "field": _FIELDS[field],
            "told": [[_value(field, value), title or article, quote] for value, article, title, quote in tellings],
        }
        for field, tellings in differs.items()
    ]


def _value(field: str, value: str) -> str:
    if field == "date" and (days := day_range(value)):
        return date_text(*days)
    return _MODES.get(value, value) if field == "mode" else value.replace("_", " ") if field == "status" else value


def _method(mode: str, route: Route | None, *, measured: bool, miles: bool) -> str | None:
    """Return what the distance is, and how far it is over rails or water where that is how they went."""
    if route and route.method != "great circle":
        return f"great circle · about {distance_text(route.km, miles=miles)} {route.method}"
    return ", ".join(filter(None, (measured and "great circle", _MODES.get(mode)))) or None


_MODES = {"air": "by air", "rail": "by rail", "sea": "by sea", "road": "by road", "foot": "on foot"}


def statement_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the list of statements: quoted words apart from reported ones."""
    return [
        _base(row, row.sentence) | {
            "speaker": row.speaker or "Unnamed source",
            "cue": row.cue,
            "act": row.act,
            "parts": [[text, bool(quoted)] for text, quoted in row.parts],
            "places": ", ".join(row.places),
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
                filter(
                    None,
                    [
                        row.journeys and count_text(row.journeys, "journey"),
                        row.statements and count_text(row.statements, "statement"),
                    ],
                )
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
            "counts": count_text(int(row.events), "event") if row.events else "only named",
            "about": ", ".join(
                filter(None, [row.kind.capitalize(), country_name(row.country) if row.kind != "country" else ""])
            ),
        }
        for row in frame.itertuples(index=False)
    ]


def panel(rows: list[dict[str, Any]], total: int, kind: str, *, empty: str | None = None) -> dict[str, Any]:
    """Return one list with its total and what it says when it is empty."""
    return {"rows": rows, "total": int(total), "empty": empty or _EMPTY[kind]}


def focus(
    selection: Selection, frames: dict[str, pd.DataFrame], *, linked: dict[str, int], filtered: bool = True
) -> dict[str, str] | None:
    """Return heading and summary of what is selected; None where nothing is.

    ``linked`` holds the number of linked journeys and statements; ``filtered`` tells whether any filter is set.
    """
    if selection.kind is None:
        return None
    row = _row(frames.get(f"{selection.kind}s"), selection.id)
    if row is None and selection.kind == "article" and not filtered:
        return {
            "title": "Selected, but nothing of it can be shown",
            "text": "No events were read in it, or it is hidden.",
        }
    if row is None:
        return {"title": "Selected, but hidden by the filters", "text": "Clear a filter to see it again."}
    counts = f"{count_text(linked['journeys'], 'journey')}, {count_text(linked['statements'], 'statement')}"
    if selection.kind == "place":
        seen = count_text(int(row["events"]), "event") if row["events"] else "only named, no scene"
        return {"title": row["name"], "text": f"{seen} · {counts}"}
    if selection.kind == "actor":
        return {"title": row["name"], "text": " · ".join(filter(None, [row["position"], counts]))}
    if selection.kind == "article":
        return {"title": row["title"] or row["id"], "text": " · ".join(filter(None, [row["publisher"], counts]))}
    if selection.kind == "journey":
        ends = " → ".join(filter(None, [row["origin_name"], row["destination_name"]]))
        return {"title": row["travellers"] or "Unnamed travellers", "text": ends}
    return {"title": row["speaker"] or "Unnamed source", "text": f"{row['cue']} · {row['article_title']}"}


def _row(frame: pd.DataFrame | None, key: Hashable) -> pd.Series | None:
    if frame is None:
        return None
    found = frame[frame["id"] == key]
    if found.empty and "tellings" in frame:
        found = frame[[key in tellings for tellings in frame["tellings"]]]
    return None if found.empty else found.iloc[0]
