"""What credentials react to."""

from django.dispatch import receiver

from certificates.models import Certificate
from certificates.signals import certificate_issued
from interop.tasks import sign_credential


@receiver(certificate_issued, sender=Certificate)
def credential_wanted(certificate, **_kwargs):
    sign_credential.enqueue(certificate.pk)
