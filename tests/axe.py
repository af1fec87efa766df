"""What axe-core finds on a page, in all its frames and shadow trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAVE = ("serious", "critical")
_SCRIPT = Axe().axe_script


def violations(page: Page, *, impacts: tuple[str, ...] = GRAVE) -> list[str]:
    """Return a line for each element that breaks a rule of axe-core with one of these impacts."""
    for frame in page.frames:
        frame.evaluate(_SCRIPT)  # the frame on top asks the others for what they find
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations', 'incomplete'] })")
    return [
        f"{rule['impact']} {rule['id']}: {_where(node['target'])}: {_why(node)}"
        for rule in found["violations"]
        if rule["impact"] in impacts
        for node in rule["nodes"]
    ]


def _where(target: list[Any]) -> str:
    return " > ".join(part if isinstance(part, str) else " >> ".join(part) for part in target)


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)[:300]
