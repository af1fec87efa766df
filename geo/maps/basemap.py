"""The base map: our own script, styles and Natural Earth geometry, served from the app's static folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import folium
from branca.element import MacroElement
from folium.template import Template

from geo.maps.payload import to_json
from geo.maps.style import Theme, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

STATIC = "../../app/static/"
"""The static folder, as seen from the frame of the map component: a relative link works under any base path."""

MIN_ZOOM, MAX_ZOOM = 0.5, 9
"""Beyond zoom 9 (300 m a pixel) the coast lines have no more detail."""


class OfflineMap(folium.Map):
    """A map that asks no other host for anything.

    Its script depends on its arguments alone, so the component keeps its frame over all changes of the data; put the
    data into a feature group.

    Parameters
    ----------
    location
        Latitude and longitude of the middle, in degrees.
    zoom_start
        Zoom level; halves are allowed.
    theme
        "light" or "dark".
    made_for
        Width and height (px) that location and zoom were chosen for: on a screen of another size the map shows the same
        part of the world.  None keeps the zoom.
    options
        Further options of folium's map.
    """

    default_js: ClassVar[list[tuple[str, str]]] = [
        ("dateline_basemap", f"{STATIC}basemap.js"),
        ("dateline_map", f"{STATIC}dateline-map.js"),
    ]
    default_css: ClassVar[list[tuple[str, str]]] = [("dateline_map_css", f"{STATIC}dateline-map.css")]

    def __init__(
        self,
        location: Sequence[float] = (25, 15),
        *,
        zoom_start: float = 2,
        theme: Theme = "light",
        made_for: tuple[int, int] | None = None,
        **options: object,
    ) -> None:
        settings: dict[str, object] = {
            "zoom_snap": 0.5,
            "wheel_px_per_zoom_level": 100,
            "world_copy_jump": True,
            "font_size": "12px",
        }
        super().__init__(list(location), zoom_start=zoom_start, tiles=None, **(settings | options))
        self.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM, "max_bounds_viscosity": 1}
        self.add_child(_Base(theme, made_for))


class _Base(MacroElement):
    """The call that draws land, borders, names and controls."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "Dateline.base({{ this._parent.get_name() }}, {{ this.options }});\n"
        "{% endmacro %}"
    )

    def __init__(self, theme: Theme, made_for: tuple[int, int] | None) -> None:
        super().__init__()
        self._name = "DatelineBase"
        size = dict(zip(("width", "height"), made_for, strict=True)) if made_for else None
        self.options = to_json({"theme": theme, "palette": palette(theme), "madeFor": size})
