"""Parts of a record that an editor vouches for, or says are wrong."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from geo.corrections import dates, journeys, moving, saying, statements, toponyms
from geo.corrections.anchor import Anchor
from geo.corrections.correction import Correction, actor_of
from geo.errors import CorrectionError
from geo.identity import part_id
from geo.record import Actor, Date, Journey, Statement, Toponym

if TYPE_CHECKING:
    from geo.corrections.work import Work
    from geo.record import Record


def mark_verified(record: Record, text: str, part: str) -> Correction:
    """Return the mark of a part that is right as it is shown.

    A place name keeps its place and role, and a date its value, also where a later extraction reads another one.

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    part
        Its id, as :func:`geo.identity.part_id` gives it.

    Raises
    ------
    CorrectionError
        If the record has no such part.
    """
    return _mark("mark_verified", record, text, part)


def mark_wrong(record: Record, text: str, part: str) -> Correction:
    """Return the mark of a part that is wrong: it is shown no more, and listed as wrong in the gold.

    Raises
    ------
    CorrectionError
        If the record has no such part.
    """
    return _mark("mark_wrong", record, text, part)


def _mark(kind: str, record: Record, text: str, id_: str) -> Correction:
    parts = (*record.toponyms, *record.dates, *record.statements, *record.journeys, *record.actors)
    part = next((p for p in parts if part_id(p) == id_), None)
    anchor, target, values = None, id_, {}
    match part:
        case Toponym():
            anchor, target = Anchor.of(text, (part.start, part.end)), None
            values = toponyms.snapshot(record, part)
        case Date():
            anchor, target = Anchor.of(text, (part.start, part.end)), None
            values = {"type": part.type, "value": part.value, "precision": part.precision}
        case Statement():
            made = statements.remove_statement(record, text, id_)
            anchor, values = made.anchor, dict(made.values)
        case Journey():
            made = journeys.remove_journey(record, text, id_)
            anchor, values = made.anchor, dict(made.values)
        case Actor():
            values = {"was": actor_of(record, part)}
        case _:
            raise CorrectionError("This is no longer in the article: reload the page, and choose another part.")
    return Correction(kind, anchor, target, {"part": type(part).__name__.lower(), **values})


def verify(work: Work, correction: Correction) -> bool:
    """Apply ``mark_verified``."""
    id_ = _VERIFY[correction.values["part"]](work, correction)
    if id_ is not None:
        work.verified.add(id_)
    return id_ is not None


def reject(work: Work, correction: Correction) -> bool:
    """Apply ``mark_wrong``."""
    return _REJECT[correction.values["part"]](work, correction)


def _toponym(work: Work, correction: Correction) -> str | None:
    span, before = work.find(correction.anchor), set(work.corrected)
    found = next((t for t in work.toponyms if (t.start, t.end) == span), None)
    known, role = correction.values["place"], correction.values["role"]
    if found is not None and (found.place, found.role) == (known and known["id"], role):
        # Vouched for, an ambiguous place is the one; nothing else is changed about it.
        at = work.toponyms.index(found)
        sure = {"status": "resolved", "alternatives": (), "score": 1.0} if known else {}
        work.toponyms[at] = dataclasses.replace(found, **sure)
        return part_id(found)
    if not toponyms.assert_all(work, correction) or span is None:
        return None
    work.corrected = before
    return f"toponym:{span[0]}-{span[1]}"


def _date(work: Work, correction: Correction) -> str | None:
    span, before = work.find(correction.anchor), set(work.corrected)
    if not dates.put(work, correction) or span is None:
        return None
    work.corrected = before
    return f"date:{span[0]}-{span[1]}"


def _statement(work: Work, correction: Correction) -> str | None:
    found = saying.find(work, correction)
    return found and found.id


def _journey(work: Work, correction: Correction) -> str | None:
    found = moving.find(work, correction)
    return found and found.id


def _actor(work: Work, correction: Correction) -> str | None:
    id_ = work.resolved(correction.target or "")
    return id_ if id_ in work.actors else None


def drop_actor(work: Work, correction: Correction) -> bool:
    """Let an actor be none in this article; who speaks or travels under the name stays without an actor."""
    gone = work.resolved(correction.target or "")
    if work.actors.pop(gone, None) is None:
        return True

    def now(id_: str | None) -> str | None:
        return None if id_ == gone else id_

    work.toponyms[:] = [dataclasses.replace(t, actor=now(t.actor)) for t in work.toponyms]
    for n, told in enumerate(work.statements):
        others = tuple(a for a in told.actors if a != gone)
        work.statements[n] = dataclasses.replace(told, speaker=now(told.speaker), via=now(told.via), actors=others)
    for n, journey in enumerate(work.journeys):
        who = tuple(dataclasses.replace(t, actor=now(t.actor)) for t in journey.travellers)
        work.journeys[n] = dataclasses.replace(journey, travellers=who)
    return True


_VERIFY: dict[str, Any] = {
    "toponym": _toponym, "date": _date, "statement": _statement, "journey": _journey, "actor": _actor,
}  # fmt: skip
_REJECT: dict[str, Any] = {
    "toponym": toponyms.remove, "date": dates.remove, "statement": saying.remove, "journey": moving.remove,
    "actor": drop_actor,
}  # fmt: skip
