"""What is shown as one HTML page that needs no network: a map to explore, or sheets to print."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo.export.credits import BASE_MAP, CAUTION, article_lines, credits, made_with
from geo.export.facts import journey_facts, statement_facts
from geo.export.lines import lines
from geo.export.text import clean
from geo.export.words import how_far, source_line, status, way, when
from geo.maps.basemap import OfflineMap
from geo.maps.elements import JourneysLayer, PlacesLayer
from geo.maps.rows import journey_rows, place_rows, traveller_colours
from geo.maps.standalone import licences, standalone_html
from geo.maps.style import palette
from geo.maps.view import fit
from geo.words import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from geo.export.facts import Facts
    from geo.export.shown import Shown
    from geo.maps.style import Theme
    from geo.share import View

Layout = Literal["screen", "print"]

MOST_DRAWN = 400
"""The most places and journeys on the map, and the most rows of each list: what a page holds that is still read."""

_SIZE: dict[Layout, tuple[int, int]] = {"screen": (900, 780), "print": (1016, 529)}
"""Width and height of the map (px) that its view is chosen for; in print it is 269 by 140 mm."""
_HERE = Path(__file__).parent


def html_page(
    shown: Shown,
    *,
    layout: Layout = "screen",
    theme: Theme = "light",
    miles: bool = False,
    view: View | None = None,
) -> bytes:
    """Return the page as UTF-8 (about 1 MB).

    Parameters
    ----------
    shown
        What is shown.
    layout
        "screen": the map beside lists of journeys and statements; "print": sheets of A4, landscape.
    theme
        "light" or "dark"; paper is always light.
    miles
        Distances in miles, not in km.
    view
        Middle and zoom of the map; None shows all marks.
    """
    if layout == "print":
        theme = "light"
    places, journeys = shown.places.head(MOST_DRAWN), shown.journeys.head(MOST_DRAWN)
    colours = traveller_colours(journeys, theme)
    moves = journey_rows(journeys, shown.places, colours=colours)
    marks = place_rows(places)
    width, height = _SIZE[layout]
    lat, lon, zoom = (
        (view.lat, view.lon, view.zoom) if view else fit([*marks, *moves], width_px=width, height_px=height)
    )
    drawing = OfflineMap((lat, lon), zoom_start=zoom, theme=theme, made_for=None if view else (width, height))
    JourneysLayer(moves, theme=theme, units="mi" if miles else "km").add_to(drawing)
    PlacesLayer(marks, theme=theme).add_to(drawing)
    before, after = _parts(shown, layout=layout, colours=colours, miles=miles)
    title = f"Dateline: {shown.heading}"
    page = standalone_html(drawing, title=title, styles=_styles(theme), before=before, after=after)
    return clean(page).encode()


def _parts(shown: Shown, *, layout: Layout, colours: dict[str, str], miles: bool) -> tuple[str, str]:
    """Return the HTML before and after the map."""
    journeys, statements = shown.journeys.head(MOST_DRAWN), shown.statements.head(MOST_DRAWN)
    drawn = lines(journeys, shown.places)
    told = {
        "layout": layout,
        "heading": shown.heading,
        "counts": _counts(shown),
        "made": made_with(shown),
        "link": shown.permalink,
        "journeys": [
            _entry(facts := journey_facts(row, drawn.get(row.id), shown), when(row))
            | {
                "who": facts["travellers"] or "Unnamed travellers",
                "what": f"in {row.destination_name or 'a place not known'}" if row.kind == "presence" else way(row),
                "status": status(row),
                "css": row.status,
                "colour": colours.get(row.id),
                "far": how_far(drawn.get(row.id), miles=miles),
                "notes": [note for note in (facts["note"], facts["warning"]) if note],
            }
            for row in journeys.itertuples(index=False)
        ],
        "statements": [
            _entry(statement_facts(row), when(row))
            | {
                "who": row.speaker or "Unnamed source",
                "cue": row.cue,
                "css": row.act,
                "parts": row.parts,
                "venue": row.venue,
                "via": row.via,
            }
            for row in statements.itertuples(index=False)
        ],
        "missing": [*_missing(shown), *shown.left_out],
        "caution": CAUTION,
        "credits": [*credits(shown, drawn.values()), BASE_MAP],
        "articles": article_lines(shown.head_of_sources(MOST_DRAWN)),
        "licences": licences(),
    }
    before, _, after = _template().render(told).partition("<!--map-->")
    return before, after


def _entry(facts: Facts, days: str) -> dict[str, Any]:
    return {"when": days, "evidence": facts["evidence"], "source": source_line(facts), "url": facts["url"]}


def _counts(shown: Shown) -> str:
    numbers = {"place": shown.places, "journey": shown.journeys, "statement": shown.statements}
    return " · ".join(count_text(frame.attrs.get("total", len(frame)), name) for name, frame in numbers.items())


def _missing(shown: Shown) -> Iterator[str]:
    for name in ("places", "journeys", "statements"):
        total = getattr(shown, name).attrs.get("total", len(getattr(shown, name)))
        if total > MOST_DRAWN:
            yield f"The page holds the first {MOST_DRAWN} of {total:,} {name}."
    if (total := len(shown.sources)) > MOST_DRAWN:
        yield f"The first {MOST_DRAWN} of {total:,} articles are listed."


def _styles(theme: Theme) -> str:
    colours = "".join(f"--dl-{name}:{value};" for name, value in palette(theme).items())
    return f":root{{color-scheme:{theme};{colours}}}\n{(_HERE / 'page.css').read_text(encoding='utf-8')}"


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(_HERE)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html")
