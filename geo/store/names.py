"""What actors are called, as it is searched for: without case, accents and punctuation, in both databases."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.columns import fold

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_MARKS = "-‐-―.,;:'’‘\"“”()/&"
_APART = re.compile(rf"[{_MARKS}\s]+")
_QUOTED = _MARKS.replace("'", "''")
# PostgreSQL takes no NUL and no half of a surrogate pair out of JSON: aliases with such an escape are left out.
_POSTGRESQL = f"""
regexp_replace('| ' || replace(replace(lower(regexp_replace(normalize(actor.name || coalesce((
    SELECT string_agg('|' || alias, '') FROM jsonb_array_elements_text((
        CASE WHEN actor.aliases ~ '\\\\u(0000|d[89a-f])' THEN '[]' ELSE actor.aliases END
    )::jsonb) AS alias
), ''), NFKD), '[\u0300-\u036f]', '', 'g')), 'ß', 'ss'), '|', ' | ') || ' |', '[{_QUOTED}[:space:]]+', ' ', 'g')
"""  # noqa: S608 - nothing but the marks above goes into it


def plain(name: str) -> str:
    """Return a name in small letters, without accents, and with one blank for whatever stands between its words.

    >>> plain("Recep Tayyip Erdoğan"), plain("Kim Jong-un")
    ('recep tayyip erdogan', 'kim jong un')
    """
    return _APART.sub(" ", fold(name).replace("|", " ")).strip()


def called(dialect: Dialect) -> sa.ColumnElement[str]:
    """Return the column of all that an actor is called, as :func:`plain` has it: ``| kim jong un | kim |``."""
    if dialect.name == "postgresql":
        return sa.literal_column(_POSTGRESQL, sa.Text)
    return sa.func.dateline_called(t.actor.c.name, t.actor.c.aliases, type_=sa.Text)


def teach(connection: Any) -> None:  # noqa: ANN401 - a connection of the driver
    """Give SQLite the function that :func:`called` asks for."""
    connection.create_function("dateline_called", 2, _called, deterministic=True)


def _called(name: str, aliases: str) -> str:
    names = "|".join([name, *json.loads(aliases)]) if aliases != "[]" else name
    return _APART.sub(" ", f"| {fold(names).replace('|', ' | ')} |")
