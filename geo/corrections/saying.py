"""Corrections of statements at work: found again, put back, changed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from geo.corrections.work import length, overlap, shared
from geo.identity import stable_id
from geo.language import quotations, statement_kind
from geo.record import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.corrections.correction import Correction
    from geo.corrections.work import Work
    from geo.record import Date, Span

SAME = 0.5
"""Share of their content from which on two statements are the same one."""


def add(work: Work, correction: Correction) -> bool:
    """Apply ``add_statement``: in place of one that tells the same words."""
    made = build(work, correction.values)
    if made is None:
        return False
    _insert(work, dataclasses.replace(made, id=correction.target or made.id))
    return True


def set_speaker(work: Work, correction: Correction) -> bool:
    """Apply ``change_speaker``."""
    found = find(work, correction)
    if found is None:
        return False
    replace(work, found, dataclasses.replace(found, speaker=work.actor(correction.values["speaker"])))
    return True


def set_act(work: Work, correction: Correction) -> bool:
    """Apply ``change_act``."""
    found = find(work, correction)
    if found is None:
        return False
    replace(work, found, dataclasses.replace(found, act=correction.values["act"]))
    return True


def remove(work: Work, correction: Correction) -> bool:
    """Apply ``remove_statement``; one that is no longer extracted is gone already."""
    found = among(work, correction)
    if found is not None:
        work.statements.remove(found)
        return True
    return work.find(correction.anchor) is not None


def find(work: Work, correction: Correction) -> Statement | None:
    """Return the statement that a correction is about, put back if it is no longer extracted; None where it is lost."""
    found = among(work, correction)
    if found is None and (found := build(work, correction.values)) is not None:
        found = dataclasses.replace(found, id=correction.target or found.id)
        _insert(work, found)
    return found


def among(work: Work, correction: Correction) -> Statement | None:
    """Return the statement of the record that a correction is about: by id, else the one that shares its words."""
    own = next((s for s in work.statements if s.id == correction.target), None)
    if own is not None:
        return own
    told = {key: [s for a in correction.values[key] if (s := work.find(a))] for key in ("source", "cue", "content")}
    return _alike(work, told["source"], told["cue"], told["content"])


def _alike(work: Work, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> Statement | None:
    scored = []
    for n, other in enumerate(work.statements):
        both = shared(content, other.content)
        share = both / max(1, length(content) + length(other.content) - both)
        same_words = shared(cue, other.cue) if cue and other.cue else shared(source, other.source)
        if same_words and (share >= SAME or not content):
            scored.append((share, same_words, n))
    scored.sort(reverse=True)
    if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
        return None
    return work.statements[scored[0][2]]


def build(work: Work, values: Mapping[str, Any]) -> Statement | None:
    """Return a statement from its JSON values; None if any of its words are lost."""
    found = [work.find_all(values[key]) for key in ("source", "cue", "content")]
    if any(spans is None for spans in found):
        return None
    source, cue, content = (tuple(sorted(spans or ())) for spans in found)
    kind = statement_kind(work.text, content, quotations(work.text))
    speaker, via = work.actor(values["speaker"]), work.actor(values["via"])
    id_ = stable_id("statement", work.old.id, [work.text[slice(*span)] for span in (*source, *content)])
    sentences = work.sentences((*source, *cue, *content))
    return Statement(id_, speaker, via, source, cue, content, kind, values["act"], sentences=sentences)


def read(work: Work, told: Statement) -> Statement:
    """Return a statement with what its words say about places, actors and date."""
    return dataclasses.replace(
        told,
        date=_date(work, told),
        places=tuple(dict.fromkeys(places_in(work, told.content))),
        actors=tuple(dict.fromkeys(actors_in(work, told.content))),
    )


def places_in(work: Work, spans: Sequence[Span]) -> list[str]:
    """Return the places that are named within spans, in order."""
    known = (t for t in work.toponyms if t.place is not None and t.status == "resolved")
    return [t.place for t in known if any(overlap((t.start, t.end), span) for span in spans) and t.place is not None]


def actors_in(work: Work, spans: Sequence[Span]) -> list[str]:
    """Return the actors that are named within spans, in order."""
    named = sorted((m.start, m.end, actor.id) for actor in work.actors.values() for m in actor.mentions)
    return [actor for start, end, actor in named if any(overlap((start, end), span) for span in spans)]


def _date(work: Work, told: Statement) -> Date | None:
    first, last = work.sentence((told.cue or told.source or told.content)[0][0])
    words = (*told.content, *told.source)
    here = (d for d in work.dates if first <= d.start < last)
    return next((d for d in here if not any(overlap((d.start, d.end), span) for span in words)), None)


def replace(work: Work, old: Statement, new: Statement) -> None:
    """Put a statement in the place of another."""
    work.statements[work.statements.index(old)] = new
    work.touch(new.id)


def _insert(work: Work, made: Statement) -> None:
    same = next((s for s in work.statements if s.id == made.id), None)
    same = same or _alike(work, made.source, made.cue, made.content)
    work.statements[:] = [*(s for s in work.statements if s is not same), made]
    work.built.add(made.id)
    work.touch(made.id)
