from __future__ import annotations

import pytest
import streamlit as st

from geo import access as decisions
from geo.ui import access


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A library of its own, with the samples, and nothing cached."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(tmp_path / "store.sqlite"))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def role(monkeypatch):
    """Who sits before the browser, the only item of a list: a visitor; it may change while the test runs."""
    now = [decisions.VISITOR]
    monkeypatch.setattr(access, "role", lambda: now[0])
    return now
