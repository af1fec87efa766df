"""A real app in a real browser: Streamlit on loopback, Debian's Chromium driven by Playwright."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from geo.articles import apart
from tests.databases import new_database, postgresql, postgresql_server  # noqa: F401 - fixtures for all tests
from tests.web import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

# Speeds are measured in tests/benchmarks; how long an example takes on a busy machine says nothing.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

ROOT = Path(__file__).resolve().parents[1]
ARTIFACTS = ROOT / "tests" / "artifacts"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Chromium's own errands would ask hosts that a test machine does not reach.
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module", autouse=True)
def _readers_end() -> Iterator[None]:
    """Other tests count the processes that are left."""
    yield
    apart.close()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on loopback, the only private one that may be asked."""
    with Site() as site:
        monkeypatch.setenv("DATELINE_TEST_ALLOW", site.allow)
        yield site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("DATELINE_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on PATH, and DATELINE_REQUIRE_BROWSER forbids to skip")
        pytest.skip("no Chromium on PATH: install it (Debian: apt-get install chromium) to run the browser tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_app(folder: Path, *options: str, database: str | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start the app as the README says, with a store of its own or the one named; return process and address."""
    port = free_port()
    log = (folder / "streamlit.log").open("wb")
    app = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            f"--server.port={port}",
            "--server.headless=true",
            *options,
        ],
        cwd=ROOT,
        env=os.environ | {"DATELINE_DATABASE_URL": database or f"sqlite:///{folder / 'store.sqlite'}"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    log.close()
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return app, address
        except (urllib.error.URLError, OSError):
            if app.poll() is not None:
                break
            time.sleep(0.25)
    app.kill()
    raise AssertionError(f"the app did not start:\n{(folder / 'streamlit.log').read_text()}")


@contextmanager
def running_app(folder: Path, *options: str) -> Iterator[str]:
    """Start the app, give its address, and end it whatever happens."""
    process, address = start_app(folder, *options)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_app(tmp_path_factory.mktemp("app")) as address:
        yield address


class Watch:
    """What a page must not do: ask another host, or report an error."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.problems: list[str] = []
        self._address = address
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda e: self._say(f"uncaught: {e.error}"))
        context.on(
            "requestfailed", lambda r: self._say(f"failed: {r.url} {r.failure}") if self._failed(r.failure) else None
        )

    def _console(self, message) -> None:
        # Opened below its base path, Streamlit looks for its own addresses there first.
        probe = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not probe:
            self._say(f"console: {message.text}")

    def _request(self, request) -> None:
        own = (self._address, self._address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self._say(f"asked another host: {request.url}")

    @staticmethod
    def _failed(reason: str | None) -> bool:
        return reason != "net::ERR_ABORTED"  # the browser's word for a request that a closing page no longer needs

    def _say(self, problem: str) -> None:
        self.problems.append(problem)


@pytest.fixture
def new_context(chromium: Browser, app: str):
    """Make fresh browser contexts, each watched; after the test none may have misbehaved."""
    contexts, watches = [], []

    def make(**options) -> BrowserContext:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        context = chromium.new_context(**options)
        contexts.append(context)
        watches.append(Watch(context, app))
        return context

    yield make
    for context in contexts:
        context.close()
    assert [p for w in watches for p in w.problems] == []


@pytest.fixture
def page(new_context, app: str) -> Page:
    return open_page(new_context(), app)


def open_page(context: BrowserContext, address: str) -> Page:
    """Open an address and wait until map and panels are drawn."""
    page = context.new_page()
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the map has its layers and Streamlit is idle."""
    page.locator(".panels .tabs").wait_for(timeout=40_000)
    frame(page).locator(".dl-map").wait_for(timeout=40_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=40_000)
    page.wait_for_timeout(400)


def frame(page: Page):
    return page.frame_locator("iframe[title^=streamlit_folium]")


def slug(name: str) -> str:
    return re.sub(r"\W+", "-", name).strip("-")


@pytest.fixture
def shot(request: pytest.FixtureRequest):
    """Keep a screenshot as an artefact of the test."""

    def take(page: Page, name: str = "") -> None:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{slug(request.node.name)}{'-' + name if name else ''}.png")

    return take
