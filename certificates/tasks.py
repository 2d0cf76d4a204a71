"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from certificates.actions import render
from certificates.models import Certificate


@task()
def render_certificate(certificate_id):
    """Make the PDF of a certificate; `manage.py render_certificates` takes up what fails here."""
    render(certificate=Certificate.objects.get(pk=certificate_id))
