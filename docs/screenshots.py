"""Takes the pictures of the README: ``python docs/screenshots.py`` starts the app with the samples and looks at it.

Needs Chromium on the PATH and ``requirements-dev.txt``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from tests.conftest import ARGUMENTS, CHROMIUM, open_page, start_app

HERE = Path(__file__).parent
SIZE = {"width": 1440, "height": 900}


def main() -> None:
    """Write ``docs/map-light.png`` and ``docs/map-dark.png``."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, address = start_app(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for scheme in ("light", "dark"):
            page = open_page(browser.new_context(viewport=SIZE, color_scheme=scheme), address)
            page.wait_for_timeout(1000)
            page.screenshot(path=HERE / f"map-{scheme}.png")
        browser.close()
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
