"""Rows to JSON that may stand inside a script element, a template or an evaluated string."""

from __future__ import annotations

import json
import math
from typing import Any

_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&'`$\x7f"})
"""What could end a script element, start a comment or an expression in a template; in JSON they only occur inside strings."""


def to_json(value: Any) -> str:
    """Return compact ASCII JSON without any character that HTML, Jinja or a JavaScript template would act on.

    Numbers of numpy become plain numbers; NaN and infinities become null.

    >>> to_json({"name": "</script>`${x}`"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u0060\\\\u0024{x}\\\\u0060"}'
    """
    return json.dumps(_plain(value), separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
