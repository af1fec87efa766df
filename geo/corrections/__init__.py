"""Corrections: what an editor changes about a record, kept apart from it and applied over each extraction.

One function a kind makes a :class:`Correction` and says what is wrong with a request; :func:`apply` lays corrections
over a record; :func:`describe` tells them to people; :func:`gold` turns a corrected article into annotations.
"""

from geo.corrections.actors import merge_actors, rename_actor, split_actor
from geo.corrections.anchor import Anchor
from geo.corrections.apply import Applied, apply
from geo.corrections.correction import Correction, new_actor, user_place
from geo.corrections.dates import add_date, change_date, remove_date
from geo.corrections.describe import describe
from geo.corrections.gold import GOLD_KINDS, gold
from geo.corrections.journeys import Going, Stop, When, add_journey, change_journey, remove_journey
from geo.corrections.marks import mark_verified, mark_wrong
from geo.corrections.statements import add_statement, change_act, change_speaker, remove_statement
from geo.corrections.toponyms import add_toponym, change_role, move_toponym, remove_toponym

__all__ = [
    "GOLD_KINDS",
    "Anchor",
    "Applied",
    "Correction",
    "Going",
    "Stop",
    "When",
    "add_date",
    "add_journey",
    "add_statement",
    "add_toponym",
    "apply",
    "change_act",
    "change_date",
    "change_journey",
    "change_role",
    "change_speaker",
    "describe",
    "gold",
    "mark_verified",
    "mark_wrong",
    "merge_actors",
    "move_toponym",
    "new_actor",
    "remove_date",
    "remove_journey",
    "remove_statement",
    "remove_toponym",
    "rename_actor",
    "split_actor",
    "user_place",
]
