"""Asking for the right name, and deciding on it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import second_line
from certificates.actions.chain import locked_if_it_stands, supersede
from certificates.actions.log import note
from certificates.models import CertificateEvent, NameCorrection
from certificates.signals import correction_decided


@transaction.atomic
def ask_correction(*, certificate, name, why, name_latin="", at=None):
    """The holder asks that the certificate say `name`, and `name_latin` in a second line below other letters.

    While one request waits, asking again gives that one.
    Raises `NotCorrectable` when the certificate was revoked or superseded.
    """
    certificate = locked_if_it_stands(certificate.pk)
    waiting = certificate.corrections.waiting().first()
    if waiting:
        return waiting
    moment, holder = at or timezone.now(), certificate.holder
    note(certificate, CertificateEvent.Kind.CORRECTION_ASKED, at=moment, by=holder, reason=why)
    return NameCorrection.objects.create(
        certificate=certificate, name=name, name_latin=second_line(name, name_latin), why=why, asked_at=moment
    )


@transaction.atomic
def accept_correction(*, correction, by, at=None):
    """Issue a certificate with the right name, which supersedes the one that the request is about.

    Returns the correction; one that is decided stays as it is. Announces `certificate_issued` and `correction_decided`
    on commit. Raises `NotCorrectable` when the certificate was revoked or superseded.
    """
    correction, moment = _locked(correction), at or timezone.now()
    if correction.is_waiting:
        certificate = locked_if_it_stands(correction.certificate_id)
        names = {"holder_name": correction.name, "holder_name_latin": correction.name_latin}
        supersede(certificate, by=by, reason=correction.why, moment=moment, **names)
        _decide(correction, NameCorrection.State.ACCEPTED, by, moment)
    return correction


@transaction.atomic
def refuse_correction(*, correction, reason, by, at=None):
    """Leave the certificate as it is, and say why. Returns the correction; one that is decided stays as it is.

    Announces `correction_decided` on commit.
    """
    correction, moment = _locked(correction), at or timezone.now()
    if correction.is_waiting:
        correction.refusal = reason
        kind = CertificateEvent.Kind.CORRECTION_REFUSED
        note(correction.certificate, kind, at=moment, by=by, reason=reason)
        _decide(correction, NameCorrection.State.REFUSED, by, moment)
    return correction


def _locked(correction):
    return NameCorrection.objects.select_for_update().get(pk=correction.pk)


def _decide(correction, state, by, moment):
    correction.state, correction.decided_by, correction.decided_at = state, by, moment
    correction.save(update_fields=["state", "decided_by", "decided_at", "refusal"])
    transaction.on_commit(lambda: correction_decided.send_robust(NameCorrection, correction=correction))
