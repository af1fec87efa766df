"""The plan of a batch, and the manifest that keeps a result from being mixed."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.batch.files import Folder, expand
from geo.batch.inputs import Input, Partition, cut
from geo.batch.reader import loaded
from geo.batch.work import FORMATS, Work, errors_name, records_name
from geo.errors import BatchError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

MANIFEST = "manifest.json"
PARTITION_BYTES = 500_000
"""About 150 articles of news, 20 seconds of one core: so much is lost when a worker is."""
MAX_PARTITION_BYTES = 20_000_000
"""The records of a partition, twelve times as long as its articles, are held until they are written."""
_OURS = re.compile(r"(records-\d{5,}\.(jsonl|parquet)|errors-\d{5,}\.jsonl|manifest\.json)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the work that is left, and what was finished before."""

    folder: Folder
    todo: tuple[Work, ...]
    finished: tuple[Partition, ...]
    errors_before: bool
    """Whether a partition that was finished before has articles that could not be read."""

    @property
    def rows(self) -> int:
        """The number of rows that are left to read."""
        return sum(work.partition.rows for work in self.todo)


def plan(
    sources: Sequence[str],
    *,
    out: str,
    format: str = "jsonl",
    published: dt.date | None = None,
    partition_bytes: int = PARTITION_BYTES,
    fresh: bool = False,
) -> Plan:
    """Cut the inputs into partitions and open the folder of the result.

    Parameters
    ----------
    sources
        JSON Lines and Parquet: paths, globs, and URLs of file systems that fsspec knows.
    out
        The folder of the result, a path or a URL; made where it is missing.
    format
        ``jsonl`` (one record a line) or ``parquet`` (columns id, published, extractor, record).
    published
        The day of publication of articles that bring none.
    partition_bytes
        The size of a partition, in bytes of its articles (unpacked).
    fresh
        Throw away what the folder holds of another run.

    Raises
    ------
    InputError
        If an input cannot be read.
    BatchError
        If the folder cannot be used, or holds the result of other inputs, options or another extractor.
    """
    if format not in FORMATS:
        raise BatchError(f"There is no format “{format}”. Give {' or '.join(FORMATS)}.")
    inputs: list[Input] = []
    partitions: list[Partition] = []
    for file in expand(sources):
        about, pieces = cut(file, size=partition_bytes, after=len(partitions))
        inputs.append(about)
        partitions += pieces
    extractor = loaded()
    manifest = {
        "extractor": extractor,
        "options": {
            "format": format,
            "published": published.isoformat() if published else None,
            "partition_bytes": partition_bytes,
        },
        "inputs": [dataclasses.asdict(about) for about in inputs],
        "partitions": len(partitions),
    }
    folder = Folder(out)
    folder.make()
    there = _open(folder, manifest, fresh=fresh)
    work = [Work(piece, out, format, manifest["options"]["published"], extractor) for piece in partitions]
    return Plan(
        folder,
        tuple(w for w in work if records_name(w.partition.number, format) not in there),
        tuple(w.partition for w in work if records_name(w.partition.number, format) in there),
        any(errors_name(w.partition.number) in there for w in work),
    )


def _open(folder: Folder, manifest: dict[str, Any], *, fresh: bool) -> set[str]:
    """Return the names of the files that are there and whole."""
    names = folder.names()
    if fresh:
        # The manifest goes first: without it nothing left over passes for a result.
        folder.remove(sorted(filter(_OURS.fullmatch, names), key=lambda name: name != MANIFEST))
        names = folder.names()
    folder.remove_temporary()
    if MANIFEST not in names:
        if any(map(_OURS.fullmatch, names)):
            raise BatchError(
                f"{folder} holds records of an unknown run (it has no {MANIFEST}). Give another folder after --out, or "
                "--fresh to replace them."
            )
        folder.write_json(MANIFEST, manifest)
        return set()
    try:
        before = json.loads(folder.read(MANIFEST))
        differing = next((part for part in manifest if before.get(part) != manifest[part]), None)
    except (ValueError, AttributeError) as error:
        raise BatchError(f"{folder}/{MANIFEST} is broken. Give --fresh to start anew, or another --out.") from error
    if differing:
        raise BatchError(
            f"{folder} holds the result of {_WHAT[differing]}, and the two must not be mixed. Give another folder "
            "after --out, or --fresh to replace it."
        )
    return names


_WHAT = {
    "extractor": "another version of Dateline, its model or its gazetteer",
    "options": "other options (--format, --published or --partition-size)",
    "inputs": "other inputs",
    "partitions": "other inputs",
}
