"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from certificates.models import Certificate
from interop.actions import keep_credential


@task()
def sign_credential(certificate_id):
    """Sign the credential of a certificate; `manage.py sign_credentials` takes up what fails here."""
    keep_credential(certificate=Certificate.objects.get(pk=certificate_id))
