"""All colours of the map, in one place: the map script and its styles get them from here.

A theme is a mapping from a role ("land", "disc") to a CSS colour.  In the browser each becomes a custom property
``--dl-<role>``.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

_LIGHT = {
    "page": "#ffffff",
    "sea": "#d6e3ea",
    "land": "#f8f6f1",
    "coast": "#b3c4cd",
    "border": "#cdc6b9",
    "graticule": "rgba(70,100,120,.13)",
    "country": "#8f8a80",
    "ocean": "#86a2b1",
    "text": "#1b2733",
    "muted": "#5d6b78",
    "panel": "#ffffff",
    "panel-hover": "#f1f5f8",
    "hairline": "#e3e8ec",
    "veil": "rgba(255,255,255,.84)",
    "shadow": "rgba(20,35,50,.28)",
    "tooltip": "#14202c",
    "tooltip-text": "#f5f8fa",
    "casing": "#ffffff",
    "disc": "#1f4fa3",
    "disc-text": "#ffffff",
    "ring": "#7b8794",
    "area": "#1f4fa3",
    "area-text": "#24477f",
    "journey": "#c2410c",
    "journey-soft": "#eaa983",
    "scene-bar": "#9db4d8",
    "named-bar": "#d3d9df",
    "selected": "#f59e0b",
    "halo": "0 0 2px #fff,0 0 2px #fff,0 0 4px #fff,0 0 6px #fff",
    "halo-land": "0 0 3px #f8f6f1,0 0 3px #f8f6f1",
}

_DARK = {
    "page": "#0b121b",
    "sea": "#0d1621",
    "land": "#1c2937",
    "coast": "#36495d",
    "border": "#3a4d62",
    "graticule": "rgba(160,190,220,.08)",
    "country": "#74879b",
    "ocean": "#46607a",
    "text": "#e6edf4",
    "muted": "#9fb0c1",
    "panel": "#16222f",
    "panel-hover": "#1f2e3e",
    "hairline": "#2a3b4d",
    "veil": "rgba(13,22,33,.84)",
    "shadow": "rgba(0,0,0,.55)",
    "tooltip": "#e9eff5",
    "tooltip-text": "#14202c",
    "casing": "#0d1621",
    "disc": "#7fb0ff",
    "disc-text": "#0b1726",
    "ring": "#8496a9",
    "area": "#6ea3f7",
    "area-text": "#a9c8f7",
    "journey": "#f59e6c",
    "journey-soft": "#8f5f45",
    "scene-bar": "#41629a",
    "named-bar": "#35465a",
    "selected": "#fbbf24",
    "halo": "0 0 2px #0d1621,0 0 2px #0d1621,0 0 4px #0d1621,0 0 6px #0d1621",
    "halo-land": "0 0 3px #1c2937,0 0 3px #1c2937",
}

PALETTES: dict[Theme, dict[str, str]] = {"light": _LIGHT, "dark": _DARK}

JOURNEY_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#c2410c", "#0f766e", "#7c3aed", "#be185d", "#4d7c0f", "#0369a1", "#a16207", "#475569"),
    "dark": ("#f59e6c", "#4fd1c5", "#b8a2ff", "#f08bb4", "#a5cf6a", "#64b8f5", "#e6c453", "#a8b5c4"),
}
"""Colours that tell travellers apart, in the order of use; each is readable on its theme's land and sea."""


def palette(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme.

    Raises
    ------
    ValueError
        If there is no such theme.
    """
    if theme not in PALETTES:
        raise ValueError(f"There is no theme {theme!r}: use one of {', '.join(PALETTES)}.")
    return PALETTES[theme]


def journey_colour(rank: int, *, theme: Theme) -> str:
    """Return the colour of the traveller of this rank (from 0); the last colour serves all further ones."""
    colours = JOURNEY_COLOURS[theme]
    return colours[min(rank, len(colours) - 1)]
