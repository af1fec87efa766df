"""Who is to be credited for what is in an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.export.text import clean, day, web_address
from geo.gazetteer import ATTRIBUTION
from geo.routes import RAIL_CREDIT
from geo.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.export.lines import Line
    from geo.export.shown import Shown

PLACES = "Places: GeoNames (https://www.geonames.org), CC BY 4.0; Natural Earth, public domain"
RAILS = f"{RAIL_CREDIT}, https://www.openstreetmap.org/copyright"
LANES = "Shipping lanes: searoute, Apache 2.0"
BASE_MAP = "Base map: Natural Earth, public domain, as modified by Visionscarto, BSD-3-Clause"
ARTICLES = "Articles and the sentences quoted from them: their publishers"
CAUTION = (
    "Read from the articles by a program, which errs: check the sentence behind each entry. Lines by rail and by sea "
    "are indicative. Boundaries and names do not imply endorsement."
)


def credits(shown: Shown, lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the credits of an export, a line each; ``lines`` are those that are in it."""
    methods = {line.method for line in lines}
    online = any(str(id_).startswith("osm:") for id_ in shown.places["id"])
    found = (
        PLACES,
        f"Places with an id in osm: {ATTRIBUTION}" if online else None,
        RAILS if any(method.startswith("by rail") for method in methods) else None,
        LANES if any(method.startswith("by sea") for method in methods) else None,
        ARTICLES,
    )
    return tuple(line for line in found if line)


def made_with(shown: Shown) -> str:
    """Return what made the export, and when."""
    return f"Made with Dateline {__version__} on {day(shown.made)}"


def article_lines(shown: Shown) -> list[str]:
    """Return the articles behind the export, a line each: publisher, title, day, address."""
    return [
        clean(
            ", ".join(
                " ".join(part.split())
                for part in (
                    row.publisher or "Publisher not known",
                    f"“{row.title}”" if row.title else row.id,
                    day(row.published),
                    web_address(row.url),
                )
                if part
            )
        )
        for row in shown.sources.itertuples(index=False)
    ]


def credits_text(shown: Shown, lines: Iterable[Line]) -> str:
    """Return the credits as a text file."""
    told = [made_with(shown), f"Shown: {shown.heading}"]
    if shown.permalink:
        told.append(f"Link: {shown.permalink}")
    told += [*shown.left_out, "", CAUTION, "", "Sources and licences", *credits(shown, lines), "", "Articles"]
    return "\r\n".join([*told, *(article_lines(shown) or ["None"])]) + "\r\n"
