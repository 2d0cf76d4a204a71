import logging

from django.core.management.base import BaseCommand, CommandError

from certificates.models import Certificate
from interop.actions import keep_credential

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Sign the credentials that are missing. One that fails is reported and does not stop the others."""

    help = "Sign the credential of every certificate that has none."

    def handle(self, **_options):
        waiting = list(
            Certificate.objects.filter(credential=None, holder_erased_at=None)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        failed = sum(not self._signed(pk) for pk in waiting)
        if failed:
            raise CommandError(f"{failed} of {len(waiting)} credentials could not be signed.")
        self.stdout.write(f"{len(waiting)} credentials signed.")

    def _signed(self, pk):
        try:
            keep_credential(certificate=Certificate.objects.get(pk=pk))
        except Exception:
            log.exception("The credential of certificate %s could not be signed", pk)
            return False
        return True
