"""What is shown as KML for Google Earth, QGIS and the like: three folders in the map's colours."""

from __future__ import annotations

import html
import threading
from typing import TYPE_CHECKING, Any

from geo.export.credits import CAUTION, article_lines, credits, made_with
from geo.export.facts import journey_facts, place_facts, statement_facts
from geo.export.lines import lines, points, position
from geo.export.text import clean
from geo.export.words import how_far, source_line, status, way, when
from geo.maps.rows import traveller_colours
from geo.maps.style import JOURNEY_COLOURS, PALETTES
from geo.words import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import simplekml

    from geo.export.facts import Facts, Row
    from geo.export.lines import Line, Position
    from geo.export.shown import Shown

_LOCK = threading.Lock()
"""simplekml keeps its state in class attributes while it writes."""

_FAINT = ("cancelled", "denied", "hypothetical")
_MOST_ARTICLES = 200
"""Articles named in the description of the document; every entry names its own."""


def kml(shown: Shown) -> bytes:
    """Return a KML document as UTF-8, its folders Places, Journeys and Statements.

    Names are plain text, descriptions HTML in which all text of articles is escaped; the facts stand in ExtendedData
    too.  Journeys and statements carry their days.  What has no point or line is in its folder without a geometry.
    """
    import simplekml

    drawn = lines(shown.journeys, shown.places)
    where = points(shown.places)
    with _LOCK:
        document = simplekml.Kml(name=_plain(f"Dateline: {shown.heading}"), description=_about(shown, drawn.values()))
        styles = _Styles(simplekml)
        _places(document.newfolder(name="Places"), shown, styles)
        _journeys(document.newfolder(name="Journeys"), shown, drawn, where, styles)
        _statements(document.newfolder(name="Statements"), shown, where, styles)
        text = document.kml(format=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


class _Styles:
    """The styles of marks, each made once and shared."""

    def __init__(self, library: Any) -> None:  # noqa: ANN401 - the module simplekml
        self._library = library
        self._made: dict[tuple[str, ...], simplekml.Style] = {}

    def mark(self, draw: str) -> simplekml.Style:
        """Return the style of a disc, a ring or an area."""
        style = self._style("mark", draw)
        style.iconstyle.color = _colour(PALETTES["light"][draw], 1.0 if draw == "disc" else 0.7)
        style.iconstyle.scale = {"disc": 1.0, "ring": 0.6, "area": 0.8}[draw]
        style.labelstyle.scale = 0.9 if draw == "disc" else 0.7
        return style

    def line(self, colour: str, status: str) -> simplekml.Style:
        """Return the style of a journey: KML knows no dashes, so what is not done is thin or faint."""
        style = self._style("line", colour, status)
        style.linestyle.color = _colour(colour, 0.35 if status in _FAINT else 0.9)
        style.linestyle.width = 3 if status in ("completed", "under_way") else 2
        return style

    def statement(self) -> simplekml.Style:
        """Return the style of what is said somewhere."""
        style = self._style("statement")
        style.iconstyle.color = _colour(PALETTES["light"]["muted"], 0.9)
        style.iconstyle.scale = 0.6
        style.labelstyle.scale = 0.0
        return style

    def _style(self, *key: str) -> simplekml.Style:
        if key not in self._made:
            self._made[key] = self._library.Style()
            # simplekml's own icon would be fetched from a server; without one each program takes its own
            self._made[key].iconstyle.icon = None
        return self._made[key]


def _colour(css: str, opacity: float) -> str:
    """Return a CSS colour (#rrggbb) as KML writes it: opacity, blue, green, red."""
    red, green, blue = css[1:3], css[3:5], css[5:7]
    return f"{round(opacity * 255):02x}{blue}{green}{red}"


def _plain(text: str) -> str:
    """Return text for a name; simplekml escapes it, but for what it takes for CDATA."""
    return clean(text).replace("<![CDATA[", "<! [CDATA[")


def _html(text: str) -> str:
    """Return text that stays text in a balloon: neither markup nor one of its entities, such as $[name]."""
    return html.escape(clean(text), quote=False).replace("$[", "&#36;[")


def _about(shown: Shown, drawn: Iterable[Line]) -> str:
    articles = article_lines(shown)
    told = [made_with(shown), f"Shown: {shown.heading}", *shown.left_out, CAUTION, *credits(shown, drawn)]
    if shown.permalink:
        told.append(f"Link: {shown.permalink}")
    told.append("Articles:")
    told += articles[:_MOST_ARTICLES]
    if len(articles) > _MOST_ARTICLES:
        told.append(f"… and {len(articles) - _MOST_ARTICLES:,} more, named with each entry.")
    return "<br>\n".join(_html(line) for line in told)


def _places(folder: simplekml.Folder, shown: Shown, styles: _Styles) -> None:
    for row in shown.places.itertuples(index=False):
        mark = folder.newpoint(name=_plain(row.name), coords=[position(row.lat, row.lon)])
        mark.style = styles.mark(row.draw)
        seen = count_text(int(row.events), "event") if row.events else "only named"
        mark.description = _html(f"{row.kind.capitalize()}, {seen}, {count_text(int(row.mentions), 'mention')}")
        _facts(mark, {"id": row.id} | place_facts(row))


def _journeys(
    folder: simplekml.Folder,
    shown: Shown,
    drawn: Mapping[str, Line],
    where: Mapping[str, Position],
    styles: _Styles,
) -> None:
    colours = traveller_colours(shown.journeys, "light")
    for row in shown.journeys.itertuples(index=False):
        line = drawn.get(row.id)
        title = _plain(_journey_title(row))
        if line:
            mark = folder.newmultigeometry(name=title)
            for part in line.parts:
                mark.newlinestring(coords=part, tessellate=1)
        else:
            at = where.get(row.destination_id) if row.kind == "presence" else None
            mark = folder.newpoint(name=title, coords=[at]) if at else folder.newmultigeometry(name=title)
        mark.style = styles.line(colours.get(row.id) or JOURNEY_COLOURS["light"][-1], row.status)
        _event(mark, row, {"id": row.id} | journey_facts(row, line, shown), _journey_lines(row, line, shown))


def _journey_title(row: Row) -> str:
    who = row.travellers or "Unnamed travellers"
    if row.kind == "presence":
        return f"{who} in {row.destination_name or 'a place not known'}"
    return f"{who}: {way(row)}"


def _journey_lines(row: Row, line: Line | None, shown: Shown) -> list[str | None]:
    return [status(row), how_far(line), line.note if line else None, shown.doubt(row)]


def _statements(folder: simplekml.Folder, shown: Shown, where: Mapping[str, Position], styles: _Styles) -> None:
    for row in shown.statements.itertuples(index=False):
        at, title = where.get(row.venue_id), _plain(f"{row.speaker or 'Unnamed source'} {row.cue}")
        mark = folder.newpoint(name=title, coords=[at]) if at else folder.newmultigeometry(name=title)
        mark.style = styles.statement()
        facts = {"id": row.id} | statement_facts(row)
        _event(mark, row, facts, [facts["content"], f"in {row.venue}" if row.venue else None])


def _event(mark: Any, row: Row, facts: Facts, told: Iterable[str | None]) -> None:  # noqa: ANN401
    """Say when it was, what is known, which sentences say so and who published them."""
    told = [when(row), *told]
    source = source_line(facts)
    body = [f"<p>{_html(line)}</p>" for line in told if line]
    body += [f"<blockquote>{_html(sentence)}</blockquote>" for sentence in facts["evidence"]]
    link = facts["url"]
    body.append(f'<p><a href="{html.escape(link)}">{_html(source or link)}</a></p>' if link else _html(source))
    mark.description = "\n".join(body)
    if row.date_from and row.date_from == row.date_to:
        mark.timestamp.when = row.date_from.isoformat()
    elif row.date_from:
        mark.timespan.begin = row.date_from.isoformat()
        mark.timespan.end = row.date_to.isoformat() if row.date_to else None
    _facts(mark, facts)


def _facts(mark: Any, facts: Facts) -> None:  # noqa: ANN401 - a feature of simplekml
    """Write the facts of a mark as its ExtendedData, in one piece: an object for each would take far more memory."""
    told = ((name, "\n".join(map(str, value)) if isinstance(value, list) else value) for name, value in facts.items())
    mark.extendeddata.datas.append(
        "".join(
            f'<Data name="{name}"><value>{html.escape(clean(str(value)))}</value></Data>'
            for name, value in told
            if value is not None and value != ""
        )
    )
