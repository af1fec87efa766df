"""A correction: what an editor changed, as data that can be stored, applied again and told to people."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from geo.corrections.anchor import Anchor
from geo.errors import CorrectionError, PlaceNotFoundError
from geo.extract.actors import slug
from geo.gazetteer import Gazetteer
from geo.identity import text_hash
from geo.record import Actor, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.record import ActorKind, PlaceKind, Record, Span


@dataclass(frozen=True, slots=True)
class Correction:
    """One change to a record.

    Attributes
    ----------
    kind
        The name of the function that made it, such as ``move_toponym``.
    anchor
        The words that it rests on; None where it goes by an actor's id.
    target
        The id of the part of the record that it changes; None for what has no id of its own, or is new.
    values
        What it says, as JSON values; further anchors are objects as of :meth:`Anchor.as_dict`.
    """

    kind: str
    anchor: Anchor | None = None
    target: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the correction as one line of JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Correction:
        """Read a correction back."""
        found = json.loads(line)
        anchor = found["anchor"] and Anchor.read(found["anchor"])
        return cls(found["kind"], anchor, found["target"], found["values"])

    @property
    def store_wide(self) -> bool:
        """Whether it is about an actor wherever it is named, not about one article."""
        return self.kind in ("rename_actor", "merge_actors")


def anchored(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return the anchors of spans as JSON objects."""
    return [Anchor.of(text, span).as_dict() for span in spans]


def user_place(
    name: str,
    *,
    lat: float,
    lon: float,
    kind: PlaceKind = "site",
    country: str | None = None,
    extent_km: float | None = None,
) -> Place:
    """Return a place that the gazetteer lacks, at a point on the map (degrees, WGS84).

    The same name at the same point is the same place, whoever makes it: its id, ``user:<n>``, is a number made of both.

    Raises
    ------
    CorrectionError
        If the place has no name or the point is none.
    """
    name = " ".join(name.split())
    if not name:
        raise CorrectionError("The place has no name: give it one.")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise CorrectionError(
            "Latitude is from -90 to 90 degrees and longitude from -180 to 180: choose another point."
        )
    lat, lon = round(float(lat), 5), round(float(lon), 5)
    number = int(text_hash(f"{name}\x1f{kind}\x1f{lat}\x1f{lon}")[:12], 16)
    return Place(f"user:{number}", name, kind, country, lat, lon, extent_km)


def place_of(record: Record, place: Place | str) -> Place:
    """Return a place by its id, from the record or the gazetteer.

    Raises
    ------
    CorrectionError
        If no place has the id.
    """
    if isinstance(place, Place):
        return place
    found = next((p for p in record.places if p.id == place), None)
    try:
        return found or Gazetteer.default().get(place)
    except PlaceNotFoundError as error:
        raise CorrectionError(
            f"No place has the id “{place}”: search for the place, or choose a point on the map."
        ) from error


def actor_of(record: Record, actor: Actor | str) -> dict[str, Any]:
    """Return an actor, by id from the record, as a JSON object without mentions.

    Raises
    ------
    CorrectionError
        If the record has no actor of the id.
    """
    found = actor if isinstance(actor, Actor) else next((a for a in record.actors if a.id == actor), None)
    if found is None:
        raise CorrectionError(f"The article has no actor “{actor}”: choose one from its list, or make a new one.")
    return {
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "country": found.country,
        "position": found.position,
    }


def new_actor(
    record: Record, name: str, kind: ActorKind, *, country: str | None = None, position: str | None = None
) -> Actor:
    """Return an actor that is not in the record yet; a person of one word is known in this article only.

    Raises
    ------
    CorrectionError
        If the name is empty, or the kind is ``state``: states go by their country.
    """
    name = " ".join(name.split())
    if not name:
        raise CorrectionError("The actor has no name: give it one.")
    if kind not in ("person", "organisation", "group"):
        raise CorrectionError("A new actor is a person, an organisation or a group.")
    own = f"@{record.id}" if kind == "person" and " " not in name else ""
    return Actor(f"{kind}:{slug(name)}{own}", name, kind, country, position)
