"""Text of others in what Streamlit reads as Markdown: shown as it is written."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_SHORT_CODE = re.compile(r":(?=\w)")


def plain(text: str) -> str:
    r"""Return Markdown that shows a text as it is written: no picture is fetched, no link made, nothing in colour.

    >>> print(plain("![x](https://example.org)"))
    \!\[x\]\(https\:\/\/example\.org\)
    """
    # A word joiner is not seen; without it ":material/home:" and ":smile:" become pictures, escaped or not.
    return _MARKS.sub(r"\\\1", _SHORT_CODE.sub(":\N{WORD JOINER}", " ".join(text.split())))
