import logging

from django.core.management.base import BaseCommand, CommandError

from certificates.actions import render
from certificates.models import Certificate

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Make the PDFs that are missing. One that fails is reported and does not stop the others."""

    help = "Make the PDF of every certificate that has none."

    def handle(self, **_options):
        waiting = list(Certificate.objects.unrendered().order_by("pk").values_list("pk", flat=True))
        failed = sum(not self._made(pk) for pk in waiting)
        if failed:
            raise CommandError(f"{failed} of {len(waiting)} certificates could not be made.")
        self.stdout.write(f"{len(waiting)} certificates made.")

    def _made(self, pk):
        try:
            render(certificate=Certificate.objects.get(pk=pk))
        except Exception:
            log.exception("The PDF of certificate %s could not be made", pk)
            return False
        return True
