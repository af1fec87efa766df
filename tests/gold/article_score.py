"""Whole articles against their gold: actors, statements with the speaker resolved, journeys and presences.

Each article is a ``.txt`` with a ``.json`` beside it: ``published``; ``actors`` as name and kind; ``statements`` as
speaker, source and content (``…`` between the parts of one); ``journeys`` as kind, travellers, origin, destination,
status, mode and the beginning of the date's value, ``optional`` where two readers differ; ``loose`` names kind and an
end of what may be found or not.  ``|`` parts wordings of which any will do, ``*`` is anything, null is nobody or
nothing told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.record import End, Journey, Record, Traveller

FOLDER = "articles"


@dataclass
class Tally:
    """What was found of what was wanted, and what was found besides, by kind of thing."""

    right: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    extra: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, kind: str, *, right: bool, what: str) -> None:
        """Count one thing of the gold."""
        self.wanted[kind] = self.wanted.get(kind, 0) + 1
        self.right[kind] = self.right.get(kind, 0) + right
        if not right:
            self.misses.append(f"{kind}: {what}")

    def besides(self, kind: str, what: str) -> None:
        """Count one thing that is not in the gold."""
        self.extra[kind] = self.extra.get(kind, 0) + 1
        self.misses.append(f"{kind} too many: {what}")

    def share(self, kind: str) -> float:
        """Return the share of the gold that was found."""
        return self.right.get(kind, 0) / self.wanted[kind]


def articles(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the id, text and gold of each article."""
    for path in sorted(folder.glob("*.txt")):
        yield (
            path.stem,
            path.read_text(encoding="utf-8"),
            json.loads(path.with_suffix(".json").read_text(encoding="utf-8")),
        )


def add(tally: Tally, text: str, gold: dict[str, Any], record: Record) -> None:
    """Score one article."""
    names = {a.id: {n.casefold() for n in (a.name, *a.aliases)} for a in record.actors}
    for name, _ in gold["actors"]:
        tally.add("actors", right=any(_named(name, own) for own in names.values()), what=name)
    _statements(tally, text, gold, record, names)
    _journeys(tally, text, gold, record, names)


def _named(wanted: str, own: Iterable[str]) -> bool:
    return any(w.casefold() in own for w in wanted.split("|"))


def _statements(tally: Tally, text: str, gold: dict[str, Any], record: Record, names: dict[str, set[str]]) -> None:
    used = set()
    for speaker, source, content in gold["statements"]:
        want = {n for part in content.split("…") for n in range(text.index(part), text.index(part) + len(part))}
        overlaps = [
            len(want & (got := _chars(s.content))) / len(want | got) if s.content else 0.0 for s in record.statements
        ]
        best = max(range(len(overlaps)), key=overlaps.__getitem__, default=None)
        found = None if best is None or overlaps[best] < 0.5 else record.statements[best]
        own = found and found.speaker and names[found.speaker]
        right = found is not None and (
            speaker == "*" or (found.speaker is None if speaker is None else bool(own) and _named(speaker, own))
        )
        used |= {found.id} if found else set()
        tally.add("statements", right=right, what=f"{source!r} {content[:40]!r}: {found.speaker if found else 'none'}")
    for one in record.statements:
        if one.id not in used:
            tally.besides("statements", " ".join(text[a:b] for a, b in (*one.source, *one.cue, *one.content)))


def _chars(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {n for a, b in spans for n in range(a, b)}


def _journeys(tally: Tally, text: str, gold: dict[str, Any], record: Record, names: dict[str, set[str]]) -> None:
    left = list(record.journeys)
    for kind, travellers, origin, destination, status, mode, date, *optional in gold["journeys"]:
        fits = next(
            (
                j
                for j in left
                if j.kind == kind
                and all(any(_is(t, who, text, names) for t in j.travellers) for who in travellers)
                and _end(j.origin, origin, text)
                and _end(j.destination, destination, text)
                and status in ("*", j.status)
                and mode in ("*", j.mode)
                and (date in ("*", None) or ((j.date and j.date.value) or "").startswith(date))
            ),
            None,
        )
        if fits is not None:
            left.remove(fits)
        if not optional:
            what = f"{kind} {travellers} {origin} > {destination} {status} {mode} {date}"
            tally.add("journeys", right=fits is not None, what=what)
    for one in left:
        ends = [text[e.start : e.end].casefold() for e in (one.origin, *one.via, one.destination) if e]
        if not any(kind == one.kind and any(end.casefold() in e for e in ends) for kind, end in gold["loose"]):
            tally.besides("journeys", _told(one, text))


def _is(traveller: Traveller, wanted: str, text: str, names: dict[str, set[str]]) -> bool:
    own = {text[a:b].casefold() for a, b in traveller.spans} | {(traveller.name or "").casefold()}
    if traveller.actor:
        own |= names[traveller.actor]
    elif any(w.casefold() in o for w in wanted.split("|") for o in own):
        return True
    return _named(wanted, own)


def _end(end: End | None, wanted: str | None, text: str) -> bool:
    if wanted == "*" or end is None:
        return wanted == "*" or wanted is None
    return wanted is not None and any(w.casefold() in text[end.start : end.end].casefold() for w in wanted.split("|"))


def _told(journey: Journey, text: str) -> str:
    ends = [text[e.start : e.end] if e else None for e in (journey.origin, journey.destination)]
    who = [t.name for t in journey.travellers]
    return f"{journey.kind} {who} {ends} {journey.status} {journey.mode} {journey.date and journey.date.value}"
