import fcntl
import logging

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.schedule import STEPS

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """For cron, every minute. Two at a time on one machine do no more than one; a step that fails stops no other."""

    help = "Do what is due: publish pages, revive tasks, issue and draw certificates, send mails, tidy up."

    def handle(self, *, verbosity, **_options):
        with open(settings.DATA_DIR / "run_scheduled.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.stdout.write("Another one is still at it.")
                return
            failed = [step.__name__ for step in STEPS if not self._done(step, verbosity)]
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}. The log says why; the next run tries again.")

    def _done(self, step, verbosity):
        if verbosity > 1:
            self.stdout.write(step.__doc__)
        try:
            step()
        except Exception:
            log.exception("%s failed", step.__name__)
            return False
        return True
