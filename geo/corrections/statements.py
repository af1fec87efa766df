"""Corrections of statements: one that was missed, another speaker, another act, one that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from geo.corrections.anchor import Anchor, checked
from geo.corrections.correction import Correction, actor_of, anchored
from geo.errors import CorrectionError
from geo.identity import stable_id
from geo.record import Act, Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.record import Record, Span, Statement


def add_statement(
    record: Record,
    text: str,
    *,
    content: Sequence[Span],
    speaker: Actor | str | None,
    source: Sequence[Span] = (),
    cue: Sequence[Span] = (),
    act: Act = "say",
) -> Correction:
    """Return the correction that adds a statement that was missed.

    Whether it is a quotation is read from the marks in the text, and from nothing else.

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    content, source, cue
        What is told, who is named for it and the words that lay it to them, in code points.
    speaker
        An actor of the record, by id, or another or a new one (:func:`geo.corrections.new_actor`), or None.
    act
        What the speaker does with these words.

    Raises
    ------
    CorrectionError
        If there is no content, if words are not in the text, or if there is no such act or actor.
    """
    if not content:
        raise CorrectionError("The statement has no words: select what was said.")
    _check_act(act)
    content, source, cue = (sorted(checked(text, span) for span in spans) for spans in (content, source, cue))
    id_ = stable_id("statement", record.id, [text[slice(*span)] for span in (*source, *content)])
    values = {"source": anchored(text, source), "cue": anchored(text, cue), "content": anchored(text, content)}
    values |= {"speaker": speaker and actor_of(record, speaker), "via": None, "act": act}
    return Correction("add_statement", Anchor.of(text, content[0]), id_, values)


def change_speaker(record: Record, text: str, statement: str, speaker: Actor | str | None) -> Correction:
    """Return the correction that lays a statement (by id) to another actor, or to none of the record.

    Raises
    ------
    CorrectionError
        If there is no such statement or actor.
    """
    old = statement_of(record, statement)
    values = snapshot(record, text, old)
    values |= {"was": {"speaker": values["speaker"]}, "speaker": speaker and actor_of(record, speaker)}
    return Correction("change_speaker", Anchor.of(text, old.content[0]), old.id, values)


def change_act(record: Record, text: str, statement: str, act: Act) -> Correction:
    """Return the correction that gives a statement (by id) another act.

    Raises
    ------
    CorrectionError
        If there is no such statement or act.
    """
    _check_act(act)
    old = statement_of(record, statement)
    values = snapshot(record, text, old) | {"was": {"act": old.act}, "act": act}
    return Correction("change_act", Anchor.of(text, old.content[0]), old.id, values)


def remove_statement(record: Record, text: str, statement: str) -> Correction:
    """Return the correction that takes away a statement (by id).

    Raises
    ------
    CorrectionError
        If there is no such statement.
    """
    old = statement_of(record, statement)
    return Correction("remove_statement", Anchor.of(text, old.content[0]), old.id, snapshot(record, text, old))


def statement_of(record: Record, id_: str) -> Statement:
    """Return a statement by id; refuse where there is none."""
    found = next((s for s in record.statements if s.id == id_), None)
    if found is None:
        raise CorrectionError("This statement is no longer in the article: reload the page, and choose another one.")
    if not found.content:
        raise CorrectionError("This statement has no words of its own: remove it and add it again with its words.")
    return found


def snapshot(record: Record, text: str, old: Statement) -> dict[str, Any]:
    """Return a statement as JSON values, so that it can be put back where an extraction no longer finds it."""
    values: dict[str, Any] = {key: anchored(text, getattr(old, key)) for key in ("source", "cue", "content")}
    listed = {actor.id for actor in record.actors}
    values |= {key: _known(record, listed, getattr(old, key)) for key in ("speaker", "via")}
    return values | {"act": old.act}


def _known(record: Record, listed: set[str], actor: str | None) -> dict[str, Any] | None:
    return actor_of(record, actor) if actor in listed and actor is not None else None


def _check_act(act: str) -> None:
    if act not in get_args(Act):
        raise CorrectionError(f"“{act}” is no act: choose one of {', '.join(get_args(Act))}.")
