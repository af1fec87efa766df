"""Text of others in what Streamlit reads as Markdown: shown as it is written."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_READ_ANYWAY = re.compile(r":(?=[\w/])|@|(?<=www)(?=\.)")


def plain(text: str) -> str:
    r"""Return Markdown that shows a text as it is written: no picture is fetched, no link made, nothing in colour.

    >>> print(plain("![x](y) **bold**"))
    \!\[x\]\(y\) \*\*bold\*\*
    """
    # A word joiner is not seen; without it ":smile:" becomes a picture and an address a link, escaped or not.
    return _MARKS.sub(r"\\\1", _READ_ANYWAY.sub("\\g<0>\N{WORD JOINER}", " ".join(text.split())))
