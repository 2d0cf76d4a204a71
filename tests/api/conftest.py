import pytest

from api.actions import make_key
from certificates import paper
from tests.factories.certificates import certify


@pytest.fixture
def certificate(course, amina, on_commit, monkeypatch):
    monkeypatch.setattr(paper, "make", lambda certificate: b"%P")
    return certify(on_commit, course, amina)


@pytest.fixture
def bearer(ben):
    """The headers of somebody who has a key."""
    return {"Authorization": f"Bearer {make_key(name='Register', by=ben)[1]}"}
