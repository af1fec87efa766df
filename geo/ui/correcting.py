"""What can be put right about a mark, or added from chosen words: widgets that make a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import streamlit as st

from geo import corrections as make
from geo.errors import CorrectionError
from geo.identity import part_id
from geo.record import Act, Role
from geo.ui import missed, placing
from geo.ui.journeying import journey
from geo.ui.markdown import plain
from geo.ui.merging import merging
from geo.words import apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.corrections import Correction
    from geo.evidence import Mark
    from geo.query import StoredArticle
    from geo.record import Actor, Date, Journey, Record, Statement, Toponym
    from geo.store import Store
    from geo.ui.reader import Picked

NOBODY, NEW = "nobody of the article", "somebody else …"
_KINDS = ("person", "organisation", "group")


def correcting(store: Store, article: StoredArticle, picked: Picked) -> Correction | None:
    """Draw what can be done about a mark or chosen words; return the correction that was asked for in this run."""
    try:
        if picked.words is not None:
            return missed.missed(article, picked.words)
        if picked.mark is None:
            return None
        return _of_mark(store, article, picked.mark)
    except CorrectionError as error:
        st.error(plain(str(error)))
        return None


def _of_mark(store: Store, article: StoredArticle, mark: Mark) -> Correction | None:
    record, text = article.record, article.text
    st.markdown("**Correct**")
    st.text(f"“{text[mark.start : mark.end][:200]}”")
    if mark.layer == "place":
        found = next((t for t in record.toponyms if (t.start, t.end) == (mark.start, mark.end)), None)
        return found and _toponym(record, text, found)
    if mark.layer == "date":
        found = next((d for d in record.dates if (d.start, d.end) == (mark.start, mark.end)), None)
        return found and _date(record, text, found)
    of = {"statement": record.statements, "journey": record.journeys, "actor": record.actors}
    part = next((p for p in of.get(mark.layer, ()) if mark.target and p.id == mark.target[1]), None)
    if part is None:
        st.caption("This is no longer in the record: choose another mark.")
        return None
    if mark.layer == "statement":
        return _statement(record, text, part)
    return journey(record, text, part) if mark.layer == "journey" else _actor(store, article, part, mark)


def _asked(*choices: tuple[str, Callable[[], Correction]]) -> Correction | None:
    """Draw a button a choice and return the correction of the one that was pressed."""
    pressed = None
    for column, (label, act) in zip(st.columns(len(choices)), choices, strict=True):
        if column.button(label, key=f"do-{label}", width="stretch"):
            pressed = act
    return pressed() if pressed else None


def _judged(record: Record, text: str, part: Toponym | Date | Statement | Journey | Actor) -> Correction | None:
    """Draw the two marks that an editor can give anything that was read."""
    id_ = part_id(part)
    return _asked(
        ("Is right", lambda: make.mark_verified(record, text, id_)),
        ("Is wrong", lambda: make.mark_wrong(record, text, id_)),
    )


def _toponym(record: Record, text: str, toponym: Toponym) -> Correction | None:
    span = (toponym.start, toponym.end)
    place = next((p for p in record.places if p.id == toponym.place), None)
    st.caption(f"Now: {plain(placing.label(place)) if place else 'no place'}")
    if chosen := placing.place(toponym.text):
        return make.move_toponym(record, text, span, chosen)
    roles = list(get_args(Role))
    role = st.selectbox("Part it plays", roles, index=roles.index(toponym.role), key=f"role-{span}")
    if role != toponym.role and st.button("Change its part", key="do-role"):
        return make.change_role(record, text, span, role)
    if st.button("No place: remove", key="do-remove"):
        return make.remove_toponym(record, text, span)
    return _judged(record, text, toponym)


def _date(record: Record, text: str, date: Date) -> Correction | None:
    span = (date.start, date.end)
    label = "Date (2023-09-11, 2019-04, 2023, P3D; empty: not known)"
    value = st.text_input(label, date.value or "", key=f"date-{span}")
    if value.strip() != (date.value or "") and st.button("Change the date", key="do-date"):
        return make.change_date(record, text, span, value.strip() or None)
    if st.button("No date: remove", key="do-remove"):
        return make.remove_date(record, text, span)
    return _judged(record, text, date)


def _statement(record: Record, text: str, statement: Statement) -> Correction | None:
    now = statement.speaker
    chosen = actor(record, "Speaker", now=now, key=f"speaker-{statement.id}")
    if (chosen if isinstance(chosen, str) or chosen is None else chosen.id) != now and st.button(
        "Change the speaker", key="do-speaker", type="primary"
    ):
        return make.change_speaker(record, text, statement.id, chosen)
    acts = list(get_args(Act))
    act = st.selectbox("What they do", acts, index=acts.index(statement.act), key=f"act-{statement.id}")
    if act != statement.act and st.button("Change what they do", key="do-act"):
        return make.change_act(record, text, statement.id, act)
    if st.button("No statement: remove", key="do-remove"):
        return make.remove_statement(record, text, statement.id)
    return _judged(record, text, statement)


def _actor(store: Store, article: StoredArticle, who: Actor, mark: Mark) -> Correction | None:
    record, text = article.record, article.text
    st.caption(plain(who.name))
    name = st.text_input("Name, in all articles", who.name, key=f"name-{who.id}", max_chars=120)
    if name.strip() != who.name and st.button("Rename", key="do-rename"):
        return make.rename_actor(record, who.id, name)
    if merged := merging(store, record, who):
        return merged
    other = actor(record, "This mention is", now=who.id, key=f"split-{who.id}")
    chosen = other if isinstance(other, str) or other is None else other.id
    if other is not None and chosen != who.id and st.button("Change this mention", key="do-split"):
        return make.split_actor(record, text, who.id, [(mark.start, mark.end)], other)
    return _judged(record, text, who)


def actor(record: Record, label: str, *, now: str | None, key: str) -> Actor | str | None:
    """Draw the choice of an actor of the record, nobody, or a new one; return it as corrections take it."""
    names = apart({a.id: a.name for a in record.actors})
    options = [*sorted(names, key=names.__getitem__), NOBODY, NEW]
    index = options.index(now) if now in options else options.index(NOBODY)
    chosen = st.selectbox(label, options, index=index, format_func=lambda id_: names.get(id_, id_), key=key)
    if chosen == NOBODY:
        return None
    if chosen != NEW:
        return chosen
    name = st.text_input("Full name", key=f"{key}-name", max_chars=120)
    kind = st.selectbox("Kind", _KINDS, key=f"{key}-kind")
    return make.new_actor(record, name, kind) if name.strip() else None
