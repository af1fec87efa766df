"""Corrections of place names: another place, another role, one too many, one that was missed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, get_args

from geo.corrections.anchor import Anchor, checked
from geo.corrections.correction import Correction, place_of
from geo.errors import CorrectionError
from geo.record import LITERAL_ROLES, Form, Role, Toponym

if TYPE_CHECKING:
    from geo.corrections.work import Work
    from geo.record import Place, Record, Span


def move_toponym(record: Record, text: str, span: Span, place: Place | str) -> Correction:
    """Return the correction that lays a place name on another place.

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    span
        The span of the toponym (code points).
    place
        A place of the gazetteer, by id or whole, or one of :func:`geo.corrections.user_place`.

    Raises
    ------
    CorrectionError
        If there is no toponym at the span, or no place of that id.
    """
    toponym = _at(record, text, span)
    return _correction("move_toponym", record, text, toponym, {"place": dataclasses.asdict(place_of(record, place))})


def change_role(record: Record, text: str, span: Span, role: Role) -> Correction:
    """Return the correction that gives a place name another role; whether it is literal follows.

    Raises
    ------
    CorrectionError
        If there is no toponym at the span, or no such role.
    """
    _check_role(role)
    return _correction("change_role", record, text, _at(record, text, span), {"role": role})


def remove_toponym(record: Record, text: str, span: Span) -> Correction:
    """Return the correction that takes away what is no place name, or no place that matters.

    Raises
    ------
    CorrectionError
        If there is no toponym at the span.
    """
    return _correction("remove_toponym", record, text, _at(record, text, span), {})


def add_toponym(
    record: Record, text: str, span: Span, place: Place | str, *, role: Role = "site", form: Form = "name"
) -> Correction:
    """Return the correction that adds a place name that was missed.

    Raises
    ------
    CorrectionError
        If the words are not in the text or are a toponym already, or if there is no such place, role or form.
    """
    span = checked(text, span)
    _check_role(role)
    if form not in get_args(Form):
        raise CorrectionError(f"“{form}” is no form of a place name: choose name, abbreviation or demonym.")
    if any((t.start, t.end) == span for t in record.toponyms):
        raise CorrectionError(f"“{text[slice(*span)]}” is a place already: move it, or change its role.")
    place = place_of(record, place)
    values = {"place": dataclasses.asdict(place), "role": role, "form": form, "was": None}
    return Correction("add_toponym", Anchor.of(text, span), None, values)


def snapshot(record: Record, toponym: Toponym) -> dict[str, Any]:
    """Return a toponym as JSON values, so that it can be put back where an extraction no longer finds it."""
    place = next((p for p in record.places if p.id == toponym.place), None)
    known = None if place is None else dataclasses.asdict(place)
    return {"place": known, "role": toponym.role, "form": toponym.form, "was": {"place": known, "role": toponym.role}}


def _correction(kind: str, record: Record, text: str, toponym: Toponym, values: dict[str, Any]) -> Correction:
    anchor = Anchor.of(text, (toponym.start, toponym.end))
    return Correction(kind, anchor, None, snapshot(record, toponym) | values)


def _at(record: Record, text: str, span: Span) -> Toponym:
    span = checked(text, span)
    found = next((t for t in record.toponyms if (t.start, t.end) == span), None)
    if found is None:
        raise CorrectionError(f"“{text[slice(*span)]}” is no place of this article yet: add it as a missed place.")
    return found


def _check_role(role: str) -> None:
    if role not in get_args(Role):
        raise CorrectionError(f"“{role}” is no role of a place: choose one of {', '.join(get_args(Role))}.")


def move(work: Work, correction: Correction) -> bool:
    """Apply ``move_toponym``: the role is what it is now."""
    return _set(work, correction, keep_role=True)


def assert_all(work: Work, correction: Correction) -> bool:
    """Apply ``add_toponym``, and vouch for a toponym: place and role are as told."""
    return _set(work, correction, keep_role=False)


def _set(work: Work, correction: Correction, *, keep_role: bool) -> bool:
    span = work.find(correction.anchor)
    if span is None:
        return False
    values = correction.values
    old = _exact(work, span)
    role = old.role if keep_role and old is not None else values["role"]
    _put(work, span, work.place(values["place"]), role, values["form"])
    _unmeant(work, correction, span)
    return True


def put_place(work: Work, span: Span, place: Place, role: Role) -> None:
    """Lay the words of a journey's end on a place; ``role`` is for words that are no toponym yet."""
    work.places.setdefault(place.id, place)
    old = _exact(work, span)
    if old is None or (old.place, old.status, old.literal) != (place.id, "resolved", True):
        _put(work, span, place, role if old is None or not old.literal else old.role, "name")


def _put(work: Work, span: Span, place: Place | None, role: Role, form: Form) -> None:
    old = _exact(work, span)
    score = None if place is None else 1.0
    status = "not_found" if place is None else "resolved"
    id_ = place and place.id
    words = work.text[slice(*span)]
    new = Toponym(*span, words, old.form if old else form, role, role in LITERAL_ROLES, id_, status, score)
    _exchange(work, old, _with_actor(work, old, new))


def set_role(work: Work, correction: Correction) -> bool:
    """Apply ``change_role``: the place is what it is now."""
    span = work.find(correction.anchor)
    if span is None:
        return False
    old = _exact(work, span)
    if old is None:
        return _set(work, correction, keep_role=False)
    role = correction.values["role"]
    new = dataclasses.replace(old, role=role, literal=role in LITERAL_ROLES)
    _exchange(work, old, _with_actor(work, old, new))
    _unmeant(work, correction, span)
    return True


def remove(work: Work, correction: Correction) -> bool:
    """Apply ``remove_toponym``: whatever place name is at these words."""
    span = work.find(correction.anchor)
    if span is None:
        return False
    work.emptied.add(span)
    for toponym in list(work.toponyms):
        if toponym.start < span[1] and span[0] < toponym.end:
            work.toponyms.remove(toponym)
            work.unmention(toponym.actor, (toponym.start, toponym.end))
    _unmeant(work, correction, span)
    return True


def _unmeant(work: Work, correction: Correction, span: Span) -> None:
    """Words that stood for an actor, and do so no more, name none."""
    was, now = correction.values["was"], _exact(work, span)
    if was is not None and was["role"] == "actor" and (now is None or now.actor is None):
        for actor in list(work.actors):
            work.unmention(actor, span)


def _exact(work: Work, span: Span) -> Toponym | None:
    return next((t for t in work.toponyms if (t.start, t.end) == span), None)


def _with_actor(work: Work, old: Toponym | None, new: Toponym) -> Toponym:
    if old is not None and (old.role, old.place) == (new.role, new.place):
        return dataclasses.replace(new, actor=old.actor)
    return dataclasses.replace(new, actor=work.meant(work.places.get(new.place or ""), new.role))


def _exchange(work: Work, old: Toponym | None, new: Toponym) -> None:
    span = (new.start, new.end)
    for toponym in work.toponyms:
        if toponym.start < new.end and new.start < toponym.end and toponym.actor != new.actor:
            work.unmention(toponym.actor, (toponym.start, toponym.end))
    if new.actor is not None and new.actor in work.actors and (old is None or old.actor != new.actor):
        work.mention(new.actor, span)
    work.put(work.toponyms, new)
    work.emptied.discard(span)
    work.placed.add(span)
