import logging

from django.core.management.base import BaseCommand, CommandError

from certificates.actions import render
from certificates.models import Certificate

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Make the PDFs that are missing. One that fails is reported and does not stop the others.

    Called by code, it leaves out the certificates whose ids are in `but_for`.
    """

    help = "Make the PDF of every certificate that has none."

    stealth_options = ("but_for",)

    def handle(self, but_for=(), **_options):
        missing = Certificate.objects.unrendered().order_by("pk").values_list("pk", flat=True)
        waiting = [pk for pk in missing if pk not in but_for]
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
