"""Who signs: the identity at a stable address (did:web), and the profile that people read."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse

from interop.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from interop.openbadges.keys import ED25519, issuer_keys

DID_CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def did():
    """Our did:web, which says where its document is: `/.well-known/did.json` of the site's host."""
    return "did:web:" + quote(urlsplit(settings.SITE_URL).netloc, safe="")


def method(key):
    """The address of a `Key` in our document."""
    return f"{did()}#{key.name}"


def did_document():
    """Every key that a credential of ours may be signed with, the retired ones as well."""
    keys = issuer_keys()
    return {
        "@context": DID_CONTEXTS,
        "id": did(),
        "alsoKnownAs": [address("issuer")],
        "verificationMethod": [_method(key) for key in keys],
        "assertionMethod": [method(key) for key in keys],
    }


def _method(key):
    named = {"id": method(key), "controller": did()}
    if key.kind == ED25519:
        return {**named, "type": "Multikey", "publicKeyMultibase": key.multibase}
    return {**named, "type": "JsonWebKey", "publicKeyJwk": key.jwk.as_dict(private=False, kid=key.name)}


def profile(name):
    """The issuer, as a credential names it."""
    return {"id": did(), "type": ["Profile"], "name": name, "url": settings.SITE_URL}


def profile_document():
    """The issuer's profile as a document of its own."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **profile(settings.ISSUER_NAME)}


def address(name, *args):
    """The whole address of one of our public documents."""
    return settings.SITE_URL + reverse(f"openbadges_{name}", args=args)
