"""What can be put right about a journey, and how a missed one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import streamlit as st

from geo import corrections as make
from geo.corrections import Going, Stop, When
from geo.identity import part_id
from geo.record import JourneyKind, JourneyStatus, Mode
from geo.words import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.corrections import Correction
    from geo.record import Journey, Record, Span, Traveller

_NOT_TOLD = "not told"


def journey(record: Record, text: str, told: Journey) -> Correction | None:
    """Draw what a journey says; return the correction that was asked for in this run."""
    changes: dict[str, Any] = {}
    who = _travellers(record, text, told.travellers, key=told.id)
    if set(who) != set(_going(record, told.travellers).values()):
        changes["travellers"] = who
    for field, end in (("origin", told.origin), ("destination", told.destination)):
        chosen = _end(record, text, field.capitalize(), end and (end.start, end.end), key=f"{field}-{told.id}")
        if (chosen and tuple(chosen.span)) != (end and (end.start, end.end)):
            changes[field] = chosen
    for field, options in (("status", get_args(JourneyStatus)), ("mode", get_args(Mode))):
        now = getattr(told, field)
        label = {"status": "Status", "mode": "Means"}[field]
        chosen = st.selectbox(
            label, options, index=options.index(now), format_func=lambda word: word.replace("_", " "),
            key=f"{field}-{told.id}",
        )  # fmt: skip
        if chosen != now:
            changes[field] = chosen
    date = _date(record, told.date and (told.date.start, told.date.end), key=told.id)
    if (date and tuple(date.span)) != (told.date and (told.date.start, told.date.end)):
        changes["date"] = date
    if changes and st.button("Change the journey", key="do-journey", type="primary"):
        return make.change_journey(record, text, told.id, **changes)
    if st.button("No journey: remove", key="do-remove"):
        return make.remove_journey(record, text, told.id)
    right, wrong = st.columns(2)
    if right.button("Is right", key="do-right", width="stretch"):
        return make.mark_verified(record, text, part_id(told))
    if wrong.button("Is wrong", key="do-wrong", width="stretch"):
        return make.mark_wrong(record, text, part_id(told))
    return None


def add(record: Record, text: str, words: Span) -> Correction | None:
    """Draw the fields of a missed journey; the chosen words name the traveller where no actor is chosen."""
    kinds = get_args(JourneyKind)
    kind = st.radio("Kind", kinds, horizontal=True, key="missed-kind")
    who = _travellers(record, text, (), key="missed") or [Going(spans=(words,))]
    origin = _end(record, text, "Origin", None, key="missed-origin") if kind == "journey" else None
    destination = _end(record, text, "Destination" if kind == "journey" else "Place", None, key="missed-destination")
    status = st.selectbox("Status", get_args(JourneyStatus), index=2, key="missed-status")
    mode = st.selectbox("Means", get_args(Mode), index=5, key="missed-mode")
    date = _date(record, None, key="missed")
    if st.button("Add the journey", key="do-add-journey", type="primary"):
        return make.add_journey(
            record, text, travellers=who, origin=origin, destination=destination, kind=kind, mode=mode, status=status,
            date=date,
        )  # fmt: skip
    return None


def _travellers(record: Record, text: str, now: Sequence[Traveller], *, key: str) -> list[Going]:
    """Draw the choice among the actors of the article and the travellers that are named by their words alone."""
    going = _going(record, now)
    names: dict[str | tuple[Span, ...], str] = {a.id: a.name for a in record.actors}
    names |= {who: f"“{text[slice(*who[0])][:80]}”" for who in going if not isinstance(who, str)}
    names = apart(names)
    chosen = st.multiselect(
        "Travellers", sorted(names, key=names.__getitem__), default=list(going), format_func=names.get,
        key=f"who-{key}",
    )  # fmt: skip
    return [going.get(who) or Going(actor=who) for who in chosen]


def _going(record: Record, now: Sequence[Traveller]) -> dict[str | tuple[Span, ...], Going]:
    """Return who travels as corrections take it, by the actor's id or, where no actor is known, by the words."""
    listed = {actor.id for actor in record.actors}
    found: dict[str | tuple[Span, ...], Going] = {}
    for who in now:
        spans = tuple((start, end) for start, end in who.spans)
        if who.actor in listed:
            found[who.actor] = Going(actor=who.actor, spans=spans)
        elif spans:
            found[spans] = Going(spans=spans)
    return found


def _end(record: Record, text: str, label: str, now: Span | None, *, key: str) -> Stop | None:
    """Draw the choice among the place names of the article."""
    spans = {(t.start, t.end): f"{t.text} (…{text[max(0, t.start - 24) : t.start]})" for t in record.toponyms}
    if now:
        spans.setdefault(tuple(now), text[slice(*now)])
    spans = apart(spans)
    options = [_NOT_TOLD, *sorted(spans)]
    index = options.index(tuple(now)) if now else 0
    chosen = st.selectbox(label, options, index=index, format_func=lambda span: spans.get(span, _NOT_TOLD), key=key)
    return None if chosen == _NOT_TOLD else Stop(span=chosen)


def _date(record: Record, now: Span | None, *, key: str) -> When | None:
    spans = {(d.start, d.end): " · ".join(filter(None, [d.text, d.value])) for d in record.dates}
    if now:
        spans.setdefault(tuple(now), "as told")
    spans = apart(spans)
    options = [_NOT_TOLD, *sorted(spans)]
    chosen = st.selectbox(
        "Date", options, index=options.index(tuple(now)) if now else 0,
        format_func=lambda span: spans.get(span, _NOT_TOLD), key=f"date-{key}",
    )  # fmt: skip
    return None if chosen == _NOT_TOLD else When(span=chosen)
