"""Ids as a link carries them: short, readable, and without loss.

An id loses the prefix that its kind implies (``person:``, ``geonames:``), and others shrink to a letter and a full stop
(``s.RU``).  Whatever is not a letter of ASCII, a digit, ``-`` or ``@`` becomes ``*`` and the hexadecimal digits of its
UTF-8 bytes, so that links survive what mail programs and chats do to them, and ``_`` is left to join lists.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_SHORT: dict[str, dict[str, str]] = {
    "actor": {"person": "", "organisation": "o", "group": "g", "state": "s"},
    "place": {"geonames": "", "ne": "n", "site": "s", "user": "u"},
    "journey": {"journey": ""},
    "statement": {"statement": ""},
    "article": {},
    "collection": {},
    "publisher": {},
}
_TOKEN = re.compile(r"(?:([a-z])\.)?((?:[A-Za-z0-9@-]|\*[0-9A-F]{2})+)")


def shorten(kind: str, id_: str) -> str:
    """Return the token of an id.

    >>> shorten("actor", "person:kim-jong-un"), shorten("actor", "state:RU"), shorten("collection", "My reading")
    ('kim-jong-un', 's.RU', 'My*20reading')
    """
    prefix, _, body = id_.partition(":")
    code = _SHORT[kind].get(prefix) if body else None
    if code == "" and ":" not in body:
        return _escape(body)
    return f"{code}.{_escape(body)}" if code else _escape(id_)


def lengthen(kind: str, token: str) -> str | None:
    """Return the id of a token, or None where it is none.

    >>> lengthen("actor", "kim-jong-un"), lengthen("actor", "s.RU"), lengthen("actor", "x.RU")
    ('person:kim-jong-un', 'state:RU', None)
    """
    match = _TOKEN.fullmatch(token)
    prefixes = {code: prefix for prefix, code in _SHORT[kind].items()}
    if not match or (match[1] and match[1] not in prefixes):
        return None
    try:
        body = unquote(match[2].replace("*", "%"), errors="strict")
    except UnicodeDecodeError:
        return None
    if match[1]:
        return f"{prefixes[match[1]]}:{body}"
    return f"{prefixes['']}:{body}" if "" in prefixes and ":" not in body else body


def _escape(text: str) -> str:
    escaped = quote(text, safe="@", errors="surrogatepass")
    return escaped.replace("_", "%5F").replace(".", "%2E").replace("~", "%7E").replace("%", "*")


def shown(value: str) -> str:
    """Return a link's own words, fit to be shown in a sentence."""
    words = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value[:60])
    return f"“{words}{'…' if len(value) > 60 else ''}”"
