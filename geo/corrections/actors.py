"""Corrections of actors: another name, two that are one, one that is two."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geo.corrections.anchor import Anchor, checked
from geo.corrections.correction import Correction, actor_of, anchored
from geo.corrections.saying import actors_in
from geo.corrections.work import overlap
from geo.errors import CorrectionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.corrections.work import Work
    from geo.record import Actor, Record, Span


def rename_actor(record: Record, actor: str, name: str, *, position: str | None = None) -> Correction:
    """Return the correction of an actor's name (and office, if given), wherever the actor is named.

    Raises
    ------
    CorrectionError
        If there is no such actor, or the name is empty.
    """
    was = actor_of(record, actor)
    name = " ".join(name.split())
    if not name:
        raise CorrectionError("The actor has no name: give it one.")
    return Correction("rename_actor", None, was["id"], {"name": name, "position": position, "was": was})


def merge_actors(record: Record, actor: str, into: Actor | str) -> Correction:
    """Return the correction that makes an actor (by id) one with another, in all articles.

    Raises
    ------
    CorrectionError
        If there is no such actor, or both are the same.
    """
    was, other = actor_of(record, actor), actor_of(record, into)
    if was["id"] == other["id"]:
        raise CorrectionError(f"“{was['name']}” cannot be made one with itself: choose another actor.")
    return Correction("merge_actors", None, was["id"], {"into": other, "was": was})


def split_actor(record: Record, text: str, actor: str, spans: Sequence[Span], other: Actor | str) -> Correction:
    """Return the correction that gives some of an actor's mentions in this article to another actor.

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    actor
        The id of the actor that is two.
    spans
        The mentions (code points) that are of the other one.
    other
        An actor of the record, by id, or another or a new one (:func:`geo.corrections.new_actor`).

    Raises
    ------
    CorrectionError
        If there is no such actor or mention, or no mention is chosen.
    """
    was, new = actor_of(record, actor), actor_of(record, other)
    if was["id"] == new["id"]:
        raise CorrectionError(f"“{was['name']}” is this actor already: choose another one.")
    if not spans:
        raise CorrectionError("No mention is chosen: select those that are of the other actor.")
    mentions = {(m.start, m.end) for a in record.actors if a.id == was["id"] for m in a.mentions}
    for span in spans:
        if checked(text, span) not in mentions:
            raise CorrectionError(
                f"“{text[slice(*span)]}” is no mention of {was['name']} here: choose from its mentions."
            )
    values = {"mentions": anchored(text, sorted(spans)), "into": new, "was": was}
    return Correction("split_actor", Anchor.of(text, min(spans)), was["id"], values)


def rename(work: Work, correction: Correction) -> bool:
    """Apply ``rename_actor``; an article that does not name the actor has nothing to lose."""
    id_ = work.resolved(correction.target or "")
    old = work.actors.get(id_)
    if old is None:
        return True
    name, position = correction.values["name"], correction.values["position"]
    aliases = tuple(alias for alias in dict.fromkeys([*old.aliases, old.name]) if alias != name)
    work.actors[id_] = dataclasses.replace(old, name=name, aliases=aliases, position=position or old.position)
    travellers(work, id_, id_, lambda _: True)
    work.touch(id_)
    return True


def merge(work: Work, correction: Correction) -> bool:
    """Apply ``merge_actors``; an article that does not name the actor has nothing to lose."""
    gone, into = correction.target or "", work.resolved(correction.values["into"]["id"])
    if into == gone:
        return False  # they were made one the other way round
    work.merged[gone] = into
    work.merged.update({key: into for key, value in work.merged.items() if value == gone})
    return fold(work, gone, into, correction)


def fold(work: Work, gone: str, into: str, correction: Correction | None = None) -> bool:
    """Let an actor be another one in all parts of the record."""
    old = work.actors.pop(gone, None)
    if old is None:
        return True
    if correction is not None:
        work.actor(correction.values["into"])
    if into not in work.actors:
        work.actors[into] = dataclasses.replace(old, id=into, mentions=())
    new = work.actors[into]
    mentions = {(m.start, m.end): m for m in (*old.mentions, *new.mentions)}
    aliases = dict.fromkeys([*new.aliases, *old.aliases, old.name])
    work.actors[into] = dataclasses.replace(
        new,
        aliases=tuple(alias for alias in aliases if alias != new.name),
        mentions=tuple(mentions[span] for span in sorted(mentions)),
        country=new.country or old.country,
        position=new.position or old.position,
    )

    def now(id_: str | None) -> str | None:
        return into if id_ == gone else id_

    work.toponyms[:] = [dataclasses.replace(t, actor=into) if t.actor == gone else t for t in work.toponyms]
    work.statements[:] = [
        dataclasses.replace(
            s, speaker=now(s.speaker), via=now(s.via), actors=tuple(dict.fromkeys(now(a) or "" for a in s.actors))
        )
        if gone in (s.speaker, s.via, *s.actors)
        else s
        for s in work.statements
    ]
    travellers(work, gone, into, lambda _: True)
    work.touch(into)
    return True


def split(work: Work, correction: Correction) -> bool:
    """Apply ``split_actor``; statements and journeys that rest on these mentions follow."""
    spans = work.find_all(correction.values["mentions"])
    if spans is None:
        return False
    old, new = work.resolved(correction.target or ""), work.actor(correction.values["into"])
    if new is None or old == new:
        return True
    moved = set(spans)
    literal = {(t.start, t.end) for t in work.toponyms if t.literal}
    for span in spans:
        names = old in work.actors and any((m.start, m.end) == span for m in work.actors[old].mentions)
        work.unmention(old, span)
        # Words that an editor has since made a place name no longer name anybody.
        if new in work.actors and (names or span not in literal):
            work.mention(new, span)

    def here(told: Sequence[Span]) -> bool:
        return any(overlap(span, other) for span in told for other in moved)

    travellers(work, old, new, here)
    for n, told in enumerate(work.statements):
        changed = dataclasses.replace(told, speaker=new) if told.speaker == old and here(told.source) else told
        if here(told.content):
            named = actors_in(work, told.content)
            kept = (a for a in told.actors if a != old or old in named)
            changed = dataclasses.replace(
                changed, actors=tuple(dict.fromkeys([*kept, *(a for a in named if a == new)]))
            )
        if changed is not told:
            work.statements[n] = changed
            work.touch(told.id)
    for n, toponym in enumerate(work.toponyms):
        if toponym.actor == old and (toponym.start, toponym.end) in moved:
            work.toponyms[n] = dataclasses.replace(toponym, actor=new)
    work.touch(*(id_ for id_ in (old, new) if id_ in work.actors))
    return True


def travellers(work: Work, old: str, new: str, here: Callable[[Sequence[Span]], bool]) -> None:
    """Let another actor travel, by its name, where the words are those that ``here`` tells."""
    name = work.actors[new].name if new in work.actors else None
    for at, journey in enumerate(work.journeys):
        who = tuple(
            dataclasses.replace(t, actor=new, name=name or t.name) if t.actor == old and here(t.spans) else t
            for t in journey.travellers
        )
        if who != journey.travellers:
            unique = {t.actor or n: t for n, t in reversed([*enumerate(who)])}
            who = tuple(reversed(unique.values()))
            work.journeys[at] = dataclasses.replace(journey, travellers=who)
            work.touch(journey.id)
