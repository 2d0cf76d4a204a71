import json

import pytest
from django.conf import settings

from certificates import paper
from tests.factories.certificates import certify


@pytest.fixture
def no_paper(monkeypatch):
    """Certificates whose file does not matter: two bytes instead of half a second of drawing."""
    monkeypatch.setattr(paper, "make", lambda certificate: b"%P")


@pytest.fixture
def certificate(no_paper, course, amina, on_commit):
    """Amina's, of participation, as it is after all that follows on commit."""
    return certify(on_commit, course, amina)


@pytest.fixture
def public_files(client):
    """`public_files(certificate)`: {address: document} of all that a verifier reads of ours, as the site gives it."""

    def read(certificate):
        entry = json.loads(certificate.credential.document)["credentialStatus"]
        addresses = [f"{settings.SITE_URL}/.well-known/did.json", entry["statusListCredential"]]
        return {url: json.loads(client.get(url.removeprefix(settings.SITE_URL)).content) for url in addresses}

    return read
