"""The keys that sign credentials, looked at when the site starts and before it goes public."""

from django.conf import settings
from django.core.checks import Error, Warning

from interop.openbadges.keys import ED25519, P256, BadKey, signer

HINT = "manage.py make_credential_keys FOLDER writes a pair; name both files in CREDENTIAL_KEYS."


def find_keys(**_kwargs):
    """Can the keys that are named be read, and is there one of each kind to sign with?"""
    if not settings.CREDENTIAL_KEYS:
        return []
    try:
        signer(ED25519), signer(P256)
    except BadKey as problem:
        return [Error(f"Credentials cannot be signed. {problem}", hint=HINT, id="interop.E001")]
    return []


def find_own_keys(**_kwargs):
    """In production, keys are kept by whoever answers for them, and on every machine the same."""
    if settings.DEBUG or settings.CREDENTIAL_KEYS:
        return []
    message = "Credentials are signed with keys that this machine has made for itself."
    return [Warning(message, hint=HINT, id="interop.W001")]
