"""Corrections as sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.words import count_text, country_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.corrections.correction import Correction

_LONGEST = 80


def describe(correction: Correction) -> str:
    """Return what a correction changes, as plain text with words of the article in it.

    >>> from geo.corrections import Anchor, Correction
    >>> describe(Correction("remove_date", Anchor("May", "It ", " rain", 3), None, {"was": {"value": "2023-05"}}))
    '“May” removed: no date'
    """
    tell = _TELL.get(correction.kind)
    said = tell(correction, _words(correction), correction.values) if tell else "A correction of an unknown kind"
    return " ".join(said.split())


def _words(correction: Correction) -> str:
    words = " ".join(correction.anchor.exact.split()) if correction.anchor else ""
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


def place_label(place: Mapping[str, Any] | None) -> str:
    """Return a place's name with what tells it from its namesakes.

    >>> place_label({"name": "Georgia", "kind": "region", "country": "US"})
    'Georgia (US state)'
    """
    if place is None:
        return "no place"
    kind, country = place["kind"], place["country"]
    if kind == "region" and country == "US":
        return f"{place['name']} (US state)"
    more = f", {country_name(country)}" if country and kind != "country" else ""
    return f"{place['name']} ({kind}{more})"


def _name(actor: Mapping[str, Any] | None) -> str:
    return actor["name"] if actor else "nobody in the list"


def _change_journey(_: Correction, words: str, values: Mapping[str, Any]) -> str:
    told = [f"{key} from {_part(key, values['was'][key])} to {_part(key, values[key])}" for key in values["set"]]
    return f"{values['kind'].capitalize()} at {words}: {'; '.join(told)}"


def _part(key: str, value: Any) -> str:  # noqa: ANN401 - any part of a journey
    if not value:
        return "not told"
    if key == "travellers":
        return ", ".join(who["name"] or "unnamed" for who in value)
    if key == "date":
        return value["value"] or "not known"
    if key == "via":
        return ", ".join(_part("stop", stop) for stop in value)
    if key in ("mode", "status"):
        return value.replace("_", " ")
    return place_label(value["place"]) if value["place"] else f"“{value['anchor']['exact']}”"


def _marked(correction: Correction, words: str, values: Mapping[str, Any]) -> str:
    how = "verified" if correction.kind == "mark_verified" else "marked wrong"
    match values["part"]:
        case "toponym":
            return f"{words} {how} as {values['role']} {place_label(values['place'])}"
        case "date":
            return f"{words} {how} as {values['value'] or 'a date that is not known'}"
        case "actor":
            return f"{values['was']['name']} {how}"
        case "statement":
            return f"Statement by {_name(values['speaker'])}, {words}, {how}"
    return f"{values['kind'].capitalize()} at {words} {how}"


_TELL: dict[str, Callable[[Correction, str, Mapping[str, Any]], str]] = {
    "move_toponym": lambda _, w, v: f"{w} moved from {place_label(v['was']['place'])} to {place_label(v['place'])}",
    "change_role": lambda _, w, v: f"{w} changed from {v['was']['role']} to {v['role']}",
    "remove_toponym": lambda _, w, __: f"{w} removed: no place",
    "add_toponym": lambda _, w, v: f"{w} added as {v['role']}: {place_label(v['place'])}",
    "change_date": lambda _, w, v: (
        f"{w} changed from {v['was']['value'] or 'not known'} to {v['value'] or 'not known'}"
    ),
    "add_date": lambda _, w, v: f"{w} added as a date: {v['value'] or 'not known'}",
    "remove_date": lambda _, w, __: f"{w} removed: no date",
    "add_statement": lambda _, w, v: f"Statement by {_name(v['speaker'])} added: {w}",
    "change_speaker": lambda _, w, v: (
        f"Speaker of {w} changed from {_name(v['was']['speaker'])} to {_name(v['speaker'])}"
    ),
    "change_act": lambda _, w, v: f"Act of {w} changed from {v['was']['act']} to {v['act']}",
    "remove_statement": lambda _, w, v: f"Statement by {_name(v['speaker'])} removed: {w}",
    "add_journey": lambda _, __, v: (
        f"{v['kind'].capitalize()} of {_part('travellers', v['travellers'])} added: "
        f"from {_part('origin', v['origin'])} to {_part('destination', v['destination'])}"
    ),
    "change_journey": _change_journey,
    "remove_journey": lambda _, w, v: (
        f"{v['kind'].capitalize()} of {_part('travellers', v['travellers'])} at {w} removed"
    ),
    "rename_actor": lambda _, __, v: f"{v['was']['name']} renamed {v['name']}",
    "merge_actors": lambda _, __, v: f"{v['was']['name']} made one with {v['into']['name']}",
    "split_actor": lambda _, __, v: (
        f"{count_text(len(v['mentions']), 'mention')} of {v['was']['name']} given to {v['into']['name']}"
    ),
    "mark_verified": _marked,
    "mark_wrong": _marked,
}
