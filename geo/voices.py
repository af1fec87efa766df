"""Frames to the page of statements: cards, and what they can be narrowed by.

Pure functions: text stays text here and is set as text in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import panels
from geo.words import ACTS, country_name, date_text

if TYPE_CHECKING:
    import pandas as pd

    from geo.query import Filters


def statement_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the cards of the statements, from :func:`geo.query.statements`.

    ``speaker`` may be an actor (``speaker_id``) or the source's own words; ``marked`` is the act where it is more than
    saying; ``about``: (id, name) of the actors and places that it speaks of.
    """
    rows = []
    for row, shown in zip(frame.itertuples(index=False), panels.statement_rows(frame), strict=True):
        source = (row.article_title or row.article_id, row.publisher, date_text(row.published, None))
        rows.append(
            {name: shown[name] for name in ("id", "article", "span", "date", "speaker", "cue", "act", "parts")}
            | {
                "speaker_id": row.speaker_id,
                "words": row.source if row.source and row.source != shown["speaker"] else None,
                "marked": ACTS[row.act] if row.act not in ("say", "report") else None,
                "via": row.via,
                "venue": row.venue,
                "about": [*zip(row.actor_ids, row.actors, strict=True), *zip(row.place_ids, row.places, strict=True)],
                "sentences": [text for *_, text in row.evidence],
                "source": " · ".join(filter(None, source)),
            }
        )
    return rows


def act_options(frame: pd.DataFrame, filters: Filters) -> list[dict[str, Any]]:
    """Return the acts with their counts; those chosen are there even where nothing is left of them."""
    rows = [{"id": row.act, "name": ACTS[row.act], "n": int(row.statements)} for row in frame.itertuples(index=False)]
    here = {row["id"] for row in rows}
    rows += [{"id": act, "name": ACTS[act], "n": 0} for act in filters.acts if act not in here]
    return [row | {"on": row["id"] in filters.acts} for row in rows]


def speaker_options(frame: pd.DataFrame, filters: Filters) -> list[dict[str, Any]]:
    """Return who speaks with counts, from :func:`geo.query.speakers`; ``on`` where only what they say is shown."""
    only = filters.actors if filters.roles == ("speaker",) else ()
    return _options(frame, only, lambda row: row.position or ("" if row.kind == "state" else country_name(row.country)))


def place_options(frame: pd.DataFrame, filters: Filters) -> list[dict[str, Any]]:
    """Return the places spoken of with counts, from :func:`geo.query.spoken_places`."""
    return _options(frame, filters.places, lambda row: "" if row.kind == "country" else country_name(row.country))


def _options(frame: pd.DataFrame, on: tuple[str, ...], note: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a function
    most = int(frame["statements"].max()) if len(frame) else 1
    return [
        {
            "id": row.id,
            "name": row.name,
            "note": note(row) or None,
            "n": int(row.statements),
            "share": round(row.statements / most, 3),
            "on": row.id in on,
        }
        for row in frame.itertuples(index=False)
    ]


def narrowed(filters: Filters, field: str, id_: str) -> dict[str, Any]:
    """Return the change of the filters that a click makes; a second click on the same takes it back.

    Parameters
    ----------
    filters
        What is set.
    field
        ``acts``, ``speakers`` (only what this actor says) or ``places``.
    id_
        What was clicked.
    """
    if field == "speakers":
        if filters.roles == ("speaker",) and filters.actors == (id_,):
            return {"actors": (), "roles": ()}
        return {"actors": (id_,), "roles": ("speaker",)}
    if field == "places":
        return {"places": () if filters.places == (id_,) else (id_,)}
    if field == "acts" and id_ in ACTS:
        left = tuple(act for act in ACTS if (act in filters.acts) != (act == id_))
        return {"acts": left}
    return {}
