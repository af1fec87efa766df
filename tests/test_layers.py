"""The arrows of the architecture point one way: nothing imports what lies to its right."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From left to right; a module may import its own layer and those to its left.
LAYERS = (
    (
        "version",
        "errors",
        "contact",
        "vocabulary",
        "record",
        "days",
        "identity",
        "words",
        "tables",
        "access",
        "quota",
        "processes",
    ),
    ("articles",),
    ("language", "gazetteer", "routes"),
    ("extract",),
    ("corrections",),
    ("store",),
    ("ingest",),
    ("query",),
    (
        "share",
        "maps",
        "panels",
        "shelf",
        "evidence",
        "timeline",
        "network",
        "profile",
        "export",
        "itineraries",
        "voices",
    ),
    ("batch",),
    ("outfile", "progress", "cli", "__main__", "__init__"),
    ("ui",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
ONLY = {"streamlit": ("geo/ui", "pages", "app.py"), "folium": ("geo/maps", "geo/ui"), "branca": ("geo/maps",)}
MODULES = [*sorted((ROOT / "geo").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]


def imported(path: Path) -> set[str]:
    """Return the absolute names of all modules that a file imports, also within functions and for types only."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "geo" else {node.module}
    return names


def layer(module: str) -> str:
    """Return the part of ``geo`` that a module belongs to."""
    return module.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_points_back(path):
    where = path.relative_to(ROOT)
    for module in imported(path):
        for library, homes in ONLY.items():
            assert module.split(".")[0] != library or str(where).startswith(homes), f"{library} belongs to {homes}"
        if where.parts[0] == "geo" and module.startswith("geo."):
            own = where.parts[1].removesuffix(".py")
            assert RANK[layer(module)] <= RANK[own], f"{own} imports {module}, which lies to its right"


def test_every_module_has_a_layer():
    parts = {p.relative_to(ROOT).parts[1].removesuffix(".py") for p in MODULES if p.is_relative_to(ROOT / "geo")}
    assert parts <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_short_enough_to_read(path):
    limit = 100 if path.parent.name == "pages" else 250
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit
