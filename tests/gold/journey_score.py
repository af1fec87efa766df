"""Measures the journeys and dates of the extractor against the gold passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Span = list[int]


@dataclass
class Figures:
    """Counts over several passages.

    A journey is found (``lenient``) where a traveller and at least one end are right and no end contradicts; ``strict``
    where both ends are right, or rightly missing.  A time expression is found where the spans overlap.
    """

    gold: int = 0
    predicted: int = 0
    lenient: int = 0
    strict: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("status", "kind", "mode", "date"), 0))
    dated: int = 0
    empty: int = 0
    false_alarms: int = 0
    dates_gold: int = 0
    dates_predicted: int = 0
    dates_found: int = 0
    dates_right: int = 0
    misses: list[str] = field(default_factory=list)

    def figure(self, name: str) -> float:
        """Return one figure, 0 to 1: an F1, or a share of the journeys found."""
        of_journeys = {"lenient_f1": self.lenient, "strict_f1": self.strict}
        of_dates = {"dates_f1": self.dates_found, "values_f1": self.dates_right}
        if name in of_journeys:
            return 2 * of_journeys[name] / (self.gold + self.predicted)
        if name in of_dates:
            return 2 * of_dates[name] / (self.dates_gold + self.dates_predicted)
        if name == "precision":
            return self.lenient / self.predicted
        if name == "calm":
            return 1 - self.false_alarms / self.empty
        return self.right[name] / (self.dated if name == "date" else self.lenient)


def overlap(a: Span | None, b: Span | None) -> bool:
    """Tell whether two spans share a code point."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def predicted_of(record: dict) -> list[dict]:
    """Return the journeys of a record in the terms of the gold set."""

    def span(part: dict | None) -> Span | None:
        return [part["start"], part["end"]] if part else None

    return [
        {
            "travellers": [s for t in j["travellers"] for s in t["spans"]],
            "names": {t["name"].split(" ")[-1].lower() for t in j["travellers"] if t["name"]},
            "date": span(j["date"]),
            **{side: span(j[side]) for side in ("origin", "destination")},
            **{name: j[name] for name in ("kind", "status", "mode")},
        }
        for j in record["journeys"]
    ]


def fit(gold: dict, other: dict) -> int:
    """Return how well a journey fits a gold one: 0 not at all, 10 lenient, more where both ends are right."""
    names = {n.split(" ")[-1].lower() for n in re.split(";", gold["traveller_name"] or "") if n}
    if not (names & other["names"] or any(overlap(a, b) for a in gold["travellers"] for b in other["travellers"])):
        return 0
    ends = []
    for side in ("origin", "destination"):
        a, b = gold[side], other[side]
        if a and b and not any(overlap(x, b) for x in [a, *gold[f"{side}_alt"]]):
            return 0
        ends.append("right" if a and b else "none" if not a and not b else "missing")
    if "right" not in ends:
        return 0
    return 10 + 10 * ("missing" not in ends) + (gold["kind"] == other["kind"]) + overlap(gold["date"], other["date"])


def add(figures: Figures, passage: dict, record: dict) -> None:
    """Count one passage."""
    gold, other = passage["journeys"], predicted_of(record)
    figures.gold += len(gold)
    figures.predicted += len(other)
    figures.empty += not gold
    figures.false_alarms += bool(other) and not gold
    fits = sorted(((fit(g, o), -i, -k) for i, g in enumerate(gold) for k, o in enumerate(other)), reverse=True)
    found: set[int] = set()
    used: set[int] = set()
    for points, i, k in ((points, -i, -k) for points, i, k in fits if points):
        if i in found or k in used:
            continue
        found.add(i)
        used.add(k)
        figures.lenient += 1
        figures.strict += points >= 20
        figures.dated += gold[i]["date"] is not None
        figures.right["date"] += overlap(gold[i]["date"], other[k]["date"])
        for name in ("status", "kind", "mode"):
            figures.right[name] += gold[i][name] == other[k][name]
    figures.misses += [f"{passage['id']}.{i + 1}" for i in range(len(gold)) if i not in found]
    _add_dates(figures, passage["dates"], record["dates"])


def _add_dates(figures: Figures, gold: list[dict], other: list[dict]) -> None:
    figures.dates_gold += len(gold)
    figures.dates_predicted += len(other)
    free = list(other)
    for date in gold:
        spans = [date["start"], date["end"]]
        match = next((o for o in free if overlap(spans, [o["start"], o["end"]])), None)
        if match is not None:
            free.remove(match)
            figures.dates_found += 1
            figures.dates_right += (match["type"], match["value"]) == (date["type"], date["value"])
