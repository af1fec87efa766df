"""What is shown as CSV tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from geo.export.credits import credits_text
from geo.export.facts import Facts, Row, journey_facts, statement_facts
from geo.export.lines import lines
from geo.export.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.export.lines import Line
    from geo.export.shown import Shown

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\u2212"
# Blanks, quotation marks and what has no width may stand before a sign and are skipped by one program or another; a
# semicolon, a tab or a line break starts a new cell where the reader takes it for the separator.
_BEFORE = "[\\s\"'`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]*"
_FORMULA = re.compile(rf"(?:^|[;\t\r\n]){_BEFORE}(?=[{_SIGNS}])")
_CONTROL = re.compile(r"\A[\t\r\n]")
_LIST = "; "


def cell(text: str) -> str:
    r"""Return text that no spreadsheet takes for a formula: an apostrophe stands before what could start one.

    >>> cell("=1+1"), cell(' "@SUM(A1)"'), cell("x;=1+1"), cell("\t1"), cell("a - b")
    ("'=1+1", ' "\'@SUM(A1)"', "x;'=1+1", "'\t1", 'a - b')
    """
    safe = _FORMULA.sub(lambda match: f"{match[0]}'", clean(text))
    return f"'{safe}" if _CONTROL.match(safe) else safe


def csv_table(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], *, bom: bool = True) -> bytes:
    """Return rows as CSV (RFC 4180): commas, CRLF, quotation marks doubled, UTF-8.

    Parameters
    ----------
    rows
        Mappings from columns to text, numbers, truth values, lists of text, or None for an empty cell.
    columns
        The columns in order; they are the first line.
    bom
        Begin with a byte order mark, by which spreadsheets tell UTF-8.
    """
    import pandas as pd

    names = list(columns)
    data = {name: pd.Series([_value(row[name]) for row in rows], dtype=object) for name in names}
    text = pd.DataFrame(data, columns=names).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig" if bom else "utf-8")


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    if isinstance(value, list | tuple):
        value = _LIST.join(str(item) for item in value)
    if isinstance(value, str):
        return cell(value)
    return None if value is None or value != value else value


def csv_zip(shown: Shown, *, bom: bool = True) -> bytes:
    """Return a ZIP file with journeys.csv, statements.csv, places.csv, actors.csv and credits.txt."""
    drawn = lines(shown.journeys, shown.places)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, rows, columns in _tables(shown, drawn):
            archive.writestr(zip_entry(f"{name}.csv", shown), csv_table(rows, columns, bom=bom))
        told = _HOW_TO + credits_text(shown, drawn.values())
        archive.writestr(zip_entry("credits.txt", shown), told.encode("utf-8-sig"))
    return out.getvalue()


_HOW_TO = (
    "Tables of Dateline: CSV (RFC 4180) in UTF-8, one row an entry, lists joined by semicolons. Lengths are in km,\r\n"
    "points in degrees (WGS84). An apostrophe before =, +, - or @ at the start of a cell, or after a semicolon or a\r\n"
    "line break in it, was put there so that no spreadsheet runs the words as a formula.\r\n\r\n"
)


def zip_entry(name: str, shown: Shown) -> zipfile.ZipInfo:
    """Return the entry of a compressed file in a ZIP, dated to the day of the export."""
    entry = zipfile.ZipInfo(name, (max(shown.made.year, 1980), shown.made.month, shown.made.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _tables(shown: Shown, drawn: Mapping[str, Line]) -> Iterator[tuple[str, list[Facts], tuple[str, ...]]]:
    """Yield name, rows and columns of each table."""
    moves = shown.journeys.itertuples(index=False)
    yield "journeys", [_journey(row, drawn.get(row.id), shown) for row in moves], _JOURNEYS
    said = shown.statements.itertuples(index=False)
    yield "statements", [{"id": row.id} | _lines(statement_facts(row)) for row in said], _STATEMENTS
    yield "places", shown.places[list(_PLACES)].to_dict("records"), _PLACES
    yield "actors", shown.actors[list(_ACTORS)].to_dict("records"), _ACTORS


def _journey(row: Row, line: Line | None, shown: Shown) -> Facts:
    points = {name: getattr(row, name) for name in _POINTS}
    return {"id": row.id} | points | _lines(journey_facts(row, line, shown))


def _lines(facts: Facts) -> Facts:
    return facts | {"evidence": "\n".join(facts["evidence"])}


_WHEN = ("date_from", "date_to", "date_told", "date_text")
_SOURCE = ("evidence", "article", "article_title", "publisher", "published", "url")
_ENDS = tuple(f"{end}{part}" for end in ("origin", "destination") for part in ("", "_id", "_lat", "_lon"))
_POINTS = tuple(name for name in _ENDS if name.endswith(("_lat", "_lon")))
_JOURNEYS = (
    "id", "kind", "travellers", "traveller_ids", *_ENDS, "via", "status", "mode", *_WHEN, "great_circle_km", "line",
    "line_km", "note", "warning", *_SOURCE,
)  # fmt: skip
_STATEMENTS = (
    "id", "speaker", "speaker_id", "passed_on_by", "cue", "act", "kind", "content", "quoted", "venue", "venue_id",
    "places", "place_ids", "actors", "actor_ids", *_WHEN, *_SOURCE,
)  # fmt: skip
_PLACES = ("id", "name", "kind", "country", "lat", "lon", "extent_km", "draw", "events", "mentions")
_ACTORS = ("id", "name", "kind", "country", "position", "journeys", "statements", "events")
