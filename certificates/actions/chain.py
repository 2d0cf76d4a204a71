"""What ends a certificate: revocation, and successors that take its place."""

from django.db import transaction
from django.utils import timezone

from certificates.actions.log import announce, note
from certificates.models import FROZEN, Certificate, CertificateEvent
from certificates.signals import certificate_replaced, certificate_revoked
from certificates.validity import months_after

WHOSE = ("enrolment", "programme", "holder", "holder_name", "holder_name_latin", "country")
LOOK = ("issuer", "design", "signatories", "second_title")
KEPT = (*FROZEN, *WHOSE, *LOOK, "expires_on")


class NotCorrectable(ValueError):
    """The certificate was revoked or superseded, or its holder erased: nothing can take its place."""


class NotRenewable(ValueError):
    """The certificate is valid for ever: there is nothing to renew."""


@transaction.atomic
def revoke(*, certificate, reason, by=None, at=None):
    """Say that the certificate is no longer valid, and why. A revoked one keeps its first date and reason.

    `by` is who revokes; nobody where the site does it by itself. Announces `certificate_revoked` on commit.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.stands:
        certificate.state = Certificate.State.REVOKED
        certificate.revoked_at, certificate.revocation_reason = at or timezone.now(), reason
        certificate.save(update_fields=["state", "revoked_at", "revocation_reason"])
        note(certificate, CertificateEvent.Kind.REVOKED, at=certificate.revoked_at, by=by, reason=reason)
        transaction.on_commit(lambda: certificate_revoked.send_robust(Certificate, certificate=certificate))
    return certificate


@transaction.atomic
def reissue(*, certificate, reason, by, course_title=None, at=None):
    """Issue the certificate anew, with a code and a file of its own: what it says stays, but for `course_title`.

    Returns the successor; one that was superseded already keeps the one it has. Announces `certificate_issued` and
    `certificate_replaced` on commit. Raises `NotCorrectable` when the certificate was revoked.
    """
    title = course_title or certificate.course_title
    return _replaced(certificate, by=by, reason=reason, at=at, changes=lambda _old, _moment: {"course_title": title})


@transaction.atomic
def renew(*, certificate, reason, by, at=None):
    """Issue a successor that is valid as long again, from the day of the moment `at` on.

    Returns the successor; one that was superseded already keeps the one it has. Announces `certificate_issued` and
    `certificate_replaced` on commit. Raises `NotCorrectable` when the certificate was revoked, `NotRenewable` when it
    does not expire.
    """
    return _replaced(certificate, by=by, reason=reason, at=at, changes=_longer)


def _longer(certificate, moment):
    if not certificate.valid_months:
        raise NotRenewable
    return {"expires_on": months_after(timezone.localdate(moment), certificate.valid_months)}


def _replaced(certificate, *, by, reason, at, changes):
    certificate, moment = Certificate.objects.select_for_update().get(pk=certificate.pk), at or timezone.now()
    if certificate.state == Certificate.State.SUPERSEDED:
        return certificate.successor
    if not certificate.can_be_replaced:
        raise NotCorrectable
    successor = supersede(certificate, by=by, reason=reason, moment=moment, **changes(certificate, moment))
    transaction.on_commit(lambda: certificate_replaced.send_robust(Certificate, certificate=successor))
    return successor


def locked_if_it_stands(pk):
    """The certificate, locked. Raises `NotCorrectable` when nothing can take its place."""
    certificate = Certificate.objects.select_for_update().get(pk=pk)
    if not certificate.can_be_replaced:
        raise NotCorrectable
    return certificate


def supersede(certificate, *, by, reason, moment, **changes):
    """The successor: it says what `certificate` says, but for `changes`."""
    certificate.state, certificate.superseded_at = Certificate.State.SUPERSEDED, moment
    certificate.save(update_fields=["state", "superseded_at"])
    note(certificate, CertificateEvent.Kind.SUPERSEDED, at=moment, by=by, reason=reason)
    kept = {field: getattr(certificate, field) for field in KEPT}
    successor = Certificate.objects.create(**kept | changes, issued_at=moment, supersedes=certificate)
    announce(successor, by=by)
    return successor
