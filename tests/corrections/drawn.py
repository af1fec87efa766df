"""Records to correct, texts that they move in, and corrections of all kinds over them."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st

from geo import corrections as c
from geo.errors import CorrectionError
from geo.identity import part_id, text_hash
from geo.record import Distance, Record, Warning
from tests.builders import KIM, PLACES, story

PARAGRAPHS = (
    "The weather was fine in the capital.",
    "Kim Jong-un had been to Delhi and Vladivostok before, said KCNA.",
    "“Nothing,” he said.",
    "\U0001f686 Trains and boats.",
)
GEORGIA = c.user_place("A field", lat=43.0, lon=131.5, kind="site", country="RU")
NEW_PLACES = (PLACES["Kyiv"], PLACES["Delhi"], PLACES["Russia"], GEORGIA, "geonames:2013348")
ROLES = ("site", "actor", "venue", "modifier", "destination", "reference")
ACTS = ("say", "deny", "warn")


def full() -> tuple[Record, str]:
    """The story with dates, a distance and a warning as well."""
    draft = story()
    text = draft.text
    record = draft.record()
    dates = (draft.date("Sunday", "2023-09-10", "day"), draft.date("2022", "2022", "year"))
    nowhere = draft.span("Nowhere")
    warning = Warning("unresolved_place", "“Nowhere” is not in the gazetteer, so it is not on the map.", nowhere)
    ends = (PLACES["Pyongyang"].id, PLACES["Vladivostok"].id)
    distance = Distance(*draft.span("Sunday"), "680 km", *ends, 680.0, 684.5, "agrees")
    return dataclasses.replace(record, dates=dates, warnings=(warning,), distances=(distance,)), text


RECORD, TEXT = full()


def shifted(record: Record, text: str, paragraphs: list[str]) -> tuple[Record, str]:
    """Return the record as an extraction of the text behind more paragraphs would give it."""
    before = "".join(p + "\n" for p in paragraphs)
    by = len(before)

    def move(value):
        if isinstance(value, tuple) and len(value) == 2 and all(type(x) is int for x in value):
            return (value[0] + by, value[1] + by)
        if isinstance(value, tuple):
            return tuple(move(v) for v in value)
        if dataclasses.is_dataclass(value):
            changes = {f.name: move(getattr(value, f.name)) for f in dataclasses.fields(value)}
            if "start" in changes:
                changes |= {"start": value.start + by, "end": value.end + by}
            return dataclasses.replace(value, **changes)
        return value

    moved = move(record)
    lines, at = [], 0
    for line in before.splitlines():
        lines.append((at, at + len(line)))
        at += len(line) + 1
    text = before + text
    return dataclasses.replace(moved, text_sha256=text_hash(text), sentences=(*lines, *moved.sentences)), text


@st.composite
def records(draw) -> tuple[Record, str]:
    """The story with some parts missing and some of unlike roles, places and states."""
    record, text = RECORD, TEXT

    def some(parts):
        return tuple(part for part in parts if draw(st.integers(0, 3)))

    toponyms = []
    for toponym in some(record.toponyms):
        change = draw(st.sampled_from((None, "role", "ambiguous", "not_found")))
        if change == "role":
            role = draw(st.sampled_from(ROLES))
            toponym = dataclasses.replace(toponym, role=role, literal=role not in ("actor", "modifier"), actor=None)
        elif change == "ambiguous" and toponym.place:
            toponym = dataclasses.replace(toponym, status="ambiguous", alternatives=(PLACES["Delhi"].id,))
        elif change == "not_found":
            toponym = dataclasses.replace(toponym, status="not_found", place=None)
        toponyms.append(toponym)
    parts = {key: some(getattr(record, key)) for key in ("statements", "journeys", "dates", "distances", "warnings")}
    return dataclasses.replace(record, toponyms=tuple(toponyms), **parts), text


@st.composite
def spans(draw, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text) - 2))
    return start, draw(st.integers(start + 1, min(len(text), start + 40)))


def made(draw, record: Record, text: str) -> c.Correction | None:
    """Return a correction of the record as it is; None where what was drawn cannot be made of it."""
    kind = draw(st.sampled_from(sorted(MAKERS)))
    try:
        return MAKERS[kind](draw, record, text)
    except CorrectionError:
        return None


def _one(draw, parts):
    if not parts:
        raise CorrectionError("nothing to choose from")
    return draw(st.sampled_from(parts))


def _span(draw, parts):
    part = _one(draw, parts)
    return part.start, part.end


def _place(draw):
    return draw(st.sampled_from(NEW_PLACES))


def _actor(draw, record, text):
    who = draw(st.sampled_from(("own", "new", "none")))
    if who == "own":
        return _one(draw, record.actors).id
    return (
        c.new_actor(
            record,
            draw(
                st.sampled_from(("Sergei Lavrov", "Lee")),
            ),
            "person",
        )
        if who == "new"
        else None
    )


def _stop(draw, record, text):
    where = draw(st.sampled_from(("toponym", "given", "words")))
    if where == "words":
        return c.Stop(draw(spans(text)))
    return c.Stop(_span(draw, record.toponyms), _place(draw) if where == "given" else None)


def _when(draw, record, text):
    if draw(st.booleans()):
        return c.When(draw(spans(text)), "2023-09")
    return c.When(_span(draw, record.dates))


def _going(draw, record, text):
    return c.Going(_actor(draw, record, text), (draw(spans(text)),) if draw(st.booleans()) else ())


def _change(draw, record, text):
    field = draw(st.sampled_from(("origin", "destination", "mode", "status", "date", "travellers", "via")))
    value = {
        "mode": lambda: "air",
        "status": lambda: "denied",
        "date": lambda: _when(draw, record, text) if draw(st.booleans()) else None,
        "travellers": lambda: [_going(draw, record, text)],
        "via": lambda: [_stop(draw, record, text)],
    }.get(field, lambda: _stop(draw, record, text) if draw(st.booleans()) else None)()
    return c.change_journey(record, text, _one(draw, record.journeys).id, **{field: value})


def _split(draw, record, text):
    actor = _one(draw, [a for a in record.actors if a.mentions])
    other = _actor(draw, record, text)
    if other is None:
        raise CorrectionError("nobody")
    return c.split_actor(record, text, actor.id, [_span(draw, actor.mentions)], other)


def _mark(draw, record, text):
    parts = (*record.toponyms, *record.dates, *record.statements, *record.journeys, *record.actors)
    return draw(st.sampled_from((c.mark_verified, c.mark_wrong)))(record, text, part_id(_one(draw, parts)))


MAKERS = {
    "move": lambda d, r, t: c.move_toponym(r, t, _span(d, r.toponyms), _place(d)),
    "role": lambda d, r, t: c.change_role(r, t, _span(d, r.toponyms), d(st.sampled_from(ROLES))),
    "remove place": lambda d, r, t: c.remove_toponym(r, t, _span(d, r.toponyms)),
    "add place": lambda d, r, t: c.add_toponym(r, t, d(spans(t)), _place(d), role=d(st.sampled_from(ROLES))),
    "date": lambda d, r, t: c.change_date(r, t, _span(d, r.dates), d(st.sampled_from(("2023-09-09", "2023", None)))),
    "add date": lambda d, r, t: c.add_date(r, t, d(spans(t)), "2023-W36"),
    "remove date": lambda d, r, t: c.remove_date(r, t, _span(d, r.dates)),
    "statement": lambda d, r, t: c.add_statement(
        r, t, content=[d(spans(t))], cue=[d(spans(t))], source=[d(spans(t))], speaker=_actor(d, r, t)
    ),
    "speaker": lambda d, r, t: c.change_speaker(r, t, _one(d, r.statements).id, _actor(d, r, t)),
    "act": lambda d, r, t: c.change_act(r, t, _one(d, r.statements).id, d(st.sampled_from(ACTS))),
    "remove statement": lambda d, r, t: c.remove_statement(r, t, _one(d, r.statements).id),
    "journey": lambda d, r, t: c.add_journey(
        r, t, travellers=[_going(d, r, t)], origin=_stop(d, r, t), destination=_stop(d, r, t), date=_when(d, r, t)
    ),
    "change journey": _change,
    "remove journey": lambda d, r, t: c.remove_journey(r, t, _one(d, r.journeys).id),
    "rename": lambda d, r, t: c.rename_actor(r, _one(d, r.actors).id, "Another Name"),
    "merge": lambda d, r, t: c.merge_actors(r, _one(d, r.actors).id, _actor(d, r, t) or KIM),
    "split": _split,
    "mark": _mark,
}


@st.composite
def sessions(draw, most: int = 5):
    """A record with corrections that an editor made one after the other, each of what was then shown."""
    record, text = draw(records())
    done: list[c.Correction] = []
    shown = record
    for _ in range(draw(st.integers(1, most))):
        correction = made(draw, shown, text)
        if correction is not None:
            done.append(correction)
            shown = c.apply(record, text, done).record
    return record, text, done
