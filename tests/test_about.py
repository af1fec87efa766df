"""The page about Dateline tells the accuracy that the README tells."""

from __future__ import annotations

from pathlib import Path

from geo.ui.about import accuracy

ROOT = Path(__file__).resolve().parents[1]


def test_the_accuracy_table_of_the_readme_is_shown_and_nothing_else_of_it():
    shown = accuracy((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "| what | figure | data |" in shown
    assert "place names found" in shown
    assert "## " not in shown


def test_without_the_readme_the_page_still_says_where_the_figures_are():
    assert accuracy("# Dateline\n") == "The figures are in the README."
