"""Credentials: made once for each certificate, and kept. Every verb may be repeated."""

import json
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.models import Certificate
from interop.models import Credential, Sharing, StatusEntry
from interop.openbadges import badges, issuer, proofs, status
from interop.openbadges.keys import ED25519, P256, signer

CAPACITY = status.LENGTH // 2  # places of a list that are given away; then a free one is still found at once
TRIES = 60


def keep_credential(*, certificate, at=None):
    """Sign the certificate as a credential, in both forms, and keep it; one that is kept stays as it is.

    Takes some 50 ms. Returns the `Credential`; None when the holder's account was erased. Raises `BadKey` when there
    is no key to sign with.
    """
    kept = Credential.objects.filter(certificate=certificate).first()
    if kept or certificate.holder_is_erased:
        return kept
    moment = (at or timezone.now()).replace(microsecond=0)
    certificate = Certificate.objects.select_related("holder", "programme", "enrolment__course").get(pk=certificate.pk)
    entry = take_place(certificate=certificate)
    unsigned = badges.credential(certificate, number=entry.number, index=entry.index)
    signed = {"document": _with_proof(unsigned, moment), "jwt": _as_jwt(unsigned, certificate), "signed_at": moment}
    return Credential.objects.get_or_create(certificate=certificate, defaults=signed)[0]


def _with_proof(unsigned, moment):
    return json.dumps(sign(document=unsigned, at=moment), ensure_ascii=False)


def sign(*, document, at):
    """`document` with our Data Integrity proof. Raises `BadKey`."""
    key = signer(ED25519)
    return proofs.with_proof(document, key=key.private, method=issuer.method(key), created=status.written(at))


def _as_jwt(unsigned, certificate):
    claims = {"iss": issuer.did(), "jti": unsigned["id"], "nbf": int(certificate.issued_at.timestamp())}
    last = badges.last_moment(certificate)
    return sign_jwt(document=unsigned, claims=claims | ({"exp": int(last.timestamp())} if last else {}))


def sign_jwt(*, document, claims):
    """`document` as a VC-JWT by our key, with further `claims`. Raises `BadKey`."""
    key = signer(P256)
    return proofs.as_jwt(document, key=key.jwt_key, method=issuer.method(key), claims=claims)


def take_place(*, certificate):
    """The certificate's place in a status list, drawn now if it has none. Returns the `StatusEntry`."""
    for _attempt in range(TRIES):
        number = StatusEntry.objects.count() // CAPACITY + 1
        place = {"number": number, "index": secrets.randbelow(status.LENGTH)}
        try:
            with transaction.atomic():
                return StatusEntry.objects.get_or_create(certificate=certificate, defaults=place)[0]
        except IntegrityError:  # somebody has that place
            continue
    raise RuntimeError(f"No free place was found in status list {number}.")


def choose_sharing(*, certificate, names_holder):
    """Whether the picture that others see of the certificate bears its holder's name. Returns the `Sharing`."""
    return Sharing.objects.update_or_create(certificate=certificate, defaults={"names_holder": names_holder})[0]


@transaction.atomic
def forget_holder(*, user):
    """Delete what bears the name of `user`, or is their choice. Places in status lists stay, for copies of theirs."""
    theirs = Certificate.objects.of(user)
    Credential.objects.filter(certificate__in=theirs).delete()
    Sharing.objects.filter(certificate__in=theirs).delete()
