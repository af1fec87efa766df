"""Corrections over a record: pure, repeatable, and without a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.corrections import actors, dates, marks, moving, saying, toponyms
from geo.corrections.hanging import settled
from geo.corrections.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.corrections.correction import Correction
    from geo.record import Record

EDITS: dict[str, Callable[[Work, Correction], bool]] = {
    "move_toponym": toponyms.move,
    "change_role": toponyms.set_role,
    "remove_toponym": toponyms.remove,
    "add_toponym": toponyms.assert_all,
    "change_date": dates.put,
    "add_date": dates.put,
    "remove_date": dates.remove,
    "add_statement": saying.add,
    "change_speaker": saying.set_speaker,
    "change_act": saying.set_act,
    "remove_statement": saying.remove,
    "add_journey": moving.add,
    "change_journey": moving.change,
    "remove_journey": moving.remove,
    "rename_actor": actors.rename,
    "merge_actors": actors.merge,
    "split_actor": actors.split,
    "mark_verified": marks.verify,
    "mark_wrong": marks.reject,
}
"""By kind, what applies a correction; it returns False, and changes nothing, where its words are lost."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A record with corrections applied, and those that no longer find their words."""

    record: Record
    lost: tuple[Correction, ...]


def apply(record: Record, text: str, corrections: Iterable[Correction]) -> Applied:
    """Apply corrections to a record, in the order in which they were made.

    Parameters
    ----------
    record
        What was extracted from the text; also one to which the same corrections were applied before.
    text
        The article, as it is now.
    corrections
        What editors changed, maybe over another extraction or another state of the text.

    Returns
    -------
    Applied
        The record as it is to be shown.  Without corrections it is the extraction itself.
    """
    work, lost, done = Work(record, text), [], False
    for correction in corrections:
        edit = EDITS.get(correction.kind)
        if edit is not None and edit(work, correction):
            done = True
        else:
            lost.append(correction)
    corrected = settled(work) if done else record
    return Applied(record if corrected == record else corrected, tuple(lost))
