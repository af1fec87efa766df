"""From the parts of a time expression to its type, its ISO 8601 (or TIMEX3) value and its precision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.dates_counted import COUNTED
from geo.extract.dates_named import NAMED

if TYPE_CHECKING:
    from geo.extract.dates_setting import Parts, Setting, Value

_READERS = NAMED | COUNTED


def value_of(name: str, parts: Parts, setting: Setting) -> Value | None:
    """Return type, value and precision; None where the words are no date after all (31 February).

    Parameters
    ----------
    name
        The pattern's name in :data:`geo.extract.dates_words.PATTERNS`.
    parts
        Its named groups that matched.
    setting
        What it is read against.
    """
    plain = {k: re.sub(r"\s+", " ", v.lower()) for k, v in parts.items()}
    try:
        return _READERS[name.lstrip("_")](plain, setting)
    except (ValueError, OverflowError):
        return None
