"""A record under correction: its parts in lists that can be changed, and what all kinds of corrections ask of it."""

from __future__ import annotations

import bisect
import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from geo.corrections.anchor import Anchor
from geo.gazetteer import Gazetteer
from geo.identity import part_id
from geo.record import Actor, Mention, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.record import Date, Record, Role, Span, Toponym

    Worded = TypeVar("Worded", Toponym, Date)


class Work:
    """One article's record on its way through its corrections; ``old`` is what it was before all of them."""

    def __init__(self, record: Record, text: str) -> None:
        self.old = record
        self.text = text
        self.places = {place.id: place for place in record.places}
        self.actors = {actor.id: actor for actor in record.actors}
        self.toponyms = list(record.toponyms)
        self.dates = list(record.dates)
        self.statements = list(record.statements)
        self.journeys = list(record.journeys)
        self.corrected = set(record.corrected)
        self.verified = set(record.verified)
        self.built: set[str] = set()
        """Statements and journeys that are made from their words alone, so that what these say is read at the end."""
        self.emptied: set[Span] = set()
        """Words that an editor said are no place name."""
        self.placed: set[Span] = set()
        """Words that an editor said are one."""
        self.ended: set[Span] = set()
        """Words that an editor said are an end of a journey."""
        self.merged: dict[str, str] = {}
        self._sentences = sorted(record.sentences)
        self._found: dict[Anchor, Span | None] = {}

    def find(self, anchor: Anchor | Mapping[str, Any] | None) -> Span | None:
        """Return where the words of an anchor stand in the text; None where they are lost."""
        if anchor is None:
            return None
        anchor = anchor if isinstance(anchor, Anchor) else Anchor.read(anchor)
        if anchor not in self._found:
            self._found[anchor] = anchor.locate(self.text)
        return self._found[anchor]

    def find_all(self, anchors: Iterable[Mapping[str, Any]]) -> tuple[Span, ...] | None:
        """Return where the words of all anchors stand; None if any is lost."""
        found = [self.find(anchor) for anchor in anchors]
        return None if None in found else tuple(span for span in found if span is not None)

    def sentence(self, offset: int) -> Span:
        """Return the sentence that holds an offset, else its line."""
        at = bisect.bisect_right(self._sentences, (offset, len(self.text))) - 1
        if at >= 0 and self._sentences[at][0] <= offset < self._sentences[at][1]:
            return self._sentences[at]
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end

    def sentences(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return the sentences in which the spans start, in order."""
        return tuple(sorted({self.sentence(start) for start, _ in spans}))

    def touch(self, *ids: str) -> None:
        """Note parts that an editor changed or added."""
        self.corrected.update(ids)

    def put(self, parts: list[Worded], part: Worded) -> None:
        """Put a toponym or a date among the others, in order of the text and in place of those that it overlaps."""
        span = (part.start, part.end)
        kept = [p for p in parts if not overlap((p.start, p.end), span)]
        parts[:] = sorted([*kept, part], key=lambda p: (p.start, p.end))
        self.touch(part_id(part))

    def redate(self, span: Span, date: Date | None) -> None:
        """Give journeys and statements with a date at these words another one, or none."""
        for parts in (self.journeys, self.statements):
            for n, part in enumerate(parts):
                if part.date is not None and (part.date.start, part.date.end) == span:
                    parts[n] = dataclasses.replace(part, date=date)

    def actor(self, values: Mapping[str, Any] | None) -> str | None:
        """Return the id of an actor, which joins the record if it is not there."""
        if values is None:
            return None
        id_ = self.resolved(values["id"])
        if id_ == values["id"] and id_ not in self.actors:
            self.actors[id_] = Actor(id_, values["name"], values["kind"], values["country"], values["position"])
        return id_

    def resolved(self, actor: str) -> str:
        """Return what has become of an actor after the merges so far."""
        return self.merged.get(actor, actor)

    def mention(self, actor: str, span: Span) -> None:
        """Let words name an actor, unless they do so already."""
        found = self.actors[actor]
        if not any(overlap((m.start, m.end), span) for m in found.mentions):
            mentions = sorted(
                [*found.mentions, Mention(*span, self.text[slice(*span)])], key=lambda m: (m.start, m.end)
            )
            self.actors[actor] = dataclasses.replace(found, mentions=tuple(mentions))

    def unmention(self, actor: str | None, span: Span) -> None:
        """Let words no longer name an actor."""
        if actor is not None and (found := self.actors.get(actor)) is not None:
            kept = tuple(m for m in found.mentions if (m.start, m.end) != span)
            self.actors[actor] = dataclasses.replace(found, mentions=kept)

    def meant(self, place: Place | None, role: Role) -> str | None:
        """Return the actor that a place name stands for in a role, which joins the record; None where it is literal."""
        if role != "actor" or place is None:
            return None
        gazetteer = Gazetteer.default()
        actor = gazetteer.stands_for(place.id) or (f"state:{place.country}" if _acts(place) else None)
        if actor is None:
            return None
        actor = self.resolved(actor)
        if actor not in self.actors:
            kind, _, code = actor.partition(":")
            country = gazetteer.country(code) if kind == "state" else None
            name = country.name if country else code.replace("-", " ").title()
            self.actors[actor] = Actor(actor, name, kind, code if kind == "state" else None)  # type: ignore[arg-type]
        return actor

    def place(self, values: Mapping[str, Any] | None) -> Place | None:
        """Return a place from its JSON object; it joins the record."""
        if values is None:
            return None
        place = Place(**values)
        self.places.setdefault(place.id, place)
        return place


def _acts(place: Place) -> bool:
    """A state acts under its own name and under that of its capital."""
    if place.country is None or place.kind == "country":
        return place.country is not None
    found = (c for c in Gazetteer.default().candidates(place.name) if c.place.id == place.id)
    return any(c.feature == "PPLC" for c in found)


def overlap(a: Span, b: Span) -> bool:
    """Tell whether two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


def shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """Return how many code points two lists of spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def length(spans: Iterable[Span]) -> int:
    """Return how many code points spans hold."""
    return sum(end - start for start, end in spans)
