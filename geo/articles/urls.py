"""Whether two web addresses name the same article."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


def without_tracking(url: str) -> str:
    """Return a web address without fragment and tracking parameters.

    >>> without_tracking("https://example.org/news?id=7&utm_source=mail#top")
    'https://example.org/news?id=7'
    """
    from courlan import normalize_url

    bare = urldefrag(url.strip()).url
    try:
        return normalize_url(bare)
    except ValueError:
        return bare


def same_url(url: str) -> str:
    """Return the key that all spellings of an article's address share.

    Scheme, ``www.``, fragment, tracking parameters (``utm_source`` …), the order of parameters, a standard port and a
    slash at the end do not count.  What is no web address is returned without white space around it.  The key of a key
    is itself.

    Examples
    --------
    >>> same_url("http://www.example.org/news/7/?utm_source=mail&b=2&a=1#top")
    'example.org/news/7?a=1&b=2'
    """
    url = url.strip()
    if "." not in url and "://" not in url:
        return url
    scheme = "http" if url.lower().startswith("http://") else "https"
    key = _PREFIX.sub("", without_tracking(f"{scheme}://{_PREFIX.sub('', url)}"))
    path, mark, query = key.partition("?")
    return path.rstrip("/") + mark + query
