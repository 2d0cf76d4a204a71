"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from certificates.actions import make_archive, render
from certificates.models import Archive, Certificate


@task()
def render_certificate(certificate_id):
    """Make the PDF of a certificate; `manage.py render_certificates` takes up what fails here."""
    render(certificate=Certificate.objects.get(pk=certificate_id))


@task()
def fill_archive(archive_id):
    """Make the file of an archive; begun anew when its worker died."""
    make_archive(archive=Archive.objects.select_related("by", "course").get(pk=archive_id))
