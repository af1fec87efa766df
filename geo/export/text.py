"""Text from articles, made fit for files that others open: characters, links and days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import datetime as dt

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write: most control characters, lone surrogates, two non-characters."""


def clean(text: str) -> str:
    r"""Return the text with what XML forbids replaced one for one.

    >>> clean("a\x00b\tc")
    'a�b\tc'
    """
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def web_address(url: str | None) -> str | None:
    """Return an address that may be made a link: http or https with a host; None for all else.

    >>> web_address("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> web_address("javascript:alert(1)//https://example.org")
    """
    if not url or clean(url) != url or re.search(r"[\s<>\"'`{}|\\^]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def day(value: dt.date | None) -> str | None:
    """Return a day as ISO 8601 writes it."""
    return value.isoformat() if value else None
