import pytest

from certificates import paper, signing


@pytest.fixture
def no_paper(monkeypatch):
    """Certificates whose file does not matter: two bytes instead of half a second of drawing."""
    monkeypatch.setattr(paper, "draw", lambda certificate: b"%P")
    monkeypatch.setattr(signing, "sign", lambda pdf: pdf)
