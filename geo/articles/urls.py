"""Whether two web addresses name the same article."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?P<scheme>https?://)?(?P<host>[\w.:\[\]-]+)(?:[/?#]\S*)?", re.IGNORECASE)
# courlan's own list takes words such as “reference” for tracking, which tell articles apart on some sites.
_TRACKING = re.compile(
    r"(?:utm|at|mc|mtm|pk|oly|vero|hsa|itm|ns|wt)_\w+|_ga|_gl|_hs\w+|mkt_tok|ref_src|ref_url|xtor|cmpid|"
    r"(?:fb|g|dc|tw|y|ms|ttc|li_fat_)cl(?:k)?id|(?:w|g)braid|igsh(?:id)?|[no]cid|cmp|smid|spm",
    re.IGNORECASE,
)


def without_tracking(url: str) -> str:
    """Return a web address without fragment and tracking parameters, its other parameters in order.

    >>> without_tracking("https://example.org/news?id=7&utm_source=mail#top")
    'https://example.org/news?id=7'
    """
    from courlan import normalize_url

    bare, _, query = url.strip().partition("#")[0].partition("?")
    try:
        bare = normalize_url(bare)
    except ValueError:
        return url.strip()
    told = sorted(part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0]))
    return f"{bare}?{'&'.join(told)}" if told else bare


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
    match = _ADDRESS.fullmatch(url)
    if not match or not (match["scheme"] or "." in match["host"]):
        return url
    key = _PREFIX.sub("", without_tracking(f"{match['scheme'] or 'https://'}{_PREFIX.sub('', url)}"))
    path, mark, query = key.partition("?")
    return path.rstrip("/") + mark + query
