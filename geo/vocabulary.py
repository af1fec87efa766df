"""The words that a record may use: kinds, roles, statuses."""

from __future__ import annotations

from typing import Literal

PlaceKind = Literal["continent", "country", "region", "water", "city", "site"]
AREA_KINDS: frozenset[str] = frozenset({"continent", "country", "region", "water"})
"""Kinds that have an extent and no true point: drawn as an area or a soft disc, never as a crisp pin."""

Form = Literal["name", "abbreviation", "demonym"]
Role = Literal[
    "origin",
    "destination",
    "via",
    "site",
    "venue",
    "dateline",
    "reference",
    "container",
    "actor",
    "modifier",
    "embedded",
]
SCENE_ROLES: frozenset[str] = frozenset({"origin", "destination", "via", "site", "venue"})
"""Roles of a place where something happens: drawn as a filled disc."""
LITERAL_ROLES: frozenset[str] = SCENE_ROLES | {"dateline", "reference", "container"}
RING_ROLES: frozenset[str] = frozenset({"actor", "reference", "dateline"})
"""Roles of a place that is only named: drawn as a muted ring where it is a city."""

ToponymStatus = Literal["resolved", "ambiguous", "not_found"]
ActorKind = Literal["person", "state", "organisation", "group"]
StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["say", "report", "confirm", "deny", "promise", "threaten", "demand", "ask", "warn", "believe"]
JourneyKind = Literal["journey", "presence"]
JourneyStatus = Literal["planned", "under_way", "completed", "cancelled", "denied", "hypothetical"]
Mode = Literal["air", "rail", "sea", "road", "foot", "unknown"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century"]
Verdict = Literal["agrees", "differs", "unknown"]
