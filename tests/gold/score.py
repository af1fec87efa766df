"""Measures the statements of the extractor against the gold passages."""

from __future__ import annotations

from dataclasses import dataclass, field

Spans = list[list[int]]


@dataclass
class Tally:
    """What was found of the gold statements of several passages."""

    gold: int = 0
    predicted: int = 0
    half: int = 0
    right_speaker: int = 0
    right_source: int = 0
    right_kind: int = 0
    right_act: int = 0
    right_via: int = 0
    direct: int = 0
    direct_half: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def half_f1(self) -> float:
        """F1 of statements with at least half of their content (intersection over union)."""
        return 2 * self.half / (self.gold + self.predicted)

    @property
    def with_speaker_f1(self) -> float:
        """The same, where the speaker is the right actor, or rightly none."""
        return 2 * self.right_speaker / (self.gold + self.predicted)

    @property
    def direct_recall(self) -> float:
        """Share of the direct quotations that were found with at least half of their content."""
        return self.direct_half / self.direct


def letters(spans: Spans) -> set[int]:
    """Return the code points of some spans."""
    return {n for start, end in spans for n in range(start, end)}


def pairs(gold: list[dict], predicted: list[dict]) -> list[tuple[int, int, float]]:
    """Pair statements one to one, best first, by the share of content they have in common (0 to 1)."""
    shares = []
    for i, one in enumerate(gold):
        for k, other in enumerate(predicted):
            a, b = letters(one["content"]), letters(other["content"])
            if a & b:
                nearness = len(letters(one["source"]) & letters(other["source"]))
                shares.append((len(a & b) / len(a | b), nearness, i, k))
    out, used_gold, used_predicted = [], set(), set()
    for share, _, i, k in sorted(shares, reverse=True):
        if i not in used_gold and k not in used_predicted:
            used_gold.add(i)
            used_predicted.add(k)
            out.append((i, k, share))
    return out


def is_actor(actor: str | None, wanted: str | None, actors: dict[str, dict], gold_actors: dict[str, dict]) -> bool:
    """Tell whether an actor of a record is the one of the gold passage: the same id, or a name in common."""
    if actor is None or wanted is None:
        return actor == wanted
    names = {n.casefold() for n in (actors[actor]["name"], *actors[actor]["aliases"])}
    return actor == wanted or gold_actors[wanted]["name"].casefold() in names


def add(tally: Tally, passage: dict, record: dict) -> None:
    """Count one passage."""
    unscored = letters(passage.get("unscored", []))
    predicted = record["statements"]
    found = pairs(passage["statements"], predicted)
    paired = {k for _, k, _ in found}
    actors = {a["id"]: a for a in record["actors"]}
    gold_actors = {a["id"]: a for a in passage["actors"]}
    halves = {i: k for i, k, share in found if share >= 0.5}
    tally.gold += len(passage["statements"])
    tally.predicted += sum(k in paired or not letters(p["content"]) & unscored for k, p in enumerate(predicted))
    for i, wanted in enumerate(passage["statements"]):
        tally.direct += wanted["kind"] == "direct"
        if i not in halves:
            tally.misses.append(f"{passage['id']}.{i + 1} not found: {shown(passage, wanted)}")
            continue
        got = predicted[halves[i]]
        tally.half += 1
        tally.direct_half += wanted["kind"] == "direct"
        right = is_actor(got["speaker"], wanted["speaker"], actors, gold_actors)
        tally.right_speaker += right
        tally.right_kind += got["kind"] == wanted["kind"]
        tally.right_act += got["act"] == wanted["act"]
        tally.right_via += is_actor(got["via"], wanted["via"], actors, gold_actors)
        tally.right_source += bool(letters(got["source"]) & letters(wanted["source"])) or not (
            got["source"] or wanted["source"]
        )
        if not right:
            tally.misses.append(
                f"{passage['id']}.{i + 1} speaker {got['speaker']}, wants {wanted['speaker']}: {shown(passage, got)}"
            )
    for k, extra in enumerate(predicted):
        if k not in halves.values() and not letters(extra["content"]) & unscored:
            tally.misses.append(f"{passage['id']} too many: {shown(passage, extra)}")


def shown(passage: dict, statement: dict) -> str:
    """Return a statement's source, cue and content as one line."""
    parts = (" ... ".join(passage["text"][a:b] for a, b in statement[part]) for part in ("source", "cue", "content"))
    return " | ".join(parts)
