"""What the requirements name can be imported, and what is imported is named."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def required(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [re.match(r"[\w.-]+", line)[0] for line in lines if line and not line.startswith(("#", "-r"))]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


MODULES = {}
for module, distributions in packages_distributions().items():
    for distribution in distributions:
        MODULES.setdefault(normal(distribution), set()).add(module)


# Ruff is a program and has no module to import beside its launcher.
@pytest.mark.parametrize(
    "name", [*required("requirements.txt"), *required("requirements-scale.txt"), *required("requirements-dev.txt")]
)
def test_each_requirement_is_installed_and_imports(name):
    modules = {m for m in MODULES[normal(name)] if not m.startswith("_")}
    assert modules
    for module in modules:
        importlib.import_module(module)


def test_what_the_program_imports_is_required():
    named = {module for name in required("requirements.txt") for module in MODULES[normal(name)]}
    # geographiclib is geopy's own dependency, branca folium's, thinc spaCy's.
    named |= {"geo", "geographiclib", "branca", "thinc", *sys.stdlib_module_names}
    scale = {module for name in required("requirements-scale.txt") for module in MODULES[normal(name)]}
    for path in [*(ROOT / "geo").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            extra = scale if path.parent.name == "batch" else set()
            assert {n.split(".")[0] for n in names} <= named | extra, path


def test_importing_the_package_loads_nothing_heavy():
    heavy = "spacy pandas numpy streamlit folium trafilatura sqlalchemy".split()
    code = f"import sys, geo; print([m for m in {heavy!r} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
