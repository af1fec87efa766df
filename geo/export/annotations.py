"""Corrected articles as annotations to measure or to teach an extractor by: JSON Lines, one file a kind."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from contextlib import ExitStack
from typing import TYPE_CHECKING

from geo.corrections import GOLD_KINDS, gold
from geo.store.corrections import corrected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Store

_IN_MEMORY = 1_000_000


def file_name(kind: str) -> str:
    """Return what the file of a kind of annotations is called."""
    return f"{kind}_dateline.jsonl"


def annotations(store: Store, *, every: bool = False) -> Iterator[dict[str, str]]:
    """Yield the annotations of each article that has a correction of its own, or of ``every`` one.

    Returns
    -------
    iterator of dict
        A line of JSON for each of :data:`geo.corrections.GOLD_KINDS`; it holds the text of the article.
    """
    for reading in corrected(store, every=every):
        rows = gold(reading.record, reading.text, reading.corrections)
        yield {kind: json.dumps(rows[kind], ensure_ascii=False) for kind in GOLD_KINDS}


def annotations_zip(store: Store) -> bytes:
    """Return a ZIP file with the annotations of all corrected articles, as ``python -m geo gold`` writes them."""
    out = io.BytesIO()
    with ExitStack() as stack:
        files = {kind: stack.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY)) for kind in GOLD_KINDS}
        for lines in annotations(store):
            for kind, line in lines.items():
                files[kind].write(line.encode() + b"\n")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for kind, file in files.items():
                file.seek(0)
                entry = zipfile.ZipInfo(file_name(kind))
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(file, target)
    return out.getvalue()
