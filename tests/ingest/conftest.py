from __future__ import annotations

import pytest

from geo.store import open_store


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "dateline.sqlite")
    yield store
    store.close()
