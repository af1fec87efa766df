"""A map as one HTML file: no server, no network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.maps.basemap import STATIC

if TYPE_CHECKING:
    from geo.maps.basemap import OfflineMap

STATIC_FOLDER = Path(__file__).resolve().parents[2] / "static"
LICENCES = "third-party-licences.txt"

_SCRIPT = re.compile(rf'<script src="{re.escape(STATIC)}([\w.-]+)"></script>')
_STYLES = re.compile(rf'<link rel="stylesheet" href="{re.escape(STATIC)}([\w.-]+)"\s*/>')
_FONT = re.compile(r"url\((fonts/[\w.-]+\.woff2)\)")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def standalone_html(
    dateline_map: OfflineMap,
    *,
    title: str = "Dateline",
    styles: str = "",
    before: str = "",
    after: str = "",
    static: Path = STATIC_FOLDER,
) -> str:
    """Return a map and its layers as an HTML page that holds its scripts, styles and fonts (about 0.8 MB).

    A content security policy lets nothing run but the map's own scripts, and nothing be fetched.

    Parameters
    ----------
    dateline_map
        The map, with its layers added.
    title
        The page's title, as text.
    styles
        Further CSS.
    before, after
        HTML that stands before and after the map; whatever comes from articles is escaped in it already.
    static
        The folder of the map's scripts, styles and fonts.

    Raises
    ------
    DataError
        If a file of the static folder is missing.
    """
    # The parts are put between the rendered ones: branca would compile them as templates.
    page = dateline_map.get_root().render().replace("\r\n", "\n")
    top, head, body = _split(page)
    head = _SCRIPT.sub(lambda match: f"<script>{_script(static / match[1])}</script>", head)
    head = _STYLES.sub(lambda match: f"<style>{_css(static / match[1], static)}</style>", head)
    div, script = body.split("</body>", 1)
    policy = _policy(head + script)
    return "".join(
        (
            top.replace("<html>", '<html lang="en">'),
            f'\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            f"<title>{html.escape(title)}</title>{head}<style>{styles}</style>\n</head>\n<body>",
            *(before, div, after),
            *("</body>", script),
        )
    )


def licences(static: Path = STATIC_FOLDER) -> str:
    """Return the licences of the software that a standalone page holds, as text.

    Raises
    ------
    DataError
        If they are missing from the static folder.
    """
    return _read(static / LICENCES).decode()


def _split(page: str) -> tuple[str, str, str]:
    """Return a rendered page up to and with the start of its head, the head, and what follows the start of its body."""
    top, _, rest = page.partition("<head>")
    head, _, rest = rest.partition("</head>")
    return f"{top}<head>", head, rest.partition("<body>")[2]


def _policy(page: str) -> str:
    """Return a policy that knows each script of the page by its hash."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(page))
    scripts = " ".join(f"'sha256-{value}'" for value in hashes)
    own = "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {scripts}; {own}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name} is missing from {path.parent}: build it in data/build/static.") from error


def _script(path: Path) -> str:
    return _read(path).decode().replace("\r\n", "\n").replace("</script", r"<\/script")


def _css(path: Path, static: Path) -> str:
    def embedded(match: re.Match[str]) -> str:
        return f"url(data:font/woff2;base64,{base64.b64encode(_read(static / match[1])).decode()})"

    return _FONT.sub(embedded, _read(path).decode())
