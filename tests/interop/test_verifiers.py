"""Credentials, verified offline by other people's software."""

import base64
import json

import pytest

from certificates.actions import accept_correction, ask_correction, revoke
from certificates.models import Certificate
from interop.actions import keep_credential
from interop.models import Credential
from interop.openbadges.keys import make_keys, own_files
from tests.interop.verifiers import verified_by_others

pytestmark = [pytest.mark.django_db, pytest.mark.drawn]
FORMS = ["data-integrity", "jwt"]


def credential_of(certificate, form):
    kept = Credential.objects.get(certificate=certificate)
    return kept.jwt if form == "jwt" else json.loads(kept.document)


@pytest.mark.parametrize("form", FORMS)
def test_verifier_accepts_what_we_signed(certificate, public_files, form):
    said = verified_by_others(form, credential_of(certificate, form), public_files(certificate))
    assert said == {"verified": True}


def altered(credential, form):
    """The credential with another course in it, its proof untouched."""
    if form == "data-integrity":
        credential["credentialSubject"]["achievement"]["name"] = "Surgery"
        return credential
    header, payload, signature = credential.split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    said["credentialSubject"]["achievement"]["name"] = "Surgery"
    return ".".join([header, base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("="), signature])


@pytest.mark.parametrize("form", FORMS)
def test_verifier_refuses_what_was_altered(certificate, public_files, form):
    credential = altered(credential_of(certificate, form), form)
    said = verified_by_others(form, credential, public_files(certificate))
    assert not said["verified"]
    assert "signature" in said["problem"].lower()


@pytest.mark.parametrize("form", FORMS)
def test_verifier_refuses_what_is_revoked(certificate, public_files, form):
    revoke(certificate=certificate, reason="Issued in error")
    said = verified_by_others(form, credential_of(certificate, form), public_files(certificate))
    assert not said["verified"]
    assert said["problem"] == "The credential is revoked."


def test_verifier_after_a_correction_accepts_the_successor_alone(certificate, public_files, chen, on_commit):
    asked = ask_correction(certificate=certificate, name="Amina W.", why="A letter")
    with on_commit():
        accept_correction(correction=asked, by=chen)
    successor = Certificate.objects.get(supersedes=certificate)
    files = public_files(certificate)
    assert not verified_by_others("data-integrity", credential_of(certificate, "data-integrity"), files)["verified"]
    assert verified_by_others("data-integrity", credential_of(successor, "data-integrity"), files)["verified"]


@pytest.mark.parametrize("form", FORMS)
def test_verifier_refuses_a_key_that_is_not_the_issuers(certificate, public_files, settings, tmp_path, form):
    files = public_files(certificate)
    Credential.objects.all().delete()
    settings.CREDENTIAL_KEYS = [str(path) for path in make_keys(tmp_path)]
    keep_credential(certificate=certificate)
    said = verified_by_others(form, credential_of(certificate, form), files)
    assert not said["verified"]
    assert "no key of its issuer" in said["problem"]


@pytest.mark.parametrize("form", FORMS)
def test_verifier_accepts_what_a_retired_key_has_signed(certificate, public_files, settings, tmp_path, form):
    """The old files stay in the setting behind the new ones, and the status list is signed by the new key."""
    old = [str(path) for path in own_files()]
    settings.CREDENTIAL_KEYS = [*map(str, make_keys(tmp_path)), *old]
    said = verified_by_others(form, credential_of(certificate, form), public_files(certificate))
    assert said == {"verified": True}
