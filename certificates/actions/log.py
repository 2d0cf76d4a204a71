"""What every verb does besides: it writes the log, and announces what is new."""

from django.db import transaction

from certificates.models import Certificate, CertificateEvent
from certificates.signals import certificate_issued


def announce(certificate, by=None):
    """Log that the certificate was issued, and say so on commit."""
    note(certificate, CertificateEvent.Kind.ISSUED, at=certificate.issued_at, by=by)
    transaction.on_commit(lambda: certificate_issued.send_robust(Certificate, certificate=certificate))


def note(certificate, kind, *, at, by=None, reason=""):
    """Add an entry to the log of the certificate."""
    return CertificateEvent.objects.create(certificate=certificate, kind=kind, at=at, by=by, reason=reason)
