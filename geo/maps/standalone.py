"""A map as one HTML file: no server, no network."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.maps.basemap import STATIC

if TYPE_CHECKING:
    from geo.maps.basemap import OfflineMap

STATIC_FOLDER = Path(__file__).resolve().parents[2] / "static"

_SCRIPT = re.compile(rf'<script src="{re.escape(STATIC)}([\w.-]+)"></script>')
_STYLES = re.compile(rf'<link rel="stylesheet" href="{re.escape(STATIC)}([\w.-]+)"\s*/>')
_FONT = re.compile(r"url\((fonts/[\w.-]+\.woff2)\)")


def standalone_html(dateline_map: OfflineMap, *, static: Path = STATIC_FOLDER) -> str:
    """Return a map and its layers as an HTML page that holds its scripts, styles and fonts (about 0.8 MB).

    Parameters
    ----------
    dateline_map
        The map, with its layers added.
    static
        The folder of the map's scripts, styles and fonts.

    Raises
    ------
    DataError
        If a file of the static folder is missing.
    """
    page = dateline_map.get_root().render()
    page = _SCRIPT.sub(lambda match: f"<script>{_script(static / match[1])}</script>", page)
    return _STYLES.sub(lambda match: f"<style>{_styles(static / match[1], static)}</style>", page)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name} is missing from {path.parent}: build it in data/build/static.") from error


def _script(path: Path) -> str:
    return _read(path).decode().replace("</script", r"<\/script")


def _styles(path: Path, static: Path) -> str:
    def embedded(match: re.Match[str]) -> str:
        return f"url(data:font/woff2;base64,{base64.b64encode(_read(static / match[1])).decode()})"

    return _FONT.sub(embedded, _read(path).decode())
