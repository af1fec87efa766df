"""Logging in at an identity provider: who is on the list is an editor, everybody else stays a visitor."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.conftest import free_port, running_app

pytestmark = pytest.mark.browser
USERS = [
    {"sub": "ann", "email": "Ann@example.org", "email_verified": True},
    {"sub": "eve", "email": "ann@example.org", "email_verified": False},
    {"sub": "bob", "email": "bob@example.org", "email_verified": True},
]
SECRETS = """
[dateline]
editors = ["ann@example.org"]

[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long secret of this test alone"
client_id = "dateline"
client_secret = "another secret of this test"
server_metadata_url = "PROVIDER/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider():
    """Start an identity provider that lets anybody be whom they like."""
    port = free_port()
    users = [word for user in USERS for word in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=2).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    else:
        pytest.fail("the identity provider did not start")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory, provider):
    folder = tmp_path_factory.mktemp("login")
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.replace("PROVIDER", provider), encoding="utf-8")
    with running_app(folder, f"--secrets.files={secrets}") as address:
        yield address


@pytest.fixture
def page(chromium, server):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto(f"{server}/articles")
    page.locator(".panels .card.article").first.wait_for()
    yield page
    context.close()


def door(page) -> None:
    page.get_by_role("button", name="Sign in").click()


def log_in(page, user: str) -> None:
    door(page)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Authorize Client").wait_for()
    page.get_by_role("button", name=user, exact=True).click()
    page.get_by_role("link", name="Articles").click()
    page.locator(".panels .card.article").first.wait_for()


def test_who_is_on_the_list_stores_and_corrects_until_they_sign_out(page, shot):
    assert page.get_by_role("radio", name="Collections").count() == 0
    log_in(page, "ann")
    page.get_by_role("radio", name="Collections").wait_for(state="attached")
    page.get_by_role("button", name="Editor").click()
    page.get_by_text(re.compile("You are signed in as ann@")).wait_for()
    shot(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # at the provider, which leads back
    page.locator(".panels .card").first.wait_for()
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("button", name="Sign in").wait_for()
    assert page.get_by_role("radio", name="Collections").count() == 0


@pytest.mark.parametrize("user", ["bob", "eve"])
def test_who_is_not_or_claims_an_address_unverified_stays_a_visitor(page, user):
    log_in(page, user)
    door(page)
    page.get_by_text("not on the list of editors").wait_for()
    assert page.get_by_role("radio", name="Collections").count() == 0


def test_a_deployment_whose_login_is_half_set_up_says_so(chromium, tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\ncookie_secret = "the only one"\n', encoding="utf-8")
    with running_app(tmp_path, f"--secrets.files={secrets}") as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/articles")
        page.get_by_role("button", name="Sign in").click(timeout=40_000)
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("Logging in is not set up completely").wait_for()
        assert "Traceback" not in page.locator("body").inner_text()
        assert "redirect_uri" in (tmp_path / "streamlit.log").read_text(encoding="utf-8")
        context.close()
