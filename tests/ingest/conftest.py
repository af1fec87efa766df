from __future__ import annotations

import pytest

from geo.store import open_store


@pytest.fixture
def store(new_database):
    store = open_store(new_database())
    yield store
    store.close()
