from __future__ import annotations

import pytest

from geo.export import collect
from geo.store import ensure_samples, open_store
from tests.builders import add, story


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """The sample stories in a store of their own."""
    store = open_store(tmp_path_factory.mktemp("samples") / "dateline.sqlite")
    ensure_samples(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def everything(samples):
    """All that the sample stories tell."""
    return collect(samples, permalink="https://dateline.example/?from=2018-01-01")


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "dateline.sqlite")
    yield store
    store.close()


@pytest.fixture
def told(store):
    """A small story: a train by way of Khasan, a presence, a journey to nowhere, three statements."""
    add(store, story())
    return store
