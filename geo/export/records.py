"""The extraction records of the articles behind what is shown."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import TYPE_CHECKING

from geo.export.credits import credits_text
from geo.export.table import zip_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.export.shown import Shown
    from geo.record import Record

_HOW_TO = (
    "Extraction records of Dateline: records.jsonl holds one JSON object a line, one for each article; spans are\r\n"
    "in code points of the article's text. The format is described by geo/record.schema.json of Dateline.\r\n\r\n"
)


def record_lines(records: Iterable[Record], *, excerpts_only: bool = True) -> Iterator[str]:
    """Yield records as lines of JSON; ``excerpts_only`` leaves the text of articles out where a record carries it."""
    for record in records:
        yield (dataclasses.replace(record, text=None) if excerpts_only else record).to_json()


def records_zip(shown: Shown, records: Iterable[Record], *, excerpts_only: bool = True) -> bytes:
    """Return a ZIP file with records.jsonl and credits.txt: JSON Lines have no room for credits."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(zip_entry("records.jsonl", shown), "w", force_zip64=True) as file:
            for line in record_lines(records, excerpts_only=excerpts_only):
                file.write(line.encode() + b"\n")
        archive.writestr(zip_entry("credits.txt", shown), (_HOW_TO + credits_text(shown, ())).encode("utf-8-sig"))
    return out.getvalue()
