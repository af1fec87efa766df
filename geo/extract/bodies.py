"""Bodies that the words around their name tell: a newspaper, an airline, a name that ends as those of papers do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.extract.reading import overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.reading import Reading
    from geo.record import Span

_CALLED = re.compile(
    r"\b(?:newspapers?|news (?:agency|site|website|magazine)|magazine|broadcaster|daily|weekly|tabloid|"
    r"(?:radio|television|TV) (?:station|channel|network)|airline)\s+$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'&-]*"
_CALLED_NAME = re.compile(
    rf"\b(?:newspaper|news (?:agency|site|website|magazine)|magazine|broadcaster|tabloid|airline) "
    rf"(?P<name>{_NAME}(?: (?:(?:of|de|da|do|des|del|du|di|la|le|y) )?{_NAME}){{0,4}})"
)
_PAPER = re.compile(
    rf"\b[Tt]he (?P<name>(?:{_NAME} ){{1,3}}(?:Times|Post|Herald|Telegraph|Journal|Gazette|Tribune|Guardian|Courier|"
    r"Chronicle|Observer|Examiner|Inquirer|Monitor|Mail|Mirror|Standard|Dispatch|Sentinel|Argus))\b(?! [A-Z])"
)


def is_called_body(text: str, start: int) -> bool:
    """Tell whether the word before a name says that it is a body's: ``the newspaper ...``."""
    return bool(_CALLED.search(text, max(0, start - 24), start))


def called_bodies(reading: Reading, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the names of bodies that no name in ``taken`` overlaps."""
    for pattern in (_CALLED_NAME, _PAPER):
        for match in pattern.finditer(reading.text):
            start, end = match.span("name")
            span = start, end - 2 * match["name"].endswith(("’s", "'s"))
            if not any(overlaps(span, other) for other in taken):
                yield span
