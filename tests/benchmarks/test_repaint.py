"""How long a filter change takes in the browser, from the click to the new marks on the map."""

from __future__ import annotations

import itertools

import pytest

from tests.conftest import frame, open_page

pytestmark = pytest.mark.browser


def test_a_filter_change_repaints(benchmark, new_context, app):
    page = open_page(new_context(), app)
    rings = frame(page).locator(".dl-ring")
    switch = page.get_by_role("switch", name="Only named")
    states = itertools.cycle(["detached", "attached"])

    def change() -> None:
        switch.click()
        rings.first.wait_for(state=next(states))

    benchmark.pedantic(change, rounds=20, warmup_rounds=2)
