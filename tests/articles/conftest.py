import pytest

from tests.web import Site


@pytest.fixture
def site(monkeypatch):
    """A server on loopback, the only private one that may be asked."""
    with Site() as site:
        monkeypatch.setenv("DATELINE_TEST_ALLOW", site.allow)
        yield site
