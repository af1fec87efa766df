"""Where the ids of merged actors lead, so that old links work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from geo.corrections import Correction


def redirect(connection: Connection, merges: Sequence[Correction]) -> set[str]:
    """Write the redirects of all merges that hold, oldest first; return the ids whose redirect changed."""
    wanted = targets(merges)
    before = {row.from_id: row.to_id for row in connection.execute(sa.select(t.redirect))}
    connection.execute(t.redirect.delete())
    if wanted:
        connection.execute(t.redirect.insert(), [{"from_id": a, "to_id": b} for a, b in sorted(wanted.items())])
    changed = {id_ for id_ in wanted.keys() | before.keys() if wanted.get(id_) != before.get(id_)}
    return changed | {found[id_] for id_ in changed for found in (wanted, before) if id_ in found}


def targets(merges: Sequence[Correction]) -> dict[str, str]:
    """Return what each merged actor is in the end: after A into B and B into C, both are C."""
    found: dict[str, str] = {}
    for merge in merges:
        gone, into = merge.target or "", merge.values["into"]["id"]
        into = found.get(into, into)
        if into != gone:
            found |= {id_: into for id_, now in found.items() if now == gone} | {gone: into}
    return found
