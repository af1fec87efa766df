"""Rows to JSON that may stand inside a script element, a template or an evaluated string."""

from __future__ import annotations

import json
import math
import re

_UNSAFE = re.compile(r"[<>&'`$\x7f]|\{(?=[{%#])")
"""What could end a script element, or start a comment, a JavaScript template or a Jinja expression: branca compiles
every script that it is given as a template.  In JSON these only occur inside strings."""


def to_json(value: object) -> str:
    r"""Return compact ASCII JSON without anything that HTML, Jinja or a JavaScript template would act on.

    Numbers of numpy become plain numbers; NaN and infinities become null.

    >>> to_json({"name": "</script>`${{x}}`"})
    '{"name":"\\u003c/script\\u003e\\u0060\\u0024\\u007b{x}}\\u0060"}'
    """
    text = json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
