"""What credentials react to."""

from django.dispatch import receiver

from certificates.attachments import Attachment
from certificates.models import Certificate
from certificates.signals import attachments_wanted, certificate_issued
from interop.actions import keep_credential
from interop.tasks import sign_credential


@receiver(certificate_issued, sender=Certificate)
def credential_wanted(certificate, **_kwargs):
    sign_credential.enqueue(certificate.pk)


@receiver(attachments_wanted, sender=Certificate)
def credential_to_attach(certificate, **_kwargs):
    """`credential.json`: the certificate as an Open Badge, signed before the paper is drawn; none for a sample."""
    if certificate.pk is None:
        return None
    document = keep_credential(certificate=certificate).document
    return Attachment("credential.json", "application/json", document.encode(), "This certificate as an Open Badge 3.0")
